"""Dates in the text of a review: "20.05", "на 20-ти май", "May 3rd", "вчера", "миналия петък", "две недели назад".

What is said without a year, or only relative to today, is worked out from the day the review was written.
"""

from __future__ import annotations

from datetime import date, datetime

from reviewreply.text.date_figures import dates_in_figures
from reviewreply.text.date_parts import DateMention, Precision, date_words
from reviewreply.text.date_phrases import dates_ago, dates_in_words
from reviewreply.text.numbers import number_words
from reviewreply.text.tokens import tokenise

__all__ = ["DateMention", "Precision", "find_dates"]


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
        *dates_in_figures(text, language, day),
        *dates_in_words(tokenise(text), number_words(language), words, day),
        *dates_ago(text, language, words, day),
    ]
    return _without_overlaps(found)


def _without_overlaps(found: list[DateMention]) -> list[DateMention]:
    """The longer of two that share characters, then the first."""
    kept: list[DateMention] = []
    for mention in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
