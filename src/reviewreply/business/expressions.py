"""The parts of a condition and how they are answered from an order.

An event is a span of time: an instant twice over when the hour is known, a whole day when only the date is. Where every
part is counted in days, days are compared; otherwise spans are, and spans that overlap give None: not known.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Literal

from reviewreply.record import Event, EventName, Order
from reviewreply.text.deadlines import Duration, last_day, span_of, working_days_between
from reviewreply.text.deadlines import day_of as day_of_moment

Operator = Literal["<", "<=", ">", ">=", "==", "!="]
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
_FIRST_COUNTS = frozenset({"ordered", "promised", "return_requested", "claim_filed", "delivery_attempted"})


@dataclass(frozen=True, slots=True)
class Point:
    """An event, moved by durations: ``promised + 60 minutes``. Each step is a duration and its sign."""

    event: EventName
    steps: tuple[tuple[int, Duration], ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """The time from one point to another: ``delivered - ordered``."""

    later: Point
    earlier: Point


@dataclass(frozen=True, slots=True)
class PointComparison:
    left: Point
    operator: Operator
    right: Point


@dataclass(frozen=True, slots=True)
class GapComparison:
    left: Gap
    operator: Operator
    right: Duration | Gap


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


@dataclass(frozen=True, slots=True)
class Joined:
    """Parts joined by ``and`` or ``or``."""

    word: Literal["and", "or"]
    parts: tuple[Node, ...]


Node = PointComparison | GapComparison | Not | Joined


def moment_of(order: Order, what: EventName, line: int | None = None) -> date | datetime | None:
    """When something happened to an order, or None where it is not known.

    An event of the part asked for goes before one of the whole order, one of the whole order before those of other
    parts. Of several, the first counts for what customers and promises set off (ordered, promised, return_requested,
    claim_filed, delivery_attempted) and the last for what must be complete (delivered, refunded, …).
    """
    found = [event for event in order.events if event.what == what]
    if not found:
        return None
    chosen = (
        (line is not None and [event for event in found if event.line == line])
        or [event for event in found if event.line is None]
        or found
    )
    return _earliest(chosen) if what in _FIRST_COUNTS else _latest(chosen)


def truth(node: Node, order: Order, tz: tzinfo, line: int | None = None) -> bool | None:
    """Answer a condition: True, False, or None for not known (three-valued: False and unknown is False)."""
    if isinstance(node, PointComparison):
        return _compare_points(node, order, tz, line)
    if isinstance(node, GapComparison):
        return _compare_gaps(node, order, tz, line)
    if isinstance(node, Not):
        inner = truth(node.part, order, tz, line)
        return None if inner is None else not inner
    answers = [truth(part, order, tz, line) for part in node.parts]
    decisive = node.word == "or"
    if decisive in answers:
        return decisive
    return None if None in answers else not decisive


def _compare_points(node: PointComparison, order: Order, tz: tzinfo, line: int | None) -> bool | None:
    left, right = moment_of(order, node.left.event, line), moment_of(order, node.right.event, line)
    if left is None or right is None:
        return None
    by_day = not (isinstance(left, datetime) and isinstance(right, datetime))
    if by_day and not (_has_exact(node.left) or _has_exact(node.right)):
        return COMPARE[node.operator](_moved_day(left, node.left, tz), _moved_day(right, node.right, tz))
    return _compare_spans(_moved_span(left, node.left, tz), node.operator, _moved_span(right, node.right, tz))


def _compare_gaps(node: GapComparison, order: Order, tz: tzinfo, line: int | None) -> bool | None:
    if isinstance(node.right, Gap):
        left, right = _gap_span(node.left, order, tz, line), _gap_span(node.right, order, tz, line)
        return None if left is None or right is None else _compare_spans(left, node.operator, right)
    limit = node.right
    if limit.exact:
        gap = _gap_span(node.left, order, tz, line)
        return None if gap is None else _compare_spans(gap, node.operator, (limit.delta, limit.delta))
    later, earlier = moment_of(order, node.left.later.event, line), moment_of(order, node.left.earlier.event, line)
    if later is None or earlier is None:
        return None
    end, start = _moved_day(later, node.left.later, tz), _moved_day(earlier, node.left.earlier, tz)
    if limit.unit == "working_days":
        return COMPARE[node.operator](working_days_between(start, end), limit.value)
    return COMPARE[node.operator](end, last_day(start, limit))


def _gap_span(gap: Gap, order: Order, tz: tzinfo, line: int | None) -> tuple[timedelta, timedelta] | None:
    later, earlier = moment_of(order, gap.later.event, line), moment_of(order, gap.earlier.event, line)
    if later is None or earlier is None:
        return None
    if not (isinstance(later, datetime) and isinstance(earlier, datetime)) and not (
        _has_exact(gap.later) or _has_exact(gap.earlier)
    ):
        days = _moved_day(later, gap.later, tz) - _moved_day(earlier, gap.earlier, tz)
        hour_unknown = timedelta(days=1)
        return days - hour_unknown, days + hour_unknown
    (a, b), (c, d) = _moved_span(later, gap.later, tz), _moved_span(earlier, gap.earlier, tz)
    return a - d, b - c


def _moved_span(moment: date | datetime, point: Point, tz: tzinfo) -> tuple[datetime, datetime]:
    low, high = span_of(moment, tz)
    for sign, duration in point.steps:
        if duration.exact:
            low, high = low + sign * duration.delta, high + sign * duration.delta
        else:
            low, high = _by_calendar(low, sign, duration, tz), _by_calendar(high, sign, duration, tz)
    return low, high


def _by_calendar(instant: datetime, sign: int, duration: Duration, tz: tzinfo) -> datetime:
    """The same hour of the local clock, so many days on: 18:00 stays 18:00 when the clocks change."""
    there = instant.astimezone(tz)
    day = last_day(there.date(), duration, before=sign < 0)
    return datetime.combine(day, there.time(), tzinfo=tz).astimezone(instant.tzinfo)


def _moved_day(moment: date | datetime, point: Point, tz: tzinfo) -> date:
    day = day_of_moment(moment, tz)
    for sign, duration in point.steps:
        if duration.exact:
            day += timedelta(days=int(sign * duration.delta / timedelta(days=1)))
        else:
            day = last_day(day, duration, before=sign < 0)
    return day


def _compare_spans(
    left: tuple[datetime, datetime] | tuple[timedelta, timedelta],
    operator_: Operator,
    right: tuple[datetime, datetime] | tuple[timedelta, timedelta],
) -> bool | None:
    """The answer that holds wherever in their spans the two may lie; None where it depends."""
    (a, b), (c, d) = left, right
    compare = COMPARE[operator_]
    if operator_ in ("==", "!="):
        if b < c or d < a:  # type: ignore[operator]
            return operator_ == "!="
        return compare(a, c) if a == b and c == d else None
    answers = {compare(a, d), compare(b, c)}
    return answers.pop() if len(answers) == 1 else None


def _has_exact(point: Point) -> bool:
    return any(duration.exact for _, duration in point.steps)


def _earliest(events: list[Event]) -> date | datetime:
    return min((event.at for event in events), key=_sortable)


def _latest(events: list[Event]) -> date | datetime:
    return max((event.at for event in events), key=_sortable)


def _sortable(moment: date | datetime) -> tuple[int, float]:
    """Days first; the hour breaks ties only within a day, so naive and aware times can stand side by side."""
    hour = moment.hour + moment.minute / 60 if isinstance(moment, datetime) else 0.0
    return moment.toordinal(), hour
