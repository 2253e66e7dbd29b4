"""How long the customer waited on the spot: booked and arrived against started."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from reviewreply.justify.facts.case import Case, said
from reviewreply.justify.facts.evidence import plural, record
from reviewreply.justify.facts.subject import Subject
from reviewreply.justify.finding import Finding
from reviewreply.record import EventName
from reviewreply.text.deadlines import span_of

_SHORT = timedelta(minutes=10)
_LONG = timedelta(minutes=20)
_MOST = 0.6  # a wait this share of what the text says bears the text out
_LEAST = 0.34  # less than this share contradicts it
_AT_MOST = timedelta(hours=36)  # longer "waits" are no queues


def waiting(case: Case, subject: Subject) -> Iterator[Finding]:
    """Findings on claims about waiting on the spot, late starts and late arrivals of trains and flights."""
    if not subject.of("waiting") and not (subject.about("waited", "late") and "waiting" in subject.types):
        return
    booked, arrived = case.moment("booked_for"), case.moment("arrived")
    if _came_late(case):
        minutes = _between(case, "booked_for", "arrived")
        assert minutes is not None
        assert booked is not None
        says = f"booked for {said(booked)}, arrived {plural(_minutes(minutes), 'minute')} late"
        started = _between(case, "arrived", "started")
        if started is None or started <= _LONG:
            yield record("events.arrived", says, "contradicts", responsible="customer", signal="own_action")
            return
        yield record("events.arrived", says, "weakens", signal="own_action")
    for since, end in _pairs(case, booked is not None, arrived is not None):
        waited = _between(case, since, end)
        if waited is not None:
            yield from _compared(case, subject, since, end, waited)
            return


def _pairs(case: Case, booked: bool, arrived: bool) -> Iterator[tuple[EventName, EventName]]:
    """What a wait may be counted from and to, the surest pair first: a promised hour, the booking, the arrival."""
    if case.moment("promised") is not None:
        yield from (("promised", end) for end in ("ended", "delivered", "started"))
    since: EventName = "arrived" if arrived and (not booked or _came_late(case)) else "booked_for"
    yield from ((since, end) for end in ("started", "delivered", "ended"))
    yield from (("ordered", end) for end in ("delivered", "started"))


def _came_late(case: Case) -> bool:
    late = _between(case, "booked_for", "arrived")
    return late is not None and late > timedelta(minutes=4)


def _between(case: Case, one: EventName, other: EventName) -> timedelta | None:
    """The time from one event to another where the hours of both are known."""
    start, end = case.moment(one), case.moment(other)
    if not (isinstance(start, datetime) and isinstance(end, datetime)):
        return None
    gap = span_of(end, case.zone)[0] - span_of(start, case.zone)[0]
    return gap if gap <= _AT_MOST else None


def _compared(case: Case, subject: Subject, since: str, end: str, waited: timedelta) -> Iterator[Finding]:
    """The wait on record against the one that the text names, or against what anyone would call waiting."""
    says = f"{plural(max(0, _minutes(waited)), 'minute')} from {since.replace('_', ' ')} to {end}"
    stated = [q.duration.delta for q in subject.lengths() if q.unit in ("minutes", "hours")]
    place = f"events.{end}"
    if stated:
        longest = max(stated)
        if waited >= _MOST * longest:
            yield record(place, f"{says}; the text says {_minutes(longest)}", "confirms")
        elif waited < _LEAST * longest or waited <= _SHORT:
            yield record(place, f"{says}; the text says {_minutes(longest)}", "contradicts")
        else:
            yield record(place, f"{says}; the text says {_minutes(longest)}", "weakens")
    elif _promised(case, subject):
        return
    elif waited >= _LONG:
        yield record(place, says, "confirms")
    elif waited <= _SHORT:
        yield record(place, says, "contradicts")


def _promised(case: Case, subject: Subject) -> bool:
    """A promise says what is too long: then it is counted out, and no common measure is laid on."""
    return any(rule.kind == "promise" and rule.within and subject.types & set(rule.about) for rule in case.policies)


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)
