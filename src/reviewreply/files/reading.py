"""Opening a file of reviews: what it is, what was found in it, and its reviews one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b, sha256
from itertools import islice
from pathlib import Path
from typing import Any

from reviewreply.errors import InputError
from reviewreply.files.columns import FIELDS, ORDER_FIELDS, find_fields, no_fields
from reviewreply.files.exports import Export, recognise, table_platform
from reviewreply.files.raw import Item, Raw, ReadOptions, Table
from reviewreply.files.recognise import READABLE, check_readable, recognise_file
from reviewreply.files.reviews import Mapper
from reviewreply.files.values import is_empty
from reviewreply.platforms import platform_name, platform_names

_PEEK = 300
_RECORD = {
    field: field for field in (*FIELDS, *ORDER_FIELDS, "order", "facts") if field not in ("title", "pros", "cons")
}
"""Objects name their own fields, and one that the first rows lack may come later."""
_SHARE = 0.3
"""Ratings above five on a scale of five are mistakes; from this share on they are a scale of ten."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file opened for reading; ``items`` can be called again and gives the same each time."""

    path: Path
    table: Table
    mapper: Mapper
    options: ReadOptions

    @property
    def platform(self) -> str | None:
        """The platform all rows come from, where that is known."""
        return self.mapper.platform

    @property
    def export(self) -> Export | None:
        """The platform export that the file was recognised as."""
        return self.mapper.export

    @property
    def joins(self) -> bool:
        """Whether the analysed text was put together out of several cells, so that writers have to give it back."""
        return self.mapper.joins

    def items(self) -> Iterator[Item]:
        """Every row in the file's order, as a review or with the reason why it is none. Blank rows are no rows."""
        return number_ids(items_of(self.table.rows(), self.mapper))

    def fingerprint(self) -> str:
        """The identity of the content and of the way it is read."""
        digest = sha256(repr((self.options, self.table.encoding, self.table.header_row)).encode())
        with self.path.open("rb") as handle:
            while chunk := handle.read(1 << 20):
                digest.update(chunk)
        return digest.hexdigest()


def open_reviews(path: Path, options: ReadOptions | None = None) -> Source:
    """Opens a file of any readable format. Raises InputError with what to do."""
    options = options or ReadOptions()
    check_readable(path)
    kind = options.format or recognise_file(path)
    if kind not in READABLE:
        raise InputError(f"The format {kind!r} is not known.", f"Known: {', '.join(READABLE)}.")
    if kind == "tsv" and not options.delimiter:
        options = replace(options, delimiter="\t")
    table = _opener(kind)(path, options)
    return Source(path, table, make_mapper(table, options), options)


def items_of(rows: Iterator[Raw], mapper: Mapper) -> Iterator[Item]:
    """Items out of raw rows; see ``Source.items``."""
    for raw in rows:
        if raw.reason is not None:
            yield Item(raw.line, raw.row, reason=raw.reason)
        elif not all(is_empty(value) for value in raw.row.values()):
            yield _item(raw, mapper)


def number_ids(items: Iterator[Item]) -> Iterator[Item]:
    """The same items, those with an id that came before numbered. Keeps a number an id, not the ids."""
    seen: set[int] = set()
    again: dict[int, int] = {}
    for item in items:
        if item.review is not None and item.review.id is not None:
            name = f"{item.review.platform}\0{item.review.id}".encode("utf-8", "replace")
            key = int.from_bytes(blake2b(name, digest_size=8).digest(), "big")
            if key in seen:
                again[key] = again.get(key, 1) + 1
                item = replace(item, occurrence=again[key])
            seen.add(key)
        yield item


def make_mapper(table: Table, options: ReadOptions) -> Mapper:
    """How rows of this table become reviews: by the platform's export, else by the names of columns."""
    forced = _forced(options.platform)
    first = [raw.row for raw in islice((raw for raw in table.rows() if raw.reason is None), _PEEK)]
    if not table.columns:
        export = None if options.columns else next((found for row in first if (found := recognise(row))), None)
        if export is not None:
            return Mapper(find_fields(()), export, forced or export.platform, forced is not None, export.scale)
    columns = table.columns or _keys(first, options.columns)
    if not columns and not first:
        raise InputError("There is no row in the file.", "Export the reviews again.")
    fields = find_fields(columns, options.columns)
    if not fields.usable:
        raise no_fields(columns)
    if not table.columns:
        fields = replace(fields, columns=_RECORD | dict(fields.columns))
    scale = options.stars_scale or _scale(first, fields.columns.get("stars", ""))
    return Mapper(fields, None, forced or table_platform(columns), forced is not None, scale)


def _item(raw: Raw, mapper: Mapper) -> Item:
    try:
        review, notes = mapper.review(raw)
    except InputError as error:
        return Item(raw.line, raw.row, reason=str(error).removeprefix("row: "))
    return Item(raw.line, raw.row, review, notes=notes)


def _forced(platform: str | None) -> str | None:
    if platform is None:
        return None
    name = platform_name(platform)
    if name is None:
        raise InputError(f"The platform {platform!r} is not known.", f"Known: {', '.join(platform_names())}.")
    return name


def _keys(rows: list[Mapping[str, Any]], chosen: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of the first objects, and the chosen places inside them (``a.b``), which have no column of their own."""
    keys = dict.fromkeys(str(key) for row in rows for key in row)
    return (*keys, *(name for name in chosen.values() if "." in name and name not in keys))


def _scale(rows: list[Mapping[str, Any]], column: str) -> int:
    """5, 10 or 100: what a good part of the first rows reaches up to; a few wrong cells do not count."""
    given = []
    for row in rows:
        try:
            given.append(float(str(row.get(column)).replace(",", ".")))
        except ValueError:
            continue
    above = [value for value in given if value > 5]
    if len(above) < _SHARE * len(given) or not above:
        return 5
    return 10 if sum(value <= 10 for value in above) > len(above) / 2 else 100


def _opener(kind: str) -> Callable[[Path, ReadOptions], Table]:
    if kind in ("csv", "tsv"):
        from reviewreply.files.csv_table import open_csv

        return open_csv
    if kind == "xlsx":
        from reviewreply.files.xlsx_table import open_xlsx

        return open_xlsx
    if kind == "parquet":
        from reviewreply.files.parquet_table import open_parquet

        return open_parquet
    from reviewreply.files.json_records import open_json, open_json_lines

    return open_json if kind == "json" else open_json_lines
