"""Dates in figures: 2026-05-20, 20.05.2026, 20/05/26, 20.05."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from reviewreply.text.amounts import money_words
from reviewreply.text.date_parts import DateMention, date_words, resolve
from reviewreply.text.time_words import time_words

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\d-])")
_FULL = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d|[./-]\d)")
_SHORT = re.compile(r"(?<![\d./,:-])(\d{1,2})([./])(\d{2})(?!\d|[.,/:-]\d|\s*[%:*/])")


def dates_in_figures(text: str, language: str, written: date | None) -> Iterator[DateMention]:
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
    resolved = resolve(day, month, year, written)
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
        british, american = resolve(first, second, year, written), resolve(second, first, year, written)
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
