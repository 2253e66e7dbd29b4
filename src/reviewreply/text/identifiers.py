"""Numbers and addresses that point to one person: e-mail, phone, card, IBAN, documents, orders.

Each finder yields (start, end, kind, why, confidence).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from reviewreply.text.lexicons import lexicon

IdentifierKind = Literal["email", "phone", "card", "iban", "national_id", "passport", "order_number"]
Found = tuple[int, int, IdentifierKind, str, float]

_EMAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[\w-]{1,63}\.){1,4}[A-Za-zа-я]{2,15}\b")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b")
_CARD = re.compile(r"(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])")
_IN_FOURS = re.compile(r"\d{4}([ -])\d{4}\1\d{4}\1\d{4}")
_TEN = re.compile(r"(?<![\d+-])\d{10}(?!\d)")
_SNILS = re.compile(r"(?<!\d)(\d{3})-(\d{3})-(\d{3})[ -](\d{2})(?!\d)")
_SSN = re.compile(r"(?<![\d-])(?!000|666)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])")
_NINO = re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
_PHONE = re.compile(r"(?<![\w.,/№#])\(?(?:\+ ?|00)?\(?\d[\d ().\-/\u00a0]{5,18}\d(?![\w/])")
_TRACKING = re.compile(r"\b[A-Z]{2}\d{9}[A-Z]{2}\b")
_LONG = re.compile(r"(?<![\w.,+-])\d{8,20}(?!\w|[.,]\d)")
_PHONE_SHAPES = (
    (re.compile(r"(?:\+|00)\d{9,14}"), "international phone"),
    (re.compile(r"(?:7|8)[3489]\d{9}"), "Russian phone"),
    (re.compile(r"0(?:8[789]|98|99)\d{7}"), "Bulgarian mobile phone"),
    (re.compile(r"0(?:2|[3-9]\d)\d{6,7}"), "Bulgarian phone"),
    (re.compile(r"0(?:1\d{8,9}|2\d{9}|7\d{9})"), "British phone"),
)
_AMERICAN = re.compile(r"(?:1[ -])?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}")
_DATE = re.compile(r"\s*(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2})(?:\D+\d{1,2}.*)?")
_SIGNED = re.compile(r"[№#]\s?(\d{5,20})\b")
_EGN_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6)


def emails(text: str) -> Iterator[Found]:
    """E-mail addresses."""
    for match in _EMAIL.finditer(text):
        yield match.start(), match.end(), "email", "e-mail address", 0.99


def ibans(text: str) -> Iterator[Found]:
    """Account numbers whose check digits are right; words in capitals that follow are left out."""
    for match in _IBAN.finditer(text):
        for end in range(match.end(), match.start() + 14, -1):
            if (end == len(text) or not text[end].isalnum()) and _iban_holds(text[match.start() : end]):
                yield match.start(), end, "iban", "IBAN", 0.99
                break


def cards(text: str) -> Iterator[Found]:
    """Card numbers of 13 to 19 figures that pass the Luhn check, or sixteen written in fours."""
    for match in _CARD.finditer(text):
        figures = _figures(match[0])
        if figures[0] in "23456" and _luhn(figures):
            yield match.start(), match.end(), "card", "card number", 0.97
        elif _IN_FOURS.fullmatch(match[0]):
            yield match.start(), match.end(), "card", "sixteen figures in fours", 0.8


def identity_numbers(text: str, language: str) -> Iterator[Found]:
    """EGN, SNILS, SSN, National Insurance numbers, and what follows a word such as "паспорт"."""
    for match in _TEN.finditer(text):
        if not re.match(r"0(?:8[789]|98|99)", match[0]) and _egn_holds(match[0]):
            yield match.start(), match.end(), "national_id", "EGN", 0.95
    for match in _SNILS.finditer(text):
        if _snils_holds(_figures(match[0])):
            yield match.start(), match.end(), "national_id", "SNILS", 0.98
    for pattern, why in ((_SSN, "social security number"), (_NINO, "national insurance number")):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), "national_id", why, 0.85
    for match in _worded(language, "id_words", "number_words").finditer(text):
        kind: IdentifierKind = "passport" if match["word"].lower().startswith(("п", "сер", "pass")) else "national_id"
        if sum(character.isdigit() for character in match["code"]) >= 6:
            yield match.start("code"), match.end("code"), kind, "after a word for a document", 0.95


def order_numbers(text: str, language: str) -> Iterator[Found]:
    """Numbers of orders, bookings, parcels and contracts; tracking numbers of the post."""
    for match in _worded(language, "order_words", "number_words").finditer(text):
        if _long_enough(match["code"], match["sign"]) and not _is_date(match["code"]):
            yield match.start("code"), match.end("code"), "order_number", "after a word for an order", 0.9
    for match in _TRACKING.finditer(text):
        yield match.start(), match.end(), "order_number", "tracking number", 0.95
    for match in _SIGNED.finditer(text):
        yield match.start(1), match.end(1), "order_number", "long number after a number sign", 0.8


def phones(text: str, language: str) -> Iterator[Found]:
    """Phone numbers of Bulgaria, Russia, Britain and America, and long numbers that are hardly anything else."""
    for match in _PHONE.finditer(text):
        written = match[0]
        figures = ("+" if "+" in written[:2] else "") + _figures(written)
        if _is_date(written) or not 6 <= len(figures.lstrip("+")) <= 15:
            continue
        why = next((name for shape, name in _PHONE_SHAPES if shape.fullmatch(figures)), None)
        if why is None and _AMERICAN.fullmatch(written):
            why = "American phone"
        if why is None and _after_phone_word(text, match.start(), language):
            why = "after a word for a phone"
        if why:
            yield match.start(), match.end(), "phone", why, 0.95
    for match in _LONG.finditer(text):
        yield match.start(), match.end(), "order_number", "long number", 0.6


@cache
def _worded(language: str, words: str, signs: str) -> re.Pattern[str]:
    """A word of a list, perhaps a word for "number", and a code that holds a figure."""
    data = lexicon(language, "personal")
    listed, sign = _either(data[words]), _either(data[signs])
    code = r"(?P<code>(?=[\w\-/]{0,12}\d)[^\W_][^\W_]*(?:[\-/][^\W_]+)*(?: \d{3,6})*)"
    return re.compile(rf"\b(?P<word>{listed})\b[\s:,.(]*(?P<sign>(?:{sign})[\s:.]*){{0,2}}{code}(?!\w)", re.IGNORECASE)


def _either(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _long_enough(code: str, sign: str | None) -> bool:
    """Three figures after a word for "number", five without, or letters and figures mixed in capitals."""
    figures = sum(character.isdigit() for character in code)
    mixed = len(code) >= 5 and code.isupper() and any(character.isalpha() for character in code)
    return figures >= (3 if sign else 5) or (mixed and figures >= 2)


def _after_phone_word(text: str, start: int, language: str) -> bool:
    words: list[str] = lexicon(language, "personal")["phone_words"]
    before = re.findall(r"[^\W\d_]+", text[max(0, start - 24) : start].lower())[-2:]
    return not set(before).isdisjoint(words)


def _figures(written: str) -> str:
    return "".join(character for character in written if character.isdecimal())


def _is_date(written: str) -> bool:
    """20.05.2026, 2026-05-20 and periods of those are no numbers of a person."""
    return (
        re.fullmatch(r"\s*(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2})(?:\D+\d{1,2}.*)?", written)
        is not None
    )


def _luhn(figures: str) -> bool:
    total = 0
    for place, figure in enumerate(reversed(figures)):
        doubled = int(figure) * (2 if place % 2 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _iban_holds(written: str) -> bool:
    """ISO 13616: the four first signs go to the end, letters become numbers, the rest by 97 is 1."""
    compact = written.replace(" ", "")
    if not 15 <= len(compact) <= 34:
        return False
    return int("".join(str(int(sign, 36)) for sign in compact[4:] + compact[:4])) % 97 == 1


def _egn_holds(figures: str) -> bool:
    """Bulgarian EGN: a birth date (months plus 20 before 1900, plus 40 from 2000) and a check digit."""
    month = int(figures[2:4]) % 20
    if not (1 <= month <= 12 and int(figures[2:4]) < 60 and 1 <= int(figures[4:6]) <= 31):
        return False
    check = sum(weight * int(figure) for weight, figure in zip(_EGN_WEIGHTS, figures, strict=False)) % 11 % 10
    return check == int(figures[9])


def _snils_holds(figures: str) -> bool:
    """Russian SNILS: the last two figures check the nine before."""
    total = sum(int(figure) * (9 - place) for place, figure in enumerate(figures[:9]))
    return total % 101 % 100 == int(figures[9:])
