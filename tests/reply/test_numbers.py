"""Lengths of time and sums said again in the right form."""

from __future__ import annotations

import pytest

from reviewreply.record import ReplyLanguage
from reviewreply.reply.numbers import duration_words, find_amount, find_duration

WORDS = [
    (1, "day", "ru", False, "1 день"), (2, "day", "ru", False, "2 дня"), (5, "day", "ru", False, "5 дней"),
    (11, "day", "ru", False, "11 дней"), (12, "week", "ru", False, "12 недель"), (21, "hour", "ru", False, "21 час"),
    (22, "minute", "ru", False, "22 минуты"), (112, "day", "ru", False, "112 дней"),
    (2, "week", "ru", True, "две недели"),
    (2, "month", "ru", True, "два месяца"), (5, "year", "ru", True, "пять лет"), (3, "year", "ru", False, "3 года"),
    (1, "day", "bg", False, "1 ден"), (12, "day", "bg", False, "12 дни"), (2, "hour", "bg", True, "два часа"),
    (2, "week", "bg", True, "две седмици"), (2, "year", "bg", True, "две години"),
    (6, "month", "bg", False, "6 месеца"),
    (1, "hour", "en", False, "1 hour"), (2, "hour", "en", False, "2 hours"), (9, "day", "en", True, "nine days"),
    (13, "day", "en", True, "13 days"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "unit", "language", "spoken", "expected"), WORDS)
def test_number_and_noun_agree(value, unit, language, spoken, expected) -> None:  # type: ignore[no-untyped-def]
    assert duration_words(value, unit, language, spoken) == expected


FOUND = [
    ("bg", "чакахме 40 минути за кафе", "40 минути"),
    ("bg", "закъсня с девет дни", "девет дни"),
    ("bg", "три седмици ни разиграват", "три седмици"),
    ("bg", "дойде след 5 дни вместо след 2 дни", None),
    ("bg", "никой не ни се обади", None),
    ("ru", "ждали 40 минут", "40 минут"),
    ("ru", "две недели без ответа", "две недели"),
    ("ru", "ждали час двадцать", "час и 20 минут"),
    ("ru", "стояла сорок минут", "40 минут"),
    ("ru", "ждали час и пятнадцать минут", "час и 15 минут"),
    ("ru", "везли 1 час 20 минут", "1 час 20 минут"),
    ("ru", "ждали полтора часа", "полтора часа"),
    ("ru", "две с половиной недели молчали", "две с половиной недели"),
    ("ru", "шесть с половиной часов в очереди", "шесть с половиной часов"),
    ("ru", "ждал двадцать одну минуту", None),
    ("bg", "чакахме час и половина", "час и половина"),
    ("bg", "два часа и половина на опашка", "два часа и половина"),
    ("bg", "чакахме двайсет и пет минути", "25 минути"),
    ("bg", "стоях час и пет минути", "час и 5 минути"),
    ("bg", "сто и двадесет дни мълчание", "120 дни"),
    ("en", "waited an hour and a half", "an hour and a half"),
    ("en", "a day and a half without water", "a day and a half"),
    ("en", "it took two and a half hours", "two and a half hours"),
    ("en", "an hour and fifteen minutes in the queue", "an hour and 15 minutes"),
    ("en", "forty-five minutes on hold", "45 minutes"),
    ("ru", "доставка за 2 дня превратилась в 9 дней", None),
    ("ru", "три года назад было лучше", None),
    ("en", "we waited 50 minutes", "50 minutes"),
    ("en", "three weeks without an answer", "three weeks"),
    ("en", "the promised 2 days became ten days", None),
    ("en", "within 3 hours they said", None),
]


@pytest.mark.parametrize(("language", "text", "expected"), FOUND)
def test_only_a_plain_length_of_time_is_echoed(language: ReplyLanguage, text: str, expected: str | None) -> None:
    assert find_duration(text, language) == expected


AMOUNTS = [
    ("bg", "взеха ми 59,90 лв. за нищо", "59,90 лв."),
    ("ru", "списали 1200 руб с карты", "1200 руб"),
    ("en", "charged me £30 for it", "£30"),
    ("en", "charged 30 pounds", "30 pounds"),
    ("bg", "от 12 лв. на 19 лв.", None),
    ("bg", "никаква сума", None),
]


@pytest.mark.parametrize(("language", "text", "expected"), AMOUNTS)
def test_one_clear_sum_is_found_as_written(language: ReplyLanguage, text: str, expected: str | None) -> None:
    assert find_amount(text, language) == expected
