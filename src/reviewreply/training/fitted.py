"""Calibration and thresholds of a trained model, fitted on development examples through the model itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from reviewreply.encoder.layout import Layout
from reviewreply.training.calibrate import (
    apply_binary,
    best_threshold,
    fit_binary_head,
    label_thresholds,
    neutral_factor,
    temperature,
)
from reviewreply.training.examples import MATTERS, PARTIES, SIGNALS, TYPES, VERDICTS, Example
from reviewreply.training.metrics import Scored, span_f1
from reviewreply.training.torch_encoder import TorchEncoder

PLAIN: dict[str, Any] = {"slope": 1.0, "intercept": 0.0}


def plain_layout(hidden: int = 384, layers: int = 0, window: int = 256, overlap: int = 32) -> Layout:
    """A layout without calibration, for a model under training. Thresholds are guesses for rare labels."""
    calibration = {"stars": {"temperature": 1.0}, "verdict": {"temperature": 1.0}} | dict.fromkeys(
        ("complaint", "types", "signals", "score"), PLAIN
    )
    thresholds = {f"type.{name}": 0.4 for name in TYPES} | {f"signal.{name}": 0.35 for name in SIGNALS}
    return Layout(
        Path(), "in training", layers, hidden, window, overlap, TYPES, PARTIES, SIGNALS, VERDICTS, MATTERS, calibration,
        thresholds,
    )  # fmt: skip


def fit_calibration(
    model: Any, tokenizer: Any, examples: Sequence[Example], device: str = "cpu"
) -> tuple[dict[str, Any], dict[str, float]]:
    """``calibration`` and ``thresholds`` for ``model.json``; a head that no example has labels for stays as it is."""
    layout = plain_layout()
    encoder = TorchEncoder(model, tokenizer, layout, device)
    readings = encoder.read([example.text for example in examples])
    calibration: dict[str, Any] = {}
    thresholds: dict[str, float] = {}

    starred = [(r, e.stars[0] - 1) for r, e in zip(readings, examples, strict=True) if e.stars and len(e.stars) == 1]
    calibration["stars"] = _exclusive([r.stars for r, _ in starred], [star for _, star in starred])
    if starred:
        heat = 1 / calibration["stars"]["temperature"]
        cooled = [_heated(r.stars, heat) for r, _ in starred]
        thresholds["neutral"] = neutral_factor(cooled, [star + 1 for _, star in starred])
    judged = [(r, VERDICTS.index(e.verdict)) for r, e in zip(readings, examples, strict=True) if e.verdict]
    calibration["verdict"] = _exclusive([[r.verdict[v] for v in VERDICTS] for r, _ in judged], [v for _, v in judged])

    known = [(r, float(e.complaint)) for r, e in zip(readings, examples, strict=True) if e.complaint is not None]
    calibration["complaint"] = PLAIN
    if known:
        logits, target = _logit([[r.complaint] for r, _ in known]), np.array([[c] for _, c in known])
        fitted = calibration["complaint"] = fit_binary_head(logits, target)
        thresholds["complaint"] = round(best_threshold(apply_binary(logits, fitted)[:, 0], target[:, 0], 0.35, 0.65), 3)

    typed = [(r, e.types) for r, e in zip(readings, examples, strict=True) if e.types is not None]
    calibration["types"] = PLAIN
    if typed:
        logits = _logit([[r.types[t] for t in TYPES] for r, _ in typed])
        target = np.array([[float(t in types) for t in TYPES] for _, types in typed])
        calibration["types"] = fit_binary_head(logits, target)
        thresholds |= label_thresholds(TYPES, apply_binary(logits, calibration["types"]), target, "type")

    signalled = [(r, e.signals) for r, e in zip(readings, examples, strict=True) if e.signals is not None]
    calibration["signals"] = PLAIN
    if signalled:
        logits = _logit([[r.signals[s].probability for s in SIGNALS] for r, _ in signalled])
        target = np.array([[float(any(x.label == s for x in spans)) for s in SIGNALS] for _, spans in signalled])
        calibration["signals"] = fit_binary_head(logits, target)
        thresholds |= label_thresholds(SIGNALS, apply_binary(logits, calibration["signals"]), target, "signal")

    scored = [(r, e.score) for r, e in zip(readings, examples, strict=True) if e.score is not None]
    calibration["score"] = PLAIN
    if scored:
        logits, target = _logit([[r.score] for r, _ in scored]), np.array([[s] for _, s in scored])
        calibration["score"] = fit_binary_head(logits, target)
    if any(example.claims is not None for example in examples):
        thresholds["claim_token"] = _span_threshold(model, tokenizer, examples, device)
    return calibration, thresholds


def _heated(probabilities: Sequence[float], power: float) -> list[float]:
    raised = [p**power for p in probabilities]
    return [p / sum(raised) for p in raised]


def _exclusive(probabilities: Any, target: Sequence[int]) -> dict[str, float]:
    """The calibration of a head with exclusive labels; probabilities (texts, labels)."""
    if not target:
        return {"temperature": 1.0}
    logits = np.log(np.clip(np.asarray(probabilities, dtype=np.float64), 1e-6, 1))
    return {"temperature": round(temperature(logits, np.array(target)), 3)}


def _logit(probabilities: Any) -> Any:
    p = np.clip(np.asarray(probabilities, dtype=np.float64), 1e-6, 1 - 1e-6)
    return np.log(p / (1 - p))


def _span_threshold(model: Any, tokenizer: Any, examples: Sequence[Example], device: str) -> float:
    """The token threshold with the best character F1 of the claim spans."""
    from dataclasses import replace

    spanned = [example for example in examples if example.claims is not None]
    layout = plain_layout()
    scores = {}
    for cut in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55):
        encoder = TorchEncoder(model, tokenizer, replace(layout, thresholds={"claim_token": cut}), device)
        readings = encoder.read([example.text for example in spanned])
        scores[cut] = span_f1([Scored(e, r) for e, r in zip(spanned, readings, strict=True)])
    return max(scores, key=lambda cut: scores[cut])
