"""Which column is which field: by the names of ``columns.toml``, or as the user says."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import resources

from reviewreply.errors import InputError

FIELDS = ("text", "stars", "title", "pros", "cons", "date", "id", "author", "platform", "lang")
ORDER_FIELDS = (
    "ordered_on", "promised_on", "delivered_on", "return_requested_on", "refunded_on", "amount", "charges", "status",
    "channel",
)  # fmt: skip
_SAY_WHICH = "Name it: --text-column NAME, --stars-column NAME."


@dataclass(frozen=True, slots=True)
class Fields:
    """``columns`` maps fields to columns; ``language`` is that of the header (``en`` where it says nothing)."""

    columns: Mapping[str, str]
    language: str = "en"

    @property
    def usable(self) -> bool:
        """Whether a review can come out of such a row."""
        return any(name in self.columns for name in ("text", "stars", "pros", "cons", "title"))


@cache
def _names() -> dict[str, list[tuple[str, str]]]:
    """By field: its names, folded, each with the language it speaks for."""
    data = tomllib.loads(resources.files("reviewreply.files").joinpath("columns.toml").read_text("utf-8"))
    del data["version"]
    return {
        field: [(fold(name), language) for language, names in languages.items() for name in names]
        for field, languages in data.items()
    }


def fold(name: object) -> str:
    """A column's name without case, spaces and punctuation: "Star Rating", "star_rating" and "starRating" are one."""
    return re.sub(r"[\W_]+", "", str(name)).casefold()


def find_fields(columns: Sequence[str], chosen: Mapping[str, str] | None = None) -> Fields:
    """The fields among ``columns``; ``chosen`` goes before what the names say.

    Raises InputError when a chosen column is not there. A result without text and stars is not ``usable``.
    """
    found = {field: _chosen_column(field, name, columns) for field, name in (chosen or {}).items()}
    folded: dict[str, str] = {}
    for column in columns:
        folded.setdefault(fold(column), column)
    languages: Counter[str] = Counter()
    for field, names in _names().items():
        if field in found:
            continue
        for name, language in names:
            if name in folded and folded[name] not in found.values():
                found[field] = folded[name]
                languages[language] += language != "any"
                break
    best = languages.most_common(1)
    return Fields(found, best[0][0] if best and best[0][1] else "en")


def score(cells: Sequence[str]) -> int:
    """How much a row looks like a header: the number of fields found in it, 0 without text and stars."""
    fields = find_fields([cell for cell in cells if cell])
    return len(fields.columns) if fields.usable else 0


def find_header(rows: Sequence[Sequence[str]], chosen: Mapping[str, str] | None = None) -> int:
    """The index of the row that looks most like a header; the first one where none does."""
    wanted = {fold(name) for name in (chosen or {}).values() if not name.isdigit()}
    best, best_score = 0, 0
    for index, cells in enumerate(rows):
        here = score(cells) + 100 * len(wanted & {fold(cell) for cell in cells if cell})
        if here > best_score:
            best, best_score = index, here
    return best


def unique(names: Sequence[object]) -> tuple[str, ...]:
    """Column names with blanks numbered and repetitions told apart: ``text``, ``column 2``, ``text (2)``."""
    seen: Counter[str] = Counter()
    result = []
    for number, name in enumerate(names, start=1):
        label = str(name).strip() if name is not None and str(name).strip() else f"column {number}"
        seen[label] += 1
        result.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return tuple(result)


def no_fields(columns: Sequence[str]) -> InputError:
    """The error for a file in which neither text nor stars were found."""
    return InputError(f"No column with the text or the stars of a review among: {_list(columns)}.", _SAY_WHICH)


def _chosen_column(field: str, name: str, columns: Sequence[str]) -> str:
    if name in columns:
        return name
    for column in columns:
        if fold(column) == fold(name) and fold(name):
            return column
    if name.isdigit() and 1 <= int(name) <= len(columns):
        return columns[int(name) - 1]
    near = get_close_matches(name, columns, n=1)
    remedy = f"Did you mean {near[0]}?" if near else f"The file has: {_list(columns)}."
    raise InputError(f"There is no column {name!r} for --{field.replace('_', '-')}-column.", remedy)


def _list(columns: Sequence[str]) -> str:
    shown = [column if len(column) <= 40 else column[:39] + "…" for column in columns[:15]]
    return ", ".join(shown) + (f" and {len(columns) - 15} more" if len(columns) > 15 else "")
