"""Dates in review text; the review is written on Wednesday, 10 June 2026."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from reviewreply.text.dates import find_dates

WRITTEN = date(2026, 6, 10)

DAYS = """
ru | забрал [20.05] | 2026-05-20
ru | заказ от [20.05.2026] | 2026-05-20
ru | [вчера] привезли | 2026-06-09
ru | [позавчера] | 2026-06-08
ru | обещали [завтра] | 2026-06-11
ru | в [прошлую пятницу] | 2026-06-05
ru | в [пятницу] | 2026-06-05
ru | в [среду] | 2026-06-03
ru | [двадцатого мая] | 2026-05-20
ru | [двадцать первого мая] | 2026-05-21
ru | [5 мая 2025 г]. | 2025-05-05
ru | [20 числа] | 2026-05-20
ru | [3 дня назад] | 2026-06-07
ru | [неделю назад] | 2026-06-03
ru | [25 декабря] | 2025-12-25
ru | обещали [1 июля] | 2026-07-01
bg | на [20-ти май] | 2026-05-20
bg | на [20 май 2026 г]. | 2026-05-20
bg | от [20.05.25] | 2025-05-20
bg | [вчера] | 2026-06-09
bg | [онзи ден] | 2026-06-08
bg | [завчера] | 2026-06-08
bg | [миналия петък] | 2026-06-05
bg | в [неделя] | 2026-06-07
bg | [преди 3 дни] | 2026-06-07
bg | [преди две седмици] | 2026-05-27
bg | на [първи юни] | 2026-06-01
bg | до [15/06] | 2026-06-15
en | on [May 3rd] | 2026-05-03
en | the [3rd of May] | 2026-05-03
en | [May 3, 2025] | 2025-05-03
en | [3 May 2025] | 2025-05-03
en | [2026-05-20] | 2026-05-20
en | [12/25/2025] | 2025-12-25
en | [25/12/2025] | 2025-12-25
en | [05/06/2026] | 2026-06-05
en | [yesterday] | 2026-06-09
en | [last Friday] | 2026-06-05
en | [next Friday] | 2026-06-12
en | [two weeks ago] | 2026-05-27
en | [last night] | 2026-06-09
"""

NOTHING = """
ru | каждую пятницу
ru | с 9.00 до 18.00
ru | пришли в 10.12
ru | версия 10.12
ru | 20.05 руб
ru | оценка 4.5
ru | окружающую среду
bg | май не стана
bg | 10.05 лв.
bg | всеки петък
bg | оценка 8/10
en | I may go
en | every Monday
en | 5/10 for taste
en | 9.99
en | 24/7 support
en | 99.99.2026
"""


def lines(table: str) -> list[list[str]]:
    return [[part.strip() for part in line.split(" | ")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("language", "marked", "day"), lines(DAYS))
def test_days(language: str, marked: str, day: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    found = find_dates(text, language, WRITTEN)
    assert [text[each.start : each.end] for each in found] == [marked[marked.index("[") + 1 : marked.index("]")]]
    assert found[0].date == date.fromisoformat(day)


@pytest.mark.parametrize(("language", "text"), lines(NOTHING))
def test_no_dates(language: str, text: str) -> None:
    assert find_dates(text, language, WRITTEN) == []


@pytest.mark.parametrize(
    ("language", "text", "precision", "month"),
    [
        ("ru", "в мае", "month", 5),
        ("ru", "в прошлом месяце", "month", None),
        ("bg", "през май", "month", 5),
        ("bg", "миналата седмица", "week", None),
        ("en", "March 2025", "month", 3),
        ("en", "last year", "year", None),
    ],
)
def test_what_names_no_day_has_none(language: str, text: str, precision: str, month: int | None) -> None:
    (found,) = find_dates(text, language, WRITTEN)
    assert (found.date, found.precision, found.month) == (None, precision, month)


def test_without_the_day_of_writing_only_full_dates_are_days() -> None:
    assert [each.date for each in find_dates("вчера, 20.05 и 20.05.2026", "ru")] == [None, None, date(2026, 5, 20)]
    assert [(each.day, each.month) for each in find_dates("20.05", "ru")] == [(20, 5)]


def test_a_day_that_does_not_exist_has_no_date() -> None:
    assert find_dates("31 февраля", "ru", WRITTEN)[0].date is None
    assert find_dates("31.02.2026", "ru", WRITTEN) == []


def test_a_time_of_writing_is_a_day_too() -> None:
    assert find_dates("yesterday", "en", datetime(2026, 6, 10, 9, 30))[0].date == date(2026, 6, 9)


def test_an_american_date_is_chosen_where_it_is_nearer() -> None:
    assert find_dates("05/09/2026", "en", date(2026, 5, 12))[0].date == date(2026, 5, 9)
    assert find_dates("05/09/2026", "en", date(2026, 9, 12))[0].date == date(2026, 9, 5)
