"""Careless typing, added to training texts: lower case, lost punctuation, slips of the finger, Latin letters.

Every change keeps track of offsets, so claims and signals stay where they are.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from reviewreply.training.examples import Example, Span

BULGARIAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i", "й": "i", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h",
    "ц": "c", "ч": "4", "ш": "6", "щ": "6t", "ъ": "a", "ь": "i", "ю": "iu", "я": "q",
}  # fmt: skip
BULGARIAN_OTHER = {
    "ж": "zh",
    "в": "w",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sht",
    "ъ": "u",
    "ю": "yu",
    "я": "ya",
    "й": "y",
}
RUSSIAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
RUSSIAN_OTHER = {
    "ж": "j",
    "й": "j",
    "х": "kh",
    "ц": "ts",
    "ч": "4",
    "щ": "shch",
    "ы": "i",
    "ь": "'",
    "ю": "ju",
    "я": "ja",
}


def rewrite(example: Example, change: Callable[[str], str]) -> Example:
    """Apply a change character by character and move the spans along."""
    pieces = [change(character) for character in example.text]
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))

    def moved(spans: tuple[Span, ...] | None) -> tuple[Span, ...] | None:
        return None if spans is None else tuple(replace(s, start=starts[s.start], end=starts[s.end]) for s in spans)

    return replace(example, text="".join(pieces), claims=moved(example.claims), signals=moved(example.signals))


def in_latin(example: Example, generator: random.Random) -> Example:
    """A Russian or Bulgarian text as somebody without a Cyrillic keyboard types it."""
    first, other = (BULGARIAN, BULGARIAN_OTHER) if example.language == "bg" else (RUSSIAN, RUSSIAN_OTHER)
    table = first | {letter: latin for letter, latin in other.items() if generator.random() < 0.4}

    def change(character: str) -> str:
        latin = table.get(character.lower(), character)
        return latin.capitalize() if character.isupper() and latin else latin

    return replace(rewrite(example, change), latin_script=True)


def careless(example: Example, generator: random.Random) -> Example:
    """Lower case, dropped marks and a few lost letters."""
    lower, drop = generator.random() < 0.6, generator.random() < 0.5

    def change(character: str) -> str:
        if drop and character in ',.;:!"«»„“' and generator.random() < 0.7:
            return ""
        if character.isalpha() and generator.random() < 0.012:
            return ""
        return character.lower() if lower else character

    return rewrite(example, change)


def augment(examples: Sequence[Example], seed: int, latin: float = 0.08, careless_share: float = 0.2) -> list[Example]:
    """The examples and changed copies of a part of them, drawn with ``seed``."""
    generator = random.Random(seed)
    added = []
    for example in examples:
        draw = generator.random()
        if draw < latin and example.language in ("ru", "bg") and not example.latin_script:
            added.append(in_latin(example, generator))
        elif latin <= draw < latin + careless_share and len(example.text) > 15:
            added.append(careless(example, generator))
    return [*examples, *added]
