"""Parquet: the input's own types where it was Parquet, texts elsewhere; the added columns typed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reviewreply.files.cells import as_string
from reviewreply.files.writers import Layout

_BATCH = 1000
_BOOLEANS = ("latin_script", "is_complaint")
_INTEGERS = ("predicted_stars", "occurrence")
_FLOATS = ("justified_score", "language_confidence")


class ParquetWriter:
    """Writes batches of a thousand rows."""

    def __init__(self, path: Path, layout: Layout) -> None:
        import pyarrow.parquet as pq

        self._layout = layout
        self._schema = _schema(layout)
        self._writer = pq.ParquetWriter(path, self._schema)
        self._rows: list[dict[str, Any]] = []

    def write(self, row: Mapping[str, Any], added: Mapping[str, Any]) -> None:
        """One row."""
        cells = {name: self._value(row.get(name)) for name in self._layout.columns}
        self._rows.append(cells | {label: added.get(name) for name, label in self._layout.added.items()})
        if len(self._rows) >= _BATCH:
            self._flush()

    def close(self) -> None:
        """Finishes the file."""
        self._flush()
        self._writer.close()

    def _value(self, value: Any) -> Any:
        return value if value is None or self._layout.schema is not None else as_string(value)

    def _flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
            self._rows = []


def _schema(layout: Layout) -> Any:
    import pyarrow as pa

    given = layout.schema or [pa.field(name, pa.string()) for name in layout.columns]
    types = {name: pa.bool_() for name in _BOOLEANS} | {name: pa.int32() for name in _INTEGERS}
    types |= {name: pa.float64() for name in _FLOATS}
    added = [pa.field(label, types.get(name, pa.string())) for name, label in layout.added.items()]
    return pa.schema([*given, *added])
