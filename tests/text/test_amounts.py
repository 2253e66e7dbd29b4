"""Sums of money in review text."""

from __future__ import annotations

import pytest

from reviewreply.text.amounts import find_amounts

SUMS = """
ru | [1 200 руб.] | 1200 | RUB
ru | [5000р] | 5000 | RUB
ru | [12.500 ₽] | 12500 | RUB
ru | [3 тыс. рублей] | 3000 | RUB
ru | [2,5 тысячи рублей] | 2500 | RUB
ru | [59 рублей 90 копеек] | 59.9 | RUB
ru | отдал [полторы тысячи] за чай | 1500 | -
ru | содрали [15к] | 15000 | -
ru | [пятьсот рублей] | 500 | RUB
ru | [100$] | 100 | USD
ru | [40 евро] | 40 | EUR
ru | [200 тенге] | 200 | KZT
bg | [59,90 лв.] | 59.9 | BGN
bg | [двеста лева] | 200 | BGN
bg | [двеста и петдесет лева] | 250 | BGN
bg | [1.200,50 лв] | 1200.5 | BGN
bg | [20лв] | 20 | BGN
bg | [5 лв. и 90 ст.] | 5.9 | BGN
bg | [50 стотинки] | 0.5 | BGN
bg | [€ 40] | 40 | EUR
bg | [10 кинта] | 10 | BGN
bg | [3 бона] | 3000 | -
en | [$1,200.50] | 1200.5 | USD
en | [EUR 59.90] | 59.9 | EUR
en | [two hundred pounds] | 200 | GBP
en | [£20] | 20 | GBP
en | [20p] | 0.2 | GBP
en | [fifty quid] | 50 | GBP
en | paid [2k] | 2000 | -
en | [5 dollars and 20 cents] | 5.2 | USD
"""

NOTHING = """
ru | за 5000 шагов
ru | десять тысяч раз
ru | полторы тысячи человек
ru | 5 звёзд
bg | 200 души
bg | 3 пъти
bg | левият чорап
en | 1,200 people
en | 5 stars
en | a pound of flesh
"""


def lines(table: str) -> list[list[str]]:
    return [[part.strip() for part in line.split(" | ")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("language", "marked", "value", "currency"), lines(SUMS))
def test_sums(language: str, marked: str, value: str, currency: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    found = find_amounts(text, language)
    assert [text[each.start : each.end] for each in found] == [marked[marked.index("[") + 1 : marked.index("]")]]
    assert (found[0].value, found[0].currency or "-") == (float(value), currency)


@pytest.mark.parametrize(("language", "text"), lines(NOTHING))
def test_no_sums(language: str, text: str) -> None:
    assert find_amounts(text, language) == []


@pytest.mark.parametrize(("language", "text"), [("ru", "2-3 тыс. руб"), ("bg", "2000-3000 лв"), ("en", "$2,000-3,000")])
def test_ranges(language: str, text: str) -> None:
    (found,) = find_amounts(text, language)
    assert (found.value, found.upper) == (2000, 3000)
