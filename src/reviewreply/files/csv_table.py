"""CSV and TSV: row by row, with line breaks in cells, and with broken rows told apart from good ones.

A quotation mark left open would swallow the rest of the file in an ordinary reader. Here a row that does not come out
with the header's number of cells gives back the lines it had swallowed: its first line is broken, the next ones get
their own chance.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from reviewreply.errors import InputError
from reviewreply.files.columns import find_header, unique
from reviewreply.files.encoding import check_encoding, delimiter_named, guess_delimiter, guess_encoding
from reviewreply.files.raw import MAX_HEADER_ROW, Raw, ReadOptions, Table

MAX_LINES = 300
MAX_CHARACTERS = 1_000_000
_SAMPLE_LINES = 200
_OPEN = "unexpected end of data"


def open_csv(path: Path, options: ReadOptions) -> Table:
    """A CSV or TSV file; encoding, delimiter and header row are guessed where the options are silent."""
    csv.field_size_limit(10 * MAX_CHARACTERS)
    encoding = check_encoding(options.encoding) if options.encoding else guess_encoding(path)
    sample = _sample(path, encoding)
    if not any(line.strip() for line in sample):
        raise InputError(f"{path.name} is empty.", "Export the reviews again, with a header row.")
    delimiter = delimiter_named(options.delimiter) if options.delimiter else guess_delimiter(sample)
    top = [(line, lines, cells) for line, lines, cells, _ in _records(iter(sample), delimiter, None)][:MAX_HEADER_ROW]
    at, skipped, header = _header(top, options)
    names = unique(header)

    def rows() -> Iterator[Raw]:
        with path.open(encoding=encoding, errors=_errors(encoding), newline="") as handle:
            for line, _, cells, reason in _records(_skip(handle, skipped), delimiter, len(names), skipped):
                yield _raw(line, cells, reason, names, encoding)

    form = "tsv" if delimiter == "\t" else "csv"
    return Table(form, rows, names, encoding, delimiter, header_row=at)


def _errors(encoding: str) -> str:
    """Bytes that do not belong to the encoding mark their row instead of ending the file."""
    return "surrogateescape" if not encoding.startswith(("utf-16", "utf-32")) else "replace"


def _sample(path: Path, encoding: str) -> list[str]:
    try:
        with path.open(encoding=encoding, errors=_errors(encoding), newline="") as handle:
            return [line for line, _ in zip(handle, range(_SAMPLE_LINES), strict=False)]
    except UnicodeError:
        raise InputError(f"{path.name} is not {encoding}.", "Name its encoding: --encoding cp1251.") from None


def _header(top: list[tuple[int, int, list[str]]], options: ReadOptions) -> tuple[int, int, list[str]]:
    """The line of the header (0: none), the number of lines up to its end, and its cells."""
    if options.header_row == 0:
        return 0, 0, [str(number) for number in range(1, len(top[0][2]) + 1)]
    chosen = [entry for entry in top if entry[0] == options.header_row]
    if options.header_row and not chosen:
        raise InputError(f"There is no row {options.header_row} to be the header.", "Correct --header-row.")
    line, lines, cells = chosen[0] if chosen else top[find_header([cells for *_, cells in top], options.columns)]
    return line, line + lines - 1, cells


def _skip(lines: Iterator[str], count: int) -> Iterator[str]:
    for _ in range(count):
        next(lines, None)
    return lines


def _records(
    lines: Iterator[str], delimiter: str, width: int | None, before: int = 0
) -> Iterator[tuple[int, int, list[str], str | None]]:
    """Rows: first line, number of lines, cells and, where ``width`` is given and they do not fit it, what is wrong."""
    returned: deque[str] = deque()
    number = before + 1
    while True:
        first = returned.popleft() if returned else next(lines, None)
        if first is None:
            return
        if not first.strip("\r\n"):
            number += 1
            continue
        taken, cells = _record(first, lines, returned, delimiter)
        wrong = cells is None or (width is not None and len(_trim(cells, width)) != width)
        if wrong and len(taken) > 1:
            returned.extendleft(reversed(taken[1:]))
            taken, cells = taken[:1], None
        if wrong:
            cells = _lenient(taken[0], delimiter) if cells is None else cells
            fits = width is None or len(_trim(cells, width)) == width
            yield number, 1, cells, None if fits and not _is_open(taken[0], delimiter) else _reason(cells, width)
        else:
            assert cells is not None
            yield number, len(taken), _trim(cells, width) if width else cells, None
        number += len(taken)


def _record(
    first: str, lines: Iterator[str], returned: deque[str], delimiter: str
) -> tuple[list[str], list[str] | None]:
    """The lines of one row and its cells; None for cells where a quotation mark stays open."""
    taken = [first]
    size = len(first)
    while True:
        last = taken[-1]
        if len(taken) == 1 or '"' in last:
            try:
                return taken, next(csv.reader(["".join(taken)], delimiter=delimiter, strict=True))
            except csv.Error as error:
                if str(error) != _OPEN:
                    return taken, _lenient("".join(taken), delimiter) if len(taken) == 1 else None
            except StopIteration:
                return taken, []
        more = returned.popleft() if returned else next(lines, None)
        if more is None or len(taken) >= MAX_LINES or size > MAX_CHARACTERS:
            if more is not None:
                returned.appendleft(more)
            return taken, None
        taken.append(more)
        size += len(more)


def _lenient(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _is_open(line: str, delimiter: str) -> bool:
    try:
        next(csv.reader([line], delimiter=delimiter, strict=True), None)
    except csv.Error as error:
        return str(error) == _OPEN
    return False


def _trim(cells: list[str], width: int | None) -> list[str]:
    """Without empty cells past the header's width, which spreadsheets like to leave behind."""
    while width is not None and len(cells) > width and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _reason(cells: list[str], width: int | None) -> str:
    if len(cells) == width:
        return "a quotation mark is not closed"
    return f"{len(cells)} cells where the header has {width}"


def _raw(line: int, cells: list[str], reason: str | None, names: tuple[str, ...], encoding: str) -> Raw:
    if reason is not None:
        return Raw(line, {"cells": [_printable(cell) for cell in cells]}, reason)
    row = dict(zip(names, cells, strict=False))
    broken = "\ufffd" if encoding.startswith(("utf-16", "utf-32")) else None
    for cell in cells:
        if not cell.isascii() and _has_bad_bytes(cell, broken):
            return Raw(line, {name: _printable(value) for name, value in row.items()}, f"bytes that are not {encoding}")
    return Raw(line, row)


def _has_bad_bytes(cell: str, broken: str | None) -> bool:
    try:
        cell.encode()
    except UnicodeEncodeError:
        return True
    return broken is not None and broken in cell


def _printable(cell: str) -> str:
    """The cell with bytes that could not be read shown as ``\\xNN``."""
    if cell.isascii():
        return cell
    return cell.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
