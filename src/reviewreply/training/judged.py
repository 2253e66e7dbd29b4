"""Verdicts as the whole judgement gives them, for one set of weights or several: what does a change of weights do?

Readings are judged from the text and the given stars alone; cases with facts are measured by
``scripts/bench_justify.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reviewreply.justify import Weights, judge
from reviewreply.record import Language, Review
from reviewreply.training.metrics import Scored, calibration_error, macro_f1, spearman

VERDICTS = ("justified", "partly", "unjustified", "unclear", "not_applicable")
_COLUMNS = ("accuracy", "macro_f1", "score_spearman", "calibration_error")


def judged_metrics(
    rows: Sequence[Scored], thresholds: Mapping[str, float], weights: Mapping[str, Weights | None]
) -> dict[str, dict[str, dict[str, float]]]:
    """Metrics by name of the weights and by language, over texts whose complaint and verdict are known."""
    known = [row for row in rows if row.example.complaint is not None]
    result: dict[str, dict[str, dict[str, float]]] = {}
    for name, own in weights.items():
        judged = [(row, _judge(row, thresholds, own)) for row in known]
        languages = ["all", *sorted({row.example.language for row in known})]
        result[name] = {
            language: _measure([pair for pair in judged if language in ("all", pair[0].example.language)])
            for language in languages
        }
    return result


def _judge(row: Scored, thresholds: Mapping[str, float], weights: Weights | None) -> Any:
    example = row.example
    language: Any = example.language
    review = Review(text=example.text, stars=example.given, id=example.id)
    spoken = Language(language, example.latin_script)
    return judge(review, spoken, row.reading, thresholds=thresholds, weights=weights).justification


def _measure(judged: Sequence[tuple[Scored, Any]]) -> dict[str, float]:
    true = [row.example.verdict or "not_applicable" for row, _ in judged]
    said = [verdict.verdict for _, verdict in judged]
    right = [a == b for a, b in zip(true, said, strict=True)]
    scores = [(row.example.score, verdict.score) for row, verdict in judged]
    both = [(a, b) for a, b in scores if a is not None and b is not None]
    return {
        "texts": len(judged),
        "accuracy": sum(right) / len(right),
        "macro_f1": macro_f1(true, said, VERDICTS),
        "score_spearman": spearman([a for a, _ in both], [b for _, b in both]),
        "calibration_error": calibration_error([verdict.confidence for _, verdict in judged], right),
    }


def judged_table(metrics: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    """Markdown, one line per weights and language."""
    lines = ["| weights | part | texts | " + " | ".join(name.replace("_", " ") for name in _COLUMNS) + " |"]
    lines.append("| --- " * (len(_COLUMNS) + 3) + "|")
    for name, parts in metrics.items():
        for part, values in parts.items():
            cells = " | ".join(f"{values[column]:.3f}" for column in _COLUMNS)
            lines.append(f"| {name} | {part} | {values['texts']:.0f} | {cells} |")
    return "\n".join(lines)
