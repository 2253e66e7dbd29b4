"""Check the annotated corpus: labels, offsets, counts, near-twins across parts, agreement of two readers.

    python scripts/check_corpus.py                       # labels, counts, leaks; exit code 1 where something is wrong
    python scripts/check_corpus.py --agreement           # and Cohen's kappa, Krippendorff's alpha with second.jsonl

A near-twin is a pair of texts in different parts whose sets of character 5-grams overlap by more than 60 % (Jaccard).
``second.jsonl`` holds one text in ten, annotated blind by a second reader.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from reviewreply.training.corpus import example_of
from reviewreply.training.examples import SIGNALS, TYPES, VERDICTS

CORPUS = Path(__file__).resolve().parent.parent / "models" / "corpus"
LANGUAGES = ("bg", "en", "ru")
BANDS = {"justified": (0.7, 1.0), "partly": (0.2, 0.7), "unjustified": (0.0, 0.2), "unclear": (0.5, 0.5)}


def load(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def faults(record: dict[str, Any]) -> list[str]:
    """What is inconsistent in one record."""
    example_of(record, record["id"])
    found = []
    complaint, verdict, score = record["is_complaint"], record["verdict"], record["score"]
    if complaint != (verdict != "not_applicable") or complaint != bool(record["claims"]):
        found.append("complaint, claims and verdict do not fit together")
    if verdict in BANDS and not BANDS[verdict][0] <= score <= BANDS[verdict][1]:
        found.append(f"score {score} outside the band of {verdict}")
    if verdict == "not_applicable" and score is not None:
        found.append("a score without a complaint")
    if (record["urgency"] == "low") == complaint:
        found.append("urgency does not fit")
    found += [
        f"claim type {c['type']} not among the types" for c in record["claims"] if c["type"] not in record["types"]
    ]
    return found


def grams(text: str) -> set[str]:
    plain = "".join(character for character in text.lower() if character.isalnum())
    return {plain[i : i + 5] for i in range(max(1, len(plain) - 4))}


def near_twins(records: Sequence[dict[str, Any]]) -> list[tuple[str, str, float]]:
    """Pairs across parts with more than 60 % of their character 5-grams in common; an inverted index keeps it fast."""
    sets = [grams(record["text"]) for record in records]
    index: dict[str, list[int]] = defaultdict(list)
    for number, gram_set in enumerate(sets):
        for gram in gram_set:
            index[gram].append(number)
    pairs: Counter[tuple[int, int]] = Counter()
    for members in index.values():
        if 1 < len(members) <= 40:
            for a_index, a in enumerate(members):
                for b in members[a_index + 1 :]:
                    if records[a]["split"] != records[b]["split"]:
                        pairs[a, b] += 1
    found = []
    for (a, b), common in pairs.items():
        share = len(sets[a] & sets[b]) / len(sets[a] | sets[b]) if common >= 4 else 0.0
        if share > 0.6:
            found.append((records[a]["id"], records[b]["id"], round(share, 2)))
    return found


def kappa(first: Sequence[Any], second: Sequence[Any]) -> float:
    """Cohen's kappa of two nominal labellings."""
    agreed = float(np.mean([a == b for a, b in zip(first, second, strict=True)]))
    left, right = Counter(first), Counter(second)
    chance = sum(left[label] * right[label] for label in left) / len(first) ** 2
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


def alpha(first: Sequence[float], second: Sequence[float]) -> float:
    """Krippendorff's alpha of two readers with the interval distance."""
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    observed = ((a - b) ** 2).mean()
    values = np.concatenate([a, b])
    n = len(values)
    expected = ((values[:, None] - values[None, :]) ** 2).sum() / (n * (n - 1))
    return float(1 - observed / expected)


def span_agreement(pairs: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> float:
    """Character F1 between the claim spans of the two readers."""
    hits = total = 0
    for one, two in pairs:
        a = {i for claim in one["claims"] for i in range(claim["start"], claim["end"])}
        b = {i for claim in two["claims"] for i in range(claim["start"], claim["end"])}
        hits, total = hits + len(a & b), total + len(a) + len(b)
    return 2 * hits / total if total else 1.0


def matter_agreement(pairs: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> float:
    """Of claims that both readers marked (overlapping by half) and gave a matter, the share with the same one."""
    same = [
        a["matter"] == b["matter"]
        for one, two in pairs
        for a in one["claims"]
        for b in two["claims"]
        if "matter" in a and "matter" in b
        and 2 * (min(a["end"], b["end"]) - max(a["start"], b["start"])) >= a["end"] - a["start"]
    ]  # fmt: skip
    return float(np.mean(same)) if same else float("nan")


def agreement(first: Sequence[dict[str, Any]], second: Sequence[dict[str, Any]]) -> list[str]:
    """A Markdown table: agreement per label family and language."""
    known = {record["id"]: record for record in first}
    pairs = [(known[record["id"]], record) for record in second if record["id"] in known]
    names = (
        "texts", "stars alpha", "complaint kappa", "types kappa", "signals kappa", "verdict kappa", "verdict equal",
        "score alpha", "span F1", "matter equal",
    )  # fmt: skip
    lines = ["| part | " + " | ".join(names) + " |", "| --- " * (len(names) + 1) + "|"]
    for part in ("all", *LANGUAGES):
        chosen = [(a, b) for a, b in pairs if part in ("all", a["language"])]
        if not chosen:
            continue
        both = [(a, b) for a, b in chosen if a["score"] is not None and b["score"] is not None]
        cells = [
            str(len(chosen)),
            f"{alpha([a['stars'] for a, _ in chosen], [b['stars'] for _, b in chosen]):.2f}",
            f"{kappa([a['is_complaint'] for a, _ in chosen], [b['is_complaint'] for _, b in chosen]):.2f}",
            f"{kappa(*_marks(chosen, TYPES, lambda r: r['types'])):.2f}",
            f"{kappa(*_marks(chosen, SIGNALS, lambda r: [s['signal'] for s in r['signals']])):.2f}",
            f"{kappa([a['verdict'] for a, _ in chosen], [b['verdict'] for _, b in chosen]):.2f}",
            f"{np.mean([a['verdict'] == b['verdict'] for a, b in chosen]):.2f}",
            f"{alpha([a['score'] for a, _ in both], [b['score'] for _, b in both]):.2f}",
            f"{span_agreement(chosen):.2f}",
            f"{matter_agreement(chosen):.2f}",
        ]
        lines.append(f"| {part} | " + " | ".join(cells) + " |")
    return lines


def _marks(pairs: Any, labels: Sequence[str], get: Any) -> tuple[list[bool], list[bool]]:
    """Yes or no for every label of every text, for both readers."""
    first = [label in get(a) for a, _ in pairs for label in labels]
    second = [label in get(b) for _, b in pairs for label in labels]
    return first, second


def counts(records: Sequence[dict[str, Any]]) -> list[str]:
    lines = ["| | " + " | ".join(LANGUAGES) + " |", "| --- " * 4 + "|"]

    def row(name: str, test: Any) -> None:
        numbers = [sum(1 for r in records if r["file"] == language and test(r)) for language in LANGUAGES]
        lines.append(f"| {name} | " + " | ".join(map(str, numbers)) + " |")

    row("texts", lambda r: True)
    for made in ("real", "written"):
        row(made, lambda r, made=made: r["made"] == made)
    for split in ("train", "dev", "test"):
        row(f"part {split}", lambda r, split=split: r["split"] == split)
    row("in Latin letters", lambda r: r["latin_script"])
    row("complaints", lambda r: r["is_complaint"])
    for star in range(1, 6):
        row(f"stars {star}", lambda r, star=star: r["stars"] == star)
    for verdict in VERDICTS:
        row(verdict, lambda r, verdict=verdict: r["verdict"] == verdict)
    for label in TYPES:
        row(f"type {label}", lambda r, label=label: label in r["types"])
    for name in (*SIGNALS, "contradictory_rating"):
        row(f"signal {name}", lambda r, name=name: any(s["signal"] == name for s in r["signals"]))
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--agreement", action="store_true", help="compare with second.jsonl")
    options = parser.parse_args()
    records = [dict(r, file=lang) for lang in LANGUAGES for r in load(options.corpus / f"{lang}.jsonl")]
    problems = [f"{record['id']}: {fault}" for record in records for fault in faults(record)]
    twice = [name for name, count in Counter(record["id"] for record in records).items() if count > 1]
    problems += [f"{name}: id used twice" for name in twice]
    for language in LANGUAGES:
        own = [record for record in records if record["file"] == language]
        groups = defaultdict(set)
        for record in own:
            if record["made"] == "written":
                groups[record["group"]].add(record["split"])
        problems += [f"style {name} straddles parts" for name, parts in groups.items() if len(parts) > 1]
        problems += [f"near-twins across parts: {a} and {b} ({share})" for a, b, share in near_twins(own)]
    print("\n".join(counts(records)))
    if options.agreement:
        print("\n" + "\n".join(agreement(records, load(options.corpus / "agreement" / "second.jsonl"))))
    print(f"\n{len(records)} records, {len(problems)} problems", file=sys.stderr)
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
