"""Russian and Bulgarian typed in Latin letters, put into Cyrillic well enough to look words up, offsets kept.

The result is for reading, never for showing: Latin typing leaves out what Cyrillic tells apart (ъ is typed a, u or y).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from reviewreply.text.lexicons import lexicon

_Put = Callable[[str, int, int], None]  # written, start and end of what it stands for
_RUN = re.compile(r"[^\W\d_'’`]+(?:[^\W_]|['’`](?=[^\W\d_]))*['’`]?|\d+[^\W_]+")
_FIGURE_FIRST = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Transliterated:
    """A text in Cyrillic, and for each of its characters the stretch of the source it stands for."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The place in the source of a stretch of ``text`` (empty stretches give the place before them)."""
        if end > start:
            return self.starts[start], self.ends[end - 1]
        place = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
        return place, place


@lru_cache(maxsize=4)
def to_cyrillic(text: str, language: str) -> Transliterated:
    """Put Latin-typed Russian (``ru``) or Bulgarian (``bg``) into Cyrillic.

    Digits that stand for letters inside a word ("4asa", "6te", "tr6gvam") become letters; figures before a unit
    ("4dni", "20leva") stay figures. Whatever is not Latin stays as it is.
    """
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def put(written: str, start: int, end: int) -> None:
        letters.append(written)
        starts.extend([start] * len(written))
        ends.extend([end] * len(written))

    at = 0
    for match in _RUN.finditer(text):
        for index in range(at, match.start()):
            put(text[index], index, index + 1)
        _put_word(match[0], match.start(), language, put)
        at = match.end()
    for index in range(at, len(text)):
        put(text[index], index, index + 1)
    return Transliterated("".join(letters), tuple(starts), tuple(ends))


def _put_word(word: str, offset: int, language: str, put: _Put) -> None:
    """One word, letter group by letter group, the longest first."""
    table = _table(language)
    at = _figures_before(word, table)
    for index in range(at):
        put(word[index], offset + index, offset + index + 1)
    if at and word[at:].lower() in table.units:
        put(" ", offset + at, offset + at)
    body = word[at:]
    whole = table.words.get(body.lower())
    if whole is not None:
        _put_whole(whole, offset + at, len(body), put)
        return
    lower = word.lower() if len(word.lower()) == len(word) else word
    while at < len(word):
        size, cyrillic = _longest(lower, at, table)
        shown = cyrillic.upper() if word[at].isupper() and len(cyrillic) == 1 else cyrillic
        put(shown, offset + at, offset + at + size)
        at += size


def _put_whole(cyrillic: str, start: int, length: int, put: _Put) -> None:
    """A word known as a whole: each letter points at its share of the source."""
    count = len(cyrillic)
    for index, letter in enumerate(cyrillic):
        put(letter, start + index * length // count, start + (index + 1) * length // count)


@dataclass(frozen=True, slots=True)
class _Table:
    groups: dict[str, str]
    final: dict[str, str]
    after_vowel: dict[str, str]
    words: dict[str, str]
    units: frozenset[str]
    suffixes: frozenset[str]
    longest: int


@cache
def _table(language: str) -> _Table:
    data = lexicon("bg" if language == "bg" else "ru", "latin")
    return _Table(
        groups=data["groups"],
        final=data["final"],
        after_vowel=data["after_vowel"],
        words=data["words"],
        units=frozenset(data["units"]),
        suffixes=frozenset(data["suffixes"]),
        longest=max(map(len, data["groups"])),
    )


_VOWELS = frozenset("aeiouyаеиоуыэюяъ")


def _longest(word: str, at: int, table: _Table) -> tuple[int, str]:
    """The longest group of letters at a place, how many it takes and what it becomes."""
    rest = word[at:]
    if rest in table.final:
        return len(rest), table.final[rest]
    for size in range(min(table.longest, len(rest)), 0, -1):
        group = rest[:size]
        if size == 1 and group in table.after_vowel and at and word[at - 1] in _VOWELS:
            return 1, table.after_vowel[group]
        if group in table.groups:
            return size, table.groups[group]
    return 1, rest[0]


def _leading_figures(word: str) -> int:
    match = _FIGURE_FIRST.match(word)
    return match.end() if match else 0


def _figures_before(word: str, table: _Table) -> int:
    """How many figures at the front stay figures: those that count a unit, and those that stand for no letter."""
    count = _leading_figures(word)
    if not count:
        return 0
    if count == len(word) or word[count:].lower() in table.units | table.suffixes:
        return count
    return count - 1 if word[count - 1] in table.groups else count
