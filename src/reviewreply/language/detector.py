"""The detector: words are scored once, a text is the sum of its words, the script with most words decides."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..models import model_folder
from ..record import Language, LanguageCode
from .opinion import second_opinion
from .thresholds import thresholds
from .tokens import Script, foreign_language, letter_script, plain, word_script, words
from .weights import ScriptModel, load_weights

LONGEST_TEXT = 20_000
"""Characters of one text that are looked at."""

_CODES: Final[tuple[LanguageCode, ...]] = ("ru", "bg", "en", "other", "und")
_BATCH = 2048  # texts summed at once, and about how many characters: both bound memory
_BATCH_LETTERS = 400_000
_CACHE = 200_000  # distinct words remembered, about 45 MB
_NO_WORDS = Language("und", confidence=1.0)


class LanguageDetector:
    """Detects the language of short, noisy review texts.

    >>> LanguageDetector.load().detect("mnogo dobro obsluzhvane").code
    'bg'
    """

    def __init__(self, models: dict[str, ScriptModel]) -> None:
        self._cyrillic, self._latin = models["cyrillic"], models["latin"]
        self._classes = (*self._cyrillic.classes, *self._latin.classes)
        self._split = len(self._cyrillic.classes)
        self._names = np.array(self._classes)
        self._codes = np.array([_CODES.index(_code_of(name)) for name in self._classes])
        self._to_code = np.zeros((len(self._classes), len(_CODES)), dtype=np.float32)
        self._to_code[np.arange(len(self._classes)), self._codes] = 1.0
        self._rules = thresholds()
        self._lock = threading.Lock()
        self._forget()

    @classmethod
    def load(cls, folder: str | Path | None = None) -> LanguageDetector:
        """Load the shipped weights, or those in ``folder``.

        Errors: ``ModelError`` when the folder is missing, incomplete, damaged or of another version.
        """
        return cls(load_weights(Path(folder) if folder is not None else model_folder("language")))

    def detect(self, text: str) -> Language:
        """The language of one text; ``detect_many`` is several times faster per text."""
        return self.detect_many((text,))[0]

    def detect_many(self, texts: Iterable[str]) -> list[Language]:
        """The languages of many texts, in their order. Never raises on any string."""
        found: list[Language] = []
        waiting: list[str] = []
        letters = 0
        for text in texts:
            waiting.append(text)
            letters += len(text)
            if len(waiting) == _BATCH or letters > _BATCH_LETTERS:
                found.extend(self._batch(waiting))
                waiting, letters = [], 0
        return found + self._batch(waiting) if waiting else found

    # ---------------------------------------------------------------------------------------------------------- words

    def _forget(self) -> None:
        self._places: dict[str, int] = {}
        # Per word: log-probabilities of the Cyrillic and of the Latin classes, then its vote for each of three scripts
        # and the number of words for each of two.
        self._table = np.zeros((1024, len(self._classes) + 5), dtype=np.float32)

    def _learn(self, fresh: list[str]) -> None:
        """Score words that were not met before and remember them."""
        start = len(self._places)
        while len(self._table) < start + len(fresh):
            self._table = np.concatenate([self._table, np.zeros_like(self._table)])
        self._table[start : start + len(fresh)] = 0.0
        groups: dict[Script, list[tuple[int, str]]] = {"cyrillic": [], "latin": []}
        for place, word in enumerate(fresh, start):
            self._places[word] = place
            script = word_script(word)
            if script == "foreign":
                self._table[place, -3] = max(1.0, len(word) / 3)  # scripts without spaces: a run is several words
            elif script and (form := plain(word, script)):
                groups[script].append((place, form))
                self._table[place, -5 if script == "cyrillic" else -4] = self._vote(word, script)
                self._table[place, -2 if script == "cyrillic" else -1] = 1.0
        for group, model, first in (
            (groups["cyrillic"], self._cyrillic, 0),
            (groups["latin"], self._latin, self._split),
        ):
            if group:
                places = [place for place, _ in group]
                scores = model.word_scores([form for _, form in group])
                self._table[places, first : first + len(model.classes)] = scores

    def _vote(self, word: str, script: str) -> float:
        """How much a word counts for its script: names and borrowed words in Latin letters stand in every language."""
        if script == "latin" and (word[0].isupper() or word.lower() in self._rules.borrowed):
            return self._rules.name_vote
        return 1.0

    def _sums(self, found: Sequence[list[str]]) -> NDArray[np.float32]:
        """Rows of the table summed per text, (texts, columns); a text without words is a row of zeros."""
        with self._lock:
            every = set(chain.from_iterable(found))
            fresh = every.difference(self._places)
            if len(self._places) + len(fresh) > _CACHE:
                self._forget()
                fresh = every
            self._learn(list(fresh))
            flat = list(map(self._places.__getitem__, chain.from_iterable(found)))
            rows = self._table[np.array(flat, dtype=np.int64)]
        lengths = np.array([len(text) for text in found])
        sums = np.zeros((len(found), self._table.shape[1]), dtype=np.float32)
        full = lengths > 0
        if full.any():
            begins = (np.cumsum(lengths) - lengths)[full]
            sums[full] = np.add.reduceat(rows, begins, axis=0)
        return sums

    # ---------------------------------------------------------------------------------------------------------- texts

    def _batch(self, texts: Sequence[str]) -> list[Language]:
        found = [words(text[:LONGEST_TEXT]) for text in texts]
        sums = self._sums(found)
        votes, counts = sums[:, -5:-2], sums[:, -2:]
        shares = self._shares(votes)
        cyrillic = self._cyrillic.probabilities(sums[:, : self._split], np.maximum(counts[:, 0], 1))
        latin = self._latin.probabilities(sums[:, self._split : -5], np.maximum(counts[:, 1], 1))
        classes = np.concatenate([cyrillic * shares[:, :1], latin * shares[:, 1:2]], axis=1)
        codes = classes @ self._to_code  # (texts, codes)
        winners = codes.argmax(axis=1)
        best = classes * (self._codes[None, :] == winners[:, None])
        names = self._names[best.argmax(axis=1)].tolist()
        tops = (best.max(axis=1) / np.maximum(codes.max(axis=1), 1e-9)).tolist()
        sure = np.minimum(codes.max(axis=1), 1.0).tolist()
        foreign = (shares[:, 2] >= shares[:, :2].max(axis=1)).tolist()
        known = (votes.sum(axis=1) > 0).tolist()
        answers: list[Language] = []
        for at, code in enumerate(winners.tolist()):
            if not known[at]:
                answers.append(_NO_WORDS)
            elif foreign[at]:
                answers.append(self._foreign(texts[at], found[at], float(shares[at, 2])))
            elif code == 3:
                answers.append(self._other(texts[at], names[at], tops[at], sure[at]))
            else:
                answers.append(Language(_CODES[code], names[at].endswith("-Latn"), sure[at]))
        return answers

    @staticmethod
    def _shares(votes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Weight of each script, (texts, 3): squared, so that a few foreign names in a text cast little doubt."""
        squares = votes * votes
        return np.asarray(squares / np.maximum(squares.sum(axis=1, keepdims=True), 1e-9), dtype=np.float32)

    def _other(self, text: str, name: str, top: float, sure: float) -> Language:
        """``other``, with the model's guess where it is clear and langdetect's where it is not."""
        guess: str | None = None if name == "xx" else name.removesuffix("-Latn")
        if guess is None or top < self._rules.second_opinion:
            guess = second_opinion(text) or guess
        return Language("other", confidence=sure, guess=guess)

    @staticmethod
    def _foreign(text: str, found: list[str], sure: float) -> Language:
        strange = [w for w in found if any(letter_script(letter) == "foreign" for letter in w[:40])]
        guess = foreign_language("".join(w[:40] for w in strange[:20]))
        if guess in (None, "ar", "hi"):  # Persian and Urdu, Marathi and Nepali share these scripts
            guess = second_opinion(text) or guess
        return Language("other", confidence=sure, guess=guess)


def _code_of(name: str) -> LanguageCode:
    base = name.removesuffix("-Latn")
    if base == "und":
        return "und"
    return {"ru": "ru", "bg": "bg", "en": "en"}.get(base, "other")  # type: ignore[return-value]
