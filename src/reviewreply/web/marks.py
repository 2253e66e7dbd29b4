"""The review with its claims marked: stretches of text, none overlapping, and what cannot be seen made visible."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u206f\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """``claims`` are the places in the list of claims that cover this stretch; the first one gives the colour."""

    text: str
    claims: tuple[int, ...] = ()


def stretches(text: str, claims: Sequence[Mapping[str, Any]]) -> list[Stretch]:
    """The text cut wherever a claim begins or ends."""
    spans = [(max(0, claim["start"]), min(len(text), claim["end"])) for claim in claims]
    cuts = sorted({0, len(text), *(cut for span in spans for cut in span if span[0] < span[1])})
    return [
        Stretch(text[start:end], tuple(n for n, span in enumerate(spans) if span[0] <= start and end <= span[1]))
        for start, end in pairwise(cuts)
    ]


def visible(text: object) -> str:
    """Direction marks, zero-width and control characters as their numbers: ``⟦U+202E⟧``."""
    return _HIDDEN.sub(lambda match: f"⟦U+{ord(match.group()):04X}⟧", str(text or ""))
