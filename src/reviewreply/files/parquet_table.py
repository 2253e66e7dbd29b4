"""Parquet: read in batches, so that a large file does not fill the memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reviewreply.errors import InputError
from reviewreply.files.raw import Raw, ReadOptions, Table

_BATCH = 1000


def open_parquet(path: Path, options: ReadOptions) -> Table:
    """A Parquet file; its schema is kept so that a Parquet output can give the columns back as they were."""
    schema = _file(path).schema_arrow

    def rows() -> Iterator[Raw]:
        import pyarrow as pa

        line = 0
        try:
            for batch in _file(path).iter_batches(batch_size=_BATCH):
                for row in batch.to_pylist():
                    line += 1
                    yield Raw(line, row)
        except pa.ArrowException as error:
            raise _damaged(path) from error

    return Table("parquet", rows, tuple(schema.names), schema=schema)


def _file(path: Path) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(path)
    except pa.ArrowException as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> InputError:
    return InputError(f"{path.name} is not a readable Parquet file.", "Write it again.")
