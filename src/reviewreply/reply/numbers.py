"""Durations and amounts that a customer named, found in a claim and said again in the right form.

Only what stands in the text with a clear number is echoed: "12 дней", "три седмици", "an hour and a half". The forms
are nominative (which is the accusative too for every form that is given out).
"""

from __future__ import annotations

import re
from typing import Literal

from reviewreply.record import ReplyLanguage
from reviewreply.text.amounts import find_amounts
from reviewreply.text.durations import Quantity, find_durations
from reviewreply.text.numbers import find_numbers

Unit = Literal["minute", "hour", "day", "week", "month", "year"]
_FORMS: dict[ReplyLanguage, dict[Unit, tuple[str, ...]]] = {
    "ru": {"minute": ("минута", "минуты", "минут"), "hour": ("час", "часа", "часов"), "day": ("день", "дня", "дней"),
           "week": ("неделя", "недели", "недель"), "month": ("месяц", "месяца", "месяцев"),
           "year": ("год", "года", "лет")},
    "bg": {"minute": ("минута", "минути"), "hour": ("час", "часа"), "day": ("ден", "дни"),
           "week": ("седмица", "седмици"), "month": ("месец", "месеца"), "year": ("година", "години")},
    "en": {"minute": ("minute", "minutes"), "hour": ("hour", "hours"), "day": ("day", "days"),
           "week": ("week", "weeks"), "month": ("month", "months"), "year": ("year", "years")},
}  # fmt: skip
_FEMININE: dict[ReplyLanguage, frozenset[Unit]] = {
    "ru": frozenset({"minute", "week"}), "bg": frozenset({"minute", "week", "year"}), "en": frozenset(),
}  # fmt: skip
_RU_SPOKEN = {2: "два", 3: "три", 4: "четыре", 5: "пять", 6: "шесть", 7: "семь", 8: "восемь", 9: "девять", 10: "десять",
              11: "одиннадцать", 12: "двенадцать"}  # fmt: skip
_BG_SPOKEN = {2: "два", 3: "три", 4: "четири", 5: "пет", 6: "шест", 7: "седем", 8: "осем", 9: "девет", 10: "десет",
              11: "единадесет", 12: "дванадесет"}  # fmt: skip
_EN_SPOKEN = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten",
              11: "eleven", 12: "twelve"}  # fmt: skip
_SPOKEN: dict[ReplyLanguage, dict[int, str]] = {"ru": _RU_SPOKEN, "bg": _BG_SPOKEN, "en": _EN_SPOKEN}
_LARGEST = 400
_UNITS: dict[str, Unit] = {
    "minutes": "minute", "hours": "hour", "days": "day", "weeks": "week", "months": "month", "years": "year",
}  # fmt: skip
_TERM = re.compile(
    r"\b(?:вместо|обеща\w*|до|за|в срок|в течение|в рамките|каждые|всеки|instead of|promised|within|every|next|after|"
    r"через|след|от|назад|преди|ago|before|last|последн\w*|first|първ\w*|рабо\w*|гарант\w*|warrant\w*)\s+(?:\w+\s+)?$"
)
_SINCE = re.compile(r"\s*(?:назад|тому|ago|earlier|before|later|позже|по-късно|гаранци\w*|гарант\w*|warrant\w*|old\b)")


def duration_words(value: int, unit: Unit, language: ReplyLanguage, spoken: bool = False) -> str:
    """A length of time with its noun agreeing: ``12 дней``, ``две седмици``, ``3 weeks``.

    Parameters
    ----------
    value: 1 or more. ``spoken``: in words where the language has a short one (2 to 12).
    """
    noun = _FORMS[language][unit][_form(value, language)]
    word = _SPOKEN[language].get(value) if spoken else None
    if word is not None and value == 2 and unit in _FEMININE[language]:
        word = "две"
    return f"{word or value} {noun}"


def find_duration(text: str, language: ReplyLanguage) -> str | None:
    """The one length of time that a stretch of a review names; None where there is none, several, or a term.

    Short whole numbers are said as they stand, larger ones in figures, halves and hours with minutes as people say
    them; what is given out reads as the same length again. "Instead of 2 days", "within 3 hours", "2 years ago" are
    terms and points in time, not how long somebody waited.
    """
    found = [quantity for quantity in find_durations(text, language) if quantity.kind == "length"]
    if len(found) != 1:
        return None
    length = found[0]
    unit = _UNITS.get(length.unit)
    if unit is None or length.upper is not None or not 1 < length.value <= _LARGEST:
        return None
    before, after = text[: length.start].lower(), text[length.end :].lower()
    if _TERM.search(before) or _SINCE.match(after):
        return None
    words = _said_again(length.value, unit, text[length.start : length.end], language)
    return words if words is not None and _same_length(words, length, language) else None


def _said_again(value: float, unit: Unit, named: str, language: ReplyLanguage) -> str | None:
    """The length in words; None where the language has no form for it that fits every sentence."""
    spoken = not any(sign.isdigit() for sign in named)
    whole = int(value)
    if value != whole:
        return _and_half(whole, unit, language, spoken) if value == whole + 0.5 else None
    if unit == "minute" and whole > 60 and value not in {number.value for number in find_numbers(named, language)}:
        return _hours_and_minutes(*divmod(whole, 60), language, spoken)
    return None if whole < 2 or _awkward(whole, unit, language) else duration_words(whole, unit, language, spoken)


def _and_half(whole: int, unit: Unit, language: ReplyLanguage, spoken: bool) -> str | None:
    """ "полтора часа", "час и половина", "two and a half hours"."""
    if not spoken or whole < 1 or (whole > 1 and whole not in _SPOKEN[language]):
        return None
    one, few = _FORMS[language][unit][0], _FORMS[language][unit][1]
    if language == "ru":
        if whole == 1:
            return f"{'полторы' if unit in _FEMININE['ru'] else 'полтора'} {few}"
        number = duration_words(whole, unit, "ru", spoken=True).split()
        return f"{number[0]} с половиной {number[1]}"
    if language == "bg":
        return f"{one if whole == 1 else duration_words(whole, unit, 'bg', spoken=True)} и половина"
    if whole == 1:
        return f"{'an' if unit == 'hour' else 'a'} {one} and a half"
    return f"{_EN_SPOKEN[whole]} and a half {few}"


def _hours_and_minutes(hours: int, minutes: int, language: ReplyLanguage, spoken: bool) -> str | None:
    """ "час и 15 минут", "2 hours and 20 minutes"; the hour that is not written in figures has none here either."""
    if minutes < 2 or _awkward(minutes, "minute", language):
        return None
    one = {"ru": "час", "bg": "час", "en": "an hour"}[language]
    first = one if hours == 1 and spoken else duration_words(hours, "hour", language, spoken)
    link = " " if language == "ru" and not (hours == 1 and spoken) else " and " if language == "en" else " и "
    return f"{first}{link}{duration_words(minutes, 'minute', language)}"


def _same_length(words: str, length: Quantity, language: ReplyLanguage) -> bool:
    """Whether the words, read again, are the length that they are to say."""
    again = find_durations(words, language)
    return len(again) == 1 and abs(again[0].duration.delta - length.duration.delta).total_seconds() < 1


def find_amount(text: str, language: ReplyLanguage) -> str | None:
    """The one sum of money that a stretch names, as it is written; None where there is none, several, or a range."""
    found = [amount for amount in find_amounts(text, language) if amount.currency is not None]
    if len(found) != 1 or found[0].upper is not None:
        return None
    return text[found[0].start : found[0].end].strip()


def _form(value: int, language: ReplyLanguage) -> int:
    if language != "ru":
        return 0 if value == 1 else 1
    if value % 10 == 1 and value % 100 != 11:
        return 0
    return 1 if value % 10 in (2, 3, 4) and value % 100 not in (12, 13, 14) else 2


def _awkward(value: int, unit: Unit, language: ReplyLanguage) -> bool:
    """ "21 минута" has another accusative; such a number is not echoed."""
    return language == "ru" and _form(value, language) == 0 and unit in _FEMININE["ru"]
