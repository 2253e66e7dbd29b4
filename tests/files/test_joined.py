from __future__ import annotations

import pytest

from reviewreply.files.joined import join_text, original_text


def test_a_text_alone_stays_as_it_is() -> None:
    assert join_text("  as it came\n") == "  as it came\n"


@pytest.mark.parametrize(
    ("language", "joined"),
    [
        ("ru", "Итог\nТекст\nДостоинства: цвет\nНедостатки: цена"),
        ("bg", "Итог\nТекст\nПредимства: цвет\nНедостатъци: цена"),
        ("en", "Итог\nТекст\nPros: цвет\nCons: цена"),
    ],
)
def test_parts_stand_under_each_other_with_labels(language: str, joined: str) -> None:
    assert join_text("Текст", "Итог", "цвет", "цена", language) == joined


def test_empty_parts_leave_no_label() -> None:
    assert join_text("", None, "-", "", "ru") == ""
    assert join_text("", None, "", "медленно", "ru") == "Недостатки: медленно"


def test_a_title_that_repeats_the_text_is_left_out() -> None:
    assert join_text("Great", "Great") == "Great"


@pytest.mark.parametrize(
    "text",
    [
        "(Translated by Google) Super!\n\n(Original)\nСупер!",
        "(Original)\nСупер!\n\n(Translated by Google)\nSuper!",
        "Супер!\n\n(Translated by Google)\nSuper!",
        "Супер!",
    ],
)
def test_the_original_is_kept_of_a_translated_comment(text: str) -> None:
    assert original_text(text) == "Супер!"
