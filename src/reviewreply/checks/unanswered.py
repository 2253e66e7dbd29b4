"""Claims left unanswered: everything that the customer complains about is spoken to, at least by its topic."""

from __future__ import annotations

from collections.abc import Iterator

from reviewreply.checks.context import Finding
from reviewreply.checks.draft import SURE, Draft, finding, stems
from reviewreply.checks.lexicon import folded, word_lists
from reviewreply.record import Claim


def unanswered(draft: Draft) -> Iterator[Finding]:
    """A claim that no act and no word of the reply takes up.

    Where the drafter tells which stretch carries out which act, that decides; otherwise the reply must at least speak
    of the topic. A claim is also answered with another one of its type, and "a bad experience" with anything definite.
    """
    analysis = draft.context.analysis
    if not analysis.is_complaint:
        return
    claims = [(index, claim) for index, claim in enumerate(analysis.claims) if claim.confidence >= SURE]
    answered = {index for index, claim in claims if _is_answered(draft, index, claim)}
    types = {claim.type for index, claim in claims if index in answered}
    for index, claim in claims:
        if index in answered or claim.type in types or (claim.type == "other" and (answered or len(claims) == 1)):
            continue
        message = f"Claim {index + 1} ({claim.type}) is not answered; add a sentence about it."
        yield finding("unanswered", message)


def _is_answered(draft: Draft, index: int, claim: Claim) -> bool:
    if draft.context.parts:
        return any(act.claim == index for act in draft.context.plan.acts)
    topics: list[str] = word_lists(draft.language, "topics")[claim.type] if claim.type != "other" else []
    if any(word.startswith(topic) for topic in topics for word in draft.words):
        return True
    return bool(stems(folded(claim.text)) & stems(draft.folded))


CHECKS = (unanswered,)
