"""Every fact that speaks to a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reviewreply.justify.claims import Found
from reviewreply.justify.facts.answers import answers
from reviewreply.justify.facts.availability import availability
from reviewreply.justify.facts.case import Case
from reviewreply.justify.facts.conditions import conditions
from reviewreply.justify.facts.delivery import delivery
from reviewreply.justify.facts.goods import goods
from reviewreply.justify.facts.hours import hours
from reviewreply.justify.facts.incidents import incidents
from reviewreply.justify.facts.money import charges, refunds
from reviewreply.justify.facts.offers import prices, promotions
from reviewreply.justify.facts.promises import promises
from reviewreply.justify.facts.rights import notes_on
from reviewreply.justify.facts.statements import statements_on
from reviewreply.justify.facts.subject import Subject, subjects_of
from reviewreply.justify.facts.terms import terms
from reviewreply.justify.facts.waiting import waiting
from reviewreply.justify.finding import Finding

Reader = Callable[[Case, Subject], Iterator[Finding]]
READERS: tuple[Reader, ...] = (
    incidents, delivery, waiting, goods, charges, refunds, availability, answers, terms, promises, hours, promotions,
    prices, conditions,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gathered:
    """Findings per claim, in the order of the claims; their issues; notes in words; the incident it falls into."""

    findings: tuple[tuple[Finding, ...], ...]
    issues: tuple[frozenset[str], ...] = ()
    notes: tuple[str, ...] = ()
    incident: str | None = None


def gather(case: Case, claims: Sequence[Found], main_type: str | None) -> Gathered:
    """Match order, policies, incidents and statements to the claims."""
    subjects = subjects_of(case, claims)
    findings = statements_on(case, claims, main_type)
    if case.business is not None or case.review.order is not None:
        for place, subject in enumerate(subjects):
            findings[place].extend(_settled([found for read in READERS for found in read(case, subject)]))
    incident = next((found.incident for group in findings for found in group if found.incident), None)
    return Gathered(
        tuple(tuple(group) for group in findings),
        tuple(subject.issues for subject in subjects),
        _notes(case),
        incident,
    )


def _settled(found: list[Finding]) -> list[Finding]:
    """Findings in the order they are told: incidents, what has a stance, the rest."""
    return sorted(found, key=lambda finding: (finding.kind != "incident", finding.stance is None))


def _notes(case: Case) -> tuple[str, ...]:
    """Policies that were left aside because they would deny a right of law."""
    return tuple(
        f"policy {note.policy} is not used: it {note.says.partition('; it is not held')[0]}"
        for policy in case.policies
        if set(policy.about) & case.types
        for note in notes_on(case, policy)
    )
