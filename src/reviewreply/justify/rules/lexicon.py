"""Lexicons: one TOML file per rule and language, compiled when first used.

A pattern is matched against the text in small letters with ё as е, so it needs no flags, and only where a word begins
as it can begin: that keeps hundreds of entries at about a millisecond a review.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from reviewreply.justify.rules.beginnings import beginnings

_START = re.compile(r"(?<!\w)\w|[^\w\s]")
LANGUAGES = ("bg", "ru", "en")
NAMES = (
    "abuse", "threats", "sweeping", "hearsay", "law", "demands", "leaving", "own", "outside", "terms",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One pattern. ``kind`` is what the rule asks for; ``example`` is a fragment in which the entry is right."""

    find: re.Pattern[str]
    begins: frozenset[str] | None
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
        Entry(
            re.compile(row["find"]),
            beginnings(row["find"]),
            float(row["strength"]),
            row.get("kind", ""),
            row["example"],
        )
        for row in raw["entry"]
    )
    return Lexicon(name, language, raw["signal"], raw["version"], entries)


def folded(text: str) -> str:
    """Small letters, ё as е, curly apostrophes straight; never of another length, so that offsets hold."""
    lowered = text.lower().replace("ё", "е").replace("’", "'")
    return lowered if len(lowered) == len(text) else text.replace("ё", "е")


def matches(entry: Entry, folded_text: str) -> Iterator[tuple[int, int]]:
    """Where an entry matches, at the start of a word (or a mark) only; matches do not overlap."""
    starts = _word_starts(folded_text)
    keys = starts.keys() if entry.begins is None else entry.begins & starts.keys()
    end = 0
    for start in sorted({place for key in keys for place in starts[key]}):
        if start >= end and (match := entry.find.match(folded_text, start)) and match.end() > start:
            end = match.end()
            yield start, end


@lru_cache(maxsize=8)
def _word_starts(text: str) -> dict[str, list[int]]:
    """Places where words and marks begin, by their first letter and by their first two."""
    found: dict[str, list[int]] = {}
    for match in _START.finditer(text):
        place = match.start()
        found.setdefault(text[place], []).append(place)
        found.setdefault(text[place : place + 2], []).append(place)
    return found
