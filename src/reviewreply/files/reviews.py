"""From a raw row to a review: fields are picked, cells are read, parts of a text are joined."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reviewreply.errors import InputError
from reviewreply.files.columns import ORDER_FIELDS, Fields
from reviewreply.files.exports import ABSENT, Export, lookup, play_review_id, recognise
from reviewreply.files.joined import join_text, original_text
from reviewreply.files.raw import Raw
from reviewreply.files.values import (
    as_text,
    is_empty,
    parse_amounts,
    parse_date,
    parse_language,
    parse_stars,
    parse_status,
    words,
)
from reviewreply.platforms import platform_name
from reviewreply.record import Review
from reviewreply.wire_in import review_from_dict

_EVENTS = {
    "ordered_on": "ordered",
    "promised_on": "promised",
    "delivered_on": "delivered",
    "return_requested_on": "return_requested",
    "refunded_on": "refunded",
}
_Notes = list[str]


@dataclass(frozen=True, slots=True)
class Mapper:
    """How the rows of one file become reviews.

    ``export`` is the platform's own JSON, where it is one; ``fields`` serve all other files. ``platform`` is what
    every row gets that does not name its own; ``forced`` goes before what rows name.
    """

    fields: Fields
    export: Export | None = None
    platform: str | None = None
    forced: bool = False
    scale: int = 5

    @property
    def has_order(self) -> bool:
        """Whether some column speaks of the order."""
        return any(name in self.fields.columns for name in ORDER_FIELDS)

    @property
    def joins(self) -> bool:
        """Whether the text of a review may differ from any single cell."""
        places = self.export.fields if self.export else self.fields.columns
        return any(name in places for name in ("title", "pros", "cons")) or self.platform == "google"

    def review(self, raw: Raw) -> tuple[Review, tuple[str, ...]]:
        """The review and notes on cells that had to be left out. Raises InputError for a row that is none."""
        notes: _Notes = []
        export = self.export and (self.export if self.export.matches(raw.row) else recognise(raw.row))
        record = self._from_export(raw.row, export, notes) if export else self._from_columns(raw.row, notes)
        return review_from_dict(record, "row", row=raw.row), tuple(notes)

    def _from_export(self, row: Mapping[str, Any], export: Export, notes: _Notes) -> dict[str, Any]:
        def get(field: str) -> Any:
            return export.value(row, field)

        record = self._common(get, export.scale, export.language, notes)
        record["platform"] = self.platform if self.forced else export.platform
        return record

    def _from_columns(self, row: Mapping[str, Any], notes: _Notes) -> dict[str, Any]:
        def get(field: str) -> Any:
            column = self.fields.columns.get(field)
            if column is None:
                return None
            if column in row or "." not in column:
                return row.get(column)
            value = lookup(row, column)
            return None if value is ABSENT else value

        record = self._common(get, self.scale, self.fields.language, notes)
        own = as_text(get("platform")).strip()
        record["platform"] = self.platform if self.forced or not own else platform_name(own) or own
        if record["platform"] == "google_play" and record["id"]:
            record["id"] = play_review_id(record["id"])
        order, facts = _structure(get("order"), dict), _structure(get("facts"), list)
        if order is None and self.has_order:
            order = _flat_order(get, notes)
        record["order"] = order
        record["facts"] = facts
        return record

    def _common(self, get: Callable[[str], Any], scale: int, labels: str | None, notes: _Notes) -> dict[str, Any]:
        lang = parse_language(get("lang"))
        own = lang if lang in words()["labels"]["pros"] else None
        text, title, pros, cons = (_cell_text(get(field)) for field in ("text", "title", "pros", "cons"))
        joined = join_text(original_text(text), original_text(title), pros, cons, labels or own or "en")
        return {
            "text": joined,
            "stars": parse_stars(get("stars"), scale),
            "id": as_text(get("id")).strip() or None,
            "author": as_text(get("author")).strip() or None,
            "date": _noted(parse_date, get("date"), "the date", notes),
            "lang": lang,
        }


def _cell_text(value: Any) -> str:
    if isinstance(value, (dict, list)):
        raise InputError("the text is not text.", "Name the column with --text-column.")
    return "" if is_empty(value) else as_text(value)


def _structure(value: Any, kind: type) -> Any:
    """An order or facts: an object of its own, or one written as JSON in a cell; anything else is not meant for us."""
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        try:
            value = json.loads(value)
        except ValueError:
            return None
    return value if isinstance(value, kind) else None


def _flat_order(get: Callable[[str], Any], notes: _Notes) -> dict[str, Any] | None:
    events: list[dict[str, Any]] = []
    for column, what in _EVENTS.items():
        at: date | None = _noted(parse_date, get(column), column, notes)
        if at is not None:
            events.append({"what": what, "at": at})
    order: dict[str, Any] = {"events": events} if events else {}
    amounts = _noted(parse_amounts, get("amount"), "amount", notes)
    if amounts:
        order["lines"] = [{"due": amount} for amount in amounts]
    charges = _noted(parse_amounts, get("charges"), "charges", notes)
    if charges:
        order["payments"] = [{"amount": amount} for amount in charges if amount != 0]
    status = _noted(parse_status, get("status"), "status", notes)
    if status:
        order["status"] = status
    channel = as_text(get("channel")).strip().casefold()
    if channel in ("online", "shop", "phone", "platform"):
        order["channel"] = channel
    return order or None


def _noted(parse: Callable[[Any], Any], value: Any, name: str, notes: _Notes) -> Any:
    """A cell that is nice to have: one that cannot be read is left out with a note and does not cost the review."""
    try:
        return parse(value)
    except InputError:
        notes.append(f"{name} cannot be read")
        return None
