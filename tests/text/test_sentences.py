"""Sentences: where they end, and where a point means something else."""

from __future__ import annotations

import pytest

from reviewreply.text.sentences import sentences

# language | the text, with | where one sentence ends and the next begins
CUT = {
    "small letters": ("ru", "Ужас.| никогда больше.| не советую"),
    "no space": ("ru", "Ужас.|Никогда больше!|Не советую"),
    "abbreviations": ("ru", "Заказ на 5 тыс. руб. не пришёл, т.е. обман.| Жду."),
    "money at the end": ("ru", "Заплатил 500 руб.| Вернули 100."),
    "a date": ("ru", "Жду с 20.05.| И что?| 20.05.2026 обещали"),
    "a town": ("ru", "г. Москва, ул. Ленина, д. 5.| Грязно."),
    "a year": ("ru", "В 2024 г. было лучше.| Теперь нет."),
    "initials": ("ru", "А. С. Пушкин (!) сказал.| Всё"),
    "thinking": ("ru", "Ну... не знаю.| Ладно..."),
    "lines": ("ru", "Плюсы\n|Минусы: шум"),
    "emoji": ("ru", "Всё плохо 😡|\nКошмар"),
    "bulgarian": ("bg", "Закъсня с 3 дни, т.е. много.| Платих 59,90 лв. за нея.| Ужас!!!| Край"),
    "bulgarian people": ("bg", "Г-н Иванов, напр. куриерът, не вдига.| Обадих се на д-р Петрова."),
    "bulgarian money": ("bg", "Върнаха ми 5 лв.| И това е."),
    "english": ("en", "Mr. Smith was rude.| Paid $5.50 for it.| came at 5 p.m. and left."),
    "english dots": ("en", "Great... not!| Never again?!| Ok"),
    "quotes": ("en", 'He said "No."| Then he left.'),
    "a site": ("en", "See booking.com for more.| Bye."),
    "repeated": ("en", "No!!!| Never!!!"),
}


@pytest.mark.parametrize("case", CUT)
def test_cuts(case: str) -> None:
    language, marked = CUT[case]
    text = marked.replace("|", "")
    parts = [text[each.start : each.end] for each in sentences(text, language)]
    assert parts == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_has_no_sentence(text: str) -> None:
    assert sentences(text, "ru") == []


@pytest.mark.parametrize("text", ["...", "😡😡", "!!!"])
def test_marks_alone_are_one(text: str) -> None:
    assert [(each.start, each.end) for each in sentences(text, "en")] == [(0, len(text))]
