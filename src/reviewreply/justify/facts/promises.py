"""Promises that bind the business: kept, broken, or not yet due when the review was written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from reviewreply.business.model import Policy
from reviewreply.justify.facts.case import Case, said
from reviewreply.justify.facts.evidence import policy
from reviewreply.justify.facts.subject import Subject
from reviewreply.justify.finding import Finding
from reviewreply.justify.rules.issues import ISSUE_TYPES
from reviewreply.record import ComplaintType, EventName
from reviewreply.text.deadlines import Moment, kept

_FULFILLED: dict[ComplaintType, tuple[EventName, ...]] = {
    "delivery": ("delivered", "delivery_attempted"),
    "waiting": ("started", "delivered", "arrived", "ended"),
    "refund": ("refunded", "claim_answered"),
    "support": ("claim_answered", "refunded", "started"),
    "quality": ("claim_answered", "ended", "delivered"),
    "availability": ("started", "delivered", "refunded"),
    "app": ("claim_answered", "delivered"),
    "order_accuracy": ("claim_answered", "delivered"),
    "premises": ("claim_answered", "started"),
}
_DONE = ("not_received", "late", "waited", "not_refunded", "no_answer", "cancelled", "closed", "return_refused")
_OTHER = ("damaged", "handling", "wrong_item", "missing_part", "charged_twice", "overbilled", "noise")


def promises(case: Case, subject: Subject) -> Iterator[Finding]:
    """Findings from the business's own promises that can be counted out."""
    if subject.about(*_OTHER) and not subject.about(*_DONE):
        return
    for rule in case.policies:
        about = subject.types & set(rule.about) & _matters(subject)
        if rule.binds != "business" or rule.kind != "promise" or rule.within is None or not about:
            continue
        if rule.counts_from is None or (start := case.moment(rule.counts_from)) is None:
            continue
        types = [subject.found.type] if subject.found.type in rule.about else sorted(about)
        done = next((case.first(*_without(rule, _FULFILLED[type])) for type in types if type in _FULFILLED), None)
        if rule.counts_from == "booked_for" and done is not None and done[0] == "arrived":
            continue
        yield from _on(case, subject, rule, start, done)


def _matters(subject: Subject) -> set[str]:
    """The types that what the words name can be about: money that was not paid back is no delivery."""
    if subject.plain:
        return set(_FULFILLED)
    if subject.about("not_refunded"):
        return set(ISSUE_TYPES["not_refunded"])
    return {type for issue in subject.issues for type in ISSUE_TYPES[issue]}


def _without(rule: Policy, names: tuple[EventName, ...]) -> tuple[EventName, ...]:
    return tuple(name for name in names if name != rule.counts_from)


def _on(
    case: Case, subject: Subject, rule: Policy, start: Moment, done: tuple[EventName, Moment] | None
) -> Iterator[Finding]:
    assert rule.within is not None
    promise = f"{rule.within.value:g} {rule.within.unit.replace('_', ' ')} from {_name(rule)} ({said(start)})"
    if done is not None and not (case.written is not None and _later(case, done[1])):
        result = kept(done[1], start, rule.within, case.zone)
        what = f"{done[0].replace('_', ' ')} on {said(done[1])}"
        if result.kept is False:
            already = done[0] in ("refunded", "claim_answered")
            yield policy(rule.id, f"{what}, promised within {promise}: {_over(result.lateness)} late", "confirms",
                         responsible="business", resolved=already)  # fmt: skip
        elif result.kept and (subject.about(*_DONE) or subject.plain):
            yield policy(rule.id, f"{what}, promised within {promise}: kept", "contradicts")
        return
    if case.written is None:
        return
    result = kept(case.written, start, rule.within, case.zone)
    if result.kept is False:
        says = f"not done when the review was written ({said(case.written)}), promised within {promise}"
        yield policy(rule.id, says, "confirms", responsible="business", resolved=done is not None)
    elif result.kept and (subject.about(*_DONE) or subject.plain):
        says = f"promised within {promise}; the review was written on {said(case.written)}, before the term was over"
        yield policy(rule.id, says, "contradicts")


def _later(case: Case, moment: Moment) -> bool:
    """After the day the review was written."""
    return case.written is not None and case.day(moment) > case.day(case.written)


def _over(late: timedelta) -> str:
    return f"{late.days} days" if late.days else f"{int(late.total_seconds() // 60)} minutes"


def _name(rule: Policy) -> str:
    return (rule.counts_from or "").replace("_", " ")
