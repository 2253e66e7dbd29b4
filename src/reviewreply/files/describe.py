"""What was found out about a file, in one line."""

from __future__ import annotations

from reviewreply.files.encoding import delimiter_name
from reviewreply.files.reading import Source
from reviewreply.platforms import platform_rules

_ENCODINGS = {"cp1251": "Windows-1251", "cp1252": "Windows-1252", "utf-8-sig": "UTF-8 with BOM"}


def encoding_name(encoding: str) -> str:
    """An encoding as people call it."""
    return _ENCODINGS.get(encoding, encoding.upper())


def describe(source: Source) -> str:
    """Format, encoding, delimiter, sheet, header row, platform and the columns found."""
    table = source.table
    parts = [table.format.upper()]
    if source.export is not None:
        parts.append(source.export.title)
    elif source.platform is not None:
        parts.append(platform_rules(source.platform).title)
    if table.encoding is not None:
        parts.append(encoding_name(table.encoding))
    if table.delimiter is not None:
        parts.append(f"delimiter {delimiter_name(table.delimiter)}")
    if table.sheet is not None:
        parts.append(f"sheet {table.sheet}")
    if table.header_row is not None:
        parts.append(f"header in row {table.header_row}" if table.header_row else "no header")
    columns = found_columns(source)
    if columns:
        parts.append("columns " + ", ".join(f"{field}={column}" for field, column in columns.items()))
    return "; ".join(parts)


def found_columns(source: Source) -> dict[str, str]:
    """Fields and the columns they come from; empty for platform exports, whose places are known."""
    columns = source.mapper.fields.columns
    if source.table.columns:
        return dict(columns)
    return {field: column for field, column in columns.items() if field != column} if source.export is None else {}
