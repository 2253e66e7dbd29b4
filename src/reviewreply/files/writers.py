"""Writers: rows of the input with the columns that were added, in CSV, TSV, XLSX, JSON, JSON Lines and Parquet."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TextIO

from reviewreply.errors import OutputError
from reviewreply.files.cells import csv_cell

WRITABLE = ("csv", "tsv", "xlsx", "jsonl", "json", "parquet")
RECORD_FORMATS = ("jsonl", "json")
"""Formats that take the whole record; the others take flat columns."""
_SUFFIXES = {".ndjson": "jsonl"} | {f".{name}": name for name in WRITABLE}


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table: those of the input, then those that were added. Their names never clash.

    ``schema`` is the input's where it was Parquet.
    """

    columns: tuple[str, ...]
    added: Mapping[str, str]
    schema: Any = None
    excel: bool = False

    def cells(self, row: Mapping[str, Any], added: Mapping[str, Any]) -> list[Any]:
        """One line of the table."""
        return [*(row.get(name) for name in self.columns), *(added.get(name) for name in self.added)]

    @property
    def names(self) -> list[str]:
        """The header."""
        return [*self.columns, *self.added.values()]


class TableWriter(Protocol):
    """Takes rows one by one; ``close`` finishes the file."""

    def write(self, row: Mapping[str, Any], added: Mapping[str, Any]) -> None: ...

    def close(self) -> None: ...


def layout(columns: Sequence[str], added: Sequence[str], schema: Any = None, excel: bool = False) -> Layout:
    """Columns in order; an added one whose name the input has already is called ``reviewreply_…``."""
    taken = {name.casefold() for name in columns}
    names = {}
    for name in added:
        label = name
        while label.casefold() in taken:
            label = f"reviewreply_{label}"
        taken.add(label.casefold())
        names[name] = label
    return Layout(tuple(columns), names, schema, excel)


def output_format(path: Path, chosen: str | None = None) -> str:
    """The format that a name stands for, or the one chosen. Raises OutputError where neither is known."""
    known = f"Use one of: {', '.join(WRITABLE)}."
    if chosen is not None:
        if chosen in WRITABLE:
            return chosen
        raise OutputError(f"The output format {chosen!r} is not known.", known)
    form = _SUFFIXES.get(path.suffix.lower())
    if form is None:
        raise OutputError(f"What to write cannot be told from the name {path.name}.", f"{known} Or give --to.")
    return form


def open_table(path: Path, form: str, columns: Layout) -> TableWriter:
    """A writer of ``form``, one of the table formats."""
    if form == "xlsx":
        from reviewreply.files.xlsx_writer import XlsxWriter

        return XlsxWriter(path, columns)
    if form == "parquet":
        from reviewreply.files.parquet_writer import ParquetWriter

        return ParquetWriter(path, columns)
    encoding = "utf-8-sig" if columns.excel else "utf-8"
    return CsvWriter(path.open("w", encoding=encoding, newline=""), columns, "\t" if form == "tsv" else ",")


@dataclass(slots=True)
class CsvWriter:
    """CSV in UTF-8, with CRLF as the standard wants it; cells are harmless in spreadsheets."""

    handle: TextIO
    layout: Layout
    delimiter: str = ","
    _writer: Any = field(init=False)

    def __post_init__(self) -> None:
        self._writer = csv.writer(self.handle, delimiter=self.delimiter)
        self._writer.writerow([csv_cell(name) for name in self.layout.names])

    def write(self, row: Mapping[str, Any], added: Mapping[str, Any]) -> None:
        """One row."""
        self._writer.writerow([csv_cell(value) for value in self.layout.cells(row, added)])

    def close(self) -> None:
        """Finishes the file."""
        self.handle.close()


@dataclass(slots=True)
class RecordWriter:
    """JSON Lines, or the same records as one JSON array."""

    handle: TextIO
    array: bool = False
    _count: int = 0

    def write(self, record: Mapping[str, Any]) -> None:
        """One record."""
        if self.array:
            self.handle.write("[\n" if self._count == 0 else ",\n")
        self.handle.write(dumps(record))
        if not self.array:
            self.handle.write("\n")
        self._count += 1

    def close(self) -> None:
        """Finishes the file."""
        if self.array:
            self.handle.write("[]\n" if self._count == 0 else "\n]\n")
        self.handle.close()


def dumps(value: Any) -> str:
    """JSON on one line, letters as letters; dates as ISO text. Half characters are replaced."""
    text = json.dumps(value, ensure_ascii=False, default=_plain)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = json.dumps(value, default=_plain)
    return text


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
