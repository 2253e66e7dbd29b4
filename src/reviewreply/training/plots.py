"""Plots of a run and of an evaluation, as PNG files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reviewreply.training.examples import VERDICTS
from reviewreply.training.metrics import Scored


def _pyplot() -> Any:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    return plt


def plot_history(history: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Training loss and development metrics over epochs."""
    plt = _pyplot()
    epochs = [entry["epoch"] for entry in history]
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
    left.plot(epochs, [sum(entry["losses"].values()) for entry in history], marker="o")
    left.set(xlabel="epoch", ylabel="training loss (all heads)", title="Loss")
    names = [name for name in history[-1].get("dev", {}) if name != "stars_mae"]
    for name in names:
        style = {"linewidth": 2.5, "color": "black"} if name == "score" else {"alpha": 0.8}
        right.plot(epochs, [entry["dev"][name] for entry in history], marker=".", label=name.replace("_", " "), **style)
    right.set(xlabel="epoch", ylabel="development part", title="Metrics")
    right.legend(fontsize=7, loc="lower right")
    for axis in (left, right):
        axis.set_xticks(epochs)
        axis.grid(alpha=0.3)
    _save(plt, figure, path)


def plot_report(rows: Sequence[Scored], result: Mapping[str, Any], folder: Path) -> None:
    """``confusion.png`` and ``calibration.png`` of the whole evaluation."""
    plt = _pyplot()
    matrices = result["all"]["confusion"]
    labels = {"stars": list("12345"), "polarity": ["negative", "neutral", "positive"], "verdict": list(VERDICTS)}
    figure, axes = plt.subplots(1, 3, figsize=(14, 4.4), layout="constrained")
    for axis, (name, ticks) in zip(axes, labels.items(), strict=True):
        _matrix(axis, matrices[name], ticks, name)
    _save(plt, figure, folder / "confusion.png")
    figure, axis = plt.subplots(figsize=(5.2, 5), layout="constrained")
    axis.plot([0, 1], [0, 1], color="grey", linestyle=":")
    known = [row for row in rows if row.example.complaint is not None]
    _reliability(axis, [r.reading.complaint for r in known], [bool(r.example.complaint) for r in known], "complaint")
    pairs = [(p, label in (r.example.types or ())) for r in rows if r.example.types is not None
             for label, p in r.reading.types.items()]  # fmt: skip
    _reliability(axis, [p for p, _ in pairs], [t for _, t in pairs], "types")
    signals = [(reading.probability, any(s.label == name for s in r.example.signals or ())) for r in rows
               if r.example.signals is not None for name, reading in r.reading.signals.items()]  # fmt: skip
    _reliability(axis, [p for p, _ in signals], [t for _, t in signals], "signals")
    axis.set(xlabel="predicted probability", ylabel="share that is true", title="Calibration", xlim=(0, 1), ylim=(0, 1))
    axis.legend()
    _save(plt, figure, folder / "calibration.png")


def _matrix(axis: Any, matrix: Sequence[Sequence[int]], ticks: Sequence[str], title: str) -> None:
    shares = [[cell / max(1, sum(row)) for cell in row] for row in matrix]
    axis.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axis.set(xticks=range(len(ticks)), yticks=range(len(ticks)), xlabel="predicted", ylabel="true", title=title)
    axis.set_xticklabels(ticks, rotation=30 if len(ticks[0]) > 1 else 0, ha="right" if len(ticks[0]) > 1 else "center")
    axis.set_yticklabels(ticks)
    for i, row in enumerate(matrix):
        for j, cell in enumerate(row):
            axis.text(
                j, i, cell, ha="center", va="center", color="white" if shares[i][j] > 0.55 else "black", fontsize=9
            )


def _reliability(axis: Any, probabilities: Sequence[float], true: Sequence[bool], label: str, bins: int = 10) -> None:
    xs, ys = [], []
    for b in range(bins):
        inside = [
            k for k, p in enumerate(probabilities) if b / bins <= p < (b + 1) / bins or (b == bins - 1 and p == 1)
        ]
        if len(inside) >= 5:
            xs.append(sum(probabilities[k] for k in inside) / len(inside))
            ys.append(sum(true[k] for k in inside) / len(inside))
    axis.plot(xs, ys, marker="o", label=label)


def _save(plt: Any, figure: Any, path: Path) -> None:
    figure.savefig(path, dpi=140)
    plt.close(figure)
