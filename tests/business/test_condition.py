"""The mini-language of ``if``: what it answers, and what it refuses."""

from __future__ import annotations

import contextlib
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewreply.business.condition import ConditionError, parse_condition
from reviewreply.record import Event, Order

SOFIA = ZoneInfo("Europe/Sofia")
TIMED = Order(
    events=(
        Event("ordered", date(2026, 9, 1)),
        Event("promised", datetime(2026, 9, 5, 18, 0)),
        Event("delivered", datetime(2026, 9, 5, 19, 30)),
        Event("booked_for", datetime(2026, 9, 10, 14, 0)),
        Event("arrived", datetime(2026, 9, 10, 14, 0)),
    )
)
DATED = Order(
    events=(
        Event("ordered", date(2026, 9, 1)),
        Event("promised", date(2026, 9, 5)),
        Event("delivered", datetime(2026, 9, 5, 18, 40)),
        Event("refunded", date(2026, 9, 14)),
    )
)


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("delivered > promised + 60 minutes", True),
        ("delivered > promised + 90 minutes", False),
        ("delivered >= promised + 90 min", True),
        ("delivered > promised + 2 hours", False),
        ("arrived <= booked_for", True),
        ("arrived < booked_for", False),
        ("arrived == booked_for", True),
        ("arrived != booked_for", False),
        ("delivered - 1 day > promised", False),
        ("delivered - ordered > 3 days", True),
        ("delivered - ordered > 4 days", False),
        ("delivered - ordered >= 4 days", True),
        ("delivered - ordered >= 4 working days", False),
        ("3 days < delivered - ordered", True),
        ("delivered - promised > 1 hour", True),
        ("delivered - promised < arrived - delivered", True),
        ("delivered > promised and arrived > booked_for", False),
        ("delivered > promised or arrived > booked_for", True),
        ("not (arrived > booked_for) and delivered > promised", True),
        ("not not delivered > promised", True),
    ],
)
def test_known_hours(source: str, answer: bool) -> None:
    assert parse_condition(source).evaluate(TIMED, SOFIA) is answer


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("delivered > promised", False),  # promised for the day, delivered on the day
        ("delivered <= promised", True),
        ("refunded > delivered + 1 week", True),
        ("refunded > delivered + 9 days", False),
        ("delivered > promised + 60 minutes", None),  # the hour of the promise would decide
        ("delivered > promised + 24 hours", False),
        ("refunded > promised + 24 hours", True),
        ("refunded - ordered >= 12 days", True),
        ("refunded - ordered > 10 working days", False),
        ("refunded - delivered > 24 hours", True),
    ],
)
def test_bare_dates(source: str, answer: bool | None) -> None:
    assert parse_condition(source).evaluate(DATED, SOFIA) is answer


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("returned > delivered", None),
        ("not returned > delivered", None),
        ("returned > delivered and ordered > refunded", False),
        ("returned > delivered and ordered < refunded", None),
        ("returned > delivered or ordered < refunded", True),
        ("returned > delivered or ordered > refunded", None),
        ("returned - ordered > 3 days", None),
    ],
)
def test_what_is_not_known_is_not_guessed(source: str, answer: bool | None) -> None:
    assert parse_condition(source).evaluate(DATED, SOFIA) is answer
    assert parse_condition(source).evaluate(None, SOFIA) is None


def test_offsets_are_put_into_one_zone() -> None:
    order = Order(
        events=(
            Event("promised", datetime(2026, 9, 5, 18, 0)),  # Sofia, 15:00 UTC
            Event("delivered", datetime.fromisoformat("2026-09-05T16:30:00+00:00")),
        )
    )
    assert parse_condition("delivered > promised + 60 minutes").evaluate(order, SOFIA) is True
    assert parse_condition("delivered > promised + 100 minutes").evaluate(order, SOFIA) is False


def test_the_last_part_delivers_and_the_first_promise_counts() -> None:
    order = Order(
        events=(
            Event("promised", date(2026, 9, 5)),
            Event("promised", date(2026, 9, 20)),
            Event("delivered", date(2026, 9, 4), line=0),
            Event("delivered", date(2026, 9, 9), line=1),
        )
    )
    late = parse_condition("delivered > promised")
    assert late.evaluate(order, SOFIA) is True
    assert late.evaluate(order, SOFIA, line=0) is False


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "expected an event, found the end"),
        ("delivered", "expected one of < <="),
        ("delivered >", "expected an event, found the end"),
        ("deliverd > promised", "did you mean 'delivered'"),
        ("xyz > promised", "events are ordered"),
        ("delivered = promised", "write '=='"),
        ("delivered > 5", "is no length of time"),
        ("delivered > 5 bananas", "is no length of time"),
        ("delivered > 5 days", "an event can only be compared with an event"),
        ("delivered + promised > ordered", "cannot be added"),
        ("delivered - ordered + 1 day > 3 days", "nothing can follow"),
        ("(delivered > promised", "closing bracket"),
        ("delivered > promised)", "was not expected"),
        ("delivered > promised ordered < promised", "was not expected"),
        ("delivered > promised; import os", "has no meaning"),
        ("__import__ > ordered", "no event"),
        ("(" * 40 + "delivered > promised", "too many brackets"),
        ("not " * 40 + "delivered > promised", "too many"),
    ],
)
def test_what_cannot_be_read_is_refused(source: str, message: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse_condition(source)
    assert message in str(caught.value)


WORDS = st.sampled_from(
    [
        "delivered",
        "promised",
        "ordered",
        "5",
        "minutes",
        "days",
        "working",
        ">",
        "<=",
        "+",
        "-",
        "and",
        "or",
        "not",
        "(",
        ")",
    ]
)


@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_any_words_are_read_or_refused(source: str) -> None:
    try:
        condition = parse_condition(source)
    except ConditionError:
        return
    assert condition.evaluate(TIMED, SOFIA) in (True, False, None)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(source: str) -> None:
    with contextlib.suppress(ConditionError):
        parse_condition(source)
