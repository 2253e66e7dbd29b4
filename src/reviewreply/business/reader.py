"""Reading one table of business.toml: typed values, and errors that name the place and the nearest known key."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, NoReturn

from reviewreply.errors import BusinessFileError

LANGUAGES: tuple[str, ...] = ("ru", "bg", "en")
_REMEDY = "docs/business.md explains every key."
_PLACEHOLDERS = frozenset({"…", "..."})


class Table:
    """One table of the file. ``place`` is how an error names it: ``[[policies]] #2 (id "returns")``.

    Parameters
    ----------
    values: the table as tomllib gives it.
    place: see above.
    known: every key that may stand in it; any other is an error that names the nearest one.
    """

    def __init__(self, values: object, place: str, known: Collection[str]) -> None:
        self.place = place
        if not isinstance(values, Mapping):
            raise BusinessFileError(f"{place} should be a table, not {_kind(values)}.", _REMEDY)
        self.values: Mapping[str, Any] = values
        for key in values:
            if key not in known:
                self._unknown(str(key), known)

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def fail(self, key: str, message: str, remedy: str = _REMEDY) -> NoReturn:
        """Raise an error about one key."""
        raise BusinessFileError(f'{self.place}, key "{key}": {message}', remedy)

    def text(self, key: str) -> str | None:
        """A string that is not empty, or None where the key is absent."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self.fail(key, f"expected a text in quotes, found {_kind(value)}.")
        if not value.strip():
            self.fail(key, "the text is empty.", "Fill it in, or leave the key out.")
        return value.strip()

    def needed(self, key: str) -> str:
        """A string that has to be there."""
        value = self.text(key)
        return value if value is not None else self.fail(key, "is missing.")

    def choice(self, key: str, allowed: Collection[str]) -> str | None:
        """One of a few words."""
        value = self.text(key)
        return None if value is None else self._one_of(key, value, allowed)

    def choices(self, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        """A list of words out of a few, each once; a single word will do."""
        return tuple(dict.fromkeys(self._one_of(key, word, allowed) for word in self.words(key)))

    def words(self, key: str) -> tuple[str, ...]:
        """A list of strings; a single one will do; empty where the key is absent."""
        value = self.values.get(key, [])
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list | tuple):
            self.fail(key, f"expected a list of texts, found {_kind(value)}.")
        for item in items:
            if not isinstance(item, str) or not item.strip():
                self.fail(key, "every entry of the list has to be a text that is not empty.")
        return tuple(item.strip() for item in items)

    def flag(self, key: str, default: bool) -> bool:
        """true or false."""
        value = self.values.get(key, default)
        return value if isinstance(value, bool) else self.fail(key, f"expected true or false, found {_kind(value)}.")

    def number(self, key: str) -> float | None:
        """A number that is not negative."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fail(key, f"expected a number without quotes, found {_kind(value)}.")
        if not 0 <= value < 1e15:
            self.fail(key, "the number is negative or beyond measure.")
        return float(value)

    def whole(self, key: str, at_least: int = 1) -> int | None:
        """A whole number."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.fail(key, f"expected a whole number, found {_kind(value)}.")
        return value if value >= at_least else self.fail(key, f"has to be {at_least} or more.")

    def moment(self, key: str) -> date | datetime | None:
        """A date or a date with time; text in ISO form will do (JSON has no dates)."""
        value = self.values.get(key)
        if value is None or isinstance(value, date):
            return value
        if isinstance(value, str):
            try:
                return date.fromisoformat(value) if len(value) <= 10 else datetime.fromisoformat(value)
            except ValueError:
                self.fail(key, f'"{value}" is no date.', "Write 2026-05-31 or 2026-05-31T18:00:00.")
        return self.fail(key, f"expected a date, found {_kind(value)}.", "Write 2026-05-31 or 2026-05-31T18:00:00.")

    def texts(self, key: str) -> dict[str, str]:
        """A text per language; a language with only "…" counts as missing. Empty where the key is absent."""
        found: dict[str, str] = {}
        for language, value in self._by_language(key).items():
            if not isinstance(value, str):
                self.fail(f"{key}.{language}", f"expected a text in quotes, found {_kind(value)}.")
            if value.strip() and value.strip() not in _PLACEHOLDERS:
                found[language] = value.strip()
        return found

    def word_lists(self, key: str) -> dict[str, tuple[str, ...]]:
        """A list of words per language."""
        by_language = self._by_language(key)
        inner = Table(by_language, f"{self.place}, {key}", LANGUAGES)
        return {language: inner.words(language) for language in by_language}

    def word_pairs(self, key: str) -> dict[str, dict[str, str]]:
        """Pairs of words per language: ``{en = {customer = "guest"}}``."""
        found: dict[str, dict[str, str]] = {}
        for language, pairs in self._by_language(key).items():
            if not isinstance(pairs, Mapping):
                self.fail(f"{key}.{language}", 'expected pairs such as {customer = "guest"}.')
            inner = Table(pairs, f"{self.place}, {key}.{language}", pairs.keys())
            found[language] = {word: inner.needed(word) for word in pairs}
        return found

    def table(self, key: str, known: Collection[str]) -> Table | None:
        """An inner table."""
        return Table(self.values[key], f"{self.place}, {key}", known) if key in self.values else None

    def _by_language(self, key: str) -> Mapping[str, Any]:
        value = self.values.get(key, {})
        if not isinstance(value, Mapping):
            example = f'{key} = {{en = "…", bg = "…"}}'
            self.fail(key, f"expected one entry per language, found {_kind(value)}.", f"Write {example}.")
        for language in value:
            if language not in LANGUAGES:
                self.fail(key, f'there are no replies in "{language}"; languages are {", ".join(LANGUAGES)}.')
        return value

    def _one_of(self, key: str, value: str, allowed: Collection[str]) -> str:
        if value in allowed:
            return value
        near = nearest(value, allowed)
        remedy = f'Did you mean "{near}"?' if near else _REMEDY
        return self.fail(key, f'"{value}" is not one of {", ".join(allowed)}.', remedy)

    def _unknown(self, key: str, known: Collection[str]) -> NoReturn:
        near = nearest(key, known)
        remedy = f'Did you mean "{near}"?' if near else f"Keys here are {', '.join(sorted(known))}."
        self.fail(key, "there is no such key.", remedy)


def nearest(word: str, known: Collection[str]) -> str | None:
    """The known word that looks most like one mistyped, or None where none comes near."""
    found = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.5)
    return found[0] if found else None


def _kind(value: object) -> str:
    """What a value is, in a user's words."""
    if isinstance(value, bool):
        return "true or false"
    names = {str: "a text", int: "a number", float: "a number", list: "a list", dict: "a table", date: "a date"}
    return next((name for kind, name in names.items() if isinstance(value, kind)), "something else")
