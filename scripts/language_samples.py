"""Texts drawn from word counts, for training and for calibration of the language detector."""

from __future__ import annotations

import random
import unicodedata
from collections import Counter

import numpy as np
from language_corpus import Corpus, forms
from language_latin import habits, typed
from language_lists import order
from numpy.typing import NDArray

ALPHAS = (1.0, 0.7, 0.4)  # powers of the frequency: running text, words of reviews, words of a dictionary
SINGLE = (0.35, 0.45, 0.2)  # how often each power is used for a text of one word
_KEYBOARDS = {
    "cyrillic": ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "явертъуиопшщ", "асдфгхйкл", "зьцжбнм"),
    "latin": ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
}


def mashing(script: str, dice: random.Random) -> str:
    """Letters as a hand laid on the keyboard types them."""
    rows = _KEYBOARDS[script]
    kind = dice.random()
    row = dice.choice(rows)
    size = dice.randint(4, 16)
    if kind < 0.35:  # a run along a row, back and forth
        at, run = dice.randrange(len(row) - 3), dice.randint(3, len(row))
        return (row[at : at + run] * 4)[:size] if dice.random() < 0.7 else row[at : at + run][::-1]
    if kind < 0.8:  # the home row at random
        return "".join(dice.choice(row) for _ in range(size))
    return "".join(dice.choice(dice.choice(rows)) for _ in range(size))


def without_marks(counts: Counter[str]) -> Counter[str]:
    """``counts`` with words typed without accents added: people leave them out."""
    bare = Counter(counts)
    for word, number in counts.items():
        if not word.isascii():
            stripped = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
            bare[stripped.replace("ł", "l").replace("đ", "dj").replace("ı", "i")] += max(1, number // 3)
    return bare


class Samples:
    """Draws texts as rows of word indices."""

    def __init__(self, counts: dict[str, Counter[str]], shares: NDArray[np.float64], seed: int) -> None:
        self.words: list[str] = sorted({word for counter in counts.values() for word in counter if word})
        index = {word: at for at, word in enumerate(self.words)}
        self.shares = shares
        self._ids: list[NDArray[np.int64]] = []
        self._sums: list[list[NDArray[np.float64]]] = []
        for counter in counts.values():
            items = [(index[word], number) for word, number in sorted(counter.items()) if word and number > 0]
            self._ids.append(np.array([at for at, _ in items]))
            numbers = np.array([number for _, number in items], dtype=np.float64)
            powers = [np.cumsum(numbers**alpha) for alpha in ALPHAS]
            self._sums.append([power / power[-1] for power in powers])

    def occurrence(self, shares: NDArray[np.float64]) -> NDArray[np.float32]:
        """How likely each word is drawn as a text of its own, per class, (words, classes)."""
        table = np.zeros((len(self.words), len(shares)), dtype=np.float32)
        for owner, share in enumerate(shares):
            for weight, sums in zip(SINGLE, self._sums[owner], strict=True):
                table[self._ids[owner], owner] += weight * share * np.diff(sums, prepend=0.0)
        return table

    def draw(
        self, size: int, dice: np.random.Generator
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """``size`` texts: word indices of all texts (words,), number of words (size,), class (size,)."""
        labels = dice.choice(len(self.shares), size=size, p=self.shares)
        kinds = dice.random(size)
        lengths = np.where(kinds < 0.5, 1, np.where(kinds < 0.68, 2, dice.integers(3, 12, size)))
        flavours = np.where(lengths == 1, dice.choice(3, size, p=SINGLE), dice.integers(0, 2, size))
        owners = np.repeat(labels, lengths)
        # Names and borrowed words: in two texts of five, some words come from another language.
        strange = np.repeat((lengths > 2) & (dice.random(size) < 0.4), lengths) & (dice.random(len(owners)) < 0.12)
        owners = np.where(strange, dice.integers(0, len(self.shares), len(owners)), owners)
        alphas = np.repeat(flavours, lengths)
        flat = np.zeros(len(owners), dtype=np.int64)
        points = dice.random(len(owners))
        for owner in range(len(self.shares)):
            for alpha in range(len(ALPHAS)):
                here = np.flatnonzero((owners == owner) & (alphas == alpha))
                if len(here):
                    places = np.searchsorted(self._sums[owner][alpha], points[here])
                    flat[here] = self._ids[owner][np.minimum(places, len(self._ids[owner]) - 1)]
        return flat, lengths, labels


def dev_texts(corpus: Corpus, script: str, classes: tuple[str, ...], seed: int) -> list[tuple[str, list[str]]]:
    """Texts for calibration, as (class, word forms): words, pairs and pieces that training has not seen."""
    dice = random.Random(seed + 2)
    texts: list[tuple[str, list[str]]] = []
    for name in classes:
        code = name.removesuffix("-Latn")
        if name == "und":
            texts += [(name, [mashing(script, dice)]) for _ in range(60)]
            continue
        found, sentences = corpus.held.dev_words.get(name, []), corpus.held.dev_sentences.get(name, [])
        if name in ("ru-Latn", "bg-Latn"):
            writers = [habits(code, dice) for _ in range(100)]
            found = [typed(w, code, dice.choice(writers), dice) for w in corpus.held.dev_words[code]]
            sentences = [typed(s, code, dice.choice(writers), dice) for s in corpus.held.dev_sentences[code]]
        elif not found:
            found = [w for w in corpus.counts.get(name, ()) if order(w, seed + 1) % 50 == 0]
        weight = 1.0 if name.split("-")[0] in ("ru", "bg", "en") else 0.5
        singles = [f for w in dice.sample(found, len(found)) for f in forms(w)[:1]][: int(900 * weight)]
        texts += [(name, [single]) for single in singles]
        texts += [(name, singles[at : at + 2]) for at in range(0, len(singles) - 1, 2)]
        if not sentences:
            for size in (3, 4, 6, 8, 10, 12, 20, 30):
                texts += [(name, dice.choices(singles, k=size)) for _ in range(int(40 * weight)) if singles]
        for sentence in dice.sample(sentences, min(len(sentences), int(1200 * weight))):
            every = forms(sentence)
            size = dice.choice((2, 3, 4, 6, 8, 12, 24, 60))
            at = dice.randrange(max(1, len(every) - size))
            if every:
                texts.append((name, every[at : at + size]))
    return texts
