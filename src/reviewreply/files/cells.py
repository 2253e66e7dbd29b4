"""Cells on their way out: flat, and harmless in a spreadsheet.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-``, ``@`` (also in full width), a tab or a line break for
a formula or a command. In CSV and TSV such a text gets an apostrophe before it, unless it is a plain number. In XLSX
a text is stored as text, whatever it begins with, and marked so that it stays one when it is edited; nothing is put
before it. Control characters that XLSX cannot hold become U+FFFD. JSON and Parquet give texts back untouched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

MAX_COLUMNS = 300
"""Objects with more keys than this are given back as JSON in one column, ``row``."""
MAX_XLSX_TEXT = 32_767
"""Excel's own limit for a cell, in UTF-16 units."""
_DANGEROUS = "=+-@\t\r\n\0＝＋－＠"
_LEADING = " \u00a0\u200b\ufeff"
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?%?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet might run the text: what it begins with, spaces and invisible characters passed over."""
    if not text or _NUMBER.fullmatch(text):
        return False
    if text[0] in _DANGEROUS or ord(text[0]) < 32:
        return True
    bare = text.lstrip(_LEADING)
    return bool(bare) and bare[0] in "=+-@＝＋－＠" and bare is not text and not _NUMBER.fullmatch(bare)


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if is_dangerous(text) else text


def csv_cell(value: Any) -> str:
    """A value as CSV text: true, false, ISO dates, JSON for lists and objects; empty for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    return harmless(as_string(value))


def xlsx_value(value: Any) -> Any:
    """A value that XLSX can hold; texts beyond Excel's limit are cut with an ellipsis."""
    if value is None or isinstance(value, (bool, int, float, date, time)):
        if isinstance(value, datetime) and value.tzinfo is not None:
            return value.isoformat()
        return value
    text = _CONTROL.sub("\ufffd", as_string(value))
    return text if len(text) * 2 <= MAX_XLSX_TEXT or fits_xlsx(text) else _cut(text)


def fits_xlsx(text: str) -> bool:
    """Whether Excel's limit for a cell lets the text through."""
    return len(text) <= MAX_XLSX_TEXT and len(text.encode("utf-16-le", "surrogatepass")) // 2 <= MAX_XLSX_TEXT


def as_string(value: Any) -> str:
    """Any value as a string, half characters replaced."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, datetime) and value.tzinfo is None and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return "" if value is None else str(value)


def flatten(row: Mapping[str, Any]) -> dict[str, Any]:
    """A nested row as columns: keys joined with dots, lists as JSON."""
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, dict) and value:
            flat.update({f"{key}.{inner}": entry for inner, entry in flatten(value).items()})
        else:
            flat[str(key)] = value
    return flat


def _cut(text: str) -> str:
    cut = text.encode("utf-16-le", "surrogatepass")[: 2 * (MAX_XLSX_TEXT - 1)]
    return cut.decode("utf-16-le", "ignore") + "…"
