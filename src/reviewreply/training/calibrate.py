"""Calibration and thresholds, fitted on a development part.

Stars and verdict get a temperature; every binary label a slope and an intercept, shrunk to the head's common ones
where the label is rare. Thresholds maximise F1 per label, kept between 0.25 and 0.65 and shrunk likewise.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reviewreply.encoder.protocol import polarity_of
from reviewreply.training.metrics import macro_f1, polarity

Floats = NDArray[np.float64]


def temperature(logits: Floats, target: NDArray[np.int64]) -> float:
    """The temperature with the least log loss, searched on a grid from 0.5 to 4."""
    grid = np.geomspace(0.5, 4.0, 60)
    losses = []
    for t in grid:
        scaled = logits / t
        scaled = scaled - scaled.max(-1, keepdims=True)
        log_p = scaled - np.log(np.exp(scaled).sum(-1, keepdims=True))
        losses.append(-log_p[np.arange(len(target)), target].mean())
    return float(grid[int(np.argmin(losses))])


def platt(
    logits: Floats, target: Floats, prior: tuple[float, float] = (1.0, 0.0), strength: float = 4.0
) -> tuple[float, float]:
    """Slope and intercept by Newton steps on the log loss, pulled towards ``prior`` with ``strength``."""
    x = np.stack([logits, np.ones_like(logits)], axis=1)
    centre = np.array(prior, dtype=np.float64)
    weights = centre.copy()

    def cost(w: Floats) -> float:
        z = x @ w
        return float((np.logaddexp(0, z) - target * z).sum() + strength / 2 * ((w - centre) ** 2).sum())

    now = cost(weights)
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (p - target) + strength * (weights - centre)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + strength * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        while (then := cost(weights - step)) > now and np.abs(step).max() > 1e-6:
            step = step / 2  # a whole Newton step may overshoot and never come back
        if np.abs(step).max() < 1e-6:
            break
        weights, now = weights - step, then
    return float(max(0.2, weights[0])), float(weights[1])


def best_threshold(
    probabilities: Floats, target: Floats, low: float = 0.25, high: float = 0.65, pull: float = 15.0
) -> float:
    """The cut with the best F1, averaged with 0.45 by a weight of ``pull`` positives."""
    cuts = np.linspace(low, high, 41)
    scores = [
        2 * ((probabilities >= c) & (target > 0)).sum() / max(1, (probabilities >= c).sum() + target.sum())
        for c in cuts
    ]
    best = np.array(scores) >= max(scores) - 0.002
    positives = float(target.sum())
    return float((cuts[best].mean() * positives + 0.45 * pull) / (positives + pull))


def fit_binary_head(logits: Floats, target: Floats) -> dict[str, Any]:
    """``slope`` and ``intercept`` lists for a head of independent labels; logits and target (texts, labels)."""
    shared = platt(logits.reshape(-1), target.reshape(-1), strength=1.0)
    pairs = [platt(logits[:, k], target[:, k], prior=shared, strength=6.0) for k in range(logits.shape[1])]
    return {"slope": [round(s, 4) for s, _ in pairs], "intercept": [round(i, 4) for _, i in pairs]}


def apply_binary(logits: Floats, fitted: dict[str, Any]) -> Floats:
    z = logits * np.asarray(fitted["slope"]) + np.asarray(fitted["intercept"])
    result: Floats = 1 / (1 + np.exp(-np.clip(z, -30, 30)))
    return result


def neutral_factor(stars: Sequence[Sequence[float]], target: Sequence[int]) -> float:
    """By what the probability of three stars is multiplied for the best macro-F1 of the polarity; 1 to 2.5."""
    true = [polarity(star) for star in target]
    factors = np.linspace(1.0, 2.5, 16)
    scores = [
        macro_f1(true, [polarity_of(p, {"neutral": factor})[0] for p in stars], ("negative", "neutral", "positive"))
        for factor in factors
    ]
    return round(float(factors[np.array(scores) >= max(scores) - 0.005].mean()), 2)


def label_thresholds(names: Sequence[str], probabilities: Floats, target: Floats, prefix: str) -> dict[str, float]:
    return {
        f"{prefix}.{name}": round(best_threshold(probabilities[:, k], target[:, k]), 3) for k, name in enumerate(names)
    }
