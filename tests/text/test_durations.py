"""Lengths of time, hours of the clock and ordinals in review text."""

from __future__ import annotations

import pytest

from reviewreply.text.durations import find_durations
from reviewreply.text.numbers import figure_value, find_numbers

# language | text, the part found in [brackets] | value | unit
LENGTHS = """
ru | ждали [две недели] | 2 | weeks
ru | ждала [неделю] | 1 | weeks
ru | опоздали на [час] | 1 | hours
ru | через [полтора часа] | 1.5 | hours
ru | прошло [три с половиной часа] | 3.5 | hours
ru | везли [40 мин.] | 40 | minutes
ru | почти [полгода] жду | 6 | months
ru | [полчаса] на линии | 30 | minutes
ru | [двухчасовое] опоздание | 2 | hours
ru | [14-дневный] срок | 14 | days
ru | в течение [10-ти дней] | 10 | days
ru | [1 час 20 минут] | 80 | minutes
ru | [двадцать пять минут] | 25 | minutes
ru | [трое суток] ехала | 3 | days
ru | [пару дней] молчали | 2 | days
ru | за [5 рабочих дней] | 5 | working_days
ru | больше [трёх недель] | 3 | weeks
ru | около [часа] | 1 | hours
ru | в течение [месяца] | 1 | months
ru | [НЕДЕЛЮ] ЖДАЛИ | 1 | weeks
bg | [две седмици] чаках | 2 | weeks
bg | [три седмици и половина] | 3.5 | weeks
bg | [час и половина] на опашка | 1.5 | hours
bg | чаках [2 седмици] | 2 | weeks
bg | цяла [седмица] | 1 | weeks
bg | чакахме [час] | 1 | hours
bg | [половин час] | 0.5 | hours
bg | закъсня с [40 мин.] | 40 | minutes
bg | [двайсет и пет минути] | 25 | minutes
bg | след [5 работни дни] | 5 | working_days
bg | [двучасово] закъснение | 2 | hours
bg | [14-дневен] срок | 14 | days
bg | [един час и 20 минути] | 80 | minutes
bg | от близо [5месеца] | 5 | months
bg | работи [24 часа] | 24 | hours
bg | стоях [час и пет минути] | 65 | minutes
bg | отне ни [час и петнайсет минути] | 75 | minutes
bg | чакахме [час и двайсет] | 80 | minutes
bg | [сто и двадесет дни] мълчание | 120 | days
ru | ждали [час и пятнадцать минут] | 75 | minutes
ru | ждали [час пятнадцать минут] | 75 | minutes
ru | ждали [час двадцать] | 80 | minutes
ru | [тридцать пять дней] ответа нет | 35 | days
en | waited [two weeks] | 2 | weeks
en | waited [hour and a half] | 1.5 | hours
en | [a day and a half] | 1.5 | days
en | [an hour and twenty] | 80 | minutes
en | [an hour and fifteen minutes] | 75 | minutes
en | [a fortnight] later | 2 | weeks
en | [an hour and a half] | 1.5 | hours
en | [two and a half hours] | 2.5 | hours
en | [half an hour] | 0.5 | hours
en | [3 business days] | 3 | working_days
en | [twenty-five minutes] | 25 | minutes
en | [45 mins.] on hold | 45 | minutes
en | a [couple of weeks] | 2 | weeks
en | [a whole month] | 1 | months
en | [2 hrs 15 min] | 135 | minutes
en | the [14-day] return | 14 | days
en | [a week]'s delay | 1 | weeks
"""

NOTHING = """
ru | каждую неделю
ru | раз в неделю
ru | в 2024 году
ru | ни дня без проблем
ru | добрый день
ru | в третий раз
bg | всеки ден
bg | в неделя почиват
bg | добър ден
bg | през 2023 година
bg | три пъти
en | twice a day
en | 24/7
en | what a week
en | good day to you
en | in the year 2024
"""


def lines(table: str) -> list[list[str]]:
    return [[part.strip() for part in line.split(" | ")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("language", "marked", "value", "unit"), lines(LENGTHS))
def test_lengths(language: str, marked: str, value: str, unit: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    found = find_durations(text, language)
    assert [text[each.start : each.end] for each in found] == [marked[marked.index("[") + 1 : marked.index("]")]]
    assert (found[0].value, found[0].unit, found[0].kind) == (float(value), unit, "length")


@pytest.mark.parametrize(("language", "text"), lines(NOTHING))
def test_no_lengths(language: str, text: str) -> None:
    assert find_durations(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "value", "upper"),
    [
        ("ru", "2-3 рабочих дня", 2, 3),
        ("ru", "два-три дня", 2, 3),
        ("ru", "от 3 до 5 дней", 3, 5),
        ("bg", "2 или 3 дни", 2, 3),
        ("bg", "5–7 дни", 5, 7),
        ("en", "3 to 5 days", 3, 5),
        ("en", "3-5 business days", 3, 5),
    ],
)
def test_ranges(language: str, text: str, value: float, upper: float) -> None:
    (found,) = find_durations(text, language)
    assert (found.value, found.upper) == (value, upper)


@pytest.mark.parametrize(
    ("language", "text", "kind", "value"),
    [
        ("ru", "на 60-й день", "ordinal", 60),
        ("ru", "на третий день", "ordinal", 3),
        ("bg", "на 14-ия ден", "ordinal", 14),
        ("bg", "на третия ден", "ordinal", 3),
        ("en", "on the 3rd day", "ordinal", 3),
        ("ru", "в 5 часов вечера", "clock", 5),
        ("ru", "в 9 утра", "clock", 9),
        ("bg", "в 5 часа", "clock", 5),
        ("en", "at 5 o'clock", "clock", 5),
        ("en", "at 18:40", "clock", 18 + 40 / 60),
    ],
)
def test_what_is_no_length_is_told_apart(language: str, text: str, kind: str, value: float) -> None:
    (found,) = find_durations(text, language)
    assert (found.kind, found.value) == (kind, value)


@pytest.mark.parametrize(
    ("language", "text", "bound"),
    [
        ("ru", "больше двух недель", "over"),
        ("ru", "больше чем 2 недели", "over"),
        ("ru", "около 2 недель", "about"),
        ("bg", "повече от 3 седмици", "over"),
        ("bg", "близо 3 седмици", "about"),
        ("en", "more than an hour", "over"),
        ("en", "less than two weeks", "under"),
        ("en", "two weeks", "exact"),
    ],
)
def test_more_or_less(language: str, text: str, bound: str) -> None:
    assert find_durations(text, language)[0].bound == bound


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("ru", "двести сорок пять и 1 200,50", [245, 1200.5]),
        ("ru", "полторы тысячи, 2 тысячи триста", [1500, 2300]),
        ("bg", "двеста и петдесет, хиляда и двеста", [250, 1200]),
        ("en", "one hundred and twenty-three, a dozen", [123, 12]),
        ("en", "two thousand five hundred", [2500]),
        ("ru", "2-3 тысячи", [2000]),
        ("bg", "пет, шест", [5, 6]),
    ],
)
def test_numbers(language: str, text: str, values: list[float]) -> None:
    assert [number.value for number in find_numbers(text, language)] == values


@pytest.mark.parametrize(
    ("written", "language", "value"),
    [
        ("1 200,50", "ru", 1200.5),
        ("1.200,50", "bg", 1200.5),
        ("1,200.50", "en", 1200.5),
        ("1.200", "bg", 1200),
        ("1.200", "en", 1.2),
        ("1,200", "en", 1200),
        ("0,125", "ru", 0.125),
        ("59,90", "bg", 59.9),
        ("1\u00a0000\u00a0000", "ru", 1_000_000),
    ],
)
def test_figures(written: str, language: str, value: float) -> None:
    assert figure_value(written, language) == value
