"""One claim with what it says in detail: its issues, and the times and sums it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviewreply.justify.claims import Found
from reviewreply.justify.facts.case import Case
from reviewreply.justify.rules.issues import ISSUE_TYPES, issues_in
from reviewreply.justify.spans import sentence_at
from reviewreply.record import ComplaintType
from reviewreply.text.amounts import Amount
from reviewreply.text.dates import DateMention
from reviewreply.text.durations import Quantity

_NEAR_TYPE = 0.15
_POSSIBLE = 0.06
_GUESS = 0.4
_FIRST = 2


@dataclass(frozen=True, slots=True)
class Subject:
    """A claim as facts see it. ``types``: its own, and those that it may be as well."""

    found: Found
    issues: frozenset[str]
    types: frozenset[ComplaintType]
    text: str
    durations: tuple[Quantity, ...] = ()
    dates: tuple[DateMention, ...] = ()
    amounts: tuple[Amount, ...] = ()

    def about(self, *issues: str) -> bool:
        return not self.issues.isdisjoint(issues)

    @property
    def plain(self) -> bool:
        """The words name no issue: the type alone tells what it is about."""
        return not self.issues

    def of(self, *types: str) -> bool:
        return self.found.type in types

    def lengths(self) -> list[Quantity]:
        """Plain lengths of time, not hours of the clock."""
        return [quantity for quantity in self.durations if quantity.kind == "length"]


def subjects_of(case: Case, claims: Sequence[Found], alone: bool = True) -> list[Subject]:
    """The claims, each with the sentence around it; one that stands alone looks at the whole review."""
    text = case.review.text
    subjects = []
    for claim in claims:
        place = (0, len(text)) if alone and len(claims) == 1 else sentence_at(text, claim.start, claim.end)
        subjects.append(_subject(case, claim, place))
    return subjects


def loosely_typed(claim: Found) -> bool:
    """The type of a claim is little more than a guess, so others are tried as well."""
    return claim.type == "other" or claim.types.get(claim.type, 0.0) < _GUESS


def _subject(case: Case, claim: Found, place: tuple[int, int]) -> Subject:
    least = _POSSIBLE if loosely_typed(claim) else _NEAR_TYPE
    own = {type for type, p in claim.types.items() if p >= least} | {claim.type}
    whole = case.review.text[place[0] : place[1]]
    issues = set(issues_in(claim.text, case.language) or issues_in(whole, case.language))
    sums = [amount.value for amount in case.terms.amounts if place[0] <= amount.start < place[1]]
    if len(sums) > len(set(sums)):
        issues.add("charged_twice")
    fitting = frozenset(issue for issue in issues if own & set(ISSUE_TYPES[issue]))
    if not fitting:
        fitting = frozenset(issues)
        own |= {type for issue in issues for type in ISSUE_TYPES[issue][:_FIRST]}
    low, high = place
    return Subject(
        claim, fitting, frozenset(own), case.review.text[low:high],  # type: ignore[arg-type]
        durations=tuple(q for q in case.terms.durations if low <= q.start < high),
        dates=tuple(d for d in case.terms.dates if low <= d.start < high),
        amounts=tuple(a for a in case.terms.amounts if low <= a.start < high),
    )  # fmt: skip
