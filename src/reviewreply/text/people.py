"""People in a text: names, street addresses, health. Each finder yields (start, end, kind, why, confidence)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from reviewreply.text.lexicons import lexicon

Found = tuple[int, int, Literal["address", "name", "health"], str, float]
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_CASES = {"а": ("а", "ы", "е", "у", "ой", "и"), "я": ("я", "и", "е", "ю", "ей"), "й": ("й", "я", "ю", "ем", "е")}
_CONSONANT_CASES = ("", "а", "у", "ом", "е")
_MOST_WORDS = 3
_COPULAS = frozenset(("is", "was", "се", "ми"))
_LINKS = frozenset(("", ":", '"', "«", "„", "-", "–"))
_LONGEST_ABBREVIATION = 4


@dataclass(frozen=True, slots=True)
class PersonWords:
    """The words around people of one language, ready to look up."""

    names: frozenset[str]
    not_alone: frozenset[str]
    honorifics: frozenset[str]
    roles: frozenset[str]
    called: frozenset[str]
    surname_endings: tuple[str, ...]
    patronymic_endings: tuple[str, ...]
    signs: frozenset[str]
    """Words that a name may follow: without one of these, and without a first name, a text names nobody."""


@cache
def person_words(language: str) -> PersonWords:
    """The words of a language; Russian names in all their cases."""
    data = lexicon(language, "personal")
    cased = language == "ru"
    return PersonWords(
        names=frozenset(form for name in data["names"] for form in (_cases(name) if cased else (name,))),
        not_alone=frozenset(form for name in data["not_alone"] for form in (_cases(name) if cased else (name,))),
        honorifics=frozenset(data["honorifics"]),
        roles=frozenset(data["roles"]),
        called=frozenset(data["called"]),
        surname_endings=tuple(data["surname_endings"]),
        patronymic_endings=tuple(data["patronymic_endings"]),
        signs=frozenset((*data["honorifics"], *data["roles"], *data["called"])),
    )


def names(text: str, language: str) -> Iterator[Found]:
    """Names of people: after a form of address, after a trade, a first name with a surname, a common first name."""
    known = person_words(language)
    said = set(_WORD.findall(text.replace("ё", "е")))
    if known.names.isdisjoint(said) and known.signs.isdisjoint(map(str.lower, said)):
        return
    words = list(_WORD.finditer(text))
    index = 0
    while index < len(words):
        if not words[index][0][0].isupper():
            index += 1
            continue
        hit = _name_at(text, words, index, known)
        if hit is None:
            index += 1
            continue
        last, why, confidence = hit
        yield words[index].start(), words[last].end(), "name", why, confidence
        index = last + 1


def addresses(text: str, language: str) -> Iterator[Found]:
    """Street addresses, flats, British postcodes."""
    for pattern in _address_patterns(language):
        for match in pattern.finditer(text):
            end = match.start() + len(match[0].rstrip(" ,"))
            yield match.start(), end, "address", "street address", 0.85


def health_details(text: str, language: str) -> Iterator[Found]:
    """Words for illness, pregnancy, disability and the like."""
    for match in _health_pattern(language).finditer(text.replace("ё", "е")):
        yield match.start(), match.end(), "health", "health word", 0.7


def _name_at(
    text: str, words: Sequence[re.Match[str]], index: int, known: PersonWords
) -> tuple[int, str, float] | None:
    """The last word of the name that begins here, the rule that found it and how sure it is."""
    word = words[index][0].replace("ё", "е")
    last = _run_of_capitals(text, words, index)
    before = _word_before(text, words, index)
    if word.lower() in known.honorifics or (word.isupper() and len(word) > 2):
        return None
    if before in known.honorifics:
        return _cut_to_name(words, index, last, known), "after a form of address", 0.95
    if before in known.called and len(word) > 1:
        return _cut_to_name(words, index, last, known), "after a word for a name", 0.8
    is_first = _is_first(word, known)
    if last > index and is_first and _is_surname(words[index + 1][0], known):
        return _cut_to_name(words, index, last, known), "first name and surname", 0.95
    if (
        last > index
        and known.surname_endings
        and _is_surname(word, known)
        and words[index + 1][0].replace("ё", "е") in known.names
    ):
        return min(last, index + 2), "surname and first name", 0.9
    if before in known.roles and (is_first or _is_surname(word, known)):
        return _cut_to_name(words, index, last, known), "after a trade", 0.9
    if is_first and word not in known.not_alone:
        return index, "common first name", 0.6
    return None


def _run_of_capitals(text: str, words: Sequence[re.Match[str]], index: int) -> int:
    """The last of up to three words with a capital, parted by nothing but a space."""
    last = index
    while last + 1 < len(words) and last + 1 - index < _MOST_WORDS:
        between = text[words[last].end() : words[last + 1].start()]
        if between != " " or not words[last + 1][0][0].isupper():
            break
        last += 1
    return last


def _cut_to_name(words: Sequence[re.Match[str]], index: int, last: int, known: PersonWords) -> int:
    """Leave out a capital word behind a name that is none: with lists of endings only what they know is taken."""
    if not known.surname_endings:
        return min(last, index + 1)
    end = index
    for following in range(index + 1, last + 1):
        if not (_is_surname(words[following][0], known) or _is_first(words[following][0], known)):
            break
        end = following
    return end


def _is_first(word: str, known: PersonWords) -> bool:
    return word.replace("ё", "е") in known.names


def _is_surname(word: str, known: PersonWords) -> bool:
    """By its ending, where the language has endings for that; else any word with a capital will do."""
    lower = word.lower().replace("ё", "е")
    if not word[0].isupper() or len(word) < 2 or word.isupper():
        return False
    if not known.surname_endings:
        return True
    endings = known.surname_endings + known.patronymic_endings
    return len(lower) > 3 and lower.endswith(endings)


def _word_before(text: str, words: Sequence[re.Match[str]], index: int) -> str:
    """The word before, where no sentence ends between (the point of "г-н." and "Mr." does not count)."""
    if not index:
        return ""
    between = text[words[index - 1].end() : words[index].start()]
    before = words[index - 1][0].lower().replace("ё", "е")
    if before in _COPULAS and index > 1:
        before = words[index - 2][0].lower()
    allowed = _LINKS | {"."} if len(before) <= _LONGEST_ABBREVIATION else _LINKS
    return before if between.strip() in allowed else ""


def _cases(name: str) -> tuple[str, ...]:
    """A Russian first name in its cases."""
    stem, endings = (name[:-1], _CASES[name[-1]]) if name[-1] in _CASES else (name, _CONSONANT_CASES)
    if name[-1] == "ь":
        stem, endings = name[:-1], ("ь", "я", "ю", "ем", "е")
    return tuple(stem + ending for ending in endings)


@cache
def _address_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in lexicon(language, "personal")["address"]["patterns"])


@cache
def _health_pattern(language: str) -> re.Pattern[str]:
    stems = "|".join(lexicon(language, "personal")["health"])
    return re.compile(rf"\b(?:{stems})[^\W\d_]*", re.IGNORECASE)
