"""Sums of money in the text of a review: "1 200 руб.", "59,90 лв.", "€ 40", "двеста лева", "полторы тысячи"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from reviewreply.text.lexicons import lexicon
from reviewreply.text.numbers import Number, NumberWords, number_at, number_words
from reviewreply.text.tokens import Token, tokenise

_LARGE = 1000
_LOOK_BACK = 3
_SIGNS = frozenset("$€£₽₴₸₺")


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum and its place. ``currency`` is an ISO 4217 code, or None where none is named ("отдал полторы тысячи")."""

    start: int
    end: int
    value: float
    currency: str | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """The money words of one language, ready to look up."""

    currencies: dict[str, str]
    hundredths: dict[str, str]
    money_before: frozenset[str]
    not_money: frozenset[str]
    sure: frozenset[str]
    abbreviated: frozenset[str]


@cache
def money_words(language: str) -> MoneyWords:
    """The money words of a language."""
    data = lexicon(language, "amounts")
    return MoneyWords(
        currencies={form: code for code, forms in data["currencies"].items() for form in forms},
        hundredths={form: code for code, forms in data["hundredths"].items() for form in forms},
        money_before=frozenset(data["money_before"]),
        not_money=frozenset(data["not_money"]),
        sure=frozenset(data["sure"]),
        abbreviated=frozenset(data["abbreviated"]),
    )


def find_amounts(text: str, language: str) -> list[Amount]:
    """Every sum of money, in the order of the text; "59 лв. и 90 ст." is one."""
    tokens, numbers, words = tokenise(text), number_words(language), money_words(language)
    found: list[Amount] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind == "word" and token.text not in numbers.starts and token.text not in words.currencies:
            index += 1
            continue
        hit = _amount_at(tokens, index, numbers, words)
        if hit is None:
            index += 1
            continue
        amount, index, is_hundredths = hit
        if found and is_hundredths and _follows(text, found[-1], amount):
            found[-1] = replace(found[-1], end=amount.end, value=round(found[-1].value + amount.value, 2))
        else:
            found.append(amount)
    return found


def _amount_at(
    tokens: Sequence[Token], index: int, numbers: NumberWords, words: MoneyWords
) -> tuple[Amount, int, bool] | None:
    """The sum that begins at a token, the index after it, and whether it counts cents."""
    token = tokens[index]
    if token.text in _SIGNS or (token.kind == "word" and len(token.text) == 3 and token.text in words.currencies):
        before_figure = _sign_first(tokens, index, numbers, words)
        if before_figure:
            return before_figure
    hit = number_at(tokens, index, numbers)
    if hit is None or hit[0].ordinal:
        return None
    number, after = hit
    after = _past_point(tokens, after, words)
    unit = tokens[after].text if after < len(tokens) else ""
    if unit in words.currencies:
        amount = Amount(number.start, tokens[after].end, number.value, words.currencies[unit], number.upper)
        return _with_point(tokens, after, amount, words), after + 1, False
    if unit in words.hundredths:
        amount = Amount(number.start, tokens[after].end, number.value / 100, words.hundredths[unit])
        return _with_point(tokens, after, amount, words), after + 1, True
    if _is_money(tokens, index, hit[1], number, numbers, words):
        return Amount(number.start, number.end, number.value, None, number.upper), hit[1], False
    return None


def _past_point(tokens: Sequence[Token], after: int, words: MoneyWords) -> int:
    """Step over the point in "3 тыс. рублей"."""
    if after + 1 < len(tokens) and tokens[after].text == "." and tokens[after - 1].text in words.abbreviated:
        return after + 1 if tokens[after + 1].text in words.currencies else after
    return after


def _sign_first(
    tokens: Sequence[Token], index: int, numbers: NumberWords, words: MoneyWords
) -> tuple[Amount, int, bool] | None:
    """ "€ 40", "EUR 40", "$1,200"; a sign that follows a figure belongs to that."""
    if index and tokens[index - 1].kind == "figure":
        return None
    if index + 1 >= len(tokens) or tokens[index + 1].kind != "figure":
        return None
    hit = number_at(tokens, index + 1, numbers)
    if hit is None or hit[0].ordinal:
        return None
    number, after = hit
    amount = Amount(tokens[index].start, number.end, number.value, words.currencies[tokens[index].text], number.upper)
    return amount, after, False


def _with_point(tokens: Sequence[Token], at: int, amount: Amount, words: MoneyWords) -> Amount:
    """The point of "1 200 руб." belongs to it."""
    point = at + 1
    if tokens[at].text in words.abbreviated and point < len(tokens) and tokens[point].text == ".":
        return replace(amount, end=tokens[point].end) if tokens[point].start == tokens[at].end else amount
    return amount


def _is_money(
    tokens: Sequence[Token], index: int, after: int, number: Number, numbers: NumberWords, words: MoneyWords
) -> bool:
    """Thousands after a word of paying, with no counted thing behind: "отдал полторы тысячи"."""
    if number.value < _LARGE or tokens[after - 1].text not in numbers.times:
        return False
    if tokens[after - 1].text in words.sure:
        return True
    following = tokens[after].text if after < len(tokens) else ""
    before = {token.text for token in tokens[max(0, index - _LOOK_BACK) : index]}
    return following not in words.not_money and not words.money_before.isdisjoint(before)


def _follows(text: str, whole: Amount, cents: Amount) -> bool:
    """ "59 лв. и 90 ст.": the same currency, with nothing but a link between."""
    return (
        whole.currency == cents.currency
        and whole.value == int(whole.value)
        and text[whole.end : cents.start].strip().lower() in ("", "и", "and", ",")
    )
