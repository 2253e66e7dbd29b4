"""Everything that a review says about time and money, read in one go, Latin-typed Russian and Bulgarian included."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from reviewreply.text.amounts import Amount, find_amounts
from reviewreply.text.dates import DateMention, find_dates
from reviewreply.text.durations import Quantity, find_durations
from reviewreply.text.latin import Transliterated, to_cyrillic

Found = TypeVar("Found", Quantity, DateMention, Amount)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a text says about time and money; offsets are into the text as it was given."""

    durations: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]
    amounts: tuple[Amount, ...]


def read_terms(text: str, language: str, *, latin_script: bool = False, written: date | None = None) -> Terms:
    """Read durations, dates and sums of money.

    Parameters
    ----------
    language: ``ru``, ``bg`` or ``en``; another is read as English.
    latin_script: the text is Russian or Bulgarian in Latin letters.
    written: the day of the review, from which "вчера" and "20.05" get their date.
    """
    if not latin_script or language not in ("ru", "bg"):
        return Terms(
            tuple(find_durations(text, language)),
            tuple(find_dates(text, language, written)),
            tuple(find_amounts(text, language)),
        )
    read = to_cyrillic(text, language)
    return Terms(
        _back(find_durations(read.text, language), read),
        _back(find_dates(read.text, language, written), read),
        _back(find_amounts(read.text, language), read),
    )


def _back(found: list[Found], read: Transliterated) -> tuple[Found, ...]:
    """The same findings with offsets into the text as it was typed."""
    places = (read.source(each.start, each.end) for each in found)
    return tuple(replace(each, start=start, end=end) for each, (start, end) in zip(found, places, strict=True))
