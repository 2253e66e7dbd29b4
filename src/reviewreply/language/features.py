"""Hashed features of words: every letter n-gram of 1 to 5 letters with the word's edges, and the whole word.

Everything is computed on arrays for many words at once. The hash is part of the model: changing anything here needs new
weights and a new ``FEATURES_VERSION``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FEATURES_VERSION = 1
LONGEST_NGRAM = 5

_BEGIN, _END = "<", ">"
_STEPS = np.array([pow(0x9E3779B97F4A7C15, k + 1, 2**64) for k in range(64)], dtype=np.uint64)
_SALTS = np.array([pow(0xD6E8FEB86659FD93, k + 3, 2**64) | 1 for k in range(LONGEST_NGRAM)], dtype=np.uint64)
_FINAL = np.uint64(0xFF51AFD7ED558CCD)


def _codes(forms: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]:
    """Code points of all words between their edges, (letters,), and where each word begins and ends, (words,)."""
    joined = "".join([f"{_BEGIN}{form}{_END}" for form in forms])
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    lengths = np.fromiter((len(form) + 2 for form in forms), dtype=np.int64, count=len(forms))
    ends = np.cumsum(lengths)
    return points, ends - lengths, ends


def _mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    values = (values ^ (values >> np.uint64(33))) * _FINAL
    return values ^ (values >> np.uint64(29))


def ngram_rows(forms: Sequence[str], buckets: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Rows of the weight table for all n-grams of ``forms``.

    Parameters: words as ``tokens.plain`` gives them, each 1 to 62 characters; ``buckets`` a power of two.
    Returns rows (letters, LONGEST_NGRAM), where ``buckets`` stands for "no such n-gram", and the index of the first
    letter of each word, (words,).
    """
    points, begins, ends = _codes(forms)
    room = np.repeat(ends, ends - begins) - np.arange(len(points))  # letters from here to the end of the word
    rows = np.full((len(points), LONGEST_NGRAM), buckets, dtype=np.int32)
    padded = np.concatenate([points, np.zeros(LONGEST_NGRAM, dtype=np.uint64)])
    running = np.zeros(len(points), dtype=np.uint64)
    mask = np.uint64(buckets - 1)
    for n in range(LONGEST_NGRAM):
        running += padded[n : n + len(points)] * _STEPS[n]
        hashed = (_mix(running * _SALTS[n]) >> np.uint64(7)) & mask
        rows[:, n] = np.where(room > n, hashed.astype(np.int32), buckets)
    return rows, begins


def word_keys(forms: Sequence[str]) -> NDArray[np.uint32]:
    """One 32-bit key per word, (words,): the lexicon is looked up by it."""
    points, begins, ends = _codes(forms)
    place = np.arange(len(points)) - np.repeat(begins, ends - begins)
    sums = np.add.reduceat(points * _STEPS[place], begins)
    return (_mix(sums) >> np.uint64(24)).astype(np.uint32)


def letter_masks(forms: Sequence[str], table: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """For each word, (words,), the bits of ``table`` set for any of its letters.

    ``table`` (letters,) is indexed by code point; letters beyond its end have no bits.
    """
    points, begins, _ = _codes(forms)
    inside = np.minimum(points, np.uint64(len(table) - 1)).astype(np.int64)
    return np.bitwise_or.reduceat(table[inside], begins)
