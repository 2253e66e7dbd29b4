"""Exports of review platforms: recognised by their content, mapped to the fields of a review (``exports.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import parse_qs, urlsplit

from reviewreply.files.columns import fold

_PLAY_COLUMNS = ("Reviewer Language", "Star Rating", "Review Text", "Developer Reply Text")


@dataclass(frozen=True, slots=True)
class Export:
    """One platform's JSON: ``fields`` maps a field to the places it may stand at, the first one there counts."""

    platform: str
    title: str
    marks: tuple[str, ...]
    any_of: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]
    scale: int = 5
    language: str | None = None

    def matches(self, row: Any) -> bool:
        """Whether ``row`` is a review of this export."""
        if not isinstance(row, Mapping) or any(lookup(row, mark) is ABSENT for mark in self.marks):
            return False
        return not self.any_of or any(lookup(row, mark) is not ABSENT for mark in self.any_of)

    def value(self, row: Mapping[str, Any], field: str) -> Any:
        """What stands in the row for a field; None where nothing does."""
        for place in self.fields.get(field, ()):
            value = lookup(row, place)
            if value is not ABSENT and value is not None and value != "":
                return value
        return None


ABSENT = object()


@cache
def exports() -> Mapping[str, Export]:
    """All known exports by platform."""
    data = tomllib.loads(resources.files("reviewreply.files").joinpath("exports.toml").read_text("utf-8"))
    del data["version"]
    return {platform: _export(platform, entry) for platform, entry in data.items()}


def recognise(row: Any) -> Export | None:
    """The export that a JSON object is a review of."""
    return next((export for export in exports().values() if export.matches(row)), None)


def table_platform(columns: Sequence[str]) -> str | None:
    """The platform whose table has such columns: Play Console's CSV is the one that can be told by its header."""
    folded = {fold(column) for column in columns}
    return "google_play" if sum(fold(name) in folded for name in _PLAY_COLUMNS) >= 3 else None


def play_review_id(link: str) -> str:
    """The id of a review out of the link that Play Console's CSV gives; the link itself where it holds none."""
    query = urlsplit(link)
    found = parse_qs(query.query).get("reviewId") or parse_qs(query.fragment.partition("?")[2]).get("reviewId")
    found = found or parse_qs(query.fragment).get("reviewId")
    return found[0] if found else link


def _export(platform: str, entry: Mapping[str, Any]) -> Export:
    fields = {name: (place,) if isinstance(place, str) else tuple(place) for name, place in entry["fields"].items()}
    return Export(
        platform=platform,
        title=entry["title"],
        marks=tuple(entry["marks"]),
        any_of=tuple(entry["any_of"]),
        fields=fields,
        scale=entry.get("scale", 5),
        language=entry.get("language"),
    )


def lookup(row: Any, place: str) -> Any:
    """What stands at a place (``comments.0.text``); ABSENT where it does not lead anywhere."""
    for step in place.split("."):
        if isinstance(row, Mapping) and step in row:
            row = row[step]
        elif isinstance(row, (list, tuple)) and step.isdigit() and int(step) < len(row):
            row = row[int(step)]
        else:
            return ABSENT
    return row
