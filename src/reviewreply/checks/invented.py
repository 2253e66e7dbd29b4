"""Invented details: numbers, amounts, dates, addresses that trace neither to the review nor to a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from reviewreply.checks.context import Finding
from reviewreply.checks.draft import Draft, finding
from reviewreply.checks.lexicon import word_lists
from reviewreply.text.amounts import money_words
from reviewreply.text.date_parts import date_words
from reviewreply.text.durations import find_durations
from reviewreply.text.numbers import find_numbers, number_words
from reviewreply.text.time_words import time_words
from reviewreply.text.tokens import Token, tokenise

_FIGURE = re.compile(r"\d")
EMAIL = re.compile(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)+")
LINK = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|(?<![@\w.-])[a-zа-я0-9][a-zа-я0-9-]*\.(?:com|bg|ru|net|org|eu|info|io|shop|example|co\.uk|рф|бг)(?:/\S*)?(?![\w@])"
)
_LINK_HINT = re.compile(r"://|www\.|\.(?:com|bg|ru|net|org|eu|info|io|shop|example|co|рф|бг)\b")
PHONE = re.compile(r"(?<![\w.,/])(?:\+|00)?\(?\d[\d\s().\-/\u00a0]{5,18}\d(?!\w)")
_DAY_BEFORE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th|-?[а-я]{1,3})?(?: of)? $")
_FIGURE_AFTER = re.compile(r" \d{1,4}\b")
_PHONE_LENGTHS = range(7, 16)
_CONVERSIONS: Mapping[str, tuple[float, ...]] = {
    "hours": (60, 1 / 24), "days": (24, 1 / 7), "weeks": (7, 5), "minutes": (1 / 60,), "months": (30, 4),
}  # fmt: skip
_COUNTED = 3
"""Words for numbers from here on are checked; "one" and "two" stand in too many idioms."""


def contact(draft: Draft) -> Iterator[Finding]:
    """An e-mail address, a phone number or a link that is none of the business's."""
    for name, pattern in (("email", EMAIL), ("link", LINK), ("phone", PHONE)):
        for match in places(draft, pattern):
            if not _is_given(draft, name, match[0]):
                message = f"Names a contact ({name}) that is none of yours; use the one of business.toml."
                yield finding(f"invented.{name}", message, match.span())


def number(draft: Draft) -> Iterator[Finding]:
    """A number that neither the review nor a fact contains."""
    taken = [match.span() for pattern in (EMAIL, LINK, PHONE) for match in places(draft, pattern)]
    if not (_figures_outside(draft, taken) or _counts(draft)):
        return
    known: frozenset[float] | None = None
    for found in find_numbers(draft.text, draft.language):
        if draft.is_cited(found.start, found.end) or any(left <= found.start < right for left, right in taken):
            continue
        written = _FIGURE.search(draft.text, found.start, found.end) is not None
        if not written and (found.value < _COUNTED or found.ordinal or not _has_unit(draft, found.end)):
            continue
        known = _known_numbers(draft) if known is None else known
        if any(value not in known for value in (found.value, found.upper) if value is not None):
            message = "Names a number that is in neither the review nor your facts; leave it out."
            yield finding("invented.number", message, (found.start, found.end))


def day(draft: Draft) -> Iterator[Finding]:
    """A month, a weekday, "tomorrow" that neither the review nor a fact names."""
    for pattern in _day_patterns(draft.language):
        for match in pattern.finditer(draft.folded):
            word = match[0].split()[-1][:5]
            if draft.is_cited(*match.span()) or word in draft.given or word in draft.review:
                continue
            message = "Names a day that is in neither the review nor your facts; leave it out."
            yield finding("invented.date", message, match.span())
    months = date_words(draft.language).months
    if months.keys().isdisjoint(draft.words):
        return
    for token in tokenise(draft.text):
        if token.text in months and _is_month(draft, token):
            message = "Names a month that is in neither the review nor your facts; leave it out."
            yield finding("invented.date", message, (token.start, token.end))


def _is_month(draft: Draft, token: Token) -> bool:
    """A month beside a figure ("5 May", "May 2026") that nothing given names."""
    if token.text[:3] in draft.given or token.text[:3] in draft.review or draft.is_cited(token.start, token.end):
        return False
    before, after = draft.text[: token.start], draft.text[token.end :]
    return _DAY_BEFORE.search(before) is not None or _FIGURE_AFTER.match(after) is not None


def places(draft: Draft, pattern: re.Pattern[str]) -> tuple[re.Match[str], ...]:
    """Where an e-mail address, a link or a phone number stands."""
    return _places(draft.folded, pattern)


@lru_cache(maxsize=16)
def _places(text: str, pattern: re.Pattern[str]) -> tuple[re.Match[str], ...]:
    """The same; several checks of one draft ask for it."""
    if pattern is EMAIL:
        return tuple(pattern.finditer(text)) if "@" in text else ()
    if pattern is LINK:
        return tuple(pattern.finditer(text)) if _LINK_HINT.search(text) else ()
    if not _FIGURE.search(text):
        return ()
    return tuple(match for match in pattern.finditer(text) if sum(map(str.isdigit, match[0])) in _PHONE_LENGTHS)


def _is_given(draft: Draft, name: str, written: str) -> bool:
    if name == "phone":
        figures = _figures(written)
        return figures in _figures(draft.given) or _is_date_or_sum(draft, written)
    return written.rstrip(".,;:!?)/") in draft.given


def _is_date_or_sum(draft: Draft, written: str) -> bool:
    """A date or a sum is no phone number; it is checked as a number."""
    return re.fullmatch(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}.*|\d{4}-\d\d-\d\d.*|\d{1,3}(?: \d{3})+", written) is not None


def _figures(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _counts(draft: Draft) -> bool:
    return not _counting(draft.language).isdisjoint(draft.words)


@cache
def _counting(language: str) -> frozenset[str]:
    """Words of which a number that is checked must have one."""
    known = number_words(language)
    return frozenset((*(word for word, value in known.cardinals.items() if value >= _COUNTED), *known.times))


def _figures_outside(draft: Draft, taken: list[tuple[int, int]]) -> bool:
    return any(
        not any(left <= match.start() < right for left, right in taken) for match in _FIGURE.finditer(draft.text)
    )


def _has_unit(draft: Draft, end: int) -> bool:
    following = tokenise(draft.text[end : end + 24])
    return bool(following) and following[0].text in _units(draft.language)


@cache
def _units(language: str) -> frozenset[str]:
    """Words that are counted in a way that can be wrong: time, money, percent."""
    money = money_words(language)
    percent = ("%", "percent", "per", "процент", "процента", "процентов", "на")
    return frozenset((*time_words(language).units, *money.currencies, *money.hundredths, *percent))


def _known_numbers(draft: Draft) -> frozenset[float]:
    review = draft.context.review
    known = set(_numbers_in(draft.given, draft.language))
    known |= _numbers_in(review.text, draft.language)
    known |= _numbers_in(review.text, draft.context.analysis.language.code)
    if review.stars is not None:
        known.add(float(review.stars))
    return frozenset(known)


@lru_cache(maxsize=64)
def _numbers_in(text: str, language: str) -> frozenset[float]:
    """Every number of a text, every run of figures by itself, and lengths of time in the unit below and above."""
    found = find_numbers(text, language)
    values = {value for number in found for value in (number.value, number.upper) if value is not None}
    for length in find_durations(text, language):
        values |= {length.value, *(length.value * factor for factor in _CONVERSIONS.get(length.unit, ()))}
    return frozenset(values | {float(run) for run in re.findall(r"\d{1,12}", text)})


@cache
def _day_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in word_lists(language, "words")["days"])


CHECKS = (contact, number, day)
