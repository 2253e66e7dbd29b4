from __future__ import annotations

import pytest

from reviewreply.language.tokens import Script, foreign_language, plain, word_script, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ne6to 4e nqma", ["ne6to", "4e", "nqma"]),
        ("don't go, it’s bad", ["don't", "go", "it’s", "bad"]),
        ("чакахме 40 мин.", ["чакахме", "мин"]),
        ("see https://a.bc/de or mail a@b.cd", ["see", "or", "mail"]),
        ("<b>добре</b> &amp; бързо", ["добре", "бързо"]),
        ("@shop #супер ok", ["ok"]),
        ("5/5 👍", []),
        ("", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("word", "script"),
    [
        ("добре", "cyrillic"),
        ("good", "latin"),
        ("ne6to", "latin"),
        ("cупер", "cyrillic"),
        ("καλά", "foreign"),
        ("好", "foreign"),
        ("ћирилица", "cyrillic"),
        ("größe", "latin"),
        ("123", None),
    ],
)
def test_script(word: str, script: str | None) -> None:
    assert word_script(word) == script


@pytest.mark.parametrize(
    ("word", "script", "form"),
    [
        ("ДОБРЕ", "cyrillic", "добре"),
        ("суууупер", "cyrillic", "суупер"),
        ("cупep", "cyrillic", "супер"),
        ("It’s", "latin", "it's"),
        ("sooooo", "latin", "soo"),
        ("а" * 500, "cyrillic", "аа"),
        ("ﬁne", "latin", "fine"),
    ],
)
def test_plain_form(word: str, script: Script, form: str) -> None:
    assert plain(word, script) == form


@pytest.mark.parametrize(
    ("word", "iso"), [("καλό", "el"), ("漢字", "zh"), ("食べる", "ja"), ("안녕", "ko"), ("ⴰⵎⴰ", None)]
)
def test_language_of_a_foreign_script(word: str, iso: str | None) -> None:
    assert foreign_language(word) == iso
