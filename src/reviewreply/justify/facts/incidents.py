"""Known events that a review falls into: an outage, a strike, fog (B20)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from reviewreply.business.model import Incident
from reviewreply.justify.facts.case import Case, said
from reviewreply.justify.facts.subject import Subject
from reviewreply.justify.finding import Finding
from reviewreply.record import ComplaintType, Event, EventName, Evidence, Party, Stance
from reviewreply.text.deadlines import Moment, span_of

_OUTSIDE = ("nobody", "third_party")
_NO_DELAYS = frozenset({"handling", "damaged", "wrong_item", "missing_part", "defect"})
_MOMENTS: dict[ComplaintType, tuple[EventName, ...]] = {
    "waiting": ("booked_for", "arrived", "started", "ordered"),
    "availability": ("cancelled_by_business", "booked_for", "arrived", "refused", "ordered"),
    "app": ("ordered", "started", "claim_filed"),
    "support": ("claim_filed", "return_requested"),
    "premises": ("arrived", "started", "booked_for"),
}
_STAYS = ("premises", "quality", "staff", "availability")
_AFTERWARDS = timedelta(days=1)  # a review that names no day and has no order may be written the day after
_BEYOND = timedelta(days=3)  # a delay that outlasts the incident by more is not explained by it


def incidents(case: Case, subject: Subject) -> Iterator[Finding]:
    """Findings from the incidents whose time and types fit the claim."""
    if case.business is None:
        return
    for incident in case.business.incidents:
        if not subject.types & set(incident.about) or _other_matter(subject, incident):
            continue
        if falls_into(case, subject, incident):
            yield _finding(case, subject, incident)


def _other_matter(subject: Subject, incident: Incident) -> bool:
    """A storm explains a parcel that came late, not one that came broken, wrong or from a rude courier."""
    outside = incident.responsible in _OUTSIDE and "delivery" in incident.about
    return outside and bool(subject.issues) and subject.issues <= _NO_DELAYS


def falls_into(case: Case, subject: Subject, incident: Incident) -> bool:
    """Whether the time of what the claim tells, as the record or the text has it, touches the incident."""
    start, end = _window(case, incident)
    return any(low <= end and high >= start for low, high in _spans(case, subject))


def _window(case: Case, incident: Incident) -> tuple[datetime, datetime]:
    low = span_of(incident.start, case.zone)[0] if incident.start else datetime.min.replace(tzinfo=case.zone)
    high = span_of(incident.end, case.zone)[1] if incident.end else datetime.max.replace(tzinfo=case.zone)
    return low, high


def _spans(case: Case, subject: Subject) -> list[tuple[datetime, datetime]]:
    """When it happened: the order's events, else the days that the text names, else the day of the review."""
    ordered, delivered = case.moment("ordered"), case.first("delivered", "delivery_attempted")
    if subject.of("delivery", "order_accuracy") and ordered is not None:
        until = delivered[1] if delivered else case.moment("promised") or case.written
        return [_from_to(case, ordered, until if until is not None else ordered)]
    names = _MOMENTS.get(subject.found.type, ())
    if subject.of(*_STAYS) and case.moment("started") and case.moment("ended"):
        return [_from_to(case, case.moment("started"), case.moment("ended"))]
    moments: list[Moment] = [event.at for event in case.order.events if event.what in names]
    moments = moments or _happened(case.order.events)
    if moments:
        return [span_of(moment, case.zone) for moment in moments]
    days: Sequence[Moment] = [d.date for d in subject.dates if d.date is not None]
    days = days or [d.date for d in case.terms.dates if d.date is not None]
    if days:
        return [span_of(day, case.zone) for day in days]
    if case.written is None:
        return []
    low, high = span_of(case.written, case.zone)
    return [(low - _AFTERWARDS, high)]


def _happened(events: Sequence[Event]) -> list[Moment]:
    """What took place at the customer's, not what was promised or settled later."""
    later = ("promised", "refunded", "claim_answered", "claim_filed", "return_requested", "returned")
    return [event.at for event in events if event.what not in later]


def _from_to(case: Case, one: Moment | None, other: Moment | None) -> tuple[datetime, datetime]:
    assert one is not None
    assert other is not None
    low, high = span_of(one, case.zone)[0], span_of(other, case.zone)[1]
    return (low, high) if low <= high else (high, low)


def _finding(case: Case, subject: Subject, incident: Incident) -> Finding:
    party: Party = incident.responsible
    stance: Stance
    if party in _OUTSIDE:
        stance = "weakens" if _outlasts(case, subject, incident) else "contradicts"
        signal = "outside_control"
    elif party == "customer":
        stance, signal = "contradicts", "own_action"
    else:
        stance, signal = "confirms", ""
    says = f"falls into the incident {incident.id} ({_said(incident.start)} to {_said(incident.end)})"
    if incident.announced:
        says += ", which was announced"
    return Finding(
        Evidence("incident", f"incidents.{incident.id}", says, stance), "incident", party,
        signal=signal or None, announced=incident.announced, incident=incident.id,  # type: ignore[arg-type]
    )  # fmt: skip


def _outlasts(case: Case, subject: Subject, incident: Incident) -> bool:
    """The delay is so much longer than the incident that it explains only part of it."""
    promised, delivered = case.moment("promised"), case.moment("delivered")
    if not subject.of("delivery") or promised is None or delivered is None or not (incident.start and incident.end):
        return False
    lasted = span_of(incident.end, case.zone)[1] - span_of(incident.start, case.zone)[0]
    late = span_of(delivered, case.zone)[0] - span_of(promised, case.zone)[1]
    return late > lasted + _BEYOND


def _said(moment: Moment | None) -> str:
    return said(moment) if moment is not None else "open"
