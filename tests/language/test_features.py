from __future__ import annotations

import numpy as np

from reviewreply.language.features import LONGEST_NGRAM, ngram_rows, word_keys

BUCKETS = 1024


def test_rows_lie_inside_the_table() -> None:
    rows, begins = ngram_rows(["добре", "a"], BUCKETS)
    assert rows.shape == (7 + 3, LONGEST_NGRAM)
    assert begins.tolist() == [0, 7]
    assert rows.min() >= 0
    assert rows.max() == BUCKETS  # "no such n-gram" at the end of each word


def test_no_ngram_crosses_words() -> None:
    alone, _ = ngram_rows(["кафе"], BUCKETS)
    beside, begins = ngram_rows(["вкусно", "кафе", "с"], BUCKETS)
    assert np.array_equal(beside[begins[1] : begins[2]], alone)


def test_number_of_ngrams_of_a_word() -> None:
    rows, _ = ngram_rows(["а"], BUCKETS)  # "<а>": three of one, two of two, one of three letters
    assert (rows < BUCKETS).sum() == 6


def test_keys_tell_words_apart() -> None:
    forms = ["добре", "добро", "дoбре", "ебрдо", "a", "aa"]
    assert len(set(word_keys(forms).tolist())) == len(forms)


def test_key_does_not_depend_on_neighbours() -> None:
    assert word_keys(["много", "добре"])[1] == word_keys(["добре"])[0]


def test_hash_is_fixed() -> None:
    """The weights are useless under another hash: this pins it."""
    assert word_keys(["добре", "good"]).tolist() == PINNED_KEYS
    assert ngram_rows(["да"], 65536)[0][0].tolist() == PINNED_ROWS


PINNED_KEYS = [2253582221, 2938746825]
PINNED_ROWS = [19218, 43660, 8962, 55340, 65536]
