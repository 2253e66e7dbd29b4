"""Annotated reviews in other forms than JSON Lines, read with ``datasets``: CSV, TSV, Parquet, a name on the Hub.

Columns carry the names of the JSON form; ``types``, ``claims`` and ``signals`` are lists, or JSON in a cell. A column
``split`` says which part a row belongs to; on the Hub the splits are taken (``validation`` counts as dev).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reviewreply.errors import MissingExtraError, TrainingError

KINDS = {".csv": "csv", ".tsv": "csv", ".parquet": "parquet"}
_PARTS = {"validation": "dev", "valid": "dev", "dev": "dev", "test": "test"}
_NESTED = ("types", "claims", "signals")
_WHOLE = ("stars", "given")


def is_table(path: Path) -> bool:
    """Whether ``datasets`` reads it: a table file that exists, or what can only be a name on the Hub."""
    return path.suffix.lower() in KINDS or (not path.exists() and not path.suffix and len(path.parts) == 2)


def read_table(path: Path) -> Iterator[dict[str, Any]]:
    """Rows as records with ``split``. Raises TrainingError where there is nothing to read, MissingExtraError else."""
    try:
        import datasets
    except ImportError:
        raise MissingExtraError("datasets", "train") from None
    if path.suffix and not path.is_file():
        raise TrainingError(f"No corpus at {path}.", "Give a file or folder of annotated reviews.")
    options = {"sep": "\t"} if path.suffix.lower() == ".tsv" else {}
    try:
        if path.suffix:
            found = datasets.load_dataset(KINDS[path.suffix.lower()], data_files=str(path), **options)
        else:
            found = datasets.load_dataset(str(path))
    except Exception as error:  # datasets raises many kinds, with pages of text
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise TrainingError(
            f"{path} could not be read ({reason}).", "Give a file, a folder or a name on the Hub."
        ) from None
    for name, part in found.items():
        for row in part:
            yield {"split": _PARTS.get(str(name), "train")} | _record(row)


def _record(row: dict[str, Any]) -> dict[str, Any]:
    """A row without empty cells, nested columns read, stars as whole numbers."""
    record = {name: value for name, value in row.items() if value is not None and value != ""}
    for name in _NESTED:
        if isinstance(record.get(name), str):
            record[name] = json.loads(record[name])
    for name in _WHOLE:
        if name in record:
            record[name] = int(record[name])
    return record
