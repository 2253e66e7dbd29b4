"""How well readings agree with labels: one number per head, per language, with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviewreply.encoder.protocol import Reading, polarity_of
from reviewreply.training.examples import SIGNALS, TYPES, VERDICTS, Example

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scored:
    """A labelled text and what was read of it."""

    example: Example
    reading: Reading


def f1(hits: float, predicted: float, true: float) -> float:
    return 2 * hits / (predicted + true) if predicted + true else 1.0


def macro_f1(true: Sequence[str], predicted: Sequence[str], labels: Sequence[str]) -> float:
    """Mean F1 over the labels that occur in ``true``."""
    scores = []
    for label in labels:
        count = sum(t == label for t in true)
        if count:
            hits = sum(t == p == label for t, p in zip(true, predicted, strict=True))
            scores.append(f1(hits, sum(p == label for p in predicted), count))
    return float(np.mean(scores)) if scores else float("nan")


def polarity(star: int) -> str:
    return "negative" if star <= 2 else "neutral" if star == 3 else "positive"


def predicted_star(reading: Reading) -> int:
    """The median of the star distribution: the whole star that minimises the expected absolute error."""
    return int(np.searchsorted(np.cumsum(reading.stars), 0.5) + 1)


def measure(rows: Sequence[Scored], thresholds: Mapping[str, float]) -> dict[str, float]:
    """Every metric for which the rows carry labels."""
    result: dict[str, float] = {}
    starred = [row for row in rows if row.example.stars and len(row.example.stars) == 1]
    if starred:
        true = [polarity((row.example.stars or (0,))[0]) for row in starred]
        polarities = [polarity_of(row.reading.stars, thresholds)[0] for row in starred]
        result["polarity_macro_f1"] = macro_f1(true, polarities, ("negative", "neutral", "positive"))
        result["stars_mae"] = float(
            np.mean([abs((r.example.stars or (0,))[0] - predicted_star(r.reading)) for r in starred])
        )
    known = [row for row in rows if row.example.complaint is not None]
    if known:
        cut = thresholds.get("complaint", 0.5)
        said = [row.reading.complaint >= cut for row in known]
        hits = sum(bool(r.example.complaint) and s for r, s in zip(known, said, strict=True))
        result["complaint_f1"] = f1(hits, sum(said), sum(bool(r.example.complaint) for r in known))
    result |= _labels(rows, thresholds)
    spans = [row for row in rows if row.example.claims is not None]
    if spans:
        result["span_f1"] = span_f1(spans)
        result |= matters_found(spans)
    judged = [row for row in rows if row.example.verdict is not None]
    if judged:
        said_verdicts = [max(row.reading.verdict, key=lambda v: row.reading.verdict[v]) for row in judged]
        truth = [row.example.verdict or "" for row in judged]
        result["verdict_accuracy"] = float(np.mean([t == s for t, s in zip(truth, said_verdicts, strict=True)]))
        result["verdict_macro_f1"] = macro_f1(truth, said_verdicts, VERDICTS)
        scores = [row.example.score for row in judged]
        result["score_spearman"] = spearman([s or 0.0 for s in scores], [row.reading.score for row in judged])
    return result


def _labels(rows: Sequence[Scored], thresholds: Mapping[str, float]) -> dict[str, float]:
    result: dict[str, float] = {}
    typed = [row for row in rows if row.example.types is not None]
    if typed:
        counts = {label: _counts(
            [label in (row.example.types or ()) for row in typed],
            [row.reading.types[label] >= thresholds.get(f"type.{label}", 0.5) for row in typed],
        ) for label in TYPES}  # fmt: skip
        result |= _f1s("types", counts)
    signalled = [row for row in rows if row.example.signals is not None]
    if signalled:
        counts = {name: _counts(
            [any(s.label == name for s in row.example.signals or ()) for row in signalled],
            [row.reading.signals[name].probability >= thresholds.get(f"signal.{name}", 0.5) for row in signalled],
        ) for name in SIGNALS}  # fmt: skip
        result |= _f1s("signals", counts)
    return result


def _counts(true: Sequence[bool], said: Sequence[bool]) -> tuple[int, int, int]:
    return sum(t and s for t, s in zip(true, said, strict=True)), sum(said), sum(true)


def _f1s(name: str, counts: Mapping[str, tuple[int, int, int]]) -> dict[str, float]:
    present = [c for c in counts.values() if c[2]]
    total = np.array(list(counts.values())).sum(axis=0)
    per_label = {f"{name}.{label}": f1(*c) for label, c in counts.items() if c[2]}
    macro = float(np.mean([f1(*c) for c in present])) if present else float("nan")
    return {f"{name}_micro_f1": f1(*total), f"{name}_macro_f1": macro, **per_label}


def span_f1(rows: Sequence[Scored]) -> float:
    """Character F1 of the claim spans, counted over all texts together."""
    hits = predicted = true = 0
    for row in rows:
        gold = {i for span in row.example.claims or () for i in range(span.start, span.end)}
        said = {i for span in row.reading.spans for i in range(span.start, span.end)}
        hits, predicted, true = hits + len(gold & said), predicted + len(said), true + len(gold)
    return f1(hits, predicted, true)


def matters_found(rows: Sequence[Scored]) -> dict[str, float]:
    """Of the claims that a predicted span covers at least by half, the share whose likeliest matter is theirs."""
    right = []
    for row in rows:
        for claim in row.example.claims or ():
            over = [(min(s.end, claim.end) - max(s.start, claim.start), s) for s in row.reading.spans]
            shared, span = max(over, key=lambda pair: pair[0], default=(0, None))
            if claim.matter and span is not None and 2 * shared >= claim.end - claim.start:
                right.append(bool(span.matters) and max(span.matters, key=lambda m: span.matters[m]) == claim.matter)
    return {"matter_accuracy": float(np.mean(right))} if right else {}


def spearman(a: Sequence[float], b: Sequence[float]) -> float:
    if len(a) < 3:
        return float("nan")
    return float(np.corrcoef(ranks(a), ranks(b))[0, 1])


def ranks(values: Sequence[float]) -> Floats:
    """Ranks with ties averaged."""
    array = np.asarray(values, dtype=np.float64)
    _, inverse, counts = np.unique(array, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    result: Floats = (ends - (counts - 1) / 2)[inverse]
    return result


def calibration_error(confidence: Sequence[float], correct: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error over equal-width bins (Naeini et al., 2015)."""
    c, k = np.asarray(confidence, dtype=np.float64), np.asarray(correct, dtype=np.float64)
    index = np.minimum((c * bins).astype(int), bins - 1)
    total = 0.0
    for b in range(bins):
        inside = index == b
        if inside.any():
            total += inside.mean() * abs(c[inside].mean() - k[inside].mean())
    return float(total)


def bootstrap(
    rows: Sequence[Scored], metrics: Callable[[Sequence[Scored]], Mapping[str, float]], rounds: int = 300,
    seed: int = 11,
) -> dict[str, tuple[float, float]]:  # fmt: skip
    """95 % intervals of several metrics, by resampling texts; a metric that no sample has is left out."""
    generator = np.random.default_rng(seed)
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, value in metrics([rows[i] for i in generator.integers(0, len(rows), len(rows))]).items():
            found.setdefault(name, []).append(value)
    bounds = {name: np.nanpercentile(values, [2.5, 97.5]) for name, values in found.items()}
    return {name: (float(low), float(high)) for name, (low, high) in bounds.items()}
