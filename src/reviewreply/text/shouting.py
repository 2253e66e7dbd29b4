"""Texts written in capitals, made readable for a model that knows ordinary writing."""

from __future__ import annotations

_FEW = 12  # letters that are too few to tell
_SHARE = 0.6


def readable(text: str) -> str:
    """The text, in lower case where it is mostly capitals; never of another length, so that offsets hold."""
    if sum(map(str.isupper, text)) <= _FEW * _SHARE:  # nearly every text ends here
        return text
    letters = [character for character in text if character.isalpha()]
    if len(letters) <= _FEW or sum(map(str.isupper, letters)) <= _SHARE * len(letters):
        return text
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text
