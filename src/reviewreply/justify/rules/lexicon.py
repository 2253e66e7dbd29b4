"""Lexicons: one TOML file per rule and language, compiled when first used.

A pattern is matched against the text in small letters with ё as е, so it needs no flags, and only where a word begins
as it can begin: a walk over the words of a text asks one table per language, however many entries there are.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from reviewreply.justify.rules.beginnings import LENGTH, beginnings

_WORD_OR_MARK = re.compile(r"\w+|[^\w\s]")
_REMEMBERED = 50_000  # beginnings of words, some 5 MB
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


class Match(NamedTuple):
    """A stretch of the folded text that an entry of a lexicon matches."""

    entry: Entry
    start: int
    end: int


def matches(folded_text: str, language: str, names: tuple[str, ...] = NAMES) -> dict[str, list[Match]]:
    """What the lexicons match in a text, by name of lexicon, entry by entry; those of one entry do not overlap.

    An entry matches at the start of a word (or at a mark) only. A lexicon without a match is left out.
    """
    table = _table(language, names)
    found: dict[str, list[Match]] = {}
    for number, start, end in table.matches(folded_text):
        name, entry = table.entries[number]
        found.setdefault(name, []).append(Match(entry, start, end))
    return found


class _Table:
    """The entries of some lexicons, looked up by the letters that a word begins with."""

    def __init__(self, entries: Sequence[tuple[str, Entry]]) -> None:
        self.entries = entries
        self._begin: dict[str, list[int]] = {}
        for number, (_, entry) in enumerate(entries):
            for letters in entry.begins if entry.begins is not None else ("",):
                self._begin.setdefault(letters, []).append(number)
        self._known: dict[str, tuple[tuple[int, Callable[[str, int], re.Match[str] | None]], ...]] = {}

    def matches(self, text: str) -> list[tuple[int, int, int]]:
        """Number of the entry, start and end of each match, in this order."""
        found: list[tuple[int, int, int]] = []
        ends: dict[int, int] = {}
        known = self._known
        for mark in _WORD_OR_MARK.finditer(text):
            start = mark.start()
            letters = text[start : start + LENGTH]
            candidates = known.get(letters)
            for number, match in self._learn(letters) if candidates is None else candidates:
                if start >= ends.get(number, 0) and (hit := match(text, start)) and (end := hit.end()) > start:
                    ends[number] = end
                    found.append((number, start, end))
        found.sort()
        return found

    def _learn(self, letters: str) -> tuple[tuple[int, Callable[[str, int], re.Match[str] | None]], ...]:
        """The entries that can match where these letters stand."""
        numbers: set[int] = set()
        for size in range(len(letters) + 1):
            numbers.update(self._begin.get(letters[:size], ()))
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        candidates = tuple((number, self.entries[number][1].find.match) for number in sorted(numbers))
        self._known[letters] = candidates
        return candidates


@cache
def _table(language: str, names: tuple[str, ...]) -> _Table:
    return _Table([(name, entry) for name in names for entry in lexicon(language, name).entries])
