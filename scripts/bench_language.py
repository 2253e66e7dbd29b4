"""Measure the language detector beside langdetect and lingua, and print a markdown table.

    python scripts/bench_language.py --data DATA --more MORE [--outside FOLDER] [--json FILE]

Items, up to 1,000 each per language: (a) ``held``: words and sentences of the training sources that training never saw
(``language_corpus.py``; the words are held out of every language), pairs are two such words; (b) ``outside``, when
given: the words, word pairs and sentences that lingua is measured with (github.com/pemistahl/lingua-go,
cmd/language-testdata, Apache-2.0, from the Leipzig Corpora Collection), none of which
was used for training.
Words are taken as they come, also those that several languages share.
Of lingua and langdetect everything that is not ru, bg or en counts as ``other``, as it does for this detector.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import json
import os
import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from language_corpus import LATIN_OTHERS, NEIGHBOURS, TARGETS, Corpus, forms, load_corpus
from language_latin import habits, typed
from language_lists import order

from reviewreply.language import LanguageDetector
from reviewreply.language.features import word_keys
from reviewreply.language.weights import load_weights
from reviewreply.models import model_folder

Ask = Callable[[list[str]], list[str]]
KINDS = ("words", "pairs", "sentences")
FOLDERS = {"words": "single-words", "pairs": "word-pairs", "sentences": "sentences"}
TYPED = Path(__file__).resolve().parents[1] / "tests" / "language" / "latin_typed.tsv"


def ours(folder: Path | None) -> Ask:
    detector = LanguageDetector.load(folder)
    return lambda texts: [found.code for found in detector.detect_many(texts)]


def without_entries(folder: Path | None, texts: list[str]) -> Ask:
    """This detector with the words of ``texts`` taken out of its lexicon (its n-grams stay as they are)."""
    models = load_weights(folder or model_folder("language"))
    keys = word_keys(sorted({form for text in texts for form in forms(text)}))
    for script, model in models.items():
        lexicon = model.lexicon.copy()
        lexicon[np.isin(model.keys, keys)] = 0
        models[script] = dataclasses.replace(model, lexicon=lexicon)
    detector = LanguageDetector(models)
    return lambda some: [found.code for found in detector.detect_many(some)]


def langdetect_ask() -> Ask:
    import langdetect

    langdetect.DetectorFactory.seed = 0

    def ask(texts: list[str]) -> list[str]:
        codes = []
        for text in texts:
            try:
                codes.append(langdetect.detect(text))
            except langdetect.LangDetectException:
                codes.append("und")
        return codes

    return ask


def lingua_ask() -> Ask:
    from lingua import LanguageDetectorBuilder

    detector = LanguageDetectorBuilder.from_all_languages().build()

    def ask(texts: list[str]) -> list[str]:
        found = [detector.detect_language_of(text) for text in texts]
        return [language.iso_code_639_1.name.lower() if language else "und" for language in found]

    return ask


def held_items(corpus: Corpus, seed: int) -> dict[tuple[str, str], list[str]]:
    """Held-out items by (kind, language)."""
    items: dict[tuple[str, str], list[str]] = {}
    for code, found in corpus.held.test_words.items():
        items["words", code] = found
        items["pairs", code] = [f"{a} {b}" for a, b in zip(found, found[1:] + found[:1], strict=True)]
    for code in (*TARGETS, *NEIGHBOURS):
        sentences = corpus.held.test_sentences.get(code, [])
        if len(sentences) >= 50:
            items["sentences", code] = sorted(sentences, key=lambda s: order(s, seed + 5))[:1000]
    return items


def outside_items(folder: Path) -> dict[tuple[str, str], list[str]]:
    """Lingua's own test items by (kind, language)."""
    items: dict[tuple[str, str], list[str]] = {}
    for kind, name in FOLDERS.items():
        for code in (*TARGETS, *NEIGHBOURS, *LATIN_OTHERS[1:]):
            lines = (folder / name / f"{code}.txt").read_text(encoding="utf-8").splitlines()
            items[kind, code] = [line.strip() for line in lines if line.strip()]
    return items


def share_right(ask: Ask, code: str, texts: list[str]) -> float:
    """Percent answered ``code``; for another language, percent not taken for ru, bg or en."""
    answers = ask(texts)
    right = sum(a == code if code in TARGETS else a not in TARGETS for a in answers)
    return round(100 * right / len(texts), 1)


def typed_items(corpus: Corpus, seed: int) -> dict[str, list[tuple[str, str]]]:
    """Latin-typed reviews: written by hand, and made of held-out sentences by the noisy schemes."""
    hand = [tuple(line.split("\t", 1)) for line in TYPED.read_text(encoding="utf-8").splitlines()]
    dice, made = random.Random(seed), []
    for code in ("ru", "bg"):
        for sentence in sorted(corpus.held.test_sentences[code], key=lambda s: order(s, seed + 6))[:1000]:
            short = " ".join(sentence.split()[:25])
            made.append((code, typed(short, code, habits(code, dice), dice)))
    return {"by hand": hand, "generated": made}  # type: ignore[dict-item]


def reviews(data: Path) -> dict[str, list[str]]:
    """Real reviews of sources (ru) or parts (en) that training did not read."""
    ru = [json.loads(s)["review"] for s in (data / "ru/mriya_hotel_replies/reviews_with_replies.jsonl").open("rb")]
    en = re.findall(r"<text>(.*?)</text>", (data / "en/mams/ACSA_test.xml").read_text(encoding="utf-8"))
    return {"ru": [text for text in ru if text], "en": en}


def speed(ask_many: Callable[[list[str]], object], texts: list[str]) -> int:
    start = time.process_time()  # of this process alone: other work on the machine does not count
    ask_many(texts)
    return round(len(texts) / (time.process_time() - start))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("REVIEWREPLY_DATA"))
    parser.add_argument("--more", type=Path, required=True)
    parser.add_argument("--outside", type=Path, help="cmd/language-testdata of lingua-go")
    parser.add_argument("--model", type=Path, help="folder of the model; the shipped one by default")
    parser.add_argument("--json", type=Path, help="where to write the numbers")
    parser.add_argument("--beside", nargs="*", choices=("langdetect", "lingua"), default=("langdetect", "lingua"))
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    data = Path(options.data)
    corpus = load_corpus(data, options.more, options.seed)
    askers = {"reviewreply": ours(options.model)}
    askers |= {name: {"langdetect": langdetect_ask, "lingua": lingua_ask}[name]() for name in options.beside}
    sets = {"held": held_items(corpus, options.seed)}
    if options.outside:
        sets["outside"] = outside_items(options.outside)
    report: dict[str, object] = {
        "accuracy": accuracy(askers, sets),
        "typed": latin(corpus, options),
        "reviews": {code: share_right(askers["reviewreply"], code, texts) for code, texts in reviews(data).items()},
        "calibration": {name: calibration(items, options.model) for name, items in sets.items()},
        "ambiguous": ambiguous(sets),
        "speed": speeds(corpus, options),
    }
    for name in ("typed", "reviews", "calibration", "ambiguous", "speed"):
        print(f"\n{name}: {json.dumps(report[name], ensure_ascii=False)}")
    if options.outside:
        report["without lexicon entries"] = {
            f"{kind} {code}": share_right(without_entries(options.model, texts), code, texts)
            for (kind, code), texts in sets["outside"].items()
            if kind == "words" and code in (*TARGETS, *NEIGHBOURS)
        }
        print(f"\noutside words taken out of the lexicon: {json.dumps(report['without lexicon entries'])}")
    if options.json:
        options.json.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def accuracy(askers: dict[str, Ask], sets: dict[str, dict[tuple[str, str], list[str]]]) -> dict[str, dict[str, float]]:
    """Percentages by set, kind and language; printed as a markdown table on the way."""
    table: dict[str, dict[str, float]] = {}
    print("| items | n | " + " | ".join(askers) + " |\n| --- | --- |" + " --- |" * len(askers))
    for name, items in sets.items():
        for kind in KINDS:
            for code in (*TARGETS, *NEIGHBOURS, *LATIN_OTHERS[1:]):
                if texts := items.get((kind, code)):
                    ours_only = code in LATIN_OTHERS[1:]  # further languages: measured for this detector alone
                    asked = {a: ask for a, ask in askers.items() if a == "reviewreply" or not ours_only}
                    row = {asker: share_right(ask, code, texts) for asker, ask in asked.items()}
                    table[f"{name} {kind} {code}"] = row
                    cells = " | ".join(f"{row[asker]:.1f}" if asker in row else "" for asker in askers)
                    print(f"| {name} {kind} {code} | {len(texts)} | {cells} |", flush=True)
    return table


def latin(corpus: Corpus, options: argparse.Namespace) -> dict[str, float]:
    """Percent of Latin-typed reviews whose language and script are both right."""
    detector = LanguageDetector.load(options.model)
    result: dict[str, float] = {}
    for name, items in typed_items(corpus, options.seed).items():
        for code in ("ru", "bg"):
            texts = [text for label, text in items if label == code]
            found = detector.detect_many(texts)
            right = sum(f.code == code and f.latin_script for f in found)
            result[f"{name} {code}"] = round(100 * right / len(texts), 1)
    return result


def ambiguous(sets: dict[str, dict[tuple[str, str], list[str]]]) -> dict[str, float]:
    """Percent of the word items of a language that also stand among the words of another one, in the same set."""
    result: dict[str, float] = {}
    for name, items in sets.items():
        for code in TARGETS:
            others = {w.lower() for (kind, c), ws in items.items() if kind == "words" and c != code for w in ws}
            mine = items["words", code]
            result[f"{name} {code}"] = round(100 * sum(w.lower() in others for w in mine) / len(mine), 1)
    return result


def calibration(items: dict[tuple[str, str], list[str]], model: Path | None) -> dict[str, str]:
    """Share of right codes and mean confidence of the answers by confidence, and the expected calibration error.

    Over the eight languages of a set, each with the same number of words, pairs and sentences where it has them.
    """
    detector = LanguageDetector.load(model)
    pairs: list[tuple[float, bool]] = []
    for (_, code), texts in items.items():
        if code in (*TARGETS, *NEIGHBOURS):
            wanted = code if code in TARGETS else "other"
            pairs += [(found.confidence, found.code == wanted) for found in detector.detect_many(texts)]
    result, error = {}, 0.0
    edges = (0.0, 0.5, 0.65, 0.8, 0.9, 0.97, 1.01)
    for low, high in itertools.pairwise(edges):
        part = [(sure, right) for sure, right in pairs if low <= sure < high]
        if part:
            right, sure = sum(r for _, r in part) / len(part), sum(c for c, _ in part) / len(part)
            error += abs(right - sure) * len(part) / len(pairs)
            result[f"{low:.2f}-{min(high, 1):.2f}"] = f"{right:.3f} right at {sure:.3f}, n {len(part)}"
    below = [right for sure, right in pairs if sure < 0.8]
    above = [right for sure, right in pairs if sure >= 0.8]
    result["under 0.80"] = f"{sum(below) / len(below):.3f} right, n {len(below)}"
    result["from 0.80"] = f"{sum(above) / len(above):.3f} right, n {len(above)}"
    return result | {"expected calibration error": f"{error:.3f}"}


def speeds(corpus: Corpus, options: argparse.Namespace) -> dict[str, int]:
    """Texts per second of one core (OMP_NUM_THREADS=1): a batch of new words, the same again, one text a call."""
    texts = [s[:120] for code in TARGETS for s in corpus.sentences[code][:7000]]
    random.Random(options.seed).shuffle(texts)
    detector = LanguageDetector.load(options.model)
    cold = speed(detector.detect_many, texts)
    warm = speed(detector.detect_many, texts)
    single = speed(lambda some: [detector.detect(text) for text in some], texts[:3000])
    letters = sum(map(len, texts)) // len(texts)
    return {"texts": len(texts), "letters": letters, "cold": cold, "warm": warm, "single": single}


if __name__ == "__main__":
    main()
