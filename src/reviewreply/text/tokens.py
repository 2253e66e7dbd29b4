"""A text cut into figures, words and signs, each with its place: what numbers, dates and amounts are read from."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

Kind = Literal["figure", "word", "sign"]

_TOKEN = re.compile(
    r"(?P<figure>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?"  # 1 200,50
    r"|\d{1,3}(?:[.,]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?"  # 1.200,50 and 1,200.50
    r"|\d+(?:[.,]\d+)?)"
    r"|(?P<word>[^\W\d_]+(?:['’](?![sS]\b)[^\W\d_]+)?)"
    r"|(?P<sign>[^\w\s])"
)


class Token(NamedTuple):
    """``text`` is in small letters, with ё as е; ``text[start:end]`` of the source is what was written."""

    start: int
    end: int
    text: str
    kind: Kind


@lru_cache(maxsize=4)
def tokenise(text: str) -> tuple[Token, ...]:
    """Cut a text. The last few results are kept, because several tools read the same text in turn."""
    return tuple(
        Token(match.start(), match.end(), match[0].lower().replace("ё", "е"), match.lastgroup)  # type: ignore[arg-type]
        for match in _TOKEN.finditer(text)
    )
