"""Sentences of a review with their places: forgiving about small letters and missing spaces, careful with "т.е."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from reviewreply.text.lexicons import lexicon

_END = re.compile(r"""(?P<line>[ \t]*[\r\n]+)|(?P<marks>[.!?…]+)(?P<closing>["'»”’)\]]*)""")
_WORD_BEFORE = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]+[.\-])*[^\W\d_]+$")
_JOINED = re.compile(r"[А-ЯЁA-Z][а-яё]|[А-ЯЁ] ")
_LOOK_BACK = 24


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text[start:end]`` without the white space around it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Abbreviations:
    never: frozenset[str]
    maybe: frozenset[str]
    after_figure: frozenset[str]


@cache
def _abbreviations(language: str) -> _Abbreviations:
    data = lexicon(language, "sentences")
    return _Abbreviations(*(frozenset(data[name]) for name in ("never", "maybe", "after_figure")))


def sentences(text: str, language: str) -> list[Sentence]:
    """Cut a text into sentences; none is empty, and together they hold everything but white space.

    Lines always end a sentence. Marks end one unless they belong to an abbreviation, a figure ("20.05", "5. май"), a
    bracket "(!)" or to dots in the middle of a thought ("ну... не знаю").
    """
    known = _abbreviations(language)
    found: list[Sentence] = []
    start = 0
    for match in _END.finditer(text):
        if match["line"] is None and not _ends(text, match, known):
            continue
        _add(found, text, start, match.end())
        start = match.end()
    _add(found, text, start, len(text))
    return found


def _add(found: list[Sentence], text: str, start: int, end: int) -> None:
    """Append a stretch without its white space; marks without a word go to the sentence before."""
    stretch = text[start:end]
    first = start + len(stretch) - len(stretch.lstrip())
    last = start + len(stretch.rstrip())
    if last <= first:
        return
    same_line = found and "\n" not in text[found[-1].end : first]
    if same_line and not any(character.isalnum() for character in text[first:last]):
        found[-1] = Sentence(found[-1].start, last)
    else:
        found.append(Sentence(first, last))


def _ends(text: str, match: re.Match[str], known: _Abbreviations) -> bool:
    """Whether a run of marks ends the sentence."""
    marks, after = match["marks"], match.end()
    if after >= len(text):
        return True
    following = text[after : after + 40].lstrip()
    spaced = text[after].isspace()
    if not following:
        return True
    if match["closing"].startswith(")") and text[match.start() - 1] == "(":
        return False
    capital = following[0].isupper() or not following[0].isalnum()
    if "!" in marks or "?" in marks:
        return spaced or (capital and following[0] not in ",;:)")
    if not spaced:
        return _JOINED.match(following) is not None and text[match.start() - 1 : match.start()].islower()
    if len(marks) > 1 or marks == "…":
        return capital
    return _point_ends(text, match.start(), capital, following, known)


def _point_ends(text: str, point: int, capital: bool, following: str, known: _Abbreviations) -> bool:
    before = text[max(0, point - _LOOK_BACK) : point]
    if before[-1:].isdigit():
        return capital
    word = _WORD_BEFORE.search(before)
    if word is None:
        return True
    abbreviation = word[0].lower()
    counted = before[: word.start()].rstrip()[-1:].isdigit()
    if abbreviation in known.after_figure:
        return capital and counted
    if abbreviation in known.never or (len(abbreviation) == 1 and word[0].isupper()):
        return False
    if abbreviation in known.maybe:
        return capital
    return len(abbreviation) > 1 or capital
