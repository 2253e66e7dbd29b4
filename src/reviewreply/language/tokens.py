"""Words of a noisy text, and the script of each word.

A word is a run of letters and digits with at least one letter: Latin-typed Bulgarian writes digits for letters
(``6te``, ``4e``, ``ne6to``), so digits belong to words. Addresses, mentions and mark-up are cut out first.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

Script = Literal["cyrillic", "latin", "foreign"]

LONGEST_WORD = 40
"""Letters of a word that are looked at; what follows is a keyboard held down or a joined text."""

_MARKS = "\u0300-\u036f\u0900-\u0dff\u0e30-\u0e4e"  # signs that belong to a letter but are none
_HAS_MARKS = re.compile(f"[{_MARKS}]")
_APART = r"(?:['’ʼ`´][^\W\d_][^\W_]*)*"
_WORD = re.compile(rf"[^\W_]+{_APART}")
_MARKED_WORD = re.compile(rf"(?:[^\W_]|[{_MARKS}])+{_APART}")
_NO_LANGUAGE = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]{1,255}|[@#]\w+|<[^<>\n]{1,200}>|&#?\w{2,8};")
_SIGNS_OF_NO_LANGUAGE = re.compile(r"[@#<&]|://|www\.", re.IGNORECASE)
_ALL_CYRILLIC = re.compile(r"[а-яёА-ЯЁ]+")
_THRICE = re.compile(r"(.)\1{2,}")
_APOSTROPHES = str.maketrans("’ʼ`´", "''''")

# Latin letters that look Cyrillic and the other way round: "cупер", "Хороший отeль".
_LATIN_LOOKS = "aceopxykmthbi"
_CYRILLIC_LOOKS = "асеорхукмтнві"
_TO_CYRILLIC = str.maketrans(_LATIN_LOOKS, _CYRILLIC_LOOKS)
_TO_LATIN = str.maketrans(_CYRILLIC_LOOKS, _LATIN_LOOKS)
_LOOKS: dict[str, dict[int, int]] = {"cyrillic": _TO_CYRILLIC, "latin": _TO_LATIN, "foreign": {}}

# First and last code point of a block, and the language that most texts in it are written in.
_BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x0370, 0x03FF, "el"), (0x1F00, 0x1FFF, "el"), (0x0530, 0x058F, "hy"), (0x0590, 0x05FF, "he"),
    (0x0600, 0x077F, "ar"), (0x0900, 0x097F, "hi"), (0x0980, 0x09FF, "bn"), (0x0A00, 0x0A7F, "pa"),
    (0x0A80, 0x0AFF, "gu"), (0x0B80, 0x0BFF, "ta"), (0x0C00, 0x0C7F, "te"), (0x0C80, 0x0CFF, "kn"),
    (0x0D00, 0x0D7F, "ml"), (0x0E00, 0x0E7F, "th"), (0x10A0, 0x10FF, "ka"), (0x1100, 0x11FF, "ko"),
    (0x1200, 0x137F, "am"), (0x1780, 0x17FF, "km"), (0x3040, 0x30FF, "ja"), (0x3130, 0x318F, "ko"),
    (0x3400, 0x4DBF, "zh"), (0x4E00, 0x9FFF, "zh"), (0xAC00, 0xD7AF, "ko"), (0xFB50, 0xFDFF, "ar"),
)  # fmt: skip


def words(text: str) -> list[str]:
    """Words of ``text`` in order, as written, without bare numbers, addresses, mentions and tags."""
    if _SIGNS_OF_NO_LANGUAGE.search(text):
        text = _NO_LANGUAGE.sub(" ", text)
    pattern = _MARKED_WORD if _HAS_MARKS.search(text) else _WORD
    return [word for word in pattern.findall(text) if not word.isdigit()]


@lru_cache(maxsize=4096)
def letter_script(letter: str) -> Script | None:
    """Script of one character, None for what is no letter."""
    point = ord(letter)
    if point < 0x80:
        return "latin" if letter.isalpha() else None
    if not letter.isalpha():
        return None
    if 0x0400 <= point <= 0x052F or 0x1C80 <= point <= 0x1C8F:
        return "cyrillic"
    if point < 0x0250 or 0x1E00 <= point <= 0x1EFF or 0xFF21 <= point <= 0xFF5A:
        return "latin"
    return "foreign"


def word_script(word: str) -> Script | None:
    """Script of most letters of ``word``; None when there is no letter."""
    if word.isascii() and word.isalpha():
        return "latin"
    if _ALL_CYRILLIC.fullmatch(word):
        return "cyrillic"
    cyrillic = latin = foreign = 0
    for letter in word[:LONGEST_WORD]:
        script = letter_script(letter)
        cyrillic += script == "cyrillic"
        latin += script == "latin"
        foreign += script == "foreign"
    if not cyrillic and not latin and not foreign:
        return None
    if foreign >= max(cyrillic, latin):
        return "foreign"
    return "cyrillic" if cyrillic >= latin else "latin"


def plain(word: str, script: Script) -> str:
    """The form of ``word`` that features are made of.

    Lower case, composed, one apostrophe, no letter more than twice in a row, look-alikes of the other script put right,
    at most ``LONGEST_WORD`` characters.
    """
    form = word[: 4 * LONGEST_WORD].lower()
    if form.isascii() and script == "latin":
        form = form.replace("`", "'")
    elif not _ALL_CYRILLIC.fullmatch(form):
        form = unicodedata.normalize("NFKC", form).translate(_APOSTROPHES).translate(_LOOKS[script])
    if script != "foreign" and len(set(form)) + 2 <= len(form):
        form = _THRICE.sub(r"\1\1", form)
    return form[:LONGEST_WORD]


def foreign_language(word: str) -> str | None:
    """ISO 639-1 code that the script of ``word`` speaks for, None for a script of many languages."""
    votes: dict[str, int] = {}
    for letter in word[:LONGEST_WORD]:
        point = ord(letter)
        for first, last, language in _BLOCKS:
            if first <= point <= last:
                votes[language] = votes.get(language, 0) + 1
                break
    if "ja" in votes:  # kana among Chinese characters is Japanese
        return "ja"
    return max(votes, key=lambda language: votes[language]) if votes else None
