"""Rules that read a lexicon and look around the hit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reviewreply.justify.rules.hit import Hit
from reviewreply.justify.rules.lexicon import Match, lexicon
from reviewreply.justify.rules.surroundings import negated, quoted, said_by_staff

_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_FIGURE_STRENGTH = 0.85
_QUOTED = 0.6
"""A quoted sweep or term is still reported by the author: it counts less, not for nothing."""


def by_lexicon(found: Sequence[Match], folded_text: str, language: str, name: str) -> Iterator[Hit]:
    """Every match of a lexicon; a quoted one counts less."""
    signal = lexicon(language, name).signal
    for entry, start, end in found:
        factor = _QUOTED if quoted(folded_text, start, end) else 1.0
        yield Hit(signal, start, end, entry.strength * factor, name)


def abuse(found: Sequence[Match], folded_text: str, language: str) -> Iterator[Hit]:
    """Insults and profanity of the author's own: not negated, not quoted, not what staff called the author."""
    signal = lexicon(language, "abuse").signal
    for entry, start, end in found:
        if entry.kind == "insult" and (
            negated(folded_text, start, language) or said_by_staff(folded_text, start, end, language)
        ):
            continue
        if quoted(folded_text, start, end):
            continue
        yield Hit(signal, start, end, entry.strength, "abuse")


def figures(folded_text: str) -> Iterator[Hit]:
    """A figure: a date, a time, an amount, a count. Complaints with one are specific in nine cases of ten."""
    for match in _FIGURE.finditer(folded_text):
        yield Hit("specific", match.start(), match.end(), _FIGURE_STRENGTH, "figures")


def hearsay(found: Sequence[Match], folded_text: str, language: str) -> Iterator[Hit]:
    """What others tell. It counts more when it opens the story: then the story is the neighbour's."""
    signal = lexicon(language, "hearsay").signal
    for entry, start, end in found:
        early = start < max(60, len(folded_text) / 3)
        yield Hit(signal, start, end, entry.strength * (1.0 if early else 0.85), "hearsay")
