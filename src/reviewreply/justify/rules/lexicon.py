"""Lexicons: one TOML file per rule and language, compiled when first used.

A pattern is matched against the text in small letters with ё as е, so it needs no flags; it begins without ``\\b`` so
that the regular expression engine can jump to its first letter, and the beginning of a word is checked afterwards.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = ("bg", "ru", "en")
NAMES = (
    "abuse", "threats", "sweeping", "hearsay", "law", "demands", "leaving", "own", "outside", "terms",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One pattern. ``kind`` is what the rule asks for; ``example`` is a fragment in which the entry is right."""

    find: re.Pattern[str]
    strength: float
    kind: str
    example: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    name: str
    language: str
    signal: str
    version: int
    entries: tuple[Entry, ...]


@cache
def lexicon(language: str, name: str) -> Lexicon:
    """The lexicon of a rule in a language (ru, bg, en)."""
    raw = tomllib.loads((files("reviewreply.justify") / "lexicons" / language / f"{name}.toml").read_text("utf-8"))
    entries = tuple(
        Entry(re.compile(row["find"]), float(row["strength"]), row.get("kind", ""), row["example"])
        for row in raw["entry"]
    )
    return Lexicon(name, language, raw["signal"], raw["version"], entries)


def folded(text: str) -> str:
    """Small letters, ё as е, curly apostrophes straight; never of another length, so that offsets hold."""
    lowered = text.lower().replace("ё", "е").replace("’", "'")
    return lowered if len(lowered) == len(text) else text.replace("ё", "е")


def matches(entry: Entry, folded_text: str) -> Iterator[tuple[int, int]]:
    """Where an entry matches, at the start of a word only."""
    position = 0
    while match := entry.find.search(folded_text, position):
        start, end = match.span()
        if end > start and _at_word(folded_text, start):
            yield start, end
            position = end
        else:
            position = start + 1


def _at_word(text: str, start: int) -> bool:
    return start == 0 or not text[start - 1].isalnum() or not text[start].isalnum()
