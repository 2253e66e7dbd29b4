"""The tone classifier: hashed n-grams of letters and words, one linear layer, four labels. numpy only.

A sentence is padded, so that no n-gram reaches into the next one; then all sentences of a reply are hashed together.
The weights come from ``scripts/train_tone.py``; ``labels.json`` beside them says what they are.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reviewreply.checks.draft import words
from reviewreply.checks.lexicon import folded
from reviewreply.errors import ModelError
from reviewreply.models import model_folder

FORMAT = 1
LABELS = ("arrogant", "grovelling", "cold", "good")
BITS = 15
"""Rows of the table of weights, as a power of two."""
_LENGTHS = (2, 3, 4, 5)
_PAD = " " * _LENGTHS[-1]
_FACTOR = np.uint32(0x01000193)
_REMEDY = "Install reviewreply again, or train the model with scripts/train_tone.py."


@dataclass(frozen=True, slots=True, eq=False)
class ToneModel:
    """One language. weights: (2 ** BITS, labels) float16; bias: (labels,); thresholds: by label, 0 to 1."""

    weights: NDArray[np.float16]
    bias: NDArray[np.float32]
    thresholds: Mapping[str, float]

    def probabilities(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """How a reader would call each sentence, (sentences, labels)."""
        rows, begins, counts = feature_rows(sentences)
        sums = np.add.reduceat(self.weights[rows].astype(np.float32), begins, axis=0)
        logits = sums / np.sqrt(counts)[:, None] + self.bias
        exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares: NDArray[np.float32] = (exponentials / exponentials.sum(axis=1, keepdims=True)).astype(np.float32)
        return shares


def feature_rows(sentences: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Which rows of the weights each sentence adds up.

    Returns (features,) rows sentence by sentence, (sentences,) where each begins among them, (sentences,) how many.
    """
    plain = [words(folded(sentence)) or ["-"] for sentence in sentences]
    bare = [" " + " ".join(found) for found in plain]
    lengths = np.array([len(text) for text in bare])
    letters = _letter_rows(_PAD.join(bare), int(lengths.sum()) + len(_PAD) * (len(bare) - 1))
    starts = np.cumsum(lengths + len(_PAD)) - lengths - len(_PAD)
    within = np.arange(int(lengths.sum())) + np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
    flat = letters[within].reshape(-1)  # n-grams that begin in a sentence; they end in it or in the padding
    by_word = [_word_rows(found) for found in plain]
    sizes = np.array([len(rows) for rows in by_word])
    rows = np.insert(flat, np.repeat(np.cumsum(lengths) * len(_LENGTHS), sizes), np.concatenate(by_word))
    counts = lengths * len(_LENGTHS) + sizes
    return rows, np.concatenate(([0], np.cumsum(counts)[:-1])), counts


def _letter_rows(text: str, size: int) -> NDArray[np.int64]:
    """The row of every n-gram by the letter it begins with, (letters, lengths)."""
    codes = np.frombuffer((text + _PAD).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    rows = np.empty((size, len(_LENGTHS)), dtype=np.int64)
    hashed = np.full(size, 0x811C9DC5, dtype=np.uint32)
    for place in range(_LENGTHS[-1]):
        hashed = (hashed ^ codes[place : place + size]) * _FACTOR
        if place + 1 in _LENGTHS:
            mixed = hashed ^ (hashed >> np.uint32(15))
            rows[:, _LENGTHS.index(place + 1)] = mixed & np.uint32(2**BITS - 1)
    return rows


def _word_rows(found: list[str]) -> list[int]:
    """The rows of words and of pairs of words."""
    pairs = [f"{left} {right}" for left, right in zip(["^", *found], [*found, "$"], strict=True)]
    return [zlib.crc32(key.encode("utf-8", "surrogatepass")) & (2**BITS - 1) for key in (*found, *pairs)]


@cache
def tone_model(language: str) -> ToneModel:
    """The shipped classifier of a language (bg, ru, en). Errors: ``ModelError`` where it is missing or another."""
    return load_tone_model(model_folder("tone"), language)


def load_tone_model(folder: Path, language: str) -> ToneModel:
    """The classifier of a language from a folder."""
    try:
        card: dict[str, Any] = json.loads((folder / "labels.json").read_text("utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
            weights, bias = arrays[f"{language}_weights"], arrays[f"{language}_bias"]
    except (OSError, KeyError, ValueError) as error:
        raise ModelError(f"The tone model in {folder} cannot be read: {type(error).__name__}.", _REMEDY) from error
    if (
        card.get("format") != FORMAT
        or tuple(card.get("labels", ())) != LABELS
        or weights.shape != (2**BITS, len(LABELS))
    ):
        raise ModelError(f"The tone model in {folder} is of another format than {FORMAT}.", _REMEDY)
    return ToneModel(weights, bias, card["thresholds"][language])
