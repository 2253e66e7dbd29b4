"""Unanswered letters and calls: filed against answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from reviewreply.justify.facts.case import Case, said
from reviewreply.justify.facts.evidence import plural, record
from reviewreply.justify.facts.subject import Subject
from reviewreply.justify.finding import Finding

_SOON = timedelta(days=3)
_LONG = timedelta(days=7)


def answers(case: Case, subject: Subject) -> Iterator[Finding]:
    """Findings on claims that nobody answers, where no promise says how soon somebody should."""
    if not (subject.of("support") or subject.about("no_answer")) or any(
        rule.kind == "promise" and rule.within and "support" in rule.about for rule in case.policies
    ):
        return
    filed, answered = case.moment("claim_filed"), case.moment("claim_answered")
    if filed is None:
        return
    done = answered is not None and (case.written is None or case.before(answered, case.written))
    end = answered if done else case.written
    if end is None:
        return
    took = case.day(end) - case.day(filed)
    says = f"filed {said(filed)}, {'answered' if done else 'not answered by'} {said(end)}: {plural(took.days, 'day')}"
    if done and took <= _SOON and (subject.about("no_answer") or subject.plain):
        yield record("events.claim_answered", says, "contradicts")
    elif done and subject.about("no_answer") and took < _LONG:
        yield record("events.claim_answered", says, "weakens")
    elif took >= _LONG or (not done and took > _SOON):
        yield record("events.claim_filed", says, "confirms")
