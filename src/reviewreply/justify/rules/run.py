"""All rules over one text."""

from __future__ import annotations

from reviewreply.justify.rules.hit import Hit
from reviewreply.record import Language


def find_hits(text: str, language: Language) -> list[Hit]:
    """Where the rules of a language fire; none for a language that has no lexicons."""
    return []
