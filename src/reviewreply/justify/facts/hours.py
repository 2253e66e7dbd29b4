"""Opening hours and quiet hours, against the hour that the order or the text names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time

from reviewreply.business.model import Policy
from reviewreply.justify.facts.case import Case
from reviewreply.justify.facts.evidence import policy
from reviewreply.justify.facts.subject import Subject
from reviewreply.justify.finding import Finding
from reviewreply.text.deadlines import local

_AT = re.compile(
    r"\b(?:at|by|around|в|във|към|около|до)\s(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap]m)?(?!\s*[\w%€$£])"
)
_MORNING = 7
_CLOSED = ("closed", "refused_entry", "no_answer", "waited", "cancelled")


def hours(case: Case, subject: Subject) -> Iterator[Finding]:
    """Findings on claims about closed doors, unanswered calls and noise."""
    for rule in case.policies:
        if not rule.hours or not subject.types & set(rule.about):
            continue
        moment = _hour(case, subject)
        if moment is None:
            continue
        inside = any(moment in span for span in rule.hours)
        if "premises" in rule.about and (subject.about("noise") or subject.of("premises")):
            yield _quiet(rule, moment, inside)
        elif subject.about(*_CLOSED) or subject.of("availability"):
            yield _open(rule, moment, inside)


def _quiet(rule: Policy, moment: time, inside: bool) -> Finding:
    says = f"{moment:%H:%M} is {'within' if inside else 'outside'} the quiet hours {_span(rule)}"
    return policy(rule.id, says, "confirms" if inside else "contradicts")


def _open(rule: Policy, moment: time, inside: bool) -> Finding:
    says = f"{moment:%H:%M} is {'within' if inside else 'outside'} the hours {_span(rule)}"
    if inside:
        return policy(rule.id, says, "confirms", responsible="business")
    return policy(rule.id, says, "contradicts", responsible="customer", signal="own_action")


def _hour(case: Case, subject: Subject) -> time | None:
    """The hour of the visit on record, else the one that the text names."""
    for name in ("arrived", "delivery_attempted", "refused", "claim_filed"):
        moment = case.moment(name)
        if isinstance(moment, datetime):
            there = local(moment, case.zone)
            return there.time() if isinstance(there, datetime) else None
    clocks = [quantity.value for quantity in subject.durations if quantity.kind == "clock"]
    if clocks:
        hour, minute = divmod(round(clocks[-1] * 60), 60)
        return time(hour % 24, minute)
    return _bare(subject)


def _bare(subject: Subject) -> time | None:
    """An hour without a unit: "closed at 4" is the afternoon, as doors are open by day."""
    match = _AT.search(subject.text.lower())
    if match is None or int(match["hour"]) > 24 or int(match["minute"] or 0) > 59:
        return None
    hour = int(match["hour"]) % 24
    if match["half"] != "am" and hour < _MORNING:
        hour += 12
    return time(hour % 24, int(match["minute"] or 0))


def _span(rule: Policy) -> str:
    return ", ".join(f"{span.start:%H:%M}-{span.end:%H:%M}" for span in rule.hours)
