"""Whether a review speaks of a known event: the words that it shares with the business's account, the days it names."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo
from functools import cache, lru_cache

from reviewreply.business.model import Incident
from reviewreply.record import ReplyLanguage
from reviewreply.reply.phrasebook import fold, load_phrasebook
from reviewreply.text.dates import find_dates
from reviewreply.text.deadlines import Moment, day_of
from reviewreply.text.time_words import time_words

_WORD = re.compile(r"[^\W\d_]+")
_STEM = 5
_SHORT = 3
_ROOT = 4
_MATTERS = ("giving_back", "cancelling")
"""Cues that tell a matter of rules, whatever words it is named by."""
_DAY_ONLY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|-?го|-?(?:ти|ви|ри|ми))\b")
""" "on the 5th": a day of the month around the review."""
_FEW, _MONTH = 4, 27


def shares_words(account: str, review: str, language: ReplyLanguage) -> bool:
    """Whether a review says a word of the account that is not one of those which every reply is made of."""
    return bool(_telling(account, language) & stems(review))


def speaks_of(account: str, review: str, language: ReplyLanguage) -> bool:
    """Whether a review comes near to what an account tells: words of one root, or the same matter by other words."""
    if {word[:_ROOT] for word in _telling(account, language)} & {word[:_ROOT] for word in stems(review)}:
        return True
    cues = load_phrasebook(language).cues
    return any(all(cues[name].search(fold(text)) for text in (account, review)) for name in _MATTERS)


def opens_with_words_of(account: str, review: str, language: ReplyLanguage, first: int = 1) -> bool:
    """Whether a review says one of the first telling words of an account: what the account is about."""
    telling = _telling(account, language)
    opening = [word[:_STEM] for word in _WORD.findall(fold(account)) if word[:_STEM] in telling][:first]
    return bool(set(opening) & stems(review))


def shared_words(account: str, review: str) -> int:
    """How many words of an account a review says."""
    return len(stems(account) & stems(review))


def names_day_of(incident: Incident, text: str, language: ReplyLanguage, zone: tzinfo, written: Moment | None) -> bool:
    """Whether the text names a day on which the event went on; an open end is no day."""
    if incident.start is None or incident.end is None:
        return False
    first, last = day_of(incident.start, zone), day_of(incident.end, zone)
    day: date | None = day_of(written, zone) if isinstance(written, (date, datetime)) else None
    if any(found.date is not None and first <= found.date <= last for found in find_dates(text, language, day)):
        return True
    days = {(first + timedelta(n)).day for n in range(min((last - first).days, _FEW) + 1)}
    near = day is not None and first <= day <= last + timedelta(_MONTH)
    return near and any(int(match[1]) in days for match in _DAY_ONLY.finditer(text))


@lru_cache(maxsize=256)
def stems(text: str) -> frozenset[str]:
    """The words of a text by their first letters, short ones left out."""
    return frozenset(word[:_STEM] for word in _WORD.findall(fold(text)) if len(word) > _SHORT)


@lru_cache(maxsize=64)
def _telling(account: str, language: ReplyLanguage) -> frozenset[str]:
    return stems(account) - _everyday(language)


@cache
def _everyday(language: ReplyLanguage) -> frozenset[str]:
    """The words of the phrases themselves, of months and of lengths of time: they tell nothing of an event."""
    book = load_phrasebook(language)
    phrases = " ".join(variant.text for variants in book.acts.values() for variant in variants)
    units = " ".join((*time_words(language).units, *map(str, book.words["months"])))
    return stems(f"{phrases} {units}")
