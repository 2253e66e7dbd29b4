"""Lexicons of the checks: one TOML file per family and language, compiled when first used.

An entry is matched against the text in small letters with ё as е. ``has`` lists fragments of which one must stand in
the text before the pattern is tried at all: most entries are ruled out by a plain search, which keeps a draft cheap.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("bg", "ru", "en")
NAMES = (
    "superior", "grovelling", "apology", "excuses", "concession", "disagreement", "promises", "liability", "voice",
)  # fmt: skip
"""The lexicons made of entries; ``topics`` and ``words`` are plain lists."""
_START = 4
_STRAIGHT = (("ё", "е"), ("’", "'"), ("\u00a0", " "), ("\u202f", " "))


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One pattern. ``unless``, found in the same sentence, makes a hit harmless; ``example`` is a real fragment.

    ``harmless`` is a fragment close to the example that must not be hit; empty where none is given.
    """

    kind: str
    find: re.Pattern[str]
    has: tuple[str, ...]
    unless: re.Pattern[str] | None
    example: str
    harmless: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The entries of one family. ``covers``: by kind, what a fact must say for a hit of that kind to rest on it."""

    version: int
    entries: tuple[Entry, ...]
    covers: Mapping[str, re.Pattern[str]]


@cache
def lexicon(language: str, name: str) -> Lexicon:
    """The lexicon of a family in a language (bg, ru, en)."""
    raw = word_lists(language, name)
    entries = tuple(_entry(row) for row in raw["entry"])
    covers = {kind: re.compile(pattern) for kind, pattern in raw.get("covers", {}).items()}
    return Lexicon(raw["version"], entries, covers)


@cache
def word_lists(language: str, name: str) -> dict[str, Any]:
    """A lexicon file as it is. The result is shared: read it, never change it."""
    return tomllib.loads((files("reviewreply.checks") / "lexicons" / language / f"{name}.toml").read_text("utf-8"))


def folded(text: str) -> str:
    """Small letters, ё as е, straight apostrophes, plain spaces; never of another length, so that offsets hold."""
    lowered = text.lower()
    plain = lowered if len(lowered) == len(text) else text
    for odd, straight in _STRAIGHT:
        plain = plain.replace(odd, straight)
    return plain


@dataclass(frozen=True, slots=True, eq=False)
class _Clue:
    """A fragment that makes an entry of a lexicon worth trying."""

    fragment: str
    lexicon: str
    entry: Entry


@cache
def _clues(language: str) -> tuple[Mapping[str, list[_Clue]], list[_Clue]]:
    """The fragments of all entries by their first letters, and the very short ones."""
    by_start: dict[str, list[_Clue]] = {}
    short: list[_Clue] = []
    for name in NAMES:
        for entry in lexicon(language, name).entries:
            for fragment in entry.has:
                clue = _Clue(fragment, name, entry)
                (short if len(fragment) < _START else by_start.setdefault(fragment[:_START], [])).append(clue)
    return by_start, short


def possible(language: str, text: str) -> dict[str, list[Entry]]:
    """The entries, by lexicon, of which a fragment stands in a folded text: the only ones worth matching."""
    by_start, short = _clues(language)
    starts = {text[at : at + _START] for at in range(len(text))} & by_start.keys()
    found: dict[str, list[Entry]] = {}
    for clues in (short, *map(by_start.__getitem__, starts)):
        for clue in clues:
            if clue.fragment in text:
                known = found.setdefault(clue.lexicon, [])
                if clue.entry not in known:
                    known.append(clue.entry)
    return found


def _entry(row: Mapping[str, Any]) -> Entry:
    unless = re.compile(row["unless"]) if "unless" in row else None
    return Entry(
        row["kind"], re.compile(row["find"]), tuple(row["has"]), unless, row["example"], row.get("harmless", "")
    )
