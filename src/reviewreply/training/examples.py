"""One training example, whatever it came from. A label that is None is not known and trains nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import get_args

from reviewreply.matters import matters
from reviewreply.record import ComplaintType, Party, SignalName, Verdict

TYPES: tuple[str, ...] = get_args(ComplaintType)
PARTIES: tuple[str, ...] = get_args(Party)
SIGNALS: tuple[str, ...] = tuple(name for name in get_args(SignalName) if name != "contradictory_rating")
"""The signals a text alone can show; ``contradictory_rating`` needs the given stars and is computed."""
MATTERS: tuple[str, ...] = matters()
VERDICTS: tuple[str, ...] = tuple(name for name in get_args(Verdict) if name != "not_applicable")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of a text, with their labels."""

    start: int
    end: int
    label: str
    party: str | None = None
    matter: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what is known of it.

    ``stars`` is a set of admissible stars: ``(1,)`` for a known rating, ``(1, 2)`` where only "negative" is known.
    ``weight`` scales the loss: weak labels count less.
    """

    text: str
    language: str
    source: str
    id: str = ""
    stars: tuple[int, ...] | None = None
    complaint: bool | None = None
    types: tuple[str, ...] | None = None
    claims: tuple[Span, ...] | None = None
    signals: tuple[Span, ...] | None = None
    verdict: str | None = None
    score: float | None = None
    given: int | None = None
    latin_script: bool = False
    group: str = ""
    weight: float = 1.0
    soft: tuple[float, ...] | None = field(default=None, repr=False)
