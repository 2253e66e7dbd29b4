"""XLSX as a person reads it: wrapped texts, frozen header, filter, widths that fit, the verdict in colour."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from pathlib import Path
from typing import Any

from reviewreply.errors import OutputError
from reviewreply.files.cells import xlsx_value
from reviewreply.files.writers import Layout

MAX_ROWS = 1_048_576
_SAMPLE = 100
_NARROW, _WIDE, _REPLY = 10, 60, 75
_WRAPPED = 24
"""Texts longer than this are wrapped."""
_COLOURS = {
    "justified": "F8CBAD",
    "partly": "FFE699",
    "unjustified": "BDD7EE",
    "unclear": "D9D9D9",
    "not_applicable": "E2EFDA",
}


class XlsxWriter:
    """Streams rows into a workbook; the first hundred wait until the widths of the columns are known."""

    def __init__(self, path: Path, layout: Layout) -> None:
        from openpyxl import Workbook

        self._path, self._layout = path, layout
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet("reviews")
        self._waiting: list[list[Any]] | None = []
        self._styles = _Styles(self._sheet)
        self._count = 1
        added = list(layout.added)
        self._verdict = len(layout.columns) + added.index("verdict") if "verdict" in added else None

    def write(self, row: Mapping[str, Any], added: Mapping[str, Any]) -> None:
        """One row. Raises OutputError where a sheet cannot hold another."""
        self._count += 1
        if self._count > MAX_ROWS:
            raise OutputError(f"An XLSX sheet holds {MAX_ROWS} rows at most.", "Write CSV, JSON Lines or Parquet.")
        cells = [xlsx_value(value) for value in self._layout.cells(row, added)]
        if self._waiting is None:
            self._append(cells)
            return
        self._waiting.append(cells)
        if len(self._waiting) >= _SAMPLE:
            self._begin()

    def close(self) -> None:
        """Finishes the workbook."""
        self._begin()
        columns = len(self._layout.names)
        if columns:
            from openpyxl.utils import get_column_letter

            self._sheet.auto_filter.ref = f"A1:{get_column_letter(columns)}{self._count}"
        self._book.save(self._path)

    def _begin(self) -> None:
        """Sets widths and header, which have to come before any row, and lets the waiting rows go."""
        if self._waiting is None:
            return
        from openpyxl.utils import get_column_letter

        rows, self._waiting = self._waiting, None
        for number, name in enumerate(self._layout.names):
            letter = get_column_letter(number + 1)
            self._sheet.column_dimensions[letter].width = _width(name, [row[number] for row in rows])
        self._sheet.freeze_panes = "A2"
        self._sheet.append([self._styles.cell(xlsx_value(name), "header") for name in self._layout.names])
        for row in rows:
            self._append(row)

    def _append(self, values: list[Any]) -> None:
        cells = [self._styles.cell(value, _style(value)) for value in values]
        if self._verdict is not None and values[self._verdict] in _COLOURS:
            cells[self._verdict] = self._styles.cell(values[self._verdict], str(values[self._verdict]))
        self._sheet.append(cells)


class _Styles:
    """Cells by the name of their style; each style is built once and copied, which is many times faster."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font, PatternFill

        self._sheet, self._cell = sheet, WriteOnlyCell
        self._styles = {}
        for name in ("plain", "text", "wrapped", "header", *_COLOURS):
            cell = WriteOnlyCell(sheet, value="")
            cell.alignment = Alignment(vertical="top", wrap_text=name in ("wrapped", "header"))
            if name in ("text", "wrapped"):
                cell.quotePrefix = True
            if name == "header":
                cell.font = Font(bold=True)
            if name in _COLOURS:
                cell.fill = PatternFill("solid", fgColor=_COLOURS[name])
            self._styles[name] = cell._style

    def cell(self, value: Any, style: str) -> Any:
        if value is None:
            return None
        cell = self._cell(self._sheet, value=value)
        number_format = cell._style.numFmtId if cell._style else 0
        cell._style = copy(self._styles[style])
        if number_format:
            cell._style.numFmtId = number_format
        if isinstance(value, str):
            cell.data_type = "s"  # never a formula, never an error code
        return cell


def _style(value: Any) -> str:
    if not isinstance(value, str):
        return "plain"
    return "wrapped" if len(value) > _WRAPPED or "\n" in value else "text"


def _width(name: str, values: list[Any]) -> float:
    if name.endswith("reply"):
        return _REPLY
    lengths = [len(line) for value in values if value is not None for line in str(value).splitlines()[:20]]
    return min(_WIDE, max(_NARROW, len(name) + 4, *lengths, 0) + 2)
