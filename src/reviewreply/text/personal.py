"""Personal data in a text, with its places: what a public reply may never repeat.

Figures are checked as far as they can be (Luhn for cards, check digits for IBAN, EGN and SNILS). Names and health
words are found by their surroundings and by lists; ``confidence`` tells how sure that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reviewreply.text.identifiers import cards, emails, ibans, identity_numbers, order_numbers, phones
from reviewreply.text.people import addresses, health_details, names

_FIGURE = re.compile(r"\d")
PersonalKind = Literal[
    "email", "phone", "card", "iban", "national_id", "passport", "order_number", "address", "name", "health"
]


@dataclass(frozen=True, slots=True)
class PersonalSpan:
    """``text[start:end]`` is personal data of this kind; ``why`` names the rule that says so."""

    start: int
    end: int
    kind: PersonalKind
    why: str
    confidence: float = 0.95


def find_personal(text: str, language: str) -> list[PersonalSpan]:
    """Every piece of personal data, in the order of the text, none overlapping another.

    Parameters
    ----------
    language: ``ru``, ``bg`` or ``en``; another is read as English.
    """
    taken: list[PersonalSpan] = []
    for span in _candidates(text, language):
        if all(span.end <= other.start or span.start >= other.end for other in taken):
            taken.append(span)
    return sorted(taken, key=lambda span: span.start)


def _candidates(text: str, language: str) -> Iterator[PersonalSpan]:
    """All findings, the surest kind first: it keeps the place where two claim it."""
    if "@" in text:
        yield from (PersonalSpan(*found) for found in emails(text))
    if _FIGURE.search(text):
        for finder in (ibans, cards):
            yield from (PersonalSpan(*found) for found in finder(text))
        for worded in (identity_numbers, order_numbers, phones, addresses):
            yield from (PersonalSpan(*found) for found in worded(text, language))
    yield from (PersonalSpan(*found) for found in names(text, language))
    yield from (PersonalSpan(*found) for found in health_details(text, language))
