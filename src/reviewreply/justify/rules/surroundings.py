"""What stands around a hit: quotation marks, negation, who is speaking."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_QUOTES = re.compile(r"«[^»]{1,200}»|“[^”]{1,200}”|„[^“”]{1,200}[“”]|(?<!\w)\"[^\"]{1,200}\"(?!\w)")
_BACK = 28


@cache
def _words(language: str) -> Mapping[str, re.Pattern[str]]:
    path = files("reviewreply.justify") / "lexicons" / language / "surroundings.toml"
    raw: Mapping[str, Any] = tomllib.loads(path.read_text("utf-8"))
    return {name: re.compile(row["find"]) for name, row in raw.items() if isinstance(row, Mapping)}


def quoted(folded_text: str, start: int, end: int) -> bool:
    """The stretch lies inside quotation marks."""
    return any(match.start() <= start and end <= match.end() for match in _QUOTES.finditer(folded_text))


def negated(folded_text: str, start: int, language: str) -> bool:
    """A negation stands in the few words before, in the same clause: "they are no crooks", "не са крадци"."""
    return _before(folded_text, start, "negation", language)


def said_by_staff(folded_text: str, start: int, end: int, language: str) -> bool:
    """Somebody else says it to the author: "he called me an idiot", "нарече ме идиот"."""
    pattern = _words(language)["called"]
    before = folded_text[max(0, start - 2 * _BACK) : start]
    after = folded_text[end : end + _BACK]
    return bool(pattern.search(before)) or bool(_words(language)["called_after"].match(after))


def _before(folded_text: str, start: int, name: str, language: str) -> bool:
    clause = re.split(r"[.!?;,:…\n]", folded_text[max(0, start - _BACK) : start])[-1]
    return bool(_words(language)[name].search(clause))
