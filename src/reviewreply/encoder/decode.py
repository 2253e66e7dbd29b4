"""From logits to a Reading: calibration, windows put together, claim spans cut out.

Calibration of a head with exclusive labels is a temperature; of a binary label a slope and an intercept (Platt, 1999;
Guo et al., 2017).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reviewreply.encoder.layout import Layout
from reviewreply.encoder.protocol import Reading, SignalReading, SpanReading

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Window:
    """One pass over a stretch of a text: token offsets (tokens, 2) and both outputs, special tokens taken out."""

    offsets: NDArray[np.int64]
    text: Array  # (text logits,)
    token: Array  # (tokens, token logits)


def softmax(logits: Array) -> Array:
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Array = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def sigmoid(logits: Array) -> Array:
    result: Array = (1.0 / (1.0 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
    return result


def read_windows(text: str, windows: Sequence[Window], layout: Layout) -> Reading:
    """One reading of a text from its windows, in order.

    Over windows, stars, verdict and score are averaged by length; a complaint, type or signal counts where it is
    strongest, since one window is enough to hold it.
    """
    weights = np.array([max(1, len(window.offsets)) for window in windows], dtype=np.float32)
    weights /= weights.sum()
    heads = [_text_heads(window.text, layout) for window in windows]
    mean = {name: sum(w * head[name] for w, head in zip(weights, heads, strict=True)) for name in heads[0]}
    top = {name: np.max([head[name] for head in heads], axis=0) for name in heads[0]}
    stars = mean["stars"]
    signals = _signals(text, windows, top["signals"], layout)
    return Reading(
        stars=(float(stars[0]), float(stars[1]), float(stars[2]), float(stars[3]), float(stars[4])),
        complaint=float(top["complaint"][0]),
        types=_named(layout.types, top["types"]),
        spans=tuple(_spans(text, windows, layout)),
        signals=signals,
        verdict=_named(layout.verdicts, mean["verdict"]),
        score=float(mean["score"][0]),
        tokens=int(sum(len(window.offsets) for window in windows)),
    )


def _named(labels: Sequence[str], values: Array) -> dict[str, float]:
    return {label: float(value) for label, value in zip(labels, values, strict=True)}


def _text_heads(logits: Array, layout: Layout) -> dict[str, Array]:
    sizes = {
        "stars": 5, "complaint": 1, "types": len(layout.types), "signals": len(layout.signals),
        "verdict": len(layout.verdicts), "score": 1,
    }  # fmt: skip
    parts: dict[str, Array] = {}
    start = 0
    for name, size in sizes.items():
        part = logits[start : start + size]
        start += size
        calibration: Mapping[str, Any] = layout.calibration[name]
        if name in ("stars", "verdict"):
            parts[name] = softmax(part / np.float32(calibration["temperature"]))
        else:
            slope = np.asarray(calibration["slope"], dtype=np.float32)
            parts[name] = sigmoid(part * slope + np.asarray(calibration["intercept"], dtype=np.float32))
    return parts


def _token_heads(logits: Array, layout: Layout) -> tuple[Array, Array, Array, Array]:
    """Probabilities of outside/begin/inside, types, parties and signals, each (tokens, n)."""
    a, b, c = 3, 3 + len(layout.types), 3 + len(layout.types) + len(layout.parties)
    return softmax(logits[:, :a]), softmax(logits[:, a:b]), softmax(logits[:, b:c]), sigmoid(logits[:, c:])


def _stitched(windows: Sequence[Window], layout: Layout) -> tuple[NDArray[np.int64], tuple[Array, ...]]:
    """Tokens of all windows once: where two overlap, the first half of the overlap comes from the earlier one."""
    if len(windows) == 1:
        return windows[0].offsets, _token_heads(windows[0].token, layout)
    offsets, tokens = [], []
    for index, window in enumerate(windows):
        low = layout.overlap // 2 if index else 0
        high = len(window.offsets) - (layout.overlap - layout.overlap // 2 if index + 1 < len(windows) else 0)
        offsets.append(window.offsets[low:high])
        tokens.append(window.token[low:high])
    return np.concatenate(offsets), _token_heads(np.concatenate(tokens), layout)


def _spans(text: str, windows: Sequence[Window], layout: Layout) -> list[SpanReading]:
    offsets, (claim, types, parties, _) = _stitched(windows, layout)
    inside = 1.0 - claim[:, 0]
    threshold = layout.thresholds.get("claim_token", 0.5)
    spans: list[SpanReading] = []
    start = None
    for index in range(len(offsets) + 1):
        on = index < len(offsets) and inside[index] >= threshold
        begins = on and claim[index, 1] > claim[index, 2]
        if start is not None and (not on or begins):
            span = _span(
                text, offsets[start:index], inside[start:index], types[start:index], parties[start:index], layout
            )
            if span is not None:
                spans.append(span)
            start = None
        if on and start is None:
            start = index
    return spans


def _span(
    text: str, offsets: NDArray[np.int64], inside: Array, types: Array, parties: Array, layout: Layout
) -> SpanReading | None:
    start, end = trim(text, int(offsets[0, 0]), int(offsets[-1, 1]))
    if end - start < 2:
        return None
    return SpanReading(
        start, end, float(inside.mean()), _named(layout.types, types.mean(axis=0)),
        _named(layout.parties, parties.mean(axis=0)),
    )  # fmt: skip


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the white space and separating marks around a stretch."""
    while start < end and (text[start].isspace() or text[start] in ",;:-–—•*"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:-–—•*."):
        end -= 1
    return start, end


def _signals(text: str, windows: Sequence[Window], values: Array, layout: Layout) -> dict[str, SignalReading]:
    offsets, (_, _, _, tokens) = _stitched(windows, layout)
    readings = {}
    for index, name in enumerate(layout.signals):
        probability = float(values[index])
        place: tuple[int, int] | None = None
        if probability >= 0.2 and len(offsets):
            place = _best_run(tokens[:, index], offsets)
        if place is None:
            readings[name] = SignalReading(probability)
        else:
            readings[name] = SignalReading(probability, *trim(text, *place))
    return readings


def _best_run(probabilities: Array, offsets: NDArray[np.int64]) -> tuple[int, int]:
    """The run of tokens around the strongest one that stay above half of it."""
    peak = int(probabilities.argmax())
    floor = probabilities[peak] / 2
    first = last = peak
    while first > 0 and probabilities[first - 1] >= floor:
        first -= 1
    while last + 1 < len(probabilities) and probabilities[last + 1] >= floor:
        last += 1
    return int(offsets[first, 0]), int(offsets[last, 1])
