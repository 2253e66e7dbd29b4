"""The time words of a language: units, their adjectives, and the words around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from reviewreply.text.deadlines import Unit
from reviewreply.text.lexicons import lexicon


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The time words of one language, ready to look up."""

    units: dict[str, Unit]
    bare: dict[str, Unit]
    fixed: dict[str, tuple[float, Unit]]
    compounds: dict[str, tuple[float, Unit]]
    adjectives: dict[str, Unit]
    lists: dict[str, frozenset[str]]
    starts: frozenset[str]

    def has(self, name: str, word: str) -> bool:
        return word in self.lists[name]


@cache
def time_words(language: str) -> TimeWords:
    """The time words of a language."""
    data = lexicon(language, "durations")
    compound = data["compound"]
    adjectives: dict[str, Unit] = {
        stem + ending: unit for stem, unit in compound["stems"].items() for ending in compound["endings"]
    }
    units, fixed = (
        _by_form(data["units"]),
        {word: (float(value), unit) for word, (value, unit) in data["fixed"].items()},
    )
    compounds: dict[str, tuple[float, Unit]] = {
        prefix + adjective: (float(value), unit)
        for prefix, value in compound["prefixes"].items()
        for adjective, unit in adjectives.items()
    }
    return TimeWords(
        units=units,
        bare=_by_form(data["bare"]),
        fixed=fixed,
        compounds=compounds,
        adjectives=adjectives,
        lists={name: frozenset(words) for name, words in data.items() if isinstance(words, list)},
        starts=frozenset((*units, *fixed, *compounds, *data["articles"])),
    )


def _by_form(by_unit: dict[str, Any]) -> dict[str, Unit]:
    return {form: unit for unit, forms in by_unit.items() for form in forms}  # type: ignore[misc]
