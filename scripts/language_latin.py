"""Russian and Bulgarian as people type them in Latin letters: several schemes, none kept consistently.

Each letter has its spellings with weights; a writer has habits (a preferred spelling) and breaks them now and then.
"""

from __future__ import annotations

import random

Spellings = dict[str, tuple[tuple[str, float], ...]]

_COMMON: Spellings = {
    "а": (("a", 1),), "б": (("b", 1),), "в": (("v", 6), ("w", 1)), "г": (("g", 1),), "д": (("d", 1),), "е": (("e", 1),),
    "з": (("z", 1),), "и": (("i", 1),), "к": (("k", 9), ("c", 0.3)), "л": (("l", 1),), "м": (("m", 1),),
    "н": (("n", 1),), "о": (("o", 30), ("0", 0.3)), "п": (("p", 1),), "р": (("r", 1),), "с": (("s", 1),),
    "т": (("t", 1),), "у": (("u", 9), ("y", 0.6)), "ф": (("f", 9), ("ph", 0.1)),
}  # fmt: skip

BULGARIAN: Spellings = {
    **_COMMON,
    "в": (("v", 7), ("w", 3)),
    "у": (("u", 9), ("y", 0.4)),
    "ж": (("zh", 5), ("j", 5), ("z", 1.5), ("v", 0.2)),
    "й": (("y", 4), ("i", 4), ("j", 4)),
    "х": (("h", 9), ("x", 0.7)),
    "ц": (("c", 5), ("ts", 5), ("tz", 0.7)),
    "ч": (("ch", 6), ("4", 5), ("c", 0.4), ("4h", 0.1)),
    "ш": (("sh", 6), ("6", 5), ("s", 0.4), ("[", 0.01)),
    "щ": (("sht", 6), ("6t", 5), ("st", 0.6), ("sh", 0.4), ("]", 0.01)),
    "ъ": (("a", 6), ("y", 3), ("u", 3), ("ə", 0.02)),
    "ь": (("i", 3), ("y", 3), ("j", 2), ("", 1)),
    "ю": (("yu", 4), ("iu", 3), ("ju", 2), ("u", 1), ("\\", 0.01)),
    "я": (("ya", 5), ("ia", 3), ("q", 5), ("ja", 2), ("a", 0.3)),
    "дж": (("dj", 4), ("dzh", 4), ("j", 2)),
    "кс": (("ks", 4), ("x", 4)),
}

RUSSIAN: Spellings = {
    **_COMMON,
    "ё": (("e", 5), ("yo", 4), ("jo", 2), ("io", 1)),
    "е": (("e", 12), ("ye", 1), ("je", 0.3)),
    "ж": (("zh", 8), ("j", 3), ("g", 0.6), ("z", 0.6)),
    "й": (("y", 5), ("i", 3), ("j", 4)),
    "х": (("h", 6), ("kh", 4), ("x", 1.5)),
    "ц": (("ts", 5), ("c", 4), ("tz", 0.5)),
    "ч": (("ch", 8), ("4", 3), ("tch", 0.2), ("c", 0.3)),
    "ш": (("sh", 9), ("6", 0.8), ("w", 0.6), ("s", 0.3)),
    "щ": (("sch", 4), ("sh", 4), ("shch", 3), ("w", 0.3)),
    "ъ": (("", 5), ("'", 2), ('"', 0.01)),
    "ы": (("y", 8), ("i", 4), ("bI", 0.02)),
    "ь": (("", 6), ("'", 4), ("j", 0.4)),
    "э": (("e", 9), ("eh", 0.5), ("je", 0.2)),
    "ю": (("yu", 6), ("u", 2), ("ju", 3), ("iu", 2)),
    "я": (("ya", 7), ("ja", 3), ("ia", 2), ("a", 0.3), ("9", 0.15)),
    "кс": (("ks", 6), ("x", 3)),
    "ый": (("iy", 2), ("y", 4), ("yj", 2), ("yi", 3), ("ij", 1)),
    "ий": (("iy", 4), ("y", 3), ("ij", 2), ("ii", 3), ("i", 1)),
    "ого": (("ogo", 6), ("ovo", 1)),
    "что": (("chto", 5), ("4to", 4), ("shto", 1), ("sto", 0.3)),
}
SCHEMES = {"ru": RUSSIAN, "bg": BULGARIAN}


def _choose(options: tuple[tuple[str, float], ...], dice: random.Random) -> str:
    return dice.choices([o for o, _ in options], [w for _, w in options])[0]


def habits(code: str, dice: random.Random) -> dict[str, str]:
    """One writer's preferred spelling of every letter and letter group of ``code`` (``ru`` or ``bg``)."""
    return {letters: _choose(options, dice) for letters, options in SCHEMES[code].items()}


def typed(text: str, code: str, habit: dict[str, str], dice: random.Random, slips: float = 0.08) -> str:
    """``text`` in Latin letters as a writer with ``habit`` types it; ``slips``: share of letters out of habit."""
    scheme, out, at = SCHEMES[code], [], 0
    while at < len(text):
        for size in (3, 2, 1):
            piece = text[at : at + size].lower()
            if len(piece) == size and piece in scheme:
                spelling = habit[piece] if dice.random() >= slips else _choose(scheme[piece], dice)
                out.append(spelling.capitalize() if text[at].isupper() else spelling)
                at += size
                break
        else:
            out.append(text[at])
            at += 1
    return "".join(out)


def with_slip(word: str, dice: random.Random) -> str:
    """``word`` with one slip of the finger: a letter lost, doubled, or two swapped."""
    if len(word) < 4:
        return word
    at = dice.randrange(1, len(word) - 1)
    kind = dice.random()
    if kind < 0.4:
        return word[:at] + word[at + 1 :]
    if kind < 0.7:
        return word[:at] + word[at] + word[at:]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
