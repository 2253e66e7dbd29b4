"""Excuses: a story about busy days, missing staff, systems and suppliers instead of an owned fault (B9)."""

from __future__ import annotations

from collections.abc import Iterator

from reviewreply.checks.context import Finding
from reviewreply.checks.draft import Draft, finding

_OUTSIDE = frozenset({"third_party", "nobody"})


def excuse(draft: Draft) -> Iterator[Finding]:
    """A cause that no fact states, told where the fault is the business's own."""
    granted = draft.context.analysis.justification.verdict in ("justified", "partly")
    outside = {claim.responsible for claim in draft.context.analysis.claims} & _OUTSIDE
    for entry, start, end in draft.hits("excuses"):
        if draft.rests_on_facts("excuses", entry.kind):
            continue
        if entry.kind == "human" and not granted:
            continue
        if outside and entry.kind in ("circumstances", "supplier"):
            continue
        message = "Explains instead of owning, and no fact states this cause; leave it out."
        yield finding(f"excuses.{entry.kind}", message, (start, end))


CHECKS = (excuse,)
