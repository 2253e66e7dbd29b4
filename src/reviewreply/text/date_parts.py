"""What the readers of dates share: the mention, the words of a language, and the day that is meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from reviewreply.text.lexicons import lexicon

Precision = Literal["day", "week", "month", "year"]
_AHEAD = timedelta(days=60)  # a date without a year lies at most so far after the review ("promised for 3 June")


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


def resolve(day: int, month: int, year: int | None, written: date | None) -> date | None:
    """The day meant; without a year the latest that is not far after the review. None for 30 February."""
    if year is not None:
        return _day(year, month, day)
    if written is None:
        return None
    candidates = (_day(written.year + shift, month, day) for shift in (1, 0, -1, -2, -3, -4))
    return next((found for found in candidates if found and found - written <= _AHEAD), None)


def latest_day(day: int, written: date | None) -> date | None:
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
