"""Evaluation of any encoder on annotated examples: tables per language and source, as Markdown and JSON."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from reviewreply.encoder.protocol import Encoder, polarity_of
from reviewreply.training.examples import VERDICTS, Example
from reviewreply.training.metrics import (
    Scored,
    bootstrap,
    calibration_error,
    measure,
    polarity,
    predicted_star,
)

HEADLINES = (
    "polarity_macro_f1", "stars_mae", "complaint_f1", "types_micro_f1", "types_macro_f1", "span_f1",
    "matter_accuracy", "signals_macro_f1", "verdict_accuracy", "verdict_macro_f1", "score_spearman",
)  # fmt: skip


def read_all(encoder: Encoder, examples: Sequence[Example], chunk: int = 256) -> list[Scored]:
    from tqdm import tqdm

    rows: list[Scored] = []
    for start in tqdm(range(0, len(examples), chunk), desc="reading", unit="batch", disable=None):
        part = examples[start : start + chunk]
        readings = encoder.read([example.text for example in part])
        rows.extend(Scored(example, reading) for example, reading in zip(part, readings, strict=True))
    return rows


def development_score(rows: Sequence[Scored], thresholds: Mapping[str, float]) -> dict[str, float]:
    """The headline metrics and ``score``, their mean with the star error counted as 1 - MAE / 2."""
    found = measure(rows, thresholds)
    parts = [1 - value / 2 if name == "stars_mae" else value for name, value in found.items() if name in HEADLINES]
    return {name: round(found[name], 4) for name in HEADLINES if name in found} | {"score": sum(parts) / len(parts)}


def groups(rows: Iterable[Scored]) -> dict[str, list[Scored]]:
    """All rows, then by language, then by language and source."""
    found: dict[str, list[Scored]] = defaultdict(list)
    for row in rows:
        found["all"].append(row)
        found[row.example.language].append(row)
        found[f"{row.example.language}/{row.example.source}"].append(row)
    ordered = sorted(found, key=lambda name: (name != "all", "/" in name, name))
    return {name: found[name] for name in ordered if len(found[name]) >= 25}


def report(rows: Sequence[Scored], thresholds: Mapping[str, float], rounds: int = 200) -> dict[str, Any]:
    """Metrics per group, with 95 % intervals for whole languages, confusion matrices and calibration errors."""
    result: dict[str, Any] = {}
    for name, members in groups(rows).items():
        entry: dict[str, Any] = {"texts": len(members), **measure(members, thresholds)}
        if "/" not in name:
            entry["intervals"] = bootstrap(members, partial(_headlines, thresholds), rounds)
            entry["calibration"] = calibration(members)
            entry["confusion"] = confusion(members, thresholds)
        result[name] = entry
    return result


def _headlines(thresholds: Mapping[str, float], rows: Sequence[Scored]) -> dict[str, float]:
    return {name: value for name, value in measure(rows, thresholds).items() if name in HEADLINES}


def likeliest(probabilities: Mapping[str, float]) -> str:
    return max(probabilities, key=lambda label: probabilities[label])


def calibration(rows: Sequence[Scored]) -> dict[str, float]:
    """Expected calibration error of the heads that answer with one label or yes and no."""
    result = {}
    starred = [row for row in rows if row.example.stars and len(row.example.stars) == 1]
    if starred:
        result["stars"] = calibration_error(
            [max(row.reading.stars) for row in starred],
            [row.reading.stars.index(max(row.reading.stars)) + 1 == (row.example.stars or (0,))[0] for row in starred],
        )
    known = [row for row in rows if row.example.complaint is not None]
    if known:
        result["complaint"] = calibration_error(
            [max(row.reading.complaint, 1 - row.reading.complaint) for row in known],
            [(row.reading.complaint >= 0.5) == row.example.complaint for row in known],
        )
    judged = [row for row in rows if row.example.verdict is not None]
    if judged:
        best = [likeliest(row.reading.verdict) for row in judged]
        result["verdict"] = calibration_error(
            [row.reading.verdict[label] for row, label in zip(judged, best, strict=True)],
            [row.example.verdict == label for row, label in zip(judged, best, strict=True)],
        )
    typed = [row for row in rows if row.example.types is not None]
    if typed:
        pairs = [(p, label in (row.example.types or ())) for row in typed for label, p in row.reading.types.items()]
        result["types"] = calibration_error([p for p, _ in pairs], [true for _, true in pairs])
    return {name: round(value, 4) for name, value in result.items()}


def confusion(rows: Sequence[Scored], thresholds: Mapping[str, float]) -> dict[str, Any]:
    """Counts, rows the true label, columns the predicted one."""
    stars = [[0] * 5 for _ in range(5)]
    names = ("negative", "neutral", "positive")
    polarities = [[0] * 3 for _ in names]
    verdicts = [[0] * len(VERDICTS) for _ in VERDICTS]
    for row in rows:
        if row.example.stars and len(row.example.stars) == 1:
            true = row.example.stars[0]
            stars[true - 1][predicted_star(row.reading) - 1] += 1
            said = polarity_of(row.reading.stars, thresholds)[0]
            polarities[names.index(polarity(true))][names.index(said)] += 1
        if row.example.verdict is not None:
            said = likeliest(row.reading.verdict)
            verdicts[VERDICTS.index(row.example.verdict)][VERDICTS.index(said)] += 1
    return {"stars": stars, "polarity": polarities, "verdict": verdicts}


def table(result: Mapping[str, Any]) -> str:
    """A Markdown table, one line per group; intervals in brackets where they were computed."""
    shown = [metric for metric in HEADLINES if any(metric in entry for entry in result.values())]
    lines = ["| part | texts | " + " | ".join(metric.replace("_", " ") for metric in shown) + " |"]
    lines.append("| --- " * (len(shown) + 2) + "|")
    for name, entry in result.items():
        cells = []
        for metric in shown:
            value = entry.get(metric)
            cell = "" if value is None or value != value else f"{value:.3f}"
            if cell and metric in entry.get("intervals", {}):
                low, high = entry["intervals"][metric]
                cell += f" ({low:.2f}-{high:.2f})"
            cells.append(cell)
        lines.append(f"| {name} | {entry['texts']} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def write_report(result: Mapping[str, Any], folder: Path) -> None:
    """``metrics.json`` and ``metrics.md``, each whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (("metrics.json", json.dumps(result, indent=1)), ("metrics.md", table(result) + "\n")):
        part = folder / (name + ".part")
        part.write_text(content, encoding="utf-8")
        part.replace(folder / name)


def compare(
    first: tuple[Sequence[Scored], Mapping[str, float]],
    second: tuple[Sequence[Scored], Mapping[str, float]],
    rounds: int = 300,
    seed: int = 11,
) -> str:
    """A Markdown table: the second model minus the first, with 95 % intervals over the same resampled texts."""
    generator = np.random.default_rng(seed)
    a, b = measure(*first), measure(*second)
    size = len(first[0])
    differences: dict[str, list[float]] = {name: [] for name in HEADLINES if name in a and name in b}
    for _ in range(rounds):
        chosen = generator.integers(0, size, size)
        x = measure([first[0][i] for i in chosen], first[1])
        y = measure([second[0][i] for i in chosen], second[1])
        for name, values in differences.items():
            values.append(y.get(name, float("nan")) - x.get(name, float("nan")))
    lines = ["| metric | first | second | difference | 95 % interval |", "| --- | --- | --- | --- | --- |"]
    for name, values in differences.items():
        low, high = np.nanpercentile(values, [2.5, 97.5])
        interval = f"{low:+.3f} to {high:+.3f}"
        lines.append(
            f"| {name.replace('_', ' ')} | {a[name]:.3f} | {b[name]:.3f} | {b[name] - a[name]:+.3f} | {interval} |"
        )
    return "\n".join(lines)
