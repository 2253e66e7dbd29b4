"""The verdict from the text alone: the encoder's, moved by the signals that encoder and rules found together.

Each signal adds its log-likelihood ratio (``leaning`` in ``weights.toml``), times its confidence and ``trust``: a
shrunken naive Bayes step on top of the encoder (Domingos and Pazzani, 1997, on why that ranks well in spite of signals
that are not independent).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import cast

from reviewreply.encoder.protocol import Reading
from reviewreply.justify.verdict import Judged
from reviewreply.justify.weights import Weights
from reviewreply.record import Signal, Verdict

_LEAST = 1e-4


def from_text(reading: Reading, signals: Sequence[Signal], weights: Weights) -> Judged:
    """Verdict, score and confidence of a complaint before any fact is asked."""
    if not reading.verdict:
        return Judged("unclear", weights.claim["unclear"], 0.5)
    probabilities = _moved(reading, signals, weights)
    label = max(probabilities, key=lambda name: probabilities[name])
    if label == "unclear":
        return Judged("unclear", weights.claim["unclear"], probabilities[label])
    blend = weights.text["blend"]
    middle = sum(p * weights.text[f"middle_{name}"] for name, p in probabilities.items())
    score = _into_band((1 - blend) * reading.score + blend * middle, label, weights)
    return Judged(cast(Verdict, label), round(score, 4), probabilities[label])


def _moved(reading: Reading, signals: Sequence[Signal], weights: Weights) -> dict[str, float]:
    """The probabilities of the verdicts, after the signals."""
    moves: dict[str, float] = {signal.signal: signal.confidence for signal in signals}
    if "specific" not in moves:
        moves["no_specific"] = 1.0
    logits = {}
    for name, p in reading.verdict.items():
        move = sum(sure * weights.leaning[signal][name] for signal, sure in moves.items() if signal in weights.leaning)
        logits[name] = (math.log(max(p, _LEAST)) + weights.text["trust"] * move) / weights.text["temperature"]
    most = max(logits.values())
    total = sum(math.exp(value - most) for value in logits.values())
    return {name: math.exp(value - most) / total for name, value in logits.items()}


def _into_band(score: float, verdict: str, weights: Weights) -> float:
    """The score moved into the verdict's band."""
    low, high = weights.bands["unjustified"], weights.bands["justified"]
    floor, ceiling = {
        "justified": (high, 1.0), "partly": (low + 0.01, high - 0.01), "unjustified": (0.0, low),
    }[verdict]  # fmt: skip
    return min(ceiling, max(floor, score))
