"""What the business states about this very review (``facts``)."""

from __future__ import annotations

from collections.abc import Sequence

from reviewreply.justify.claims import Found
from reviewreply.justify.facts.case import Case
from reviewreply.justify.finding import Finding
from reviewreply.record import Evidence, Fact

_WORDS = {"confirms": "the business confirms it", "contradicts": "the business says it is not so",
          "weakens": "the business names something that speaks against it"}  # fmt: skip
_LEAST = 0.05


def statements_on(case: Case, claims: Sequence[Found], main_type: str | None) -> list[list[Finding]]:
    """Findings per claim. A fact goes to the claims of its types; where none is, to the one that comes nearest."""
    result: list[list[Finding]] = [[] for _ in claims]
    for index, fact in enumerate(case.review.facts):
        for place in _about(fact, claims, main_type):
            result[place].append(_finding(fact, index))
    return result


def _about(fact: Fact, claims: Sequence[Found], main_type: str | None) -> list[int]:
    """The claims of the fact's types. Where none was typed so: the one that may be, else the main one.

    The business wrote the fact about this review, so it says what the complaint is about better than a reader of the
    text alone could.
    """
    own = [n for n, claim in enumerate(claims) if claim.type in fact.about]
    if own or not claims:
        return own
    share = [sum(claim.types.get(type, 0.0) for type in fact.about) for claim in claims]
    nearest = max(range(len(claims)), key=lambda n: share[n])
    if share[nearest] >= _LEAST or fact.stance is None:
        return [nearest]
    return [next((n for n, claim in enumerate(claims) if claim.type == main_type), nearest)]


def _finding(fact: Fact, index: int) -> Finding:
    parts = [_WORDS[fact.stance]] if fact.stance else []
    if fact.responsible:
        parts.append(f"responsible: {fact.responsible.replace('_', ' ')}")
    if fact.resolved:
        parts.append("already made good")
    if fact.notified:
        parts.append("the customer was told beforehand")
    says = "; ".join(parts) or "a fact for the reply, without a stance"
    evidence = Evidence("fact", f"facts.{index}", says, fact.stance, private=fact.private)
    return Finding(
        evidence, "statement", fact.responsible, resolved=fact.resolved, told_before=fact.notified is not None,
        signal="outside_control" if fact.responsible in ("nobody", "third_party") else None,
    )  # fmt: skip
