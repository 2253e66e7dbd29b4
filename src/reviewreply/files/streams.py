"""Reviews from standard input: line by line where they are JSON Lines, by way of a temporary file elsewhere."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from reviewreply.errors import InputError
from reviewreply.files.json_records import read_lines
from reviewreply.files.json_stream import DECODER
from reviewreply.files.raw import Item, ReadOptions, Table
from reviewreply.files.reading import items_of, make_mapper, number_ids

_FIRST = 1_000_000


def json_lines(handle: BinaryIO, options: ReadOptions) -> tuple[bytes, Iterator[Item] | None]:
    """Items as their lines come in, where the first line is a JSON object; else None and the bytes read so far.

    Raises InputError for an empty stream.
    """
    first = handle.readline(_FIRST)
    while first and not first.strip():
        first = handle.readline(_FIRST)
    if not first:
        raise InputError("Standard input is empty.", "Pipe reviews into it, or name a file.")
    if options.format not in (None, "jsonl") or not _is_object(first):
        return first, None
    head = first.decode("utf-8-sig", "surrogateescape")
    rest = io.TextIOWrapper(handle, "utf-8", "surrogateescape", newline="\n")
    mapper = make_mapper(Table("jsonl", lambda: read_lines([head])), options)
    return first, number_ids(items_of(read_lines(chain([head], rest)), mapper))


@contextmanager
def spooled(first: bytes, handle: BinaryIO) -> Iterator[Path]:
    """The stream as a file, for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="reviewreply-") as folder:
        path = Path(folder) / "stdin"
        with path.open("wb") as copy:
            copy.write(first)
            shutil.copyfileobj(handle, copy)
        yield path


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(DECODER.decode(line.decode("utf-8-sig").strip()), dict)
    except (ValueError, RecursionError):
        return False
