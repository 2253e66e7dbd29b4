"""Counting terms: when a term ends, whether it was kept, and by how much it was missed.

How terms are counted
---------------------
- **Days, weeks, months, years** are counted in the calendar of the business's time zone. The day of the event itself
  is not counted; the last day belongs to the term until its midnight. Delivered on 1 May, 14 days: until 15 May 24:00.
- **Months and years** end on the day with the same number, or on the last day of a month that has none:
  31 January and one month is 28 (29) February.
- **Working days** are Monday to Friday; public holidays are not known and count as they fall.
- **Hours and minutes** are counted as elapsed time, so a change of the clocks does not lengthen or shorten them.
- **Backwards** ("2 days before the booking") mirrors all this: booked for 20 May, 2 days before: until 18 May 24:00.
- A **bare date** is a whole day of which the hour is not known. Where a term in hours or minutes depends on that hour,
  the answer is None: not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

Unit = Literal["minutes", "hours", "days", "working_days", "weeks", "months", "years"]
Moment = date | datetime
EXACT_UNITS: tuple[Unit, ...] = ("minutes", "hours")

_UTC = ZoneInfo("UTC")
_DAY = timedelta(days=1)
_END_OF_DAY = time(23, 59, 59, 999999)
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as it is written in a term: ``Duration(14, "days")``. ``value`` is not negative."""

    value: float
    unit: Unit

    @property
    def exact(self) -> bool:
        """True for hours and minutes, which are counted as elapsed time; False for what is counted in days."""
        return self.unit in EXACT_UNITS

    @property
    def delta(self) -> timedelta:
        """The plain length; a working day counts as a day, a month as 30 days, a year as 365: for comparing sizes."""
        return _UNIT_LENGTH[self.unit] * self.value


_UNIT_LENGTH: dict[Unit, timedelta] = {
    "minutes": timedelta(minutes=1),
    "hours": timedelta(hours=1),
    "days": _DAY,
    "working_days": _DAY,
    "weeks": timedelta(weeks=1),
    "months": timedelta(days=30),
    "years": timedelta(days=365),
}


class Kept(NamedTuple):
    """Whether a term was kept, and how late it was otherwise.

    ``kept`` is None where the hour would decide and is not known. ``lateness`` is zero for a kept term; whole days
    for a term counted in days, elapsed time for one in hours or minutes (the least that is certain).
    """

    kept: bool | None
    lateness: timedelta


def local(moment: Moment, tz: tzinfo) -> Moment:
    """Put a moment into the business's time zone; a naive time is taken to be there already, a date stays one."""
    if not isinstance(moment, datetime):
        return moment
    return moment.replace(tzinfo=tz) if moment.tzinfo is None else moment.astimezone(tz)


def day_of(moment: Moment, tz: tzinfo) -> date:
    """The calendar day of a moment in the business's time zone."""
    there = local(moment, tz)
    return there.date() if isinstance(there, datetime) else there


def span_of(moment: Moment, tz: tzinfo) -> tuple[datetime, datetime]:
    """The earliest and the latest instant that a moment may mean, in UTC: the same twice unless it is a bare date."""
    there = local(moment, tz)
    if isinstance(there, datetime):
        instant = there.astimezone(_UTC)
        return instant, instant
    first = datetime.combine(there, time.min, tzinfo=tz)
    last = datetime.combine(there, _END_OF_DAY, tzinfo=tz)
    return first.astimezone(_UTC), last.astimezone(_UTC)


def last_day(start: date, duration: Duration, *, before: bool = False, roll: bool = False) -> date:
    """The last day of a term counted in days, weeks, months or years.

    Parameters
    ----------
    start: the day of the event, itself not counted.
    duration: not in hours or minutes (ValueError). Part of a day counts as the whole day.
    before: count backwards from ``start``.
    roll: a term that would end on Saturday or Sunday ends on the Monday after; never for a backward term.
    """
    if duration.exact:
        raise ValueError("a term in hours or minutes has no last day; use deadline()")
    sign = -1 if before else 1
    end = _shift(start, duration, sign)
    if roll and not before:
        while end.weekday() > _FRIDAY:
            end += _DAY
    return end


def deadline(start: Moment, duration: Duration, tz: tzinfo, *, before: bool = False, roll: bool = False) -> datetime:
    """The last moment at which a term is still kept, in the business's time zone.

    Parameters as for :func:`last_day`. A bare date with a term in hours or minutes gives the latest possible moment.
    """
    if not duration.exact:
        return datetime.combine(last_day(day_of(start, tz), duration, before=before, roll=roll), _END_OF_DAY, tzinfo=tz)
    _, latest = span_of(start, tz)
    return (latest - duration.delta if before else latest + duration.delta).astimezone(tz)


def kept(
    event_time: Moment, start: Moment, duration: Duration, tz: tzinfo, *, before: bool = False, roll: bool = False
) -> Kept:
    """Whether what happened at ``event_time`` kept a term that runs from (or back from) ``start``.

    A term that runs forward is also kept by what happened before it began.
    """
    if not duration.exact:
        over = day_of(event_time, tz) - last_day(day_of(start, tz), duration, before=before, roll=roll)
        return Kept(over <= timedelta(0), max(over, timedelta(0)))
    step = -duration.delta if before else duration.delta
    limit_low, limit_high = (instant + step for instant in span_of(start, tz))
    low, high = span_of(event_time, tz)
    if high <= limit_low:
        return Kept(True, timedelta(0))
    if low > limit_high:
        return Kept(False, low - limit_high)
    return Kept(None, timedelta(0))


def lateness(event_time: Moment, due: Moment, tz: tzinfo) -> timedelta:
    """How long after ``due`` something happened: negative when early, zero on the day or minute.

    Whole days as soon as one of the two is a bare date: "promised for the 5th" is kept until the 5th is over.
    """
    if isinstance(event_time, datetime) and isinstance(due, datetime):
        return span_of(event_time, tz)[0] - span_of(due, tz)[0]
    return day_of(event_time, tz) - day_of(due, tz)


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after ``start`` up to and including ``end``; negative when ``end`` is earlier."""
    if end < start:
        return -working_days_between(end, start)
    weeks, rest = divmod((end - start).days, 7)
    return weeks * 5 + sum((start + _DAY * step).weekday() <= _FRIDAY for step in range(1, rest + 1))


def _shift(start: date, duration: Duration, sign: int) -> date:
    """The day that lies ``duration`` after (sign 1) or before (sign -1) a day."""
    if duration.unit == "working_days":
        return _shift_working(start, sign, _whole(duration.value))
    if duration.unit in ("months", "years"):
        return _shift_months(start, sign * duration.value * (12 if duration.unit == "years" else 1))
    return start + sign * _DAY * _whole(duration.value * (7 if duration.unit == "weeks" else 1))


def _whole(value: float) -> int:
    """Part of a day counts as the whole day."""
    return -int(-value // 1)


def _shift_working(start: date, sign: int, count: int) -> date:
    day = start
    while count > 0:
        day += sign * _DAY
        if day.weekday() <= _FRIDAY:
            count -= 1
    return day


def _shift_months(start: date, months: float) -> date:
    """Whole months by the calendar; a half month is 15 days."""
    whole = int(months)
    index = start.year * 12 + start.month - 1 + whole
    year, month = divmod(index, 12)
    day = min(start.day, _month_length(year, month + 1))
    return date(year, month + 1, day) + timedelta(days=round((months - whole) * 30))


def _month_length(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - _DAY).day
