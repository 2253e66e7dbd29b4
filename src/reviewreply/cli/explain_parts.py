"""What an explanation says, whatever it is shown on: the text cut at its claims, and the lines under each claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reviewreply.record import Analysis, Claim, Review

STANCES = {"confirms": "+", "contradicts": "-", "weakens": "~", None: "·"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the text; ``claim`` is its number from 1, None between claims."""

    text: str
    claim: int | None = None


def stretches(review: Review, analysis: Analysis) -> Iterator[Stretch]:
    """The whole text in order, cut at the claims."""
    at = 0
    for number, claim in enumerate(analysis.claims, 1):
        if claim.start < at:
            continue
        if claim.start > at:
            yield Stretch(review.text[at : claim.start])
        yield Stretch(review.text[claim.start : claim.end], number)
        at = claim.end
    if at < len(review.text):
        yield Stretch(review.text[at:])


def summary(review: Review, analysis: Analysis) -> list[tuple[str, str]]:
    """The facts on the review as a whole, as pairs of a name and a value."""
    justification = analysis.justification
    language = analysis.language.code + (" in Latin letters" if analysis.language.latin_script else "")
    given = f", given {review.stars}" if review.stars is not None else ""
    pairs = [("language", language), ("stars", f"{analysis.sentiment.stars} by the text{given}")]
    if justification.score is not None:
        pairs.append(("score", f"{justification.score:.2f} of the complaint is the business's to own"))
    pairs.append(("confidence", f"{justification.confidence:.0%}"))
    if analysis.types:
        pairs.append(("about", ", ".join(score.type.replace("_", " ") for score in analysis.types)))
    if justification.signals:
        pairs.append(("signals", ", ".join(signal.signal.replace("_", " ") for signal in justification.signals)))
    pairs.append(("urgency", analysis.urgency))
    if analysis.incident:
        pairs.append(("incident", analysis.incident))
    if analysis.recurring:
        pairs.append(("recurring", f"{analysis.recurring} reviews of the batch raise it"))
    return pairs


def heading(claim: Claim) -> str:
    """A claim in a line: type, party, verdict, score."""
    kind, party = claim.type.replace("_", " "), claim.responsible.replace("_", " ")
    return f"{claim.verdict} {claim.score:.2f} · {kind} · answers for it: {party}"


def reasons(claim: Claim) -> list[tuple[str, str, str]]:
    """The evidence on a claim as stance, place and words; a line on the text where no fact speaks."""
    if not claim.evidence:
        return [
            (
                "·",
                f"text {claim.start}:{claim.end}",
                "no fact speaks to it; judged by the text, in the customer's favour",
            )
        ]
    return [
        (STANCES[found.stance], f"{found.source} {found.id}" + (" (private)" if found.private else ""), found.says)
        for found in claim.evidence
    ]
