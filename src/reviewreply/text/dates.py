"""Dates in the text of a review: "20.05", "на 20-ти май", "May 3rd", "вчера", "миналия петък", "две недели назад".

What is said without a year, or only relative to today, is worked out from the day the review was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Literal

from reviewreply.text.amounts import money_words
from reviewreply.text.deadlines import last_day
from reviewreply.text.durations import Quantity, find_durations, time_words
from reviewreply.text.lexicons import lexicon
from reviewreply.text.numbers import NumberWords, number_at, number_words
from reviewreply.text.tokens import Token, tokenise

Precision = Literal["day", "week", "month", "year"]
_AHEAD = timedelta(days=60)  # a date without a year lies at most so far after the review ("promised for 3 June")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\d-])")
_FULL = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d|[./-]\d)")
_SHORT = re.compile(r"(?<![\d./,:-])(\d{1,2})([./])(\d{2})(?!\d|[.,/:-]\d|\s*[%:*/])")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date read from a text; ``text[start:end]`` states it.

    ``date`` is the day, where one can be told: ``relative`` ones and those without a year need the day of writing.
    ``day``, ``month`` and ``year`` are what the text itself names. ``precision`` tells how sharp it is meant: "last
    month" has ``date`` None, "две недели назад" the day two weeks before, with precision ``week``.
    """

    start: int
    end: int
    date: date | None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    relative: bool = False
    precision: Precision = "day"


@dataclass(frozen=True, slots=True)
class DateWords:
    """The date words of one language, ready to look up."""

    months: dict[str, int]
    weekdays: dict[str, int]
    relative: dict[str, int]
    spans: dict[str, Precision]
    lists: dict[str, frozenset[str]]
    openers: frozenset[str]
    turns: frozenset[str]
    ago: frozenset[str]
    starts: frozenset[str]

    def has(self, name: str, word: str) -> bool:
        return word in self.lists[name]


@cache
def date_words(language: str) -> DateWords:
    """The date words of a language."""
    data = lexicon(language, "dates")
    months = {form: int(month) for month, forms in data["months"].items() for form in forms}
    weekdays = {form: int(day) for day, forms in data["weekdays"].items() for form in forms}
    openers = frozenset(phrase.split()[0] for phrase in data["relative"] if " " in phrase)
    turns = frozenset((*data["last"], *data["next"], *data["this"]))
    return DateWords(
        months=months,
        weekdays=weekdays,
        relative=data["relative"],
        spans={form: span for span, forms in data["weeks"].items() for form in forms},
        lists={name: frozenset(words) for name, words in data.items() if isinstance(words, list)},
        openers=openers,
        turns=turns,
        ago=frozenset((*data["ago_after"], *data["ago_before"])),
        starts=frozenset((*months, *weekdays, *data["relative"], *openers, *turns)),
    )


def find_dates(text: str, language: str, written: date | None = None) -> list[DateMention]:
    """Every date, in the order of the text.

    Parameters
    ----------
    language: ``ru``, ``bg`` or ``en``; another is read as English.
    written: the day of the review; without it what is relative keeps ``date`` None.
    """
    day = written.date() if isinstance(written, datetime) else written
    words = date_words(language)
    found = [
        *_in_figures(text, language, day),
        *_in_words(tokenise(text), number_words(language), words, day),
        *_ago(text, language, words, day),
    ]
    return _without_overlaps(found)


def _without_overlaps(found: list[DateMention]) -> list[DateMention]:
    """The longer of two that share characters, then the first."""
    kept: list[DateMention] = []
    for mention in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


# ------------------------------------------------------------------------------------------------------------ figures


def _in_figures(text: str, language: str, written: date | None) -> Iterator[DateMention]:
    """2026-05-20, 20.05.2026, 20/05/26, 20.05."""
    for match in _ISO.finditer(text):
        yield from _mention(match, int(match[3]), int(match[2]), int(match[1]), written)
    for match in _FULL.finditer(text):
        year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
        day, month = _day_first(int(match[1]), int(match[3]), match[2], language, year, written)
        yield from _mention(match, day, month, year, written)
    for match in _SHORT.finditer(text):
        if _looks_like_date(text, match, language):
            day, month = _day_first(int(match[1]), int(match[3]), match[2], language, None, written)
            yield from _mention(match, day, month, None, written)


def _mention(
    match: re.Match[str], day: int, month: int, year: int | None, written: date | None
) -> Iterator[DateMention]:
    if not (1 <= month <= 12 and 1 <= day <= 31) or (year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR):
        return
    resolved = _resolve(day, month, year, written)
    if resolved is not None or year is None:
        yield DateMention(match.start(), match.end(), resolved, day, month, year)


def _day_first(
    first: int, second: int, sign: str, language: str, year: int | None, written: date | None
) -> tuple[int, int]:
    """Day and month: the day comes first, except where only the American order makes a date.

    An English date with a stroke that both orders allow is read as the one nearer before the review.
    """
    if sign != "/" or first == second or first > 12:
        return first, second
    if second > 12:
        return second, first
    if language == "en" and written is not None:
        british, american = _resolve(first, second, year, written), _resolve(second, first, year, written)
        if british and american and american <= written and (british > written or american > british):
            return second, first
    return first, second


def _looks_like_date(text: str, match: re.Match[str], language: str) -> bool:
    """Tell "20.05" the date from a time, a mark or a sum: by what stands before and behind."""
    before = re.findall(r"[^\W\d_]+", text[max(0, match.start() - 20) : match.start()])
    behind = re.match(r"\s*([^\W\d_]+|[^\w\s])", text[match.end() : match.end() + 20])
    word_before = before[-1].lower() if before else ""
    word_behind = behind[1].lower() if behind else ""
    money, time = money_words(language), time_words(language)
    counted = word_behind in money.currencies or word_behind in money.hundredths or word_behind in time.units
    year_sign = word_behind in date_words(language).lists["year_words"]
    if (counted and not year_sign) or text[match.start() - 1 : match.start()] in ("€", "$", "£", "₽"):
        return False
    if match[2] == "/" and not _stroke_date(match, word_before, language):
        return False
    adjacent = text[: match.start()].rstrip().lower().endswith(word_before) and word_before
    return not (adjacent and date_words(language).has("not_date_before", word_before))


def _stroke_date(match: re.Match[str], word_before: str, language: str) -> bool:
    """ "до 15/06" is a date, "8/10" a mark."""
    return date_words(language).has("stroke_before", word_before) and not (match[3] == "10" and match[1][0] != "0")


# -------------------------------------------------------------------------------------------------------------- words


def _in_words(
    tokens: Sequence[Token], numbers: NumberWords, words: DateWords, written: date | None
) -> Iterator[DateMention]:
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind != "figure" and token.text not in words.starts and token.text not in numbers.starts:
            index += 1
            continue
        hit = _worded_at(tokens, index, numbers, words, written)
        if hit is None:
            index += 1
        else:
            mention, index = hit
            yield mention


def _worded_at(
    tokens: Sequence[Token], index: int, numbers: NumberWords, words: DateWords, written: date | None
) -> tuple[DateMention, int] | None:
    token = tokens[index]
    two = token.text in words.openers and index + 1 < len(tokens) and f"{token.text} {tokens[index + 1].text}"
    if two and two in words.relative:
        day = written + timedelta(days=words.relative[two]) if written else None
        return DateMention(token.start, tokens[index + 1].end, day, relative=True), index + 2
    if token.text in words.relative and not _never(tokens, index, words):
        shift = words.relative[token.text]
        day = written + timedelta(days=shift) if written else None
        return DateMention(token.start, token.end, day, relative=True), index + 1
    if token.text in words.months:
        return _month_first(tokens, index, numbers, words, written)
    if token.text in words.weekdays:
        return _weekday(tokens, index, words, written)
    if _is_turn(token.text, words) and index + 1 < len(tokens) and tokens[index + 1].text in words.spans:
        following = tokens[index + 1]
        mention = DateMention(token.start, following.end, None, relative=True, precision=words.spans[following.text])
        return mention, index + 2
    return _day_of_month(tokens, index, numbers, words, written)


def _day_of_month(
    tokens: Sequence[Token], index: int, numbers: NumberWords, words: DateWords, written: date | None
) -> tuple[DateMention, int] | None:
    """ "20-ти май", "двадцатого мая", "3rd of May", "20 числа"; of "5-6 мая" the first day counts."""
    hit = number_at(tokens, index, numbers)
    if hit is None:
        return None
    number, after = hit
    if number.value != int(number.value) or not 1 <= number.value <= 31:
        return None
    day = int(number.value)
    if after < len(tokens) and words.has("link_words", tokens[after].text):
        after += 1
    following = tokens[after].text if after < len(tokens) else ""
    if following in words.months:
        year, end, after = _year_after(tokens, after + 1, words)
        month = words.months[following]
        resolved = _resolve(day, month, year, written)
        return DateMention(number.start, end, resolved, day, month, year), after
    if words.has("day_words", following):
        return DateMention(number.start, tokens[after].end, _latest_day(day, written), day), after + 1
    return None


def _month_first(
    tokens: Sequence[Token], index: int, numbers: NumberWords, words: DateWords, written: date | None
) -> tuple[DateMention, int] | None:
    """ "May 3rd, 2026", or a month alone where a preposition or a year shows that it is one."""
    token = tokens[index]
    month = words.months[token.text]
    at = index + 1
    if numbers.language == "en":
        at += 1 if at < len(tokens) and tokens[at].text in (".", "the") else 0
        hit = number_at(tokens, at, numbers) if at < len(tokens) else None
        if hit and 1 <= hit[0].value <= 31 and hit[0].value == int(hit[0].value):
            day = int(hit[0].value)
            year, end, after = _year_after(tokens, hit[1], words)
            resolved = _resolve(day, month, year, written)
            return DateMention(token.start, max(end, hit[0].end), resolved, day, month, year), after
    year, end, after = _year_after(tokens, index + 1, words)
    before = tokens[index - 1].text if index else ""
    if year is None and not words.has("month_before", before):
        return None
    return DateMention(token.start, end, None, None, month, year, precision="month"), after


def _year_after(tokens: Sequence[Token], at: int, words: DateWords) -> tuple[int | None, int, int]:
    """A year behind a month ("2026 г.", ", 2026"), where the mention ends, and the index after it."""
    end = tokens[at - 1].end
    figure = at + 1 if at < len(tokens) and tokens[at].text == "," else at
    if figure >= len(tokens) or not re.fullmatch(r"(?:19|20)\d\d", tokens[figure].text):
        return None, end, at
    after = figure + 1
    if after < len(tokens) and words.has("year_words", tokens[after].text):
        return int(tokens[figure].text), tokens[after].end, after + 1
    return int(tokens[figure].text), tokens[figure].end, after


def _weekday(
    tokens: Sequence[Token], index: int, words: DateWords, written: date | None
) -> tuple[DateMention, int] | None:
    """ "миналия петък", "в пятницу", "on Friday"; "every Friday" is no date."""
    token, before = tokens[index], tokens[index - 1].text if index else ""
    if _never(tokens, index, words) or not (_is_turn(before, words) or words.has("weekday_before", before)):
        return None
    start = tokens[index - 1].start if _is_turn(before, words) else token.start
    wanted = words.weekdays[token.text]
    day = None
    if written is not None:
        back = (written.weekday() - wanted - 1) % 7 + 1
        day = written + timedelta(days=7 - back or 7) if words.has("next", before) else written - timedelta(days=back)
    return DateMention(start, token.end, day, relative=True), index + 1


def _is_turn(word: str, words: DateWords) -> bool:
    return word in words.turns


def _never(tokens: Sequence[Token], index: int, words: DateWords) -> bool:
    return index > 0 and words.has("never_before", tokens[index - 1].text)


def _ago(text: str, language: str, words: DateWords, written: date | None) -> Iterator[DateMention]:
    """ "две недели назад", "преди три дни", "two weeks ago"."""
    tokens = tokenise(text)
    if not any(token.text in words.ago for token in tokens):
        return
    after_start = {token.start: before for before, token in pairwise(tokens)}
    before_end = {token.end: after for token, after in pairwise(tokens)}
    for quantity in find_durations(text, language):
        behind, ahead = before_end.get(quantity.end), after_start.get(quantity.start)
        if quantity.kind != "length":
            continue
        if behind is not None and words.has("ago_after", behind.text):
            yield _back(quantity, quantity.start, behind.end, written)
        elif ahead is not None and words.has("ago_before", ahead.text):
            yield _back(quantity, ahead.start, quantity.end, written)


def _back(quantity: Quantity, start: int, end: int, written: date | None) -> DateMention:
    precisions: dict[str, Precision] = {"weeks": "week", "months": "month", "years": "year"}
    day = None
    if written is not None and quantity.duration.delta.days < 36_600:
        exact = quantity.duration.exact
        day = (
            written - timedelta(days=quantity.duration.delta.days)
            if exact
            else last_day(written, quantity.duration, before=True)
        )
    return DateMention(start, end, day, relative=True, precision=precisions.get(quantity.unit, "day"))


# ---------------------------------------------------------------------------------------------------------- resolving


def _resolve(day: int, month: int, year: int | None, written: date | None) -> date | None:
    """The day meant; without a year the latest that is not far after the review. None for 30 February."""
    if year is not None:
        return _day(year, month, day)
    if written is None:
        return None
    candidates = (_day(written.year + shift, month, day) for shift in (1, 0, -1, -2, -3, -4))
    return next((found for found in candidates if found and found - written <= _AHEAD), None)


def _latest_day(day: int, written: date | None) -> date | None:
    """The last such day of a month up to the review: "20 числа"."""
    if written is None:
        return None
    months = (written.year * 12 + written.month - 1 - shift for shift in range(3))
    candidates = (_day(index // 12, index % 12 + 1, day) for index in months)
    return next((found for found in candidates if found and found <= written), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
