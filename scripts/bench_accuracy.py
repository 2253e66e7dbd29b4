"""Accuracy of the shipped encoder beside what can be had without fine-tuning, on the corpus's test part.

    python scripts/bench_accuracy.py                          # TF-IDF, VADER and the shipped encoder
    python scripts/bench_accuracy.py --base runs/base         # also the frozen base encoder with logistic regression
    python scripts/bench_accuracy.py --json out.json

Every contender is fitted on the corpus's training part and takes its thresholds from the development part. TF-IDF:
words and character groups of two to five letters, logistic regression per label. Frozen base: mean of the last hidden
states of the untouched base encoder, standardised, logistic regression per label (``scripts/base_encoder.py`` writes
the folder). VADER: its compound score cut at two points chosen on the development part; English polarity only
(``pip install vaderSentiment``). None of them finds claim spans.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from reviewreply.encoder import load_encoder
from reviewreply.encoder.protocol import Reading, SignalReading
from reviewreply.models import model_folder
from reviewreply.training.corpus import read_corpus
from reviewreply.training.evaluate import HEADLINES, groups, read_all
from reviewreply.training.examples import SIGNALS, TYPES, VERDICTS, Example
from reviewreply.training.metrics import Scored, f1, macro_f1, measure, polarity

Features = Callable[[Sequence[Example]], Any]
POLARITIES = ("negative", "neutral", "positive")


def tfidf(train: Sequence[Example]) -> Features:
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True)
    texts = [example.text for example in train]
    words.fit(texts)
    letters.fit(texts)

    def features(examples: Sequence[Example]) -> Any:
        own = [example.text for example in examples]
        return hstack([words.transform(own), letters.transform(own)]).tocsr()

    return features


def frozen(base: str, train: Sequence[Example]) -> Features:
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer, model = AutoTokenizer.from_pretrained(base), AutoModel.from_pretrained(base).eval()

    def states(examples: Sequence[Example]) -> Any:
        order = sorted(range(len(examples)), key=lambda index: len(examples[index].text))
        found = np.zeros((len(examples), model.config.hidden_size))
        for start in range(0, len(order), 32):
            chosen = order[start : start + 32]
            texts = [examples[index].text for index in chosen]
            batch = tokenizer(texts, padding=True, truncation=True, max_length=256, return_tensors="pt")
            with torch.no_grad():
                hidden = model(**batch).last_hidden_state
            mask = batch["attention_mask"].unsqueeze(-1)
            found[chosen] = ((hidden * mask).sum(1) / mask.sum(1)).numpy()
        return found

    first = states(train)
    mean, deviation = first.mean(0), first.std(0)
    return lambda examples: ((first if examples is train else states(examples)) - mean) / deviation


def fitted(features: Features, train: Sequence[Example], development: Sequence[Example], strength: float) -> Any:
    """A function from examples to readings, and the thresholds."""
    from sklearn.linear_model import LogisticRegression

    inputs, held_out = features(train), features(development)

    def classifier(labels: Sequence[Any], rows: Sequence[int] | None = None) -> Any:
        chosen = list(range(len(train))) if rows is None else list(rows)
        model = LogisticRegression(C=strength, max_iter=2000, class_weight="balanced")
        return model.fit(inputs[chosen], [labels[row] for row in chosen])

    judged = [index for index, example in enumerate(train) if example.verdict is not None]
    heads: dict[str, Any] = {
        "stars": classifier([(example.stars or (0,))[0] for example in train]),
        "complaint": classifier([bool(example.complaint) for example in train]),
        "verdict": classifier([example.verdict for example in train], judged),
    }
    for name, marks in label_marks(train).items():
        heads[name] = classifier(marks)
    thresholds = {"complaint": 0.5}
    for name, marks in label_marks(development).items():
        thresholds[name] = best_cut(heads[name].predict_proba(held_out)[:, 1], marks)

    def read(examples: Sequence[Example]) -> list[Reading]:
        given = features(examples)
        out = {name: head.predict_proba(given) for name, head in heads.items()}
        places = [list(heads["verdict"].classes_).index(label) for label in VERDICTS]
        return [
            Reading(
                stars=tuple(out["stars"][row]), complaint=float(out["complaint"][row, 1]),
                types={label: float(out[f"type.{label}"][row, 1]) for label in TYPES}, spans=(),
                signals={label: SignalReading(float(out[f"signal.{label}"][row, 1])) for label in SIGNALS},
                verdict={label: float(out["verdict"][row, at]) for label, at in zip(VERDICTS, places, strict=True)},
                score=0.5,
            )
            for row in range(len(examples))
        ]  # fmt: skip

    return read, thresholds


def label_marks(examples: Sequence[Example]) -> dict[str, list[bool]]:
    types = {f"type.{label}": [label in (example.types or ()) for example in examples] for label in TYPES}
    return types | {
        f"signal.{label}": [any(span.label == label for span in example.signals or ()) for example in examples]
        for label in SIGNALS
    }


def best_cut(probabilities: Any, marks: Sequence[bool]) -> float:
    true = np.asarray(marks)
    cuts = np.linspace(0.05, 0.95, 37)
    return float(
        max(cuts, key=lambda cut: f1((true & (probabilities >= cut)).sum(), (probabilities >= cut).sum(), true.sum()))
    )


def vader(development: Sequence[Example], test: Sequence[Example]) -> float:
    """Macro-F1 of polarity on the English texts of the test part."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    compound = SentimentIntensityAnalyzer().polarity_scores
    cuts = np.linspace(-0.9, 0.9, 37)

    def scores(examples: Sequence[Example]) -> tuple[list[float], list[str]]:
        own = [example for example in examples if example.language == "en"]
        return [compound(e.text)["compound"] for e in own], [polarity((e.stars or (3,))[0]) for e in own]

    def said(values: Sequence[float], low: float, high: float) -> list[str]:
        return ["negative" if value < low else "positive" if value >= high else "neutral" for value in values]

    values, truth = scores(development)
    pairs = [(low, high) for low in cuts for high in cuts if low <= high]
    low, high = max(pairs, key=lambda pair: macro_f1(truth, said(values, *pair), POLARITIES))
    values, truth = scores(test)
    return macro_f1(truth, said(values, low, high), POLARITIES)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", help="transformers folder of the base encoder")
    parser.add_argument("--encoder", type=Path, default=model_folder("encoder"))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    corpus = model_folder("corpus")
    train, development, test = (list(read_corpus(corpus, part)) for part in ("train", "dev", "test"))
    shipped = load_encoder(options.encoder)
    rows: dict[str, tuple[Sequence[Scored], Mapping[str, float]]] = {
        "shipped encoder": (read_all(shipped, test), shipped.thresholds)
    }
    contenders: list[tuple[str, Features, float]] = [("TF-IDF + logistic regression", tfidf(train), 10.0)]
    if options.base:
        contenders.append(("frozen base + logistic regression", frozen(options.base, train), 0.01))
    for name, features, strength in contenders:
        read, thresholds = fitted(features, train, development, strength)
        readings = read(test)
        rows[name] = ([Scored(e, r) for e, r in zip(test, readings, strict=True)], thresholds)
    result: dict[str, Any] = {
        name: {part: measure(members, cuts) for part, members in groups(scored).items() if "/" not in part}
        for name, (scored, cuts) in rows.items()
    }
    for entry in result.values():
        for metrics in entry.values():
            metrics.pop("score_spearman", None)
    for name in list(result)[1:]:
        for metrics in result[name].values():
            metrics.pop("span_f1", None)
    try:
        result["VADER"] = {"en": {"polarity_macro_f1": vader(development, test)}}
    except ModuleNotFoundError:
        print("VADER is left out: pip install vaderSentiment")
    print(table(result))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1), encoding="utf-8")


def table(result: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    shown = [name for name in HEADLINES if name != "score_spearman"]
    lines = ["| what | part | " + " | ".join(name.replace("_", " ") for name in shown) + " |"]
    lines.append("| --- " * (len(shown) + 2) + "|")
    for name, parts in result.items():
        for part, metrics in parts.items():
            cells = [f"{metrics[metric]:.2f}" if metric in metrics else "" for metric in shown]
            lines.append(f"| {name} | {part} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
