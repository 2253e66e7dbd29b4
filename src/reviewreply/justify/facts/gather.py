"""Every fact that speaks to a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import get_args

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
from reviewreply.justify.facts.subject import Subject, loosely_typed, subjects_of
from reviewreply.justify.facts.terms import terms
from reviewreply.justify.facts.waiting import waiting
from reviewreply.justify.finding import Finding
from reviewreply.justify.rules.issues import ISSUE_TYPES
from reviewreply.record import ComplaintType

Reader = Callable[[Case, Subject], Iterator[Finding]]
READERS: tuple[Reader, ...] = (
    incidents, delivery, waiting, goods, charges, refunds, availability, answers, terms, promises, hours, promotions,
    prices, conditions,
)  # fmt: skip

_TYPES: tuple[ComplaintType, ...] = get_args(ComplaintType)
_LIKELY = 0.2
_POSSIBLE = 0.06  # for a claim that could not be typed


@dataclass(frozen=True, slots=True)
class Gathered:
    """Findings per claim, in the order of the claims; their issues; notes in words; the incident it falls into.

    ``claims``: as they were given, but that one which could not be typed takes the type under which facts spoke to it.
    """

    claims: tuple[Found, ...]
    findings: tuple[tuple[Finding, ...], ...]
    issues: tuple[frozenset[str], ...] = ()
    notes: tuple[str, ...] = ()
    incident: str | None = None


def gather(case: Case, claims: Sequence[Found], main_type: str | None, overlooked: Sequence[Found] = ()) -> Gathered:
    """Match order, policies, incidents and statements to the claims.

    ``overlooked``: stretches that may be claims too; they become some where the record speaks to them.
    """
    subjects = subjects_of(case, claims)
    findings = statements_on(case, claims, main_type)
    typed = list(claims)
    if case.business is not None or case.review.order is not None:
        for place, subject in enumerate(subjects):
            type, found = _read(case, subject)
            findings[place].extend(_settled(found))
            if subject.found.type == "other":
                typed[place] = replace(typed[place], type=type)
    _shared(typed, subjects, findings)
    for claim, subject in zip(overlooked, subjects_of(case, overlooked, alone=False), strict=True):
        type, found = _read(case, subject)
        if any(finding.stance for finding in found):
            typed.append(replace(claim, type=type))
            subjects.append(subject)
            findings.append(_settled(found))
    order = sorted(range(len(typed)), key=lambda n: typed[n].start)
    typed, subjects, findings = [typed[n] for n in order], [subjects[n] for n in order], [findings[n] for n in order]
    incident = next((found.incident for group in findings for found in group if found.incident), None)
    return Gathered(
        tuple(typed),
        tuple(tuple(group) for group in findings),
        tuple(subject.issues for subject in subjects),
        _notes(case),
        incident,
    )


def _shared(claims: Sequence[Found], subjects: Sequence[Subject], findings: list[list[Finding]]) -> None:
    """A claim that names no issue of its own shares what the record says of another claim of its type."""
    spoken: dict[str, list[Finding]] = {}
    for claim, found in zip(claims, findings, strict=True):
        if any(finding.stance and finding.kind != "statement" for finding in found):
            spoken.setdefault(claim.type, found)
    for place, subject in enumerate(subjects):
        if not findings[place] and subject.plain and claims[place].type in spoken:
            findings[place].extend(spoken[claims[place].type])


def _read(case: Case, subject: Subject) -> tuple[ComplaintType, list[Finding]]:
    """What the readers find, and as which type: as the claim is typed, else as what else it may be."""
    first: list[Finding] = []
    for type in (subject.found.type, *_likely(subject)):
        as_typed = replace(subject, found=replace(subject.found, type=type))
        found = [finding for read in READERS for finding in read(case, as_typed)]
        if any(finding.stance for finding in found):
            return type, found
        first = first or found
    return subject.found.type, first


def _likely(subject: Subject) -> list[ComplaintType]:
    """Other types that the claim may well be, likeliest first; of equal ones in the order of the guide."""
    types, least = subject.found.types, _POSSIBLE if loosely_typed(subject.found) else _LIKELY
    named = {type for issue in subject.issues for type in ISSUE_TYPES[issue][:2]}
    others = [
        type
        for type in subject.types
        if type != subject.found.type and (type in named or types.get(type, 0.0) >= least)
    ]
    return sorted(others, key=lambda type: (-types.get(type, 0.0), _TYPES.index(type)))


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
