"""Train the language detector from open data.

    python scripts/train_language.py --data DATA --more MORE [--out models/language]

DATA (or the environment variable REVIEWREPLY_DATA) and MORE are folders with the data sets that ``language_corpus.py``
names with their origins and licences. The same data and seed give the same weights on the same machine.
Needs torch (``pip install "reviewreply[train]"``); about five minutes on two cores.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import random
from collections import Counter
from pathlib import Path

import numpy as np
from language_corpus import LATIN_OTHERS, MISCELLANY, Corpus, forms, load_corpus
from language_latin import habits, typed, with_slip
from language_lists import ALPHABETS, order
from language_samples import Samples, dev_texts, mashing, without_marks
from numpy.typing import NDArray

from reviewreply.language.features import FEATURES_VERSION, LONGEST_NGRAM, ngram_rows, word_keys
from reviewreply.language.weights import FORMAT_VERSION, ScriptModel, strange_letters

VERSION = "1.0.0"
FLOOR = 0.002
BINS = (1, 2, 3, 5, 9, 17)
# Shares of the training texts: what is assumed before a word is read. A third of the words of a Bulgarian list are
# Macedonian, Serbian or Russian ones too, letter for letter; these shares decide for whom such a word alone counts.
SHARES = {
    "cyrillic": {"ru": 0.22, "bg": 0.26, "uk": 0.12, "be": 0.08, "mk": 0.14, "sr": 0.09, "kk": 0.06, "und": 0.03},
    "latin": {"en": 0.19, "ru-Latn": 0.14, "bg-Latn": 0.16, "sr-Latn": 0.05, "und": 0.03, "xx": 0.05},
}
BUCKETS = {"cyrillic": 2**17, "latin": 2**16}
ENTRIES = {"cyrillic": 75_000, "latin": 30_000}
ANSWERS = ("ru", "ru-Latn", "bg", "bg-Latn", "en", "other", "und")
LEVELS = 31  # steps of a rounded weight to either side: coarser than int8 allows, and half the size once packed
VARIANTS = 6  # Latin spellings made of each Russian or Bulgarian word


def class_counts(corpus: Corpus, script: str, seed: int) -> dict[str, Counter[str]]:
    """Counts of word forms per class of one script; words of running text are added to those of the lists."""
    dice = random.Random(seed)
    closed = corpus.held.words()
    merged: dict[str, Counter[str]] = {}
    for code, listed in corpus.counts.items():
        running = Counter(f for s in corpus.sentences.get(code, ()) for f in forms(s) if f not in closed)
        scale = 0.3 * max(sum(listed.values()), 1) / max(sum(running.values()), 1)
        merged[code] = listed + Counter({w: max(1, round(n * scale)) for w, n in running.items() if w.isalpha()})
    counts: dict[str, Counter[str]] = {}
    if script == "cyrillic":
        counts = {code: merged[code] for code in ("ru", "bg", "uk", "be", "mk", "sr", "kk")}
        for code in ("ru", "bg"):
            for word, number in list(counts[code].most_common(20_000)):
                counts[code][with_slip(word, dice)] += max(1, number // 40)
    else:
        for code in ("en", "sr-Latn", *LATIN_OTHERS[1:]):
            counts[code] = without_marks(merged[code])
        counts["xx"] = sum((merged[code] for code in MISCELLANY), Counter())
        for code in ("ru", "bg"):
            counts[f"{code}-Latn"] = typed_counts(merged[code], code, dice)
        for word, number in list(counts["en"].most_common(10_000)):
            counts["en"][with_slip(word, dice)] += max(1, number // 60)
    counts["und"] = Counter(mashing(script, dice) for _ in range(30_000))
    return counts


def typed_counts(counts: Counter[str], code: str, dice: random.Random) -> Counter[str]:
    """Words of ``counts`` in Latin letters, each in several spellings."""
    writers = [habits(code, dice) for _ in range(400)]
    latin: Counter[str] = Counter()
    for word, number in counts.most_common(45_000):
        for _ in range(VARIANTS):
            spelling = typed(word, code, dice.choice(writers), dice)
            if dice.random() < 0.04:
                spelling = with_slip(spelling, dice)
            for form in forms(spelling):
                latin[form] += max(1, number // VARIANTS)
    return latin


class Trainer:
    """A linear model over hashed n-grams and known words, trained on texts of one to a dozen words."""

    def __init__(self, script: str, counts: dict[str, Counter[str]], seed: int) -> None:
        import torch

        torch.manual_seed(seed)
        self.script, self.classes = script, tuple(counts)
        self.samples = Samples(counts, self._shares(), seed)
        words = self.samples.words
        rows, begins = ngram_rows(words, BUCKETS[script])
        keep = rows < BUCKETS[script]
        self.flat = rows[keep]
        per_letter = keep.sum(axis=1)
        self.sizes = np.add.reduceat(per_letter, begins)
        self.starts = np.cumsum(self.sizes) - self.sizes
        size = len(self.classes)
        self.ngrams = torch.nn.Parameter(torch.zeros(BUCKETS[script], size))
        self.lexicon = torch.nn.Parameter(torch.zeros(ENTRIES[script] + 1, size))
        self.entry = np.full(len(words), ENTRIES[script])  # no word is in the lexicon yet
        self.entry_words: list[str] = []

    def _shares(self) -> NDArray[np.float64]:
        given = SHARES[self.script]
        rest = [name for name in self.classes if name not in given]
        left = (1 - sum(given.values())) / max(len(rest), 1)
        shares = np.array([given.get(name, left) for name in self.classes])
        return np.asarray(shares / shares.sum())

    def choose_entries(self) -> None:
        """Put into the lexicon the words that the n-grams alone judge worst, by what the word counts say of them.

        The loss of a word is the divergence between the languages it really occurs in and those the n-grams see, most
        of it between the answers the tool gives (ru, bg, en, other), times how often dictionaries and texts show it.
        """
        import torch

        truth = self.samples.occurrence(self._shares())  # (words, classes)
        answers = np.array([[_answer(name) == answer for answer in ANSWERS] for name in self.classes], dtype=np.float32)
        losses = np.zeros(len(truth))
        dice = np.random.default_rng(0)
        for at in range(0, len(truth), 20_000):
            ids = np.arange(at, min(at + 20_000, len(truth)))
            with torch.no_grad():
                guess = torch.softmax(self.word_logits(ids, 1.0, dice), dim=1).numpy() + 1e-4
            part = truth[ids]
            weight = np.maximum(part.sum(axis=1), 1e-12)  # a word only drawn among others has none
            for mix, real, seen in ((0.2, part, guess), (0.8, part @ answers, guess @ answers)):
                real = real / weight[:, None]
                losses[ids] += mix * weight * (real * np.log((real + 1e-6) / (seen + 1e-6))).sum(axis=1)
        chosen = np.sort(np.argsort(-losses)[: ENTRIES[self.script]])
        self.entry[chosen] = np.arange(len(chosen))
        self.entry_words = [self.samples.words[at] for at in chosen]
        worst = [self.samples.words[at] for at in np.argsort(-losses)[:15]]
        print(f"{self.script} lexicon of {len(chosen)} words, first: {' '.join(worst)}", flush=True)

    def word_logits(self, ids: NDArray[np.int64], drop: float, dice: np.random.Generator):  # type: ignore[no-untyped-def]
        import torch

        sizes = self.sizes[ids]
        offsets = np.cumsum(sizes) - sizes
        within = np.arange(sizes.sum()) - np.repeat(offsets, sizes)
        flat = self.flat[np.repeat(self.starts[ids], sizes) + within]
        logits = torch.nn.functional.embedding_bag(
            torch.from_numpy(flat.astype(np.int64)), self.ngrams, torch.from_numpy(offsets), mode="sum"
        )
        outside = ENTRIES[self.script]
        entry = np.where(dice.random(len(ids)) < drop, outside, self.entry[ids])
        known = torch.from_numpy((entry < outside).astype(np.float32))[:, None]
        return logits + known * self.lexicon[torch.from_numpy(entry)]

    def fit(self, texts: int, epochs: int, seed: int, drop: float, rate: float) -> None:
        """Train on ``texts`` freshly drawn texts per epoch, a share ``drop`` of the lexicon entries unused."""
        import torch

        dice = np.random.default_rng(seed)
        batch = 4096
        steps = epochs * (texts // batch)
        optimiser = torch.optim.Adam([self.ngrams, self.lexicon], lr=rate)
        plan = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.02, 1 - step / steps))
        for epoch in range(epochs):
            total = 0.0
            for _ in range(texts // batch):
                flat, lengths, labels = self.samples.draw(batch, dice)
                unique, back = np.unique(flat, return_inverse=True)
                logits = self.word_logits(unique, drop, dice)
                scores = torch.log(torch.softmax(logits, dim=1) + FLOOR)[torch.from_numpy(back)]
                owner = torch.from_numpy(np.repeat(np.arange(batch), lengths))
                sums = torch.zeros(batch, len(self.classes)).index_add_(0, owner, scores)
                loss = torch.nn.functional.cross_entropy(sums, torch.from_numpy(labels))
                penalty = 2e-3 * (logits * logits).mean()
                optimiser.zero_grad()
                (loss + penalty).backward()
                optimiser.step()
                plan.step()
                total += float(loss.detach())
            print(f"{self.script} epoch {epoch + 1}/{epochs} loss {total / (texts // batch):.4f}", flush=True)

    def quantised(self) -> ScriptModel:
        """The trained model with rounded weights."""
        ngrams, ngram_scale = _round(self.ngrams.detach().numpy())
        lexicon, lexicon_scale = _round(self.lexicon.detach().numpy()[: len(self.entry_words)])
        keys = word_keys(self.entry_words)
        keys, first = np.unique(keys, return_index=True)
        ngrams = np.concatenate([ngrams, np.zeros((1, len(self.classes)), dtype=np.int8)])
        ones = np.ones(len(BINS), dtype=np.float32)
        letters = {name: "".join(sorted(ALPHABETS[name])) for name in self.classes if name in ALPHABETS}
        alphabets = letters if self.script == "cyrillic" else {}
        table = strange_letters(self.classes, alphabets)
        scales = (ngram_scale, lexicon_scale, FLOOR)
        return ScriptModel(self.classes, ngrams, keys, lexicon[first], *scales, BINS, ones, alphabets, table)


def _answer(name: str) -> str:
    return name if name in ANSWERS else "other"


def _round(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], float]:
    used = np.abs(table[np.abs(table).sum(axis=1) > 0])
    scale = float(np.quantile(used, 0.9995)) / LEVELS
    return np.clip(np.round(table / scale), -LEVELS, LEVELS).astype(np.int8), scale


def calibrated(model: ScriptModel, texts: list[tuple[str, list[str]]]) -> list[float]:
    """Factors by the number of words that make the probabilities of development texts fit best."""
    factors: list[float] = []
    for low, high in zip(BINS, (*BINS[1:], 10**9), strict=True):
        part = [(name, found) for name, found in texts if low <= len(found) < high]
        if len(part) < 100:
            factors.append(factors[-1] if factors else 1.0)
            continue
        scores = model.word_scores([form for _, found in part for form in found])
        begins = np.cumsum([0, *(len(found) for _, found in part)])[:-1]
        sums = np.add.reduceat(scores, begins, axis=0)
        truth = np.array([model.classes.index(name) for name, _ in part])
        grid = np.geomspace(0.1, 2.0, 40)
        losses = []
        for factor in grid:
            scaled = sums * factor
            top = scaled.max(axis=1, keepdims=True)
            log_sum = np.log(np.exp(scaled - top).sum(axis=1)) + top[:, 0]
            losses.append(float((log_sum - scaled[np.arange(len(truth)), truth]).mean()))
        # More words never make the evidence per word stronger: a bin without errors would say so.
        best = round(float(grid[int(np.argmin(losses))]), 3)
        factors.append(min([best, *factors]))
    return factors


def save(models: dict[str, ScriptModel], factors: dict[str, list[float]], out: Path, seed: int) -> None:
    """Write ``weights.npz`` and ``labels.json`` into ``out``."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for script, model in models.items():
        arrays |= {f"{script}_ngrams": model.ngrams, f"{script}_keys": model.keys, f"{script}_lexicon": model.lexicon}
    packed = io.BytesIO()
    np.savez_compressed(packed, **arrays)  # type: ignore[arg-type]
    out.mkdir(parents=True, exist_ok=True)
    (out / "weights.npz").write_bytes(packed.getvalue())
    card = {
        "name": "reviewreply-language", "version": VERSION, "format_version": FORMAT_VERSION,
        "features_version": FEATURES_VERSION, "seed": seed, "longest_ngram": LONGEST_NGRAM,
        "weights_sha256": hashlib.sha256(packed.getvalue()).hexdigest(),
        "scripts": {
            script: {"classes": list(model.classes), "ngram_scale": model.ngram_scale,
                     "lexicon_scale": model.lexicon_scale, "floor": model.floor, "bins": list(BINS),
                     "temperatures": factors[script], "alphabets": dict(model.alphabets)}
            for script, model in models.items()
        },
    }  # fmt: skip
    (out / "labels.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("REVIEWREPLY_DATA"), help="folder of the data sets")
    parser.add_argument("--more", type=Path, required=True, help="folder of the lists of further languages")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "models" / "language")
    parser.add_argument("--without-words", type=Path, help="file of texts whose words are kept out of training")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--texts", type=int, default=700_000, help="texts drawn per epoch and script")
    parser.add_argument("--epochs", type=int, default=2, help="before and after choosing the lexicon, each")
    options = parser.parse_args()
    if options.data is None:
        parser.error("give --data or set REVIEWREPLY_DATA")
    banned: frozenset[str] = frozenset()
    if options.without_words:
        banned = frozenset(forms(options.without_words.read_text(encoding="utf-8")))
    corpus = load_corpus(Path(options.data), options.more, options.seed, banned)
    models, factors = {}, {}
    for script in ("cyrillic", "latin"):
        counts = class_counts(corpus, script, options.seed)
        for name, counter in counts.items():  # words for calibration that training has not seen, in every class
            for word in [w for w in counter if w in banned or order(w, options.seed + 1) % 50 == 0]:
                if name not in ("ru", "bg", "en", "uk", "be", "mk", "sr", "kk") or word in banned:
                    del counter[word]
        print(script, {name: len(counter) for name, counter in counts.items()}, flush=True)
        trainer = Trainer(script, counts, options.seed)
        trainer.fit(options.texts, options.epochs, options.seed, drop=1.0, rate=0.03)
        trainer.choose_entries()
        trainer.fit(options.texts, options.epochs, options.seed + 1, drop=0.25, rate=0.02)
        models[script] = trainer.quantised()
        factors[script] = calibrated(models[script], dev_texts(corpus, script, trainer.classes, options.seed))
        print(script, "temperatures", factors[script], flush=True)
    save(models, factors, options.out, options.seed)


if __name__ == "__main__":
    main()
