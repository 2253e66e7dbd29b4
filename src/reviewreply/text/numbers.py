"""Numbers in figures and words: "1 200,50", "двадцать пять", "двеста и петдесет", "two and a half", "20-ти"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from reviewreply.text.lexicons import lexicon
from reviewreply.text.tokens import Token, tokenise

_DASHES = frozenset("-–—")
_MOST_FIGURES, _MOST_WORDS = 20, 12  # longer ones count nothing that a review speaks of
_TEEN, _TENS, _HUNDREDS, _START = 10, 20, 100, 1000


@dataclass(frozen=True, slots=True)
class Number:
    """A number and its place. ``upper`` is the other end of a range ("2-3 дня"); ``ordinal`` is true for "60-й"."""

    start: int
    end: int
    value: float
    upper: float | None = None
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of one language, ready to look up."""

    language: str
    cardinals: dict[str, float]
    ordinals: dict[str, int]
    times: dict[str, int]
    starts: frozenset[str]
    half: frozenset[str]
    half_links: frozenset[str]
    range_links: frozenset[str]
    range_from: frozenset[str]
    range_to: frozenset[str]
    cardinal_suffixes: frozenset[str]
    ordinal_suffixes: frozenset[str]


@cache
def number_words(language: str) -> NumberWords:
    """The number words of a language."""
    data = lexicon(language, "numbers")
    ordinals = data["ordinals"]
    stems = {stem + ending: value for stem, value in ordinals["stems"].items() for ending in ordinals["endings"]}
    cardinals = {form: float(value) for value, forms in data["words"].items() for form in forms}
    lists = ("half", "half_links", "range_links", "range_from", "range_to", "cardinal_suffixes", "ordinal_suffixes")
    return NumberWords(
        language=language,
        cardinals=cardinals,
        ordinals=stems | ordinals["exact"],
        starts=frozenset((*cardinals, *stems, *ordinals["exact"], *data["times"])),
        times=data["times"],
        **{name: frozenset(data[name]) for name in lists},
    )


def find_numbers(text: str, language: str) -> list[Number]:
    """Every number of a text, ranges as one, with offsets into the text."""
    tokens, words = tokenise(text), number_words(language)
    found: list[Number] = []
    index = 0
    while index < len(tokens):
        hit = number_at(tokens, index, words)
        if hit is None:
            index += 1
        else:
            number, index = hit
            found.append(number)
    return found


def number_at(tokens: Sequence[Token], index: int, words: NumberWords) -> tuple[Number, int] | None:
    """The number that begins at a token, and the index of the token after it; None where none begins."""
    token = tokens[index]
    if token.kind == "sign" or (token.kind == "word" and token.text not in words.starts):
        return None
    first = _single(tokens, index, words)
    if first is None or (index and tokens[index - 1].text == "/"):
        return None
    number, after = first
    upper = _upper_end(tokens, index, after, number.value, words)
    if upper is None:
        return number, after
    second, after, scale = upper
    return Number(number.start, second.end, number.value * scale, second.value, number.ordinal), after


def figure_value(written: str, language: str) -> float:
    """The value of "1 200", "59,90", "1.200,50": the last sign before one or two digits is the decimal one.

    One sign before exactly three digits parts thousands, except a comma in ru and bg after a zero, and an English
    point.
    """
    plain = re.sub(r"[ \u00a0\u202f]", "", written)
    head, sign, tail = (
        plain.rpartition(max(".", ",", key=plain.rfind)) if "." in plain or "," in plain else ("", "", "")
    )
    if not sign:
        return float(plain)
    several = "." in head or "," in head
    thousands = len(tail) == 3 and head != "0" and not (language == "en" and sign == "." and not several)
    digits = re.sub(r"[.,]", "", head)
    return float(digits + tail) if thousands else float(f"{digits}.{tail}")


def _single(tokens: Sequence[Token], index: int, words: NumberWords) -> tuple[Number, int] | None:
    """One number without ranges."""
    if index >= len(tokens):
        return None
    token = tokens[index]
    if token.kind == "figure":
        return _figure(tokens, index, words) if len(token.text) <= _MOST_FIGURES else None
    return _in_words(tokens, index, words) if token.kind == "word" else None


def _figure(tokens: Sequence[Token], index: int, words: NumberWords) -> tuple[Number, int]:
    token = tokens[index]
    value = figure_value(token.text, words.language)
    after = index + 1
    suffix = _suffix(tokens, index, words)
    if suffix is not None:
        ordinal, after = suffix
        return Number(token.start, tokens[after - 1].end, value, ordinal=ordinal), after
    if after < len(tokens) and tokens[after].text in words.times and tokens[after].kind == "word":
        times = words.times[tokens[after].text]
        value, after = _rest_of_thousand(tokens, after + 1, value * times, times, words)
    value, after = _and_half(tokens, after, value, words)
    return Number(token.start, tokens[after - 1].end, value), after


def _rest_of_thousand(
    tokens: Sequence[Token], after: int, value: float, times: int, words: NumberWords
) -> tuple[float, int]:
    """Take along what fills up "2 тысячи триста"."""
    if times < _START or after >= len(tokens) or tokens[after].kind != "word":
        return value, after
    rest = _in_words(tokens, after, words)
    if rest is None or rest[0].ordinal or not 1 <= rest[0].value < _START:
        return value, after
    return value + rest[0].value, rest[1]


def _suffix(tokens: Sequence[Token], index: int, words: NumberWords) -> tuple[bool, int] | None:
    """The ending of "20-ти", "3rd", "60-й": whether it makes an ordinal, and the index after it."""
    after = index + 1
    if after < len(tokens) and tokens[after].text in _DASHES and tokens[after].start == tokens[index].end:
        after += 1
    if after >= len(tokens) or tokens[after].start != tokens[after - 1].end:
        return None
    ending = tokens[after].text
    if ending in words.ordinal_suffixes:
        return True, after + 1
    return (False, after + 1) if ending in words.cardinal_suffixes else None


def _in_words(tokens: Sequence[Token], index: int, words: NumberWords) -> tuple[Number, int] | None:
    """A number in words, added up from its parts: each part has to be smaller than the one before it."""
    total, current = 0.0, 0.0
    room = float(_START)
    at, after, ordinal = index, index, False
    while at < min(len(tokens), index + _MOST_WORDS):
        text = tokens[at].text
        if text in words.times and at == after and (after > index or len(text) > 1):
            times = words.times[text]
            current, total = (
                (0.0, total + (current or 1) * times) if times >= _START else ((current or 1) * times, total)
            )
            room = float(_START if times >= _START else _HUNDREDS)
        elif text in words.cardinals and _fits(words.cardinals[text], room):
            value = words.cardinals[text]
            current += value
            room = _room_after(value)
        elif text in words.ordinals and _fits(words.ordinals[text], room):
            current += words.ordinals[text]
            ordinal, after = True, at + 1
            break
        else:
            break
        after = at + 1
        at = _over_link(tokens, after, words, room)
    if after == index:
        return None
    value = total + current
    if not ordinal:
        value, after = _and_half(tokens, after, value, words)
    return Number(tokens[index].start, tokens[after - 1].end, value, ordinal=ordinal), after


def _fits(value: float, room: float) -> bool:
    return value < room and (value == int(value) or room == _START)


def _room_after(value: float) -> float:
    """How large the next part may be: after 200 anything under 100, after 20 a single digit, after 15 nothing."""
    if value >= _HUNDREDS:
        return float(_HUNDREDS)
    return float(_TEEN) if value >= _TENS else 0.0


def _over_link(tokens: Sequence[Token], at: int, words: NumberWords, room: float) -> int:
    """Step over "и", "and" or the hyphen of "twenty-five" where another part may follow."""
    if at + 1 >= len(tokens) or not room:
        return at
    link, following = tokens[at].text, tokens[at + 1].text
    more = words.cardinals.get(following, words.ordinals.get(following, _START))
    is_link = (link in ("и", "and") and words.language != "ru") or (link == "-" and words.language == "en")
    return at + 1 if is_link and 1 <= more < room else at


def _and_half(tokens: Sequence[Token], after: int, value: float, words: NumberWords) -> tuple[float, int]:
    """Take "с половиной", "и половина", "and a half" along."""
    at = after
    if at < len(tokens) and tokens[at].text in words.half_links:
        at += 1
        if at < len(tokens) and tokens[at].text == "a":
            at += 1
        if at < len(tokens) and tokens[at].text in words.half:
            return value + 0.5, at + 1
    return value, after


def _upper_end(
    tokens: Sequence[Token], index: int, after: int, value: float, words: NumberWords
) -> tuple[Number, int, int] | None:
    """The other end of a range, the index after it, and what the first end is to be multiplied by.

    "2-3", "два-три", "2 или 3", "от 3 до 5", "3 to 5"; in "2-3 тысячи" the thousands belong to both ends.
    """
    if after >= len(tokens):
        return None
    link = tokens[after].text
    opened = index > 0 and tokens[index - 1].text in words.range_from and link in words.range_to
    if not (link in _DASHES or link in words.range_links or opened):
        return None
    found = _single(tokens, after + 1, words)
    if found is None:
        return None
    second, end = found
    times = words.times.get(tokens[end - 1].text, 1)
    scale = times if value < times else 1
    if second.value <= value * scale or (second.ordinal and link in _DASHES and words.language == "en"):
        return None
    return second, end, scale
