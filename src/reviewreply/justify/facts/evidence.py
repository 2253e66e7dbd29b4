"""Short ways to write a finding."""

from __future__ import annotations

from typing import Any

from reviewreply.justify.finding import Finding
from reviewreply.record import Evidence, Stance


def record(id: str, says: str, stance: Stance | None, **more: Any) -> Finding:
    """A finding counted out from the order: ``id`` names the place in it (``events.delivered``)."""
    return Finding(Evidence("order", id, says, stance), "record", **more)


def policy(id: str, says: str, stance: Stance | None, **more: Any) -> Finding:
    """A finding that rests on a policy (``policies.returns``)."""
    return Finding(Evidence("policy", f"policies.{id}", says, stance), "record", **more)


def plural(count: float, word: str) -> str:
    """ "1 day", "3 days"."""
    return f"{count:g} {word}" if count == 1 else f"{count:g} {word}s"
