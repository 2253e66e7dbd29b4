"""XLSX: one sheet, row by row, wherever its header stands."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reviewreply.errors import InputError
from reviewreply.files.columns import find_header, score, unique
from reviewreply.files.raw import MAX_HEADER_ROW, Raw, ReadOptions, Table
from reviewreply.files.values import as_text

Cells = tuple[Any, ...]


def open_xlsx(path: Path, options: ReadOptions) -> Table:
    """A sheet of a workbook: the one named, else the first one that looks like reviews. Values, not formulas."""
    sheet, top = _sheet(path, options)
    if not any(_filled(cells) for cells in top):
        raise InputError(f"The sheet {sheet} of {path.name} is empty.", "Name another one with --sheet.")
    at = _header_row(top, options)
    header = top[at - 1] if at else _numbers(top)
    while header and header[-1] is None:
        header = header[:-1]
    names = unique(header)

    def rows() -> Iterator[Raw]:
        with _workbook(path) as book:
            for line, cells in enumerate(_rows(book[sheet], path), start=1):
                if line > at and _filled(cells):
                    yield _raw(line, cells, names)

    return Table("xlsx", rows, names, sheet=sheet, header_row=at)


@contextmanager
def _workbook(path: Path) -> Iterator[Any]:
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(path, read_only=True, data_only=True)
    except OSError:
        raise
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError) as error:
        raise _damaged(path) from error
    try:
        yield book
    finally:
        book.close()


def _rows(sheet: Any, path: Path) -> Iterator[Cells]:
    """The rows of a sheet; its declared size is not believed, since many exporters get it wrong."""
    sheet.reset_dimensions()
    try:
        yield from sheet.iter_rows(values_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> InputError:
    return InputError(f"{path.name} is not a readable XLSX workbook.", "Open it in a spreadsheet and save it again.")


def _sheet(path: Path, options: ReadOptions) -> tuple[str, list[Cells]]:
    with _workbook(path) as book:
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        if options.sheet is not None:
            name = options.sheet
            if name not in sheets and name.isdigit() and 1 <= int(name) <= len(sheets):
                name = list(sheets)[int(name) - 1]
            if name not in sheets:
                raise InputError(f"There is no sheet {name!r}.", f"The workbook has: {', '.join(sheets)}.")
            return name, _top(sheets[name], path)
        tops = {name: _top(sheet, path) for name, sheet in sheets.items()}
    if not tops:
        raise InputError(f"{path.name} has no sheet with cells.", "Put the reviews on a sheet.")
    best = max(tops, key=lambda name: max((score(_names(cells)) for cells in tops[name]), default=0))
    return best, tops[best]


def _top(sheet: Any, path: Path) -> list[Cells]:
    return [cells for cells, _ in zip(_rows(sheet, path), range(MAX_HEADER_ROW), strict=False)]


def _header_row(top: Sequence[Cells], options: ReadOptions) -> int:
    if options.header_row is not None:
        if options.header_row > len(top):
            raise InputError(f"There is no row {options.header_row} to be the header.", "Correct --header-row.")
        return options.header_row
    filled = [number for number, cells in enumerate(top, start=1) if _filled(cells)]
    return filled[find_header([_names(top[number - 1]) for number in filled], options.columns)]


def _names(cells: Cells) -> list[str]:
    return ["" if cell is None else as_text(cell).strip() for cell in cells]


def _numbers(top: Sequence[Cells]) -> Cells:
    return tuple(range(1, max(len(cells) for cells in top) + 1))


def _filled(cells: Cells) -> bool:
    return any(cell is not None and cell != "" for cell in cells)


def _raw(line: int, cells: Cells, names: tuple[str, ...]) -> Raw:
    """A row under its names; cells beyond the header, which no name stands for, break it."""
    extra = cells[len(names) :]
    if any(cell is not None and cell != "" for cell in extra):
        return Raw(line, {"cells": list(cells)}, f"{len(cells)} cells where the header has {len(names)}")
    padded = (*cells, *(None,) * (len(names) - len(cells)))
    return Raw(line, dict(zip(names, padded, strict=False)))
