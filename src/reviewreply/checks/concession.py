"""Concessions: paying because of a threat, paying for silence, asking for another review."""

from __future__ import annotations

from collections.abc import Iterator

from reviewreply.checks.context import Finding
from reviewreply.checks.draft import Draft, finding

_PLANNED = frozenset({"remedy", "compensation", "resolved"})


def yields_to_threat(draft: Draft) -> Iterator[Finding]:
    """Money or gifts for someone who threatens, unless the plan offers them for a fault that was owned."""
    if "blackmail" not in draft.signals or draft.kinds & _PLANNED:
        return
    for _, start, end in draft.hits("concession", "offer"):
        message = "Offers something to a customer who threatens; the answer must not depend on the threat."
        yield finding("concession.threat", message, (start, end), "drop")


def pays_for_silence(draft: Draft) -> Iterator[Finding]:
    """Something in exchange for removing, changing or not publishing a review."""
    for _, start, end in draft.hits("concession", "silence"):
        message = "Ties an offer to what the customer publishes; consumer law and every platform forbid it."
        yield finding("concession.silence", message, (start, end), "drop")


def asks_for_change(draft: Draft) -> Iterator[Finding]:
    """A request to change, raise or remove a review or its stars."""
    for _, start, end in draft.hits("concession", "change_review"):
        message = "Asks for another rating or review; leave that to the customer."
        yield finding("concession.change_review", message, (start, end), "drop")


CHECKS = (yields_to_threat, pays_for_silence, asks_for_change)
