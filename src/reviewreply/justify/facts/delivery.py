"""Was it late, was it delivered at all: promised against delivered, attempts, lost parcels."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from reviewreply.justify.facts.case import Case, said
from reviewreply.justify.facts.evidence import plural, record
from reviewreply.justify.facts.subject import Subject
from reviewreply.justify.finding import Finding
from reviewreply.text.deadlines import Moment, lateness

_DAY = timedelta(days=1)
_HANDLING = ("damaged", "wrong_item", "missing_part", "handling")
_EXAGGERATED = 3  # times the real delay, and more than this many days beyond it


def delivery(case: Case, subject: Subject) -> Iterator[Finding]:
    """Findings on claims about late or lost deliveries."""
    if not subject.of("delivery", "waiting", "availability", "support", "order_accuracy"):
        return
    if subject.about("not_received") and not subject.of("waiting"):
        yield from _not_received(case, subject)
    elif subject.about("late") or (subject.of("delivery") and not subject.about(*_HANDLING)):
        yield from _late(case, subject)


def _late(case: Case, subject: Subject) -> Iterator[Finding]:
    promised = case.moment("promised")
    if promised is None:
        return
    delivered = case.moment("delivered")
    attempted = case.moment("delivery_attempted")
    first = attempted is not None and (delivered is None or case.before(attempted, delivered))
    if attempted is not None and first and lateness(attempted, promised, case.zone) <= timedelta(0):
        says = f"brought on {said(attempted)}, in time, and could not be handed over"
        yield record("events.delivery_attempted", says, "contradicts", responsible="customer", signal="own_action")
        return
    if delivered is None:
        yield from _still_open(case, promised)
        return
    late = lateness(delivered, promised, case.zone)
    if late > timedelta(0):
        says = f"delivered {said(delivered)}, {_length(late, promised, delivered)} after the promised {said(promised)}"
        yield record("events.delivered", says, "confirms")
        yield from _exaggerated(subject, late)
    else:
        says = f"delivered {said(delivered)}, promised for {said(promised)}: in time"
        yield record("events.delivered", says, "contradicts")


def _still_open(case: Case, promised: Moment) -> Iterator[Finding]:
    """Nothing delivered: was the day promised over when the review was written?"""
    if case.order.status == "lost":
        yield record("status", "the parcel is lost", "confirms")
    elif case.order.status in ("delivered", "completed") or case.written is None:
        return
    elif lateness(case.written, promised, case.zone) > timedelta(0):
        says = f"promised for {said(promised)} and not delivered when the review was written ({said(case.written)})"
        yield record("events.promised", says, "confirms")
    else:
        says = f"promised for {said(promised)}; the review is of {said(case.written)}, before that was over"
        yield record("events.promised", says, "contradicts")


def _not_received(case: Case, subject: Subject) -> Iterator[Finding]:
    delivered = case.moment("delivered")
    attempted = case.moment("delivery_attempted")
    if case.order.status == "lost":
        yield record("status", "the parcel is lost", "confirms")
    elif delivered is not None and (case.written is None or case.before(delivered, case.written)):
        if case.order.status == "partly_delivered":
            yield record("status", "delivered only in part", "confirms")
        else:
            yield record("events.delivered", f"delivered on {said(delivered)}", "contradicts")
    elif delivered is not None:
        yield from _delivered_since(case, delivered)
    elif attempted is not None:
        says = f"brought on {said(attempted)} and could not be handed over"
        yield record(
            "events.delivery_attempted", says, "contradicts", responsible="customer", signal="own_action"
        )  # fmt: skip
    elif case.order.status in ("delivered", "completed"):
        yield record("status", f"the order is marked {case.order.status}", "contradicts")
    elif (promised := case.moment("promised")) is not None:
        yield from _still_open(case, promised)


def _delivered_since(case: Case, delivered: Moment) -> Iterator[Finding]:
    """Not there when the review was written, there now: what counts is the day promised."""
    promised = case.moment("promised")
    assert case.written is not None
    if promised is not None and lateness(case.written, promised, case.zone) <= timedelta(0):
        says = f"promised for {said(promised)}, after the review was written; delivered on {said(delivered)}"
        yield record("events.promised", says, "contradicts")
        return
    says = f"delivered on {said(delivered)}, after the review was written ({said(case.written)})"
    yield record("events.delivered", says, "confirms", resolved=True)


def _exaggerated(subject: Subject, late: timedelta) -> Iterator[Finding]:
    """A delay that the text makes several times as long as the record."""
    stated = [quantity for quantity in subject.lengths() if quantity.unit not in ("minutes", "hours", "years")]
    if not stated or late < _DAY:
        return
    longest = max(stated, key=lambda quantity: quantity.duration.delta).duration.delta
    if longest > _EXAGGERATED * late + _EXAGGERATED * _DAY:
        says = f"the text says {plural(longest.days, 'day')}, the record {plural(late.days, 'day')}"
        yield record("events.delivered", says, "weakens")


def _length(late: timedelta, promised: Moment, delivered: Moment) -> str:
    if isinstance(promised, datetime) and isinstance(delivered, datetime) and late < 2 * _DAY:
        minutes = int(late.total_seconds() // 60)
        return plural(minutes, "minute") if minutes < 120 else f"{late.total_seconds() / 3600:.1f} hours"
    return plural(late.days, "day")
