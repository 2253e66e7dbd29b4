"""Measure the justification: verdicts, scores, calibration, signals, and the cases with facts, per language.

    python scripts/bench_justify.py                    the shipped encoder on the development part and the fact cases
    python scripts/bench_justify.py --gold             gold labels in the encoder's place: the rules' own mistakes only
    python scripts/bench_justify.py --weights own.toml what other weights change
    python scripts/bench_justify.py --wrong            list what goes wrong, case by case

The tables of docs/justification.md come from here. Held-out texts (split test) are never read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from gold_reading import reading_of

from reviewreply.business import business_from_dict
from reviewreply.encoder.protocol import Reading
from reviewreply.justify import Weights, judge, load_weights
from reviewreply.record import Analysis, Language, Review
from reviewreply.training.metrics import calibration_error, f1, macro_f1, spearman
from reviewreply.wire import review_from_dict

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "models" / "corpus"
VERDICTS = ("justified", "partly", "unjustified", "unclear", "not_applicable")
LANGUAGES = ("ru", "bg", "en")


@dataclass(frozen=True, slots=True)
class Judged:
    """A record with what was made of it."""

    record: Mapping[str, Any]
    analysis: Analysis

    @property
    def verdict(self) -> str:
        return self.analysis.justification.verdict


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", action="store_true", help="gold labels instead of an encoder")
    parser.add_argument("--model", type=Path, help="model folder; the shipped one where left out")
    parser.add_argument("--weights", type=Path, help="own weights.toml")
    parser.add_argument("--split", default="dev", choices=("train", "dev"))
    parser.add_argument("--wrong", action="store_true", help="list every wrong verdict")
    options = parser.parse_args()
    weights = load_weights(options.weights) if options.weights else None
    texts = [row for row in _lines(CORPUS) if row.get("split") == options.split]
    cases = list(_lines(CORPUS / "facts"))
    readings, thresholds = _read([*texts, *cases], options)
    pairs = zip([*texts, *cases], readings, strict=True)
    judged = [_judge(row, reading, thresholds, weights) for row, reading in pairs]
    plain, factual = judged[: len(texts)], judged[len(texts) :]
    print(f"## Texts without facts ({options.split})\n\n{_verdict_table(plain)}\n")
    print(f"## Signals\n\n{_signal_table(plain)}\n")
    print(f"## Cases with facts\n\n{_case_table(factual)}\n")
    print(f"## What goes wrong\n\n{_confusions(plain)}")
    if options.wrong:
        _list_wrong(plain, factual)


def _lines(folder: Path) -> Iterable[dict[str, Any]]:
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines)


def _read(rows: Sequence[Mapping[str, Any]], options: argparse.Namespace) -> tuple[list[Reading], Mapping[str, float]]:
    if options.gold:
        return [reading_of(row) for row in rows], {}
    from reviewreply.encoder import load_encoder

    encoder = load_encoder(options.model, "cpu")
    readings: list[Reading] = []
    for start in range(0, len(rows), 64):
        readings.extend(encoder.read([row["text"] for row in rows[start : start + 64]]))
    return readings, encoder.thresholds


def _judge(
    row: Mapping[str, Any], reading: Reading, thresholds: Mapping[str, float], weights: Weights | None
) -> Judged:
    language = Language(row["language"], bool(row.get("latin_script")))
    business = business_from_dict(row["business"]) if row.get("business") else None
    if "review" in row:
        review = review_from_dict({"text": row["text"], "stars": row["stars"], "id": row["id"], **row["review"]})
    else:
        review = Review(text=row["text"], stars=row.get("given"), id=row["id"])
    return Judged(row, judge(review, language, reading, business, thresholds=thresholds, weights=weights))


def _groups(rows: Sequence[Judged]) -> Iterable[tuple[str, list[Judged]]]:
    yield "all", list(rows)
    for language in LANGUAGES:
        yield language, [row for row in rows if row.record["language"] == language]


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(f"{c:.3f}" if isinstance(c, float) else str(c) for c in r) + " |" for r in lines)


def _verdict_table(rows: Sequence[Judged]) -> str:
    """Over complaints (by the labels), and over all texts with ``not_applicable`` as a fifth verdict."""
    lines = []
    for name, group in _groups(rows):
        complaints = [row for row in group if row.record["is_complaint"]]
        scored = [row for row in complaints if row.analysis.justification.score is not None]
        pairs = [(row.record["score"], row.analysis.justification.score or 0.0) for row in scored]
        right = [row.verdict == row.record["verdict"] for row in group]
        confidence = [row.analysis.justification.confidence for row in group]
        lines.append([
            name, len(group), _accuracy(group), _macro(group), len(complaints), _accuracy(complaints),
            _macro(complaints), spearman([a for a, _ in pairs], [b for _, b in pairs]),
            calibration_error(confidence, right),
        ])  # fmt: skip
    head = ("", "texts", "accuracy", "macro-F1", "complaints", "accuracy", "macro-F1", "Spearman", "ECE")
    return _table(head, lines)


def _accuracy(rows: Sequence[Judged]) -> float:
    return sum(row.verdict == row.record["verdict"] for row in rows) / len(rows)


def _macro(rows: Sequence[Judged]) -> float:
    return macro_f1([row.record["verdict"] for row in rows], [row.verdict for row in rows], VERDICTS)


def _signal_table(rows: Sequence[Judged]) -> str:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows:
        true = {signal["signal"] for signal in row.record["signals"]}
        said = {signal.signal for signal in row.analysis.justification.signals}
        for name in true | said:
            counts[name][0] += name in true and name in said
            counts[name][1] += name in said
            counts[name][2] += name in true
    return _table(
        ("signal", "in texts", "precision", "recall", "F1"),
        ((name, n, hit / said if said else 0.0, hit / n if n else 0.0, f1(hit, said, n))
         for name, (hit, said, n) in sorted(counts.items())),
    )  # fmt: skip


def right_case(row: Judged) -> bool:
    """Verdict and score band of a case with facts."""
    expected, given = row.record["expect"], row.analysis.justification
    low, high = expected["score"]
    return given.verdict == expected["verdict"] and given.score is not None and low - 1e-6 <= given.score <= high + 1e-6


def _case_table(rows: Sequence[Judged]) -> str:
    lines = []
    for name, group in _groups(rows):
        right = [right_case(row) for row in group]
        confidence = [row.analysis.justification.confidence for row in group]
        twins: dict[str, list[bool]] = defaultdict(list)
        for row, good in zip(group, right, strict=True):
            twins[row.record["group"]].append(good)
        whole = [all(values) for values in twins.values() if len(values) > 1]
        ece = calibration_error(confidence, right)
        lines.append([name, len(group), sum(right) / len(right), len(whole), sum(whole) / len(whole), ece])
    return _table(("", "cases", "right", "sets of twins", "all of a set right", "ECE"), lines)


def _confusions(rows: Sequence[Judged]) -> str:
    """How often one verdict was taken for another, most frequent first, with the share of each language."""
    pairs = Counter((row.record["verdict"], row.verdict) for row in rows if row.record["verdict"] != row.verdict)
    lines = []
    for (true, said), count in pairs.most_common(12):
        of = Counter(
            row.record["language"] for row in rows if (row.record["verdict"], row.verdict) == (true, said)
        )  # fmt: skip
        lines.append([true, said, count, *(of[language] for language in LANGUAGES)])
    return _table(("label", "judged", "texts", *LANGUAGES), lines)


def _list_wrong(plain: Sequence[Judged], factual: Sequence[Judged]) -> None:
    for row in plain:
        if row.verdict != row.record["verdict"]:
            score = row.analysis.justification.score
            print(f"\n{row.record['id']}: {row.record['verdict']} {row.record['score']}, judged {row.verdict} {score}")
            print(f"  {row.record['text'][:300]!r}")
    for row in factual:
        if not right_case(row):
            expected, given = row.record["expect"], row.analysis.justification
            print(f"\n{row.record['id']}: {expected['verdict']} {expected['score']}, {given.verdict} {given.score}")
            for claim in row.analysis.claims:
                says = "; ".join(f"{found.says} ({found.stance})" for found in claim.evidence)
                print(f"  {claim.type} {claim.verdict} {claim.text!r}: {says}")


if __name__ == "__main__":
    main()
