"""Single cells: stars, dates, amounts, languages, as people and platforms write them."""

from __future__ import annotations

import math
import re
import tomllib
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from typing import Any

from reviewreply.errors import InputError
from reviewreply.wire_in import parse_moment

_LONGEST_EMPTY = 8
_PLAIN_STARS = {str(stars): stars for stars in range(1, 6)}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_DAY_FIRST = re.compile(
    r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:\s*г\.?)?(?:,?\s+(?:в\s+)?(\d{1,2}):(\d{2})(?::\d{2})?)?"
)
_AMOUNT = re.compile(r"-?\d[\d\s\u00a0\u202f'’]*(?:[.,]\d+)*")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?")


@cache
def words() -> dict[str, Any]:
    """The data of ``values.toml``."""
    return tomllib.loads(resources.files("reviewreply.files").joinpath("values.toml").read_text("utf-8"))


def is_empty(value: Any) -> bool:
    """Whether a cell holds nothing: None, NaN, white space, a dash."""
    if isinstance(value, str):
        return (
            len(value) <= _LONGEST_EMPTY and value.strip().casefold() in words()["empty"]["cells"]
        ) or not value.strip()
    return value is None or (isinstance(value, float) and math.isnan(value))


def as_text(value: Any) -> str:
    """A cell as text; a whole number that a spreadsheet stores as 5.0 is "5"."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value if isinstance(value, str) else str(value)


def parse_stars(value: Any, scale: int = 5) -> int | None:
    """Stars from 1 to 5 out of ``5``, ``4,5``, ``FIVE``, ``4/5``, ``5 из 5``, ``★★★★☆`` or ``8`` on a scale of ten.

    Halves go up; 0 means that no rating was given, except where a scale is written (``0/5`` is the worst: 1).
    Raises InputError when the cell is not a rating.
    """
    if isinstance(value, str) and value in _PLAIN_STARS and scale == 5:
        return _PLAIN_STARS[value]
    if is_empty(value):
        return None
    if isinstance(value, bool):
        raise _not_stars()
    if isinstance(value, (int, float)):
        return _on_scale(float(value), scale)
    text = str(value).strip().casefold()
    if text in words()["stars"]:
        return int(words()["stars"][text])
    if set(text) <= set("★☆⭐✩ ") and ("★" in text or "⭐" in text):
        return min(5, text.count("★") + text.count("⭐"))
    return _written_stars(text, scale)


def _written_stars(text: str, scale: int) -> int | None:
    numbers = [float(found.replace(",", ".")) for found in _NUMBER.findall(text)]
    rest = _NUMBER.sub(" ", text)
    vocabulary = words()["star_words"]
    for word in sorted((*vocabulary["words"], *vocabulary["of"]), key=len, reverse=True):
        rest = rest.replace(word, " ")
    if rest.strip(" .,()") or not 1 <= len(numbers) <= 2 or "-" in text:
        raise _not_stars()
    if len(numbers) == 1:
        return _on_scale(numbers[0], scale)
    given, top = numbers
    if top not in (5, 10, 100) or given > top:
        raise _not_stars()
    return max(1, _on_scale(given, int(top)) or 1)


def _on_scale(value: float, scale: int) -> int | None:
    if value == 0:
        return None
    if not 0 < value <= scale:
        raise InputError(f"stars are out of 1 to {scale}.", "Name the column with --stars-column.")
    return math.floor(value + 0.5) or 1 if scale == 5 else math.ceil(value * 5 / scale)


def _not_stars() -> InputError:
    return InputError("the stars are not a rating.", "Name the column with --stars-column.")


def parse_date(value: Any) -> date | datetime | None:
    """A date or a date with time out of ISO, ``02.10.2026 18:40``, epoch seconds or milliseconds, or a date cell.

    The day goes before the month unless that is impossible. Raises InputError when the cell is no date.
    """
    if is_empty(value):
        return None
    if isinstance(value, datetime):
        midnight = value.tzinfo is None and (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date() if midnight else value
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return _epoch(float(value))
        return _written_date(str(value).strip())
    except (ValueError, OverflowError, OSError):
        raise InputError("a date cannot be read.", "Write dates as 2026-10-02 or 02.10.2026.") from None


def _written_date(text: str) -> date | datetime:
    if text.isdigit() and len(text) in (10, 13):
        return _epoch(float(text))
    found = _DAY_FIRST.fullmatch(text)
    if found is None:
        return parse_moment(text)
    first, second, year = (int(part) for part in found.group(1, 2, 3))
    day, month = (second, first) if second > 12 else (first, second)
    day_of_year = date(year + 2000 if year < 100 else year, month, day)
    if found[4] is None:
        return day_of_year
    return datetime(day_of_year.year, day_of_year.month, day_of_year.day, int(found[4]), int(found[5]))


def _epoch(value: float) -> datetime:
    if value < 10_000_000:
        raise ValueError
    return datetime.fromtimestamp(value / 1000 if value > 100_000_000_000 else value, UTC)


def parse_amounts(value: Any) -> list[float]:
    """Amounts of money out of ``59,90 лв.`` or, several in one cell, ``59.90; 59.90``. Raises InputError."""
    if is_empty(value):
        return []
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return [float(value)]
    amounts = []
    for part in re.split(r"[;|+]|,\s", str(value)):
        found = _AMOUNT.findall(part)
        if len(found) != 1:
            raise InputError("an amount cannot be read.", "Write amounts as 59.90, several as 59.90; 59.90.")
        amounts.append(_amount(found[0]))
    return amounts


def _amount(text: str) -> float:
    digits = re.sub(r"[\s\u00a0\u202f'’]", "", text)
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return float(digits)
    whole, cents = re.sub(r"[.,]", "", digits[:last]), digits[last + 1 :]
    grouped = len(cents) == 3 and digits.count(digits[last]) == digits.count(".") + digits.count(",") and whole != "0"
    return float(whole + cents) if grouped else float(f"{whole}.{cents}")


def parse_language(value: Any) -> str | None:
    """A language code out of ``ru``, ``ru-RU``, ``bg_BG`` or ``Russian``; None when it names none."""
    text = as_text(value).strip().casefold()
    if text in words()["languages"]:
        return str(words()["languages"][text])
    found = _LANGUAGE.fullmatch(text)
    return found[1] if found else None


def parse_status(value: Any) -> str | None:
    """An order status of the record out of its name or of words of the three languages. Raises InputError."""
    if is_empty(value):
        return None
    text = as_text(value).strip().casefold()
    for status, names in words()["order_status"].items():
        if text == status or text in names:
            return str(status)
    raise InputError("the order status is not known.", f"Known: {', '.join(words()['order_status'])}.")
