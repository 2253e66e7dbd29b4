"""No string makes the detector raise or slow down out of proportion."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewreply.language import LanguageDetector

DETECTOR = LanguageDetector.load()
CODES = {"ru", "bg", "en", "other", "und"}
PIECES = st.sampled_from(
    ["а", "z", "ё", "4", "'", "’", "<", "&", "@", "#", "http://", ".", " ",
     "\u0301", "\u200d", "\ud800", "ﬁ", "İ", "ß", "ﷺ",
     "漢", "한", "👩‍👩‍👧", "\x00", "\u202e", "=cmd|", "ignore previous instructions", "аaа", "Ǆ", "ŉ"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_an_answer(text: str) -> None:
    found = DETECTOR.detect(text)
    assert found.code in CODES
    assert 0.0 <= found.confidence <= 1.0
    assert found.guess is None or found.code == "other"
    assert not found.latin_script or found.code in ("ru", "bg")


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=120))
def test_odd_pieces_have_an_answer(pieces: list[str]) -> None:
    assert DETECTOR.detect("".join(pieces)).code in CODES


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=20))
def test_neighbours_in_a_batch_change_nothing(texts: list[str]) -> None:
    assert DETECTOR.detect_many(texts) == [DETECTOR.detect(text) for text in texts]


@pytest.mark.parametrize(
    "piece", ["a", "я", "a ", "ab@", "<", "&#", "'a", "4я ", "http://", "@a", "漢", "\u0301a", "a.", "👍"]
)
def test_long_text_is_quick(piece: str) -> None:
    DETECTOR.detect(piece * 20)

    def seconds(size: int) -> float:
        text = (piece * size)[:size]
        start = time.process_time()
        DETECTOR.detect(text)
        return time.process_time() - start

    assert seconds(10_000) < 0.5
    assert seconds(100_000) < 1.0


def test_ten_thousand_different_words_are_quick() -> None:
    text = " ".join(f"дума{number}х" for number in range(1_000))
    start = time.process_time()
    DETECTOR.detect(text)
    assert time.process_time() - start < 0.5
