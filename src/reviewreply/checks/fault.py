"""Apology and fault: none where no fault is, one where it is, and never taken back in the same breath."""

from __future__ import annotations

from collections.abc import Iterator

from reviewreply.checks.context import Finding
from reviewreply.checks.draft import SURE, Draft, finding

_OWNED = frozenset({"justified", "partly"})


def _owned(draft: Draft) -> bool:
    claims = draft.context.analysis.claims
    return any(claim.verdict in _OWNED and claim.confidence >= SURE for claim in claims)


def apology_without_fault(draft: Draft) -> Iterator[Finding]:
    """An apology for what the business did not do. To be sorry about a feeling is none."""
    if draft.context.analysis.justification.verdict != "unjustified" or _owned(draft):
        return
    feelings = [(start, end) for _, start, end in draft.hits("apology", "feeling")]
    for entry, start, end in draft.hits("apology", "strong", "regret"):
        if entry.kind == "regret" and any(left < end and start < right for left, right in feelings):
            continue
        message = "Apologises although the complaint was found unjustified; recognise the feeling instead."
        yield finding("fault.apology_without_fault", message, (start, end))


def missing_apology(draft: Draft) -> Iterator[Finding]:
    """A complaint that is justified, and nobody is sorry."""
    analysis = draft.context.analysis
    planned = "apologise" in draft.kinds
    asks = draft.context.plan.strategy == "taste" or {"ask_lead", "taste"} & set(draft.kinds)
    due = not asks and analysis.justification.verdict == "justified" and (_owned(draft) or not analysis.claims)
    if not analysis.is_complaint or not (planned or due):
        return
    if not any(True for _ in draft.hits("apology", "strong", "regret", "embarrassed")):
        message = "The complaint is justified, and the reply is not sorry for it; say so once."
        yield finding("fault.missing_apology", message)


def taken_back(draft: Draft) -> Iterator[Finding]:
    """ "Sorry, but …": the second half undoes the first."""
    for _, start, end in draft.hits("apology", "taken_back"):
        message = "Takes the apology back; end the sentence after it and disagree in one of its own."
        yield finding("fault.taken_back", message, (start, end))


CHECKS = (apology_without_fault, missing_apology, taken_back)
