"""Hints from around a review decide only where its own words leave doubt."""

from __future__ import annotations

import pytest

from reviewreply.language import reply_language, settle
from reviewreply.language.fallback import locale_language
from reviewreply.language.thresholds import thresholds
from reviewreply.record import Language

DOUBTFUL = Language("ru", confidence=0.5)
SURE_RU, SURE_BG, SURE_EN = (Language(code, confidence=0.99) for code in ("ru", "bg", "en"))
NO_WORDS = Language("und", confidence=1.0)


def test_confident_answer_stays() -> None:
    assert settle("Всё отлично", SURE_RU, author=[SURE_BG], locale="bg", batch=[SURE_BG] * 9) == SURE_RU


def test_author_goes_before_locale() -> None:
    assert settle("супер", DOUBTFUL, author=[SURE_BG, SURE_BG], locale="ru-RU").code == "bg"


def test_locale_goes_before_batch() -> None:
    assert settle("супер", DOUBTFUL, locale="bg", batch=[SURE_RU] * 9).code == "bg"


def test_batch_majority() -> None:
    assert settle("супер", DOUBTFUL, batch=[SURE_BG] * 9 + [SURE_RU]).code == "bg"


def test_small_batch_says_nothing() -> None:
    assert settle("супер", DOUBTFUL, batch=[SURE_BG] * 4) == DOUBTFUL


def test_divided_batch_says_nothing() -> None:
    assert settle("супер", DOUBTFUL, batch=[SURE_BG, SURE_RU] * 5) == DOUBTFUL


def test_doubtful_reviews_of_the_author_say_nothing() -> None:
    assert settle("супер", DOUBTFUL, author=[Language("bg", confidence=0.4)]) == DOUBTFUL


def test_english_hint_does_not_fit_cyrillic() -> None:
    assert settle("супер", DOUBTFUL, author=[SURE_EN], locale="en-GB") == DOUBTFUL


def test_hint_on_latin_letters_is_latin_typed() -> None:
    settled = settle("super", Language("en", confidence=0.4), locale="bg_BG")
    assert (settled.code, settled.latin_script) == ("bg", True)


def test_agreeing_hint_raises_confidence_to_just_under_the_threshold() -> None:
    settled = settle("супер", DOUBTFUL, locale="ru")
    assert DOUBTFUL.confidence < settled.confidence < thresholds().settle_below


def test_hint_never_makes_confident() -> None:
    assert settle("супер", DOUBTFUL, locale="bg").confidence < thresholds().settle_below


def test_no_words_stay_undetermined() -> None:
    assert settle("👍", NO_WORDS, locale="bg") == NO_WORDS


@pytest.mark.parametrize(
    ("locale", "code"),
    [
        ("bg", "bg"), ("ru-RU", "ru"), ("en_GB", "en"), ("BG", "bg"), ("Bulgarian", "bg"), ("de-AT", "other"),
        ("en_US.UTF-8", "en"), ("", None), (None, None), ("und", None), ("???", None),
    ],
)  # fmt: skip
def test_locale_field(locale: str | None, code: str | None) -> None:
    assert locale_language(locale) == code


def test_reply_in_the_language_of_the_review() -> None:
    assert reply_language(SURE_BG, locale="ru") == "bg"


def test_reply_to_no_words_in_the_language_of_the_author() -> None:
    assert reply_language(NO_WORDS, author=[SURE_RU], locale="bg") == "ru"


def test_reply_to_another_language_in_that_of_the_locale() -> None:
    assert reply_language(Language("other", guess="mk"), locale="bg") == "bg"


def test_nothing_known_no_reply_language() -> None:
    assert reply_language(NO_WORDS, locale="de") is None
