"""Counting terms: ends of months, working days, clocks that change, terms that run backwards."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewreply.text.deadlines import (
    Duration,
    Unit,
    day_of,
    deadline,
    kept,
    last_day,
    lateness,
    working_days_between,
)

SOFIA, MOSCOW, NEW_YORK = ZoneInfo("Europe/Sofia"), ZoneInfo("Europe/Moscow"), ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("start", "value", "unit", "end"),
    [
        ("2026-05-01", 14, "days", "2026-05-15"),
        ("2026-05-01", 0, "days", "2026-05-01"),
        ("2026-12-25", 14, "days", "2027-01-08"),
        ("2028-02-28", 1, "days", "2028-02-29"),
        ("2026-05-01", 2, "weeks", "2026-05-15"),
        ("2026-05-01", 1.5, "weeks", "2026-05-12"),  # part of a day counts as the whole
        ("2026-01-31", 1, "months", "2026-02-28"),
        ("2028-01-31", 1, "months", "2028-02-29"),
        ("2026-08-31", 6, "months", "2027-02-28"),
        ("2026-05-20", 12, "months", "2027-05-20"),
        ("2026-01-10", 1.5, "months", "2026-02-25"),
        ("2028-02-29", 1, "years", "2029-02-28"),
        ("2026-05-20", 2, "years", "2028-05-20"),
        ("2026-05-22", 1, "working_days", "2026-05-25"),  # Friday to Monday
        ("2026-05-23", 1, "working_days", "2026-05-25"),  # Saturday to Monday
        ("2026-05-20", 3, "working_days", "2026-05-25"),
        ("2026-05-20", 10, "working_days", "2026-06-03"),
    ],
)
def test_last_day(start: str, value: float, unit: Unit, end: str) -> None:
    assert last_day(date.fromisoformat(start), Duration(value, unit)) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("start", "value", "unit", "end"),
    [
        ("2026-05-20", 3, "days", "2026-05-17"),
        ("2026-03-31", 1, "months", "2026-02-28"),
        ("2026-05-25", 1, "working_days", "2026-05-22"),
        ("2027-01-01", 1, "weeks", "2026-12-25"),
    ],
)
def test_backwards(start: str, value: float, unit: Unit, end: str) -> None:
    assert last_day(date.fromisoformat(start), Duration(value, unit), before=True) == date.fromisoformat(end)


def test_a_term_may_roll_over_the_weekend() -> None:
    saturday = Duration(1, "days")
    assert last_day(date(2026, 5, 22), saturday) == date(2026, 5, 23)
    assert last_day(date(2026, 5, 22), saturday, roll=True) == date(2026, 5, 25)


def test_hours_have_no_last_day() -> None:
    with pytest.raises(ValueError, match="deadline"):
        last_day(date(2026, 5, 1), Duration(3, "hours"))


def test_the_last_day_belongs_to_the_term() -> None:
    end = deadline(datetime(2026, 5, 1, 9, 0), Duration(14, "days"), SOFIA)
    assert (end.date(), end.hour, end.minute, end.tzinfo) == (date(2026, 5, 15), 23, 59, SOFIA)


def test_hours_pass_also_when_the_clocks_change() -> None:
    eve = datetime(2026, 3, 28, 20, 0)  # the night of 29 March has 23 hours in Sofia
    assert deadline(eve, Duration(24, "hours"), SOFIA) == datetime(2026, 3, 29, 21, 0, tzinfo=SOFIA)
    autumn = datetime(2026, 10, 24, 20, 0)  # the night of 25 October has 25
    assert deadline(autumn, Duration(24, "hours"), SOFIA) == datetime(2026, 10, 25, 19, 0, tzinfo=SOFIA)


def test_days_are_those_of_the_business() -> None:
    evening = datetime.fromisoformat("2026-05-01T22:30:00+00:00")
    assert day_of(evening, SOFIA) == date(2026, 5, 2)
    assert day_of(evening, NEW_YORK) == date(2026, 5, 1)
    assert deadline(evening, Duration(1, "days"), SOFIA).date() == date(2026, 5, 3)


@pytest.mark.parametrize(
    ("event", "kept_it", "days_late"),
    [
        ("2026-05-01", True, 0),
        ("2026-05-15", True, 0),
        ("2026-05-15T23:59", True, 0),
        ("2026-05-16T00:00", False, 1),
        ("2026-05-16", False, 1),
        ("2026-05-22", False, 7),
        ("2026-04-01", True, 0),  # before it even began
    ],
)
def test_kept_in_days(event: str, kept_it: bool, days_late: int) -> None:
    at = datetime.fromisoformat(event) if "T" in event else date.fromisoformat(event)
    assert kept(at, datetime(2026, 5, 1, 18, 40), Duration(14, "days"), SOFIA) == (kept_it, timedelta(days=days_late))


@pytest.mark.parametrize(
    ("event", "start", "kept_it", "minutes_late"),
    [
        (datetime(2026, 5, 1, 13, 0), datetime(2026, 5, 1, 12, 0), True, 0),
        (datetime(2026, 5, 1, 13, 25), datetime(2026, 5, 1, 12, 0), False, 25),
        (date(2026, 5, 1), datetime(2026, 5, 1, 12, 0), None, 0),  # the hour would decide
        (date(2026, 4, 30), datetime(2026, 5, 1, 12, 0), True, 0),
        (datetime(2026, 5, 1, 12, 0), date(2026, 5, 1), None, 0),
        (datetime(2026, 5, 3, 0, 0), date(2026, 5, 1), False, 22 * 60 + 60),
    ],
)
def test_kept_in_minutes(event: date, start: date, kept_it: bool | None, minutes_late: int) -> None:
    answer = kept(event, start, Duration(60, "minutes"), MOSCOW)
    assert answer.kept is kept_it
    assert round(answer.lateness / timedelta(minutes=1)) == minutes_late


@pytest.mark.parametrize(
    ("cancelled", "value", "unit", "kept_it"),
    [
        (date(2026, 5, 17), 3, "days", True),
        (datetime(2026, 5, 17, 23, 59), 3, "days", True),
        (date(2026, 5, 18), 3, "days", False),
        (datetime(2026, 5, 19, 14, 0), 24, "hours", True),
        (datetime(2026, 5, 19, 14, 1), 24, "hours", False),
        (date(2026, 5, 19), 24, "hours", None),
    ],
)
def test_kept_backwards(cancelled: date, value: float, unit: Unit, kept_it: bool | None) -> None:
    booked = datetime(2026, 5, 20, 14, 0)
    assert kept(cancelled, booked, Duration(value, unit), SOFIA, before=True).kept is kept_it


def test_lateness_is_in_days_as_soon_as_an_hour_is_missing() -> None:
    assert lateness(datetime(2026, 9, 12, 18, 40), date(2026, 9, 5), SOFIA) == timedelta(days=7)
    assert lateness(datetime(2026, 9, 5, 18, 40), date(2026, 9, 5), SOFIA) == timedelta(0)
    assert lateness(datetime(2026, 9, 5, 18, 40), datetime(2026, 9, 5, 18), SOFIA) == timedelta(minutes=40)
    assert lateness(date(2026, 9, 4), date(2026, 9, 5), SOFIA) == timedelta(days=-1)


DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@given(DAYS, st.integers(0, 400), st.sampled_from(["days", "working_days", "weeks", "months"]))
def test_a_longer_term_never_ends_sooner(start: date, value: int, unit: Unit) -> None:
    end = last_day(start, Duration(value, unit))
    assert start <= end <= last_day(start, Duration(value + 1, unit))
    assert last_day(start, Duration(value, unit), before=True) <= start


@given(DAYS, st.integers(0, 200))
def test_working_days_are_counted_as_they_are_added(start: date, value: int) -> None:
    assert working_days_between(start, last_day(start, Duration(value, "working_days"))) == value
