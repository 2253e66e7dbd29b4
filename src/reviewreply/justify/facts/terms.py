"""Terms that bind the customer: was the return, claim or cancellation in time?

The request is an event where the order has one, else what the customer writes ("on the 20th day"). A term that is
shorter than the law gives is not used: the law's is counted instead, and the business is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reviewreply.business.model import Policy, RightNote
from reviewreply.justify.facts.case import Case, said
from reviewreply.justify.facts.evidence import plural, policy
from reviewreply.justify.facts.rights import notes_on
from reviewreply.justify.facts.subject import Subject
from reviewreply.justify.finding import Finding
from reviewreply.record import EventName
from reviewreply.text.deadlines import Duration, Kept, Moment, kept

_REQUESTS: tuple[EventName, ...] = ("return_requested", "returned", "claim_filed", "cancelled_by_customer")
_CLAIMS: tuple[EventName, ...] = ("claim_filed", "return_requested", "returned")
_CANCELLATIONS: tuple[EventName, ...] = ("cancelled_by_customer", "return_requested", "claim_filed", "arrived")
_ARRIVALS: tuple[EventName, ...] = ("arrived", "started")
_ASKED = ("not_refunded", "return_refused", "fee", "refused_entry", "cancelled", "overbilled", "defect")


def terms(case: Case, subject: Subject) -> Iterator[Finding]:
    """Findings from the policies with a count or a last day that bind the customer."""
    for rule in case.policies:
        if rule.binds != "customer" or not (rule.within or rule.until) or not subject.types & set(rule.about):
            continue
        notes = notes_on(case, rule)
        if any(note.part in ("within", "until") for note in notes):
            legal = _legal(rule, notes)
            if legal is not None:
                yield from _on(case, subject, legal, f" (the law; policy {rule.id} gives less and is not used)")
        else:
            yield from _on(case, subject, rule, "")


def _legal(rule: Policy, notes: list[RightNote]) -> Policy | None:
    """The policy with the term that the law gives in its place."""
    note = next((note for note in notes if note.part in ("within", "until") and note.at_least), None)
    if note is None:
        return None
    return replace(rule, within=note.at_least, counts_from=note.counts_from or rule.counts_from, until=None)


def _on(case: Case, subject: Subject, rule: Policy, remark: str) -> Iterator[Finding]:
    start = case.moment(rule.counts_from) if rule.counts_from else None
    request = case.first(*_candidates(rule, subject))
    if request is not None and request[0] != rule.counts_from:
        yield from _by_event(case, subject, rule, start, request, remark)
    elif rule.before and case.order.status == "no_show":
        yield _missed(rule, f"no-show; {_words(rule.within)} before {_name(rule)} were needed{remark}")
    elif not rule.before and rule.within is not None and subject.of("refund", "quality", "support"):
        yield from _by_text(subject, rule, remark)


def _candidates(rule: Policy, subject: Subject) -> tuple[EventName, ...]:
    """The events that may be the request which the term is about."""
    if rule.before:
        return _CANCELLATIONS
    if rule.counts_from == "booked_for" and "refund" not in rule.about:
        return _ARRIVALS
    if rule.counts_from == "return_requested":
        return ("returned",)
    return _REQUESTS if subject.of("refund", "availability", "price") else _CLAIMS


def _by_event(
    case: Case, subject: Subject, rule: Policy, start: Moment | None, request: tuple[EventName, Moment], remark: str
) -> Iterator[Finding]:
    name, at = request
    result = _kept(case, rule, start, at)
    if result is None or result.kept is None:
        return
    what = f"{name.replace('_', ' ')} on {said(at)}"
    limit = _limit(rule, start)
    if not result.kept:
        yield _missed(rule, f"{what}, {_over(result)} after the term of {limit}{remark}")
    elif subject.about(*_ASKED) or case.moment("refused") is not None or (subject.plain and subject.of(*rule.about)):
        yield policy(rule.id, f"{what}, within {limit}{remark}", "confirms", responsible="business")


def _kept(case: Case, rule: Policy, start: Moment | None, at: Moment) -> Kept | None:
    if rule.until is not None:
        over = case.day(at) - case.day(rule.until)
        return Kept(over.days <= 0, over)
    if rule.within is None or start is None:
        return None
    return kept(at, start, rule.within, case.zone, before=rule.before)


def _by_text(subject: Subject, rule: Policy, remark: str) -> Iterator[Finding]:
    """No event: the customer's own count, where it is a request that the claim is about."""
    assert rule.within is not None
    if not (subject.about(*_ASKED) or (subject.plain and subject.of("refund"))):
        return
    counts = [q for q in subject.durations if q.kind in ("length", "ordinal") and q.unit not in ("minutes", "hours")]
    counts = [q for q in counts if q.duration.delta != rule.within.delta] or counts
    if not counts or rule.until is not None:
        return
    stated = counts[0]
    words = _words(stated.duration)
    place = f"by the customer's own account after {words}; the term is {_limit(rule, None)}{remark}"
    if stated.duration.delta > rule.within.delta:
        yield _missed(rule, place)
    elif subject.about("return_refused") or subject.plain:
        yield policy(rule.id, place, "confirms", responsible="business")


def _missed(rule: Policy, says: str) -> Finding:
    return policy(rule.id, says, "contradicts", responsible="customer", signal="against_policy")


def _over(result: Kept) -> str:
    days = result.lateness.days
    minutes = int(result.lateness.total_seconds() // 60)
    return plural(days, "day") if days else plural(minutes, "minute")


def _limit(rule: Policy, start: Moment | None) -> str:
    if rule.until is not None:
        return f"last day {said(rule.until)}"
    since = f" ({said(start)})" if start is not None else ""
    return f"{_words(rule.within)} {'before' if rule.before else 'from'} {_name(rule)}{since}"


def _name(rule: Policy) -> str:
    return (rule.counts_from or "").replace("_", " ")


def _words(length: Duration | None) -> str:
    return f"{length.value:g} {length.unit.replace('_', ' ')}" if length else ""
