"""Dates in words: "20-ти май", "May 3rd", "вчера", "миналия петък", "две недели назад"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from reviewreply.text.date_parts import DateMention, DateWords, Precision, latest_day, resolve
from reviewreply.text.deadlines import last_day
from reviewreply.text.durations import Quantity, find_durations
from reviewreply.text.numbers import NumberWords, number_at
from reviewreply.text.tokens import Token, tokenise


def dates_in_words(
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
        resolved = resolve(day, month, year, written)
        return DateMention(number.start, end, resolved, day, month, year), after
    if words.has("day_words", following):
        return DateMention(number.start, tokens[after].end, latest_day(day, written), day), after + 1
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
            resolved = resolve(day, month, year, written)
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


def dates_ago(text: str, language: str, words: DateWords, written: date | None) -> Iterator[DateMention]:
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
