"""What to do when the words of a review do not settle its language.

``settle`` asks, in this order, the languages of the author's other reviews, the platform's locale field and the
majority of the batch, and only where the detector's confidence is under ``settle_below`` of ``thresholds.toml``.
Both functions are pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ..record import Language, LanguageCode, ReplyLanguage
from .thresholds import thresholds
from .tokens import letter_script

_OURS: dict[str, ReplyLanguage] = {"ru": "ru", "bg": "bg", "en": "en"}
_BY_NAME: dict[str, ReplyLanguage] = {
    "rus": "ru", "russian": "ru", "bul": "bg", "bulgarian": "bg", "eng": "en", "english": "en",
    "русский": "ru", "български": "bg",
}  # fmt: skip


def locale_language(locale: str | None) -> LanguageCode | None:
    """The language of a locale field: ``bg``, ``ru-RU``, ``en_GB``, ``Bulgarian``; ``other`` for any further one."""
    name = (locale or "").strip().lower().replace("_", "-").split("-")[0].split(".")[0]
    if not name or name in ("und", "c", "posix", "null", "none", "auto"):
        return None
    if name in _OURS:
        return _OURS[name]
    if name in _BY_NAME:
        return _BY_NAME[name]
    return "other" if len(name) in (2, 3) and name.isalpha() else None


def settle(
    text: str,
    detected: Language,
    *,
    author: Iterable[Language] = (),
    locale: str | None = None,
    batch: Iterable[Language] = (),
) -> Language:
    """The language of ``text``, with hints from around it where its own words leave doubt.

    Parameters: what the detector said of the text; what it said of the author's other reviews; the platform's locale
    field; what it said of the other reviews of the batch. Returns ``detected`` when it is confident, has no words
    (``und`` stays ``und``), or no hint fits the letters of the text. A language taken from a hint keeps a confidence
    under the threshold.
    """
    below = thresholds().settle_below
    if detected.confidence >= below or detected.code == "und":
        return detected
    for code in (_majority(author, 1, 0.5), locale_language(locale), _batch_majority(batch)):
        if code is not None and code != "und" and _fits(code, text):
            if code == detected.code:
                return replace(detected, confidence=max(detected.confidence, below - 0.01))
            latin = code in ("ru", "bg") and not _has(text, "cyrillic")
            return Language(code, latin_script=latin, confidence=min(below - 0.01, 1 - detected.confidence))
    return detected


def reply_language(
    language: Language,
    *,
    author: Iterable[Language] = (),
    locale: str | None = None,
    batch: Iterable[Language] = (),
) -> ReplyLanguage | None:
    """Which of the three languages to answer in.

    The review's own; for ``und`` and ``other`` the author's, the locale's or the batch's; None when nothing tells.
    """
    for code in (language.code, _majority(author, 1, 0.5), locale_language(locale), _batch_majority(batch)):
        if code in _OURS:
            return _OURS[code]
    return None


def _batch_majority(batch: Iterable[Language]) -> LanguageCode | None:
    return _majority(batch, thresholds().batch_texts, thresholds().batch_share)


def _majority(languages: Iterable[Language], least: int, share: float) -> LanguageCode | None:
    """The language of more than ``share`` of the confident ones, when there are at least ``least``."""
    below = thresholds().settle_below
    votes = Counter(item.code for item in languages if item.confidence >= below and item.code != "und")
    if votes.total() < least:
        return None
    code, number = votes.most_common(1)[0]
    return code if number > share * votes.total() else None


def _has(text: str, script: str) -> bool:
    return any(letter_script(letter) == script for letter in text)


def _fits(code: LanguageCode, text: str) -> bool:
    """English needs Latin letters; Russian and Bulgarian take both kinds."""
    return _has(text, "latin") if code == "en" else _has(text, "cyrillic") or _has(text, "latin")
