"""Lengths of time in the text of a review: "две недели", "три седмици и половина", "40 мин.", "a fortnight"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from reviewreply.text.deadlines import Duration, Unit
from reviewreply.text.numbers import Number, NumberWords, number_at, number_words
from reviewreply.text.time_words import TimeWords, time_words
from reviewreply.text.tokens import Token, tokenise

QuantityKind = Literal["length", "ordinal", "clock"]
Bound = Literal["exact", "over", "under", "about"]
_DASHES = frozenset("-–—")
_AND = frozenset({"и", "and"})
_ROUND_MINUTES = frozenset(range(5, 60, 5))
_YEAR_FIGURES = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stretch of time read from a text; ``text[start:end]`` states it.

    ``kind``: ``length`` (two weeks), ``ordinal`` (on the 60th day: ``value`` 60), ``clock`` (at 5: ``value`` 5 hours).
    ``upper`` is the other end of a range ("2-3 дня"); ``bound`` tells "more than" and "about" from a plain length.
    """

    start: int
    end: int
    value: float
    unit: Unit
    kind: QuantityKind = "length"
    upper: float | None = None
    bound: Bound = "exact"

    @property
    def duration(self) -> Duration:
        """The length as a term of the same size (its lower end, where it is a range)."""
        return Duration(self.value, self.unit)


@lru_cache(maxsize=4)
def _durations(text: str, language: str) -> tuple[Quantity, ...]:
    """What find_durations gives; kept for the last few texts, because dates are read from it too."""
    tokens, numbers, words = tokenise(text), number_words(language), time_words(language)
    found: list[Quantity] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        maybe = token.kind == "figure" or token.text in words.starts or token.text in numbers.starts
        hit = _quantity_at(tokens, index, numbers, words) if maybe else None
        if hit is None:
            index += 1
            continue
        quantity, after = hit
        if quantity.kind == "length" and quantity.unit == "hours" and quantity.upper is None:
            quantity, after = _loose_minutes(tokens, quantity, after, numbers)
        quantity = replace(quantity, bound=_bound(tokens, index, words)) if quantity.kind == "length" else quantity
        if found and (joined := _joined(text, found[-1], quantity)):
            found[-1] = joined
        else:
            found.append(quantity)
        index = after
    return tuple(found)


def find_durations(text: str, language: str) -> list[Quantity]:
    """Every length of time, ordinal of time and hour of the clock, in the order of the text."""
    return list(_durations(text, language))


def _quantity_at(
    tokens: Sequence[Token], index: int, numbers: NumberWords, words: TimeWords
) -> tuple[Quantity, int] | None:
    token = tokens[index]
    if token.kind == "figure" and (clock := _clock_figures(tokens, index)):
        return clock
    if token.kind == "word" and (whole := _one_word(tokens, index, words)):
        return whole
    hit = number_at(tokens, index, numbers)
    if hit is not None:
        return _numbered(tokens, index, hit, numbers, words)
    return _bare(tokens, index, numbers, words)


def _clock_figures(tokens: Sequence[Token], index: int) -> tuple[Quantity, int] | None:
    """18:40."""
    if index + 2 >= len(tokens) or tokens[index + 1].text != ":" or tokens[index + 2].kind != "figure":
        return None
    hour, minute = tokens[index].text, tokens[index + 2].text
    if not (hour.isdecimal() and minute.isdecimal() and len(minute) == 2 and int(hour) < 25 and int(minute) < 60):
        return None
    start, end = tokens[index].start, tokens[index + 2].end
    return Quantity(start, end, int(hour) + int(minute) / 60, "hours", "clock"), index + 3


def _one_word(tokens: Sequence[Token], index: int, words: TimeWords) -> tuple[Quantity, int] | None:
    """ "полчаса", "fortnight", "двучасово"."""
    token = tokens[index]
    fixed = words.fixed.get(token.text) or words.compounds.get(token.text)
    if fixed is None:
        return None
    return Quantity(token.start, token.end, fixed[0], fixed[1]), index + 1


def _numbered(
    tokens: Sequence[Token], index: int, hit: tuple[Number, int], numbers: NumberWords, words: TimeWords
) -> tuple[Quantity, int] | None:
    """A number and its unit, with what may stand between them and after."""
    number, at = hit
    if at < len(tokens) and _names_hour(tokens[at].text, words) and number.value <= 24:
        return Quantity(number.start, tokens[at].end, number.value, "hours", "clock"), at + 1
    at, working = _to_unit(tokens, at, number, words)
    if at >= len(tokens) or tokens[at].kind != "word":
        return None
    unit = words.units.get(tokens[at].text) or _adjective(tokens, at, words)
    if unit is None or (unit == "years" and number.value in _YEAR_FIGURES):
        return None
    if working and unit == "days":
        unit = "working_days"
    after, half = _half_after(tokens, at + 1, numbers)
    kind = _kind(tokens, index, at, number, unit, words)
    end = tokens[after - 1].end
    if after < len(tokens) and tokens[after].text == "." and words.has("abbreviated", tokens[at].text):
        end = tokens[after].end
    return Quantity(number.start, end, number.value + half, unit, kind, number.upper), after


def _names_hour(word: str, words: TimeWords) -> bool:
    """ "утра", "o'clock" right after a number; "дня" there is a number of days."""
    return words.has("clock_after", word) and word not in words.units


def _to_unit(tokens: Sequence[Token], at: int, number: Number, words: TimeWords) -> tuple[int, bool]:
    """Step over "full", "рабочих", "an" (half an hour) and a hyphen; tell whether working days were named."""
    working = False
    for _ in range(3):
        if at >= len(tokens):
            break
        text = tokens[at].text
        if words.has("working", text):
            working = True
        elif not (
            words.has("fillers", text)
            or (text in _DASHES and tokens[at].start == tokens[at - 1].end)
            or (number.value < 1 and words.has("articles", text))
        ):
            break
        at += 1
    return at, working


def _adjective(tokens: Sequence[Token], at: int, words: TimeWords) -> Unit | None:
    """The unit in "14-дневный": only after a hyphen."""
    return words.adjectives.get(tokens[at].text) if tokens[at - 1].text in _DASHES else None


def _half_after(tokens: Sequence[Token], after: int, numbers: NumberWords) -> tuple[int, float]:
    """ "час и половина", "an hour and a half": the half that stands after the unit."""
    at = after
    if at < len(tokens) and tokens[at].text in numbers.half_links:
        at += 1
        if at < len(tokens) and tokens[at].text == "a":
            at += 1
        following = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if at < len(tokens) and tokens[at].text in numbers.half and following not in ("от", "of", "an", "a"):
            return at + 1, 0.5
    return after, 0.0


def _kind(tokens: Sequence[Token], index: int, at: int, number: Number, unit: Unit, words: TimeWords) -> QuantityKind:
    """Tell "on the 60th day" and "at 5 o'clock" from a length."""
    if number.ordinal:
        return "ordinal"
    if unit != "hours" or number.value > 24 or number.upper is not None:
        return "length"
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    before = tokens[index - 1].text if index else ""
    if words.has("clock_after", following) or words.has("clock_sure", before):
        return "clock"
    return "length"


def _bare(tokens: Sequence[Token], index: int, numbers: NumberWords, words: TimeWords) -> tuple[Quantity, int] | None:
    """A unit without a number that means one: "ждали неделю", "цяла седмица", "an hour and a half"."""
    token = tokens[index]
    if words.has("articles", token.text):
        return _after_article(tokens, index, numbers, words)
    if token.text not in words.units:
        return None
    bare = _bare_unit(tokens, index, numbers, words) or _spoken_hour(tokens, index, numbers, words)
    if bare is None:
        return None
    unit, half, after = bare
    return Quantity(token.start, tokens[after - 1].end, 1 + half, unit), after


def _bare_unit(
    tokens: Sequence[Token], index: int, numbers: NumberWords, words: TimeWords
) -> tuple[Unit, float, int] | None:
    """The unit of a bare length, the half after it and the index after both; None for "every week", "at the hour"."""
    word = tokens[index].text
    before = tokens[index - 1].text if index else ""
    following = tokens[index + 1].text if index + 1 < len(tokens) else ""
    if words.has("genitive", word) and words.has("genitive_after", before):
        return words.units[word], 0.0, index + 1
    if word not in words.bare:
        return None
    after, half = _half_after(tokens, index + 1, numbers)
    if half or words.has("after_bare", following) or _goes_on(tokens, index, numbers, words):
        return words.bare[word], half, after
    if words.has("not_bare", before) or not (words.has("whole", before) or words.has("alone", word)):
        return None
    return words.bare[word], 0.0, after


def _spoken_hour(
    tokens: Sequence[Token], index: int, numbers: NumberWords, words: TimeWords
) -> tuple[Unit, float, int] | None:
    """The hour of "ждали час двадцать": only where minutes follow that are not named so."""
    token = tokens[index]
    hour = Quantity(token.start, token.end, 1, "hours")
    told = words.bare.get(token.text) == "hours" and _loose_minutes(tokens, hour, index + 1, numbers)[0] is not hour
    return ("hours", 0.0, index + 1) if told else None


def _goes_on(tokens: Sequence[Token], index: int, numbers: NumberWords, words: TimeWords) -> bool:
    """Whether a smaller length follows a bare unit: "час пятнадцать минут", "час и пет минути"."""
    at = index + 1
    if at < len(tokens) and tokens[at].text in _AND:
        at += 1
    hit = number_at(tokens, at, numbers) if at < len(tokens) else None
    if hit is None or hit[1] >= len(tokens) or hit[0].ordinal:
        return False
    smaller = dict(_SMALLER.get(words.units[tokens[index].text], ()))
    return words.units.get(tokens[hit[1]].text) in smaller


def _loose_minutes(
    tokens: Sequence[Token], quantity: Quantity, after: int, numbers: NumberWords
) -> tuple[Quantity, int]:
    """An hour with minutes that are not named so: "час двадцать", "час и двайсет", "an hour and twenty"."""
    at = after + 1 if after < len(tokens) and tokens[after].text in _AND else after
    hit = number_at(tokens, at, numbers) if at < len(tokens) and tokens[at].kind == "word" else None
    if hit is None or hit[0].upper is not None or hit[0].ordinal:
        return quantity, after
    number, end = hit
    if number.value not in _ROUND_MINUTES or (end < len(tokens) and tokens[end].kind != "sign"):
        return quantity, after
    return replace(quantity, end=number.end, value=quantity.value * 60 + number.value, unit="minutes"), end


def _after_article(
    tokens: Sequence[Token], index: int, numbers: NumberWords, words: TimeWords
) -> tuple[Quantity, int] | None:
    """ "a week", "an entire month"; "twice a day" is no length."""
    at = index + 1
    while at < len(tokens) and at <= index + 2 and words.has("fillers", tokens[at].text):
        at += 1
    unit = words.units.get(tokens[at].text) if at < len(tokens) else None
    before = tokens[index - 1].text if index else ""
    fixed = words.fixed.get(tokens[at].text) if at < len(tokens) else None
    if words.has("rates", before) or unit is None:
        return (Quantity(tokens[index].start, tokens[at].end, fixed[0], fixed[1]), at + 1) if fixed else None
    after, half = _half_after(tokens, at + 1, numbers)
    return Quantity(tokens[index].start, tokens[after - 1].end, 1 + half, unit), after


def _bound(tokens: Sequence[Token], index: int, words: TimeWords) -> Bound:
    """What stands before a length: "more than", "почти", "до"."""
    at = index - 1
    if at > 0 and words.has("than", tokens[at].text):
        at -= 1
    if at < 0:
        return "exact"
    before = tokens[at].text
    bounds: tuple[Bound, ...] = ("over", "under", "about")
    return next((bound for bound in bounds if words.has(bound, before)), "exact")


_SMALLER: dict[Unit, tuple[tuple[Unit, float], ...]] = {
    "hours": (("minutes", 60),),
    "days": (("hours", 24), ("minutes", 1440)),
    "weeks": (("days", 7),),
    "months": (("weeks", 4.35), ("days", 30)),
    "years": (("months", 12),),
}


def _joined(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """ "1 час 20 минут" and "an hour and ten minutes" as one length in the smaller unit."""
    if first.kind != "length" or second.kind != "length" or first.upper or second.upper:
        return None
    between = text[first.end : second.start].strip().lower()
    factor = dict(_SMALLER.get(first.unit, ())).get(second.unit)
    if factor is None or between not in ("", "и", "and", ","):
        return None
    return replace(first, end=second.end, value=first.value * factor + second.value, unit=second.unit)
