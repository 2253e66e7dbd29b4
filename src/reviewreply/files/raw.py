"""What comes out of a file before it is a review: a table of raw rows, and the options that say how to read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reviewreply.record import Review

MAX_HEADER_ROW = 20
"""How far down a header is looked for."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user said about a file; None and empty: found out from the file itself.

    ``columns`` maps a field (``text``, ``stars`` …) to the name or the number (from 1) of its column. ``header_row``
    counts from 1; 0 means that there is none. ``stars_scale`` is 5, 10 or 100.
    """

    format: str | None = None
    platform: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    stars_scale: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Raw:
    """A row as it stands in the file. ``line`` is the number a person finds it by; ``reason``: why it is broken."""

    line: int
    row: Mapping[str, Any]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A file opened for reading: what was found about it, and its rows, as often as they are asked for.

    ``columns`` is empty where rows name their own fields (JSON). ``schema`` is Parquet's, kept for the way back.
    """

    format: str
    rows: Callable[[], Iterator[Raw]]
    columns: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    schema: Any = None


@dataclass(frozen=True, slots=True)
class Item:
    """A row that became a review, or that did not: then ``review`` is None and ``reason`` says why.

    ``occurrence`` is 2 where the same id was seen once before, and so on. ``notes``: cells that were left out.
    """

    line: int
    row: Mapping[str, Any]
    review: Review | None = None
    reason: str | None = None
    occurrence: int = 1
    notes: tuple[str, ...] = ()
