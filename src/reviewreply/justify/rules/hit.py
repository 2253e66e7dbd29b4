"""A place where a rule fired."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """``signal`` is one of the guide's; ``strength`` in [0, 1] is how often the entry was right on the corpus."""

    signal: str
    start: int
    end: int
    strength: float
    rule: str
