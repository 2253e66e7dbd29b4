"""From logits to a Reading: calibration, windows put together, claim spans cut out.

Calibration of a head with exclusive labels is a temperature; of a binary label a slope and an intercept (Platt, 1999;
Guo et al., 2017).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reviewreply.encoder.layout import Layout
from reviewreply.encoder.protocol import Reading, SignalReading, SpanReading

Array = NDArray[np.float32]
_OF_A_TYPE = 0.45  # a clause whose words are less surely of one type is part of what stands before it
_CLAUSE = 3  # tokens
_JOINS = re.compile(r"\s*(?:and|but|plus|и|а|но|да|плюс|та)\s", re.IGNORECASE)
_WORTH = 0.02
_PLACED = 0.2  # a signal less likely than this has no place in the text


@dataclass(frozen=True, slots=True)
class Window:
    """One pass over a stretch of a text: token offsets (tokens, 2) and both outputs, special tokens taken out."""

    offsets: NDArray[np.int64]
    text: Array  # (text logits,)
    token: Array  # (tokens, token logits)


def softmax(logits: Array) -> Array:
    shifted = np.exp(logits - np.maximum.reduce(logits, axis=-1, keepdims=True))
    total: Array = np.add.reduce(shifted, axis=-1, keepdims=True)
    return np.divide(shifted, total, dtype=np.float32)


def sigmoid(logits: Array) -> Array:
    bounded: Array = np.minimum(np.maximum(logits, -30), 30)
    return np.reciprocal(1.0 + np.exp(-bounded))


def read_windows(text: str, windows: Sequence[Window], layout: Layout) -> Reading:
    """One reading of a text from its windows, in order; ``Decoder`` keeps what depends on the layout alone."""
    return Decoder(layout).read(text, windows)


class Decoder:
    """Turns windows into readings, with the labels, the calibration and the thresholds of one model folder."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        sizes = {
            "stars": 5, "complaint": 1, "types": len(layout.types), "signals": len(layout.signals),
            "verdict": len(layout.verdicts), "score": 1,
        }  # fmt: skip
        ends = np.cumsum([*sizes.values()]).tolist()
        self._heads = {name: slice(end - sizes[name], end) for name, end in zip(sizes, ends, strict=True)}
        # slope and intercept for every text logit; those of exclusive labels are not used
        self._slope = np.ones(ends[-1], dtype=np.float32)
        self._intercept = np.zeros(ends[-1], dtype=np.float32)
        for name in ("complaint", "types", "signals", "score"):
            calibration: Mapping[str, Any] = layout.calibration[name]
            self._slope[self._heads[name]] = np.asarray(calibration["slope"], dtype=np.float32)
            self._intercept[self._heads[name]] = np.asarray(calibration["intercept"], dtype=np.float32)
        self._heat = {name: np.float32(layout.calibration[name]["temperature"]) for name in ("stars", "verdict")}
        self._claim_token = float(np.float32(layout.thresholds.get("claim_token", 0.5)))
        first = 3 + len(layout.types)
        self._tokens = (slice(0, 3), slice(3, first), slice(first, first + len(layout.parties)))
        first += len(layout.parties)
        self._token_signals = slice(first, first + len(layout.signals))
        self._token_matters = slice(first + len(layout.signals), None)

    def read(self, text: str, windows: Sequence[Window]) -> Reading:
        """One reading of a text from its windows, in order.

        Over windows, stars, verdict and score are averaged by length; a complaint, type or signal counts where it is
        strongest, since one window is enough to hold it.
        """
        mean, top = self._text_heads(windows)
        offsets, logits = self._stitched(windows)
        layout, heads = self._layout, self._heads
        stars = mean[heads["stars"]]
        return Reading(
            stars=(stars[0], stars[1], stars[2], stars[3], stars[4]),
            complaint=top[heads["complaint"]][0],
            types=dict(zip(layout.types, top[heads["types"]], strict=True)),
            spans=tuple(self._spans(text, offsets, logits)),
            signals=self._signals(text, offsets, logits, top[heads["signals"]]),
            verdict=dict(zip(layout.verdicts, mean[heads["verdict"]], strict=True)),
            score=mean[heads["score"]][0],
            tokens=sum(len(window.offsets) for window in windows),
        )

    def _text_heads(self, windows: Sequence[Window]) -> tuple[list[float], list[float]]:
        """Probabilities of all text heads side by side: their mean over the windows, and the highest."""
        if len(windows) == 1:
            only = self._calibrated(windows[0].text).tolist()
            return only, only
        weights = np.array([max(1, len(window.offsets)) for window in windows], dtype=np.float32)
        weights /= weights.sum()
        values = [self._calibrated(window.text) for window in windows]
        mean = sum(weight * value for weight, value in zip(weights, values, strict=True))
        return np.asarray(mean).tolist(), np.max(values, axis=0).tolist()

    def _calibrated(self, logits: Array) -> Array:
        found = sigmoid(logits * self._slope + self._intercept)
        for name, heat in self._heat.items():
            found[self._heads[name]] = softmax(logits[self._heads[name]] / heat)
        return found

    def _stitched(self, windows: Sequence[Window]) -> tuple[NDArray[np.int64], Array]:
        """Tokens of all windows once: where two overlap, the first half of the overlap comes from the earlier one."""
        if len(windows) == 1:
            return windows[0].offsets, windows[0].token
        overlap = self._layout.overlap
        offsets, tokens = [], []
        for index, window in enumerate(windows):
            low = overlap // 2 if index else 0
            high = len(window.offsets) - (overlap - overlap // 2 if index + 1 < len(windows) else 0)
            offsets.append(window.offsets[low:high])
            tokens.append(window.token[low:high])
        return np.concatenate(offsets), np.concatenate(tokens)

    def _spans(self, text: str, offsets: NDArray[np.int64], logits: Array) -> list[SpanReading]:
        """Stretches of tokens that are rather inside a claim than not; a token that begins one ends the one before."""
        claim = softmax(logits[:, self._tokens[0]])
        inside = 1.0 - claim[:, 0]
        runs = _runs(inside.tolist(), (claim[:, 1] > claim[:, 2]).tolist(), self._claim_token)
        if not runs:
            return []
        types, parties = softmax(logits[:, self._tokens[1]]), softmax(logits[:, self._tokens[2]])
        spans = []
        for first, after in _parted(text, offsets, types, runs):
            start, end = trim(text, int(offsets[first, 0]), int(offsets[after - 1, 1]))
            if end - start >= 2:
                sure = float(np.add.reduce(inside[first:after]) / np.float32(after - first))
                named = dict(zip(self._layout.types, _mean(types[first:after]), strict=True))
                by = dict(zip(self._layout.parties, _mean(parties[first:after]), strict=True))
                spans.append(SpanReading(start, end, sure, named, by, self._matters(logits[first:after])))
        return spans

    def _matters(self, logits: Array) -> dict[str, float]:
        """What a stretch is about, with the probabilities that are worth keeping."""
        found = softmax(logits[:, self._token_matters].mean(0)).tolist()
        return {name: p for name, p in zip(self._layout.matters, found, strict=True) if p >= _WORTH}

    def _signals(
        self, text: str, offsets: NDArray[np.int64], logits: Array, probabilities: Sequence[float]
    ) -> dict[str, SignalReading]:
        readings = {}
        tokens: Array | None = None
        for index, (name, probability) in enumerate(zip(self._layout.signals, probabilities, strict=True)):
            if probability >= _PLACED and len(offsets):
                if tokens is None:
                    tokens = sigmoid(logits[:, self._token_signals])
                first, last = _best_run(tokens[:, index].tolist())
                place = trim(text, int(offsets[first, 0]), int(offsets[last, 1]))
                readings[name] = SignalReading(probability, *place)
            else:
                readings[name] = SignalReading(probability)
        return readings


def _runs(inside: Sequence[float], begins: Sequence[bool], threshold: float) -> list[tuple[int, int]]:
    """First token of each claim, and the one after its last."""
    runs: list[tuple[int, int]] = []
    start = None
    for index, probability in enumerate(inside):
        on = probability >= threshold
        if start is not None and (not on or begins[index]):
            runs.append((start, index))
            start = None
        if on and start is None:
            start = index
    if start is not None:
        runs.append((start, len(inside)))
    return runs


def _parted(
    text: str, offsets: NDArray[np.int64], types: Array, runs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Runs cut where a sentence or a clause ends and the next one is of another type: those are two claims."""
    parts = []
    for first, after in runs:
        start, kind = first, -1
        ends = [n for n in range(first + 1, after) if _ends(text, int(offsets[n - 1, 1]), int(offsets[n, 0]))]
        for low, high in pairwise([first, *ends, after]):
            mean = np.add.reduce(types[low:high]) / np.float32(high - low)
            next_kind = int(mean.argmax())
            if mean[next_kind] < _OF_A_TYPE or high - low < _CLAUSE:
                continue
            if kind not in (-1, next_kind):
                parts.append((start, low))
                start = low + (_JOINS.match(text, int(offsets[low - 1, 1])) is not None)  # without the joining word
            kind = next_kind
        parts.append((start, after))
    return parts


def _ends(text: str, end: int, following: int) -> bool:
    """Whether a sentence ends before the token at ``following``, or a clause does: a comma, or a word that joins."""
    if text[end - 1] in ".!?…\n,;:" and (end >= len(text) or text[end].isspace()):
        return True
    return text[end : end + 1].isspace() and _JOINS.match(text, max(end, following)) is not None


def _mean(values: Array) -> list[float]:
    """The mean of the rows; as ``values.mean(axis=0)``, without its overhead on a few rows."""
    mean: list[float] = (np.add.reduce(values, axis=0) / np.float32(len(values))).tolist()
    return mean


def _best_run(probabilities: Sequence[float]) -> tuple[int, int]:
    """The first and the last of the tokens around the strongest one that stay above half of it."""
    peak = probabilities.index(max(probabilities))
    floor = probabilities[peak] / 2
    first = last = peak
    while first > 0 and probabilities[first - 1] >= floor:
        first -= 1
    while last + 1 < len(probabilities) and probabilities[last + 1] >= floor:
        last += 1
    return first, last


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the white space and separating marks around a stretch."""
    while start < end and (text[start].isspace() or text[start] in ",;:-–—•*"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:-–—•*."):
        end -= 1
    return start, end
