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
    """One language. weights: (2 ** BITS, labels), on disk in half precision; bias: (labels,); thresholds by label."""

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    thresholds: Mapping[str, float]

    def probabilities(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """How a reader would call each sentence, (sentences, labels)."""
        found = features(sentences)
        letters = np.add.reduceat(self.weights[found.letters].sum(axis=1), begins(found.lengths), axis=0)
        by_word = np.add.reduceat(self.weights[found.words], begins(found.sizes), axis=0)
        logits = (letters + by_word) / np.sqrt(found.counts)[:, None] + self.bias
        exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares: NDArray[np.float32] = (exponentials / exponentials.sum(axis=1, keepdims=True)).astype(np.float32)
        return shares


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """Rows of the table of weights. letters: (letters, n-gram lengths), sentence by sentence; words: (words,) likewise.

    ``lengths`` and ``sizes`` say how many letters and words each sentence has.
    """

    letters: NDArray[np.int64]
    lengths: NDArray[np.int64]
    words: NDArray[np.int64]
    sizes: NDArray[np.int64]

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many rows each sentence adds up, (sentences,)."""
        return self.lengths * len(_LENGTHS) + self.sizes


def features(sentences: Sequence[str]) -> Features:
    """Which rows of the weights each sentence adds up; at least one of each kind, also for a text without words."""
    plain = [words(folded(sentence)) or ["-"] for sentence in sentences]
    bare = [" " + " ".join(found) for found in plain]
    lengths = np.array([len(text) for text in bare])
    size = int(lengths.sum())
    letters = _letter_rows(_PAD.join(bare), size + len(_PAD) * (len(bare) - 1))
    # n-grams that begin in a sentence; they end in it or in the padding behind it
    within = np.arange(size) + np.repeat(np.arange(len(bare)) * len(_PAD), lengths)
    by_word = [_word_rows(found) for found in plain]
    sizes = np.array([len(rows) for rows in by_word])
    return Features(letters[within], lengths, np.array([row for rows in by_word for row in rows]), sizes)


def begins(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each of so many in a row begins."""
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts)[:-1]))


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
    return ToneModel(weights.astype(np.float32), bias, card["thresholds"][language])
