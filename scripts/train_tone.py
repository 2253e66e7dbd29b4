"""Train the tone classifier: arrogant, grovelling, cold, good; one linear layer over hashed n-grams for each language.

    python scripts/train_tone.py [--out models/tone]

Reads models/corpus/tone/{bg,ru,en}.jsonl; sentences of the built-in drafter are further good ones. Thresholds are
chosen on folds over whole groups of the train and dev parts and on the half of the drafter's sentences that the folds
have not seen; the test part is read once, for metrics.json. The shipped weights see all but the test part.
Needs scikit-learn (``pip install "reviewreply[train]"``); a few minutes on one core.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from bench_replies import cases, shop
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from reviewreply.checks.tone_model import BITS, FORMAT, LABELS, features
from reviewreply.reply.case import Case
from reviewreply.reply.drafter import PhrasebookDrafter
from reviewreply.reply.plan import plan_case
from reviewreply.text.sentences import sentences

ROOT = Path(__file__).resolve().parent.parent
VERSION = "1.0.0"
LANGUAGES = ("bg", "ru", "en")
STRENGTH = 30.0
FOLDS = 6
DRAFTED_WEIGHT = 0.2
"""What a sentence of the drafter counts beside one that was written for the purpose."""
WATCHED = ("arrogant", "grovelling")
"""Labels that make a finding; cold and good are there to be told apart from."""
PRECISION = 0.85
GOOD_RAISED = 0.01
"""The share of good sentences that may be raised wrongly, of those written for the purpose."""
DRAFTED_RAISED = 0.01
"""The same for sentences of the drafter that the folds have not seen."""
REPLIES_RAISED = 0.004
"""The share of whole replies of the drafter in which the shipped weights may raise a label."""
LEARNED, CALIBRATION, MEASURED = (700, 7), (700, 71), (1000, 1234)
"""How many replies of the drafter, and the seed that draws them."""


def matrix(texts: Sequence[str]) -> csr_matrix:
    """Texts as counts of hashed n-grams by the root of their number, (texts, 2 ** BITS)."""
    parts = features(texts)
    weights = 1 / np.sqrt(parts.counts)
    shape = len(texts), 2**BITS
    kinds = (parts.letters.reshape(-1), parts.lengths * parts.letters.shape[1]), (parts.words, parts.sizes)
    return sum(
        csr_matrix((np.repeat(weights, sizes), rows, np.append(0, np.cumsum(sizes))), shape=shape)
        for rows, sizes in kinds
    )


def load(language: str) -> list[dict[str, str]]:
    path = ROOT / "models" / "corpus" / "tone" / f"{language}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def fit(found: csr_matrix, labels: NDArray[np.int64], drafted: csr_matrix) -> LogisticRegression:
    """Fit to labelled texts, with sentences of the drafter as further good ones."""
    good = np.full(drafted.shape[0], LABELS.index("good"))
    weights = np.concatenate([np.ones(len(labels)), np.full(len(good), DRAFTED_WEIGHT)])
    model = LogisticRegression(C=STRENGTH, max_iter=300)
    return model.fit(vstack([found, drafted]), np.concatenate([labels, good]), sample_weight=weights)


def drafts(language: str, count: int, seed: int) -> Iterator[list[str]]:
    """The sentences of replies that the built-in drafter writes, reply by reply."""
    writer, business = PhrasebookDrafter(), shop()
    for index, (review, analysis) in enumerate(cases(language, count, seed)):
        case = Case(review, analysis, business)
        text = writer.trace(case, plan_case(case, ""), seed + index).text
        yield [text[part.start : part.end] for part in sentences(text, language)]


def highest(model: LogisticRegression, replies: Sequence[list[str]]) -> NDArray[np.float64]:
    """The highest probability of each label in any sentence of each reply, (replies, labels)."""
    flat = [sentence for reply in replies for sentence in reply]
    shares = model.predict_proba(matrix(flat))
    ends = np.cumsum([len(reply) for reply in replies])
    return np.stack([part.max(axis=0) for part in np.split(shares, ends[:-1])])


def halves(found: Sequence[str]) -> tuple[list[str], list[str]]:
    """Sentences in two halves that depend on nothing but their words."""
    parts: tuple[list[str], list[str]] = ([], [])
    for sentence in found:
        parts[zlib.crc32(sentence.encode()) % 2].append(sentence)
    return parts


def out_of_fold(
    texts: list[str], labels: NDArray[np.int64], groups: list[str], drafted: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Probabilities of every text, and of half of the drafter's sentences, from models that have not seen them.

    For the drafter's sentences the mean of all folds.
    """
    shares = np.zeros((len(texts), len(LABELS)))
    seen, unseen = map(matrix, halves(drafted))
    alarms = np.zeros((unseen.shape[0], len(LABELS)))
    whole = matrix(texts)
    for known, held in GroupKFold(FOLDS).split(texts, labels, groups):
        model = fit(whole[known], labels[known], seen)
        shares[held] = model.predict_proba(whole[held])
        alarms += model.predict_proba(unseen) / FOLDS
    return shares, alarms


def threshold(
    shares: NDArray[np.float64], truth: NDArray[np.bool_], good: NDArray[np.bool_], alarms: NDArray[np.float64]
) -> float:
    """The lowest probability at which precision and false alarms are as wanted."""
    for limit in np.arange(0.5, 0.995, 0.01):
        raised = shares >= limit
        precise = (raised & truth).sum() >= PRECISION * raised.sum()
        if precise and raised[good].mean() <= GOOD_RAISED and (alarms >= limit).mean() <= DRAFTED_RAISED:
            return round(float(limit), 2)
    return 0.99


def report(shares: NDArray[np.float64], labels: NDArray[np.int64], limits: dict[str, float]) -> dict[str, Any]:
    """Precision and recall by label: of the most probable one, and of what crosses its threshold."""
    best = shares.argmax(axis=1)
    result: dict[str, Any] = {"texts": len(labels), "accuracy": round(float((best == labels).mean()), 3)}
    for index, name in enumerate(LABELS):
        entry = _rates(best == index, labels == index)
        if name in limits:
            entry["at_threshold"] = _rates(shares[:, index] >= limits[name], labels == index)
        result[name] = entry
    return result


def _rates(raised: NDArray[np.bool_], truth: NDArray[np.bool_]) -> dict[str, Any]:
    right, count = int((raised & truth).sum()), int(raised.sum())
    precision = round(right / count, 3) if count else None
    return {"precision": precision, "recall": round(right / int(truth.sum()), 3), "raised": count}


def packed(model: LogisticRegression) -> dict[str, NDArray[Any]]:
    """The weights in half precision, which changes no probability by more than a thousandth."""
    return {"weights": model.coef_.T.astype(np.float16), "bias": model.intercept_.astype(np.float32)}


def train(language: str) -> tuple[dict[str, NDArray[Any]], dict[str, float], dict[str, Any]]:
    records = load(language)
    known = [record for record in records if record["split"] != "test"]
    texts, groups = [record["text"] for record in known], [record["group"] for record in known]
    labels = np.array([LABELS.index(record["label"]) for record in known])
    drafted = sorted({part for reply in drafts(language, *LEARNED) for part in reply if len(part.split()) > 2})
    shares, alarms = out_of_fold(texts, labels, groups, drafted)
    good = labels == LABELS.index("good")
    limits = {
        name: threshold(shares[:, index], labels == index, good, alarms[:, index])
        for index, name in enumerate(LABELS)
        if name in WATCHED
    }
    test = [record for record in records if record["split"] == "test"]
    truth = np.array([LABELS.index(record["label"]) for record in test])
    model = fit(matrix(texts), labels, matrix(drafted))
    replies = highest(model, list(drafts(language, *CALIBRATION)))
    for name in WATCHED:
        limits[name] = round(max(limits[name], _quiet(replies[:, LABELS.index(name)])), 2)
    fresh = highest(model, list(drafts(language, *MEASURED)))
    metrics = {
        "thresholds": limits,
        "folds": report(shares, labels, limits),
        "test": report(model.predict_proba(matrix([record["text"] for record in test])), truth, limits),
        "raised_on_unseen_sentences_of_the_drafter": _raised(alarms, limits),
        "raised_on_replies_of_the_drafter": _raised(fresh, limits),
    }
    return packed(model), limits, metrics


def _quiet(shares: NDArray[np.float64]) -> float:
    """The lowest probability, in hundredths, that not more than the wanted share of replies crosses."""
    return float(np.ceil(100 * np.quantile(shares, 1 - REPLIES_RAISED)) / 100)


def _raised(shares: NDArray[np.float64], limits: dict[str, float]) -> dict[str, float]:
    return {name: round(float((shares[:, LABELS.index(name)] >= limit).mean()), 4) for name, limit in limits.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "tone")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, NDArray[Any]] = {}
    thresholds, metrics = {}, {}
    for language in LANGUAGES:
        weights, thresholds[language], metrics[language] = train(language)
        arrays |= {f"{language}_{name}": array for name, array in weights.items()}
        print(language, json.dumps(metrics[language], indent=1))
    np.savez_compressed(options.out / "weights.npz", **arrays)
    card = {"format": FORMAT, "version": VERSION, "labels": LABELS, "bits": BITS, "thresholds": thresholds}
    (options.out / "labels.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    (options.out / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
