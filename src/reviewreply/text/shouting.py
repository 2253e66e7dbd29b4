"""Texts written in capitals, made readable for a model that knows ordinary writing."""

from __future__ import annotations


def readable(text: str) -> str:
    """The text, in lower case where it is mostly capitals; never of another length, so that offsets hold."""
    letters = [character for character in text if character.isalpha()]
    if len(letters) <= 12 or sum(map(str.isupper, letters)) <= 0.6 * len(letters):
        return text
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text
