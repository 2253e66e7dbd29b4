"""The weights on disk: ``weights.npz`` (arrays only, no pickle) and ``labels.json`` beside it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import ModelError
from .features import FEATURES_VERSION, LONGEST_NGRAM, letter_masks, ngram_rows, word_keys

FORMAT_VERSION = 1
STRANGE_LETTER = 3.0  # log-probability: the floor alone lets five doubtful words outvote a letter that settles it
_CYRILLIC_END = 0x0530
_BLOCK = 4096  # words scored at once: bounds memory on a text of ten thousand new words
_REMEDY = "Install reviewreply again, or train the model with scripts/train_language.py."


@dataclass(frozen=True, slots=True)
class ScriptModel:
    """A linear classifier of words of one script.

    classes: names such as ``bg``, ``uk``, ``ru-Latn``, ``und``. ngrams: (buckets + 1, classes) int8, the last row zero.
    keys: (entries,) sorted uint32; lexicon: (entries, classes) int8. floor: the least probability of a class given one
    word, so that a single name cannot outvote a sentence. temperatures: (bins,) factors by the number of words.
    alphabets: letters of a class, where it has an alphabet of its own; a word with another letter of the script costs
    the class ``STRANGE_LETTER`` more.
    """

    classes: tuple[str, ...]
    ngrams: NDArray[np.int8]
    keys: NDArray[np.uint32]
    lexicon: NDArray[np.int8]
    ngram_scale: float
    lexicon_scale: float
    floor: float
    bins: tuple[int, ...]
    temperatures: NDArray[np.float32]
    alphabets: Mapping[str, str]
    strange: NDArray[np.uint32]

    def word_scores(self, forms: list[str]) -> NDArray[np.float32]:
        """Log-probabilities of the classes for each word, (words, classes)."""
        scores = np.empty((len(forms), len(self.classes)), dtype=np.float32)
        for at in range(0, len(forms), _BLOCK):
            scores[at : at + _BLOCK] = self._block(forms[at : at + _BLOCK])
        return scores

    def _block(self, forms: list[str]) -> NDArray[np.float32]:
        rows, begins = ngram_rows(forms, len(self.ngrams) - 1)
        letters = self.ngrams[rows[:, 0]].astype(np.int16)  # (letters, classes)
        for n in range(1, LONGEST_NGRAM):
            letters += self.ngrams[rows[:, n]]
        logits = np.add.reduceat(letters, begins, axis=0, dtype=np.int32).astype(np.float32) * self.ngram_scale
        keys = word_keys(forms)
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = self.keys[place] == keys
        logits[known] += self.lexicon[place[known]].astype(np.float32) * self.lexicon_scale
        exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
        likely = exponentials / exponentials.sum(axis=1, keepdims=True)
        scores = np.log(likely + self.floor)
        masks = letter_masks(forms, self.strange)
        for column in range(len(self.classes)):
            scores[:, column] -= STRANGE_LETTER * ((masks >> np.uint32(column)) & np.uint32(1))
        return np.asarray(scores, dtype=np.float32)

    def probabilities(self, sums: NDArray[np.float32], counts: NDArray[np.float32]) -> NDArray[np.float32]:
        """Calibrated probabilities from summed word scores, (texts, classes), and the numbers of words, (texts,)."""
        heat = self.temperatures[np.searchsorted(self.bins, counts, side="right") - 1]
        scaled = sums * heat[:, None]
        exponentials = np.exp(scaled - scaled.max(axis=1, keepdims=True))
        return np.asarray(exponentials / exponentials.sum(axis=1, keepdims=True), dtype=np.float32)


def strange_letters(classes: Sequence[str], alphabets: Mapping[str, str]) -> NDArray[np.uint32]:
    """Table by code point, (letters,): bit ``c`` is set for Cyrillic letters that class ``c`` does not write."""
    table = np.zeros(_CYRILLIC_END, dtype=np.uint32)
    every = set("".join(alphabets.values()))
    for column, name in enumerate(classes):
        for letter in every - set(alphabets.get(name, every)):
            table[ord(letter)] |= np.uint32(1 << column)
    table[-1] = 0
    return table


def load_weights(folder: Path) -> dict[str, ScriptModel]:
    """Read ``folder``; one model per script (``cyrillic``, ``latin``).

    Errors: ``ModelError`` when a file is missing, damaged, of another version, or does not fit its neighbour.
    """
    labels, packed = _read(folder / "labels.json"), _read(folder / "weights.npz")
    try:
        card: dict[str, Any] = json.loads(labels)
        found = (card["format_version"], card["features_version"])
        expected_digest = card["weights_sha256"]
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder / 'labels.json'} is no language model card.", _REMEDY) from error
    if found != (FORMAT_VERSION, FEATURES_VERSION):
        wanted = f"format {FORMAT_VERSION}, features {FEATURES_VERSION}"
        raise ModelError(f"{folder}: expected {wanted}; found format {found[0]}, features {found[1]}.", _REMEDY)
    if hashlib.sha256(packed).hexdigest() != expected_digest:
        raise ModelError(f"{folder}: weights.npz is not the file that labels.json describes.", _REMEDY)
    try:
        with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
            return {script: _script_model(card["scripts"][script], script, arrays) for script in ("cyrillic", "latin")}
    except (ValueError, KeyError, TypeError, OSError, zipfile.BadZipFile) as error:
        raise ModelError(f"{folder}: weights.npz cannot be read as a language model.", _REMEDY) from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"The language model file {path} cannot be read.", _REMEDY) from error


def _script_model(part: dict[str, Any], script: str, arrays: Any) -> ScriptModel:
    classes = tuple(part["classes"])
    ngrams, lexicon = arrays[f"{script}_ngrams"], arrays[f"{script}_lexicon"]
    keys, temperatures = arrays[f"{script}_keys"], np.asarray(part["temperatures"], dtype=np.float32)
    alphabets: dict[str, str] = part["alphabets"]
    buckets = len(ngrams) - 1
    fits = (
        ngrams.shape[1] == lexicon.shape[1] == len(classes)
        and len(keys) == len(lexicon) > 0
        and buckets & (buckets - 1) == 0
        and len(temperatures) == len(part["bins"])
    )
    if not fits:
        raise ValueError(f"shapes of {script} do not fit together")
    return ScriptModel(
        classes, ngrams, keys, lexicon, float(part["ngram_scale"]), float(part["lexicon_scale"]), float(part["floor"]),
        tuple(part["bins"]), temperatures, alphabets, strange_letters(classes, alphabets),
    )  # fmt: skip
