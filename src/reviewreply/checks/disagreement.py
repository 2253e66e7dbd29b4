"""Disagreement: said where the verdict asks for it, and never without its reason (B10)."""

from __future__ import annotations

from collections.abc import Iterator

from reviewreply.checks.context import Finding
from reviewreply.checks.draft import SURE, Draft, finding, stems
from reviewreply.checks.lexicon import folded

DISAGREE = frozenset(
    {"disagree_fact", "disagree_outside", "disagree_own", "decline_inference", "decline_demand", "decline_threat",
     "conflict", "hearsay", "taste", "decline_abuse"}
)  # fmt: skip
"""Acts that keep the business's position."""
_POSITIONS = frozenset({"overgeneralised", "excessive_demand", "against_policy", "blackmail"})
_SHARED = 0.4
_RULE = 3


def missing_disagreement(draft: Draft) -> Iterator[Finding]:
    """Something had to be declined or put right, and the reply grants everything."""
    if draft.kinds & DISAGREE and draft.context.parts:
        return
    if not (draft.kinds & DISAGREE or _asked_for(draft)):
        return
    if draft.says("disagreement", "open", "marker") or _tells_fact(draft):
        return
    message = "Not all of the complaint holds, and the reply does not say so; add the position and its reason."
    planned = draft.kinds & DISAGREE or not draft.context.parts
    yield finding("disagreement.missing", message, repair="vary" if planned else "person")


def without_reason(draft: Draft) -> Iterator[Finding]:
    """ "We cannot agree", and nothing that says why, in this sentence or beside it."""
    if draft.context.analysis.justification.verdict == "justified":
        return
    for _, start, end in draft.hits("disagreement", "open"):
        if not _reasoned(draft, start):
            message = "Disagrees without a reason; add the fact, the rule or the ground it rests on."
            yield finding("disagreement.without_reason", message, (start, end))


def _asked_for(draft: Draft) -> bool:
    """Whether a position is due; a claim that nothing speaks against is none beside a granted one of its type."""
    analysis = draft.context.analysis
    if not analysis.is_complaint or analysis.justification.verdict not in ("partly", "unjustified"):
        return False
    sure = [claim for claim in analysis.claims if claim.confidence >= SURE]
    granted = {claim.type for claim in sure if claim.verdict in ("justified", "partly")}
    refused = [claim for claim in sure if claim.verdict == "unjustified"]
    declined = any(claim.evidence or claim.type not in granted for claim in refused)
    signals = draft.signals & _POSITIONS
    if (analysis.recurring or 0) >= _RULE:
        signals -= {"overgeneralised"}
    return declined or bool(signals)


def _tells_fact(draft: Draft) -> bool:
    """Whether the reply shares its words with a fact that the plan disagrees on."""
    said = stems(draft.folded)
    for act in draft.context.plan.acts:
        words = draft.context.facts.get(act.fact or "")
        if act.kind in DISAGREE and words:
            known = stems(folded(words))
            if known and len(said & known) >= _SHARED * len(known):
                return True
    return False


def _reasoned(draft: Draft, place: int) -> bool:
    """A word of reason, or a fact of the business, within a sentence of the place."""
    here = draft.sentences.index(draft.sentence_at(place))
    near = draft.sentences[max(0, here - 1) : here + 3]
    start, end = near[0].start, near[-1].end
    if any(left < end and start < right for left, right in draft.cited):
        return True
    if draft.says("disagreement", "reason", start=start, end=end):
        return True
    said = stems(draft.folded[start:end])
    facts = (stems(folded(words)) for words in draft.context.facts.values())
    return any(known and len(said & known) >= _SHARED * len(known) for known in facts)


CHECKS = (missing_disagreement, without_reason)
