"""In which encoding a text file is written, and which character parts its cells."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from pathlib import Path

from reviewreply.errors import InputError
from reviewreply.files import columns
from reviewreply.files.raw import MAX_HEADER_ROW

SAMPLE = 256 * 1024
DELIMITERS = (",", ";", "\t", "|")
NO_DELIMITER = "\x1f"
"""Stands between cells that are not there: a file of a single column has no delimiter."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SINGLE_BYTE = ("cp1251", "cp1252", "koi8_r", "cp866", "mac_cyrillic", "iso8859_5")
_BROKEN = "\ufffd"


def guess_encoding(path: Path) -> str:
    """The encoding of a text file by its first bytes; of pure ASCII at the start, by the first that is not."""
    with path.open("rb") as handle:
        sample = handle.read(SAMPLE)
        while sample.isascii() and b"\0" not in sample and (more := handle.read(SAMPLE)):
            sample = more
        handle.seek(0)
        head = handle.read(4096)
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name
    if b"\0" in head:
        odd, even = head[1::2].count(0), head[::2].count(0)
        if max(odd, even) * 5 > len(head) / 2:
            return "utf-16-le" if odd >= even else "utf-16-be"
    return "utf-8" if _is_utf8(sample) else _single_byte(sample)


def _is_utf8(sample: bytes) -> bool:
    """Whether it reads as UTF-8, a few broken rows among good ones granted."""
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(sample)
    broken = text.count(_BROKEN)
    good = sum(character > "\x7f" for character in text) - broken
    return broken == 0 or good > 10 * broken


def _single_byte(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample[: 64 * 1024], cp_isolation=list(_SINGLE_BYTE)).best()
    return best.encoding if best else "cp1251"


def check_encoding(name: str) -> str:
    """The name if Python knows it; raises InputError otherwise."""
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise InputError(f"The encoding {name!r} is not known.", "Use for instance utf-8, utf-16, cp1251.") from None


def guess_delimiter(lines: list[str]) -> str:
    """The delimiter of the first lines of a table: the one that shows the most known columns, most evenly."""
    best, best_score = NO_DELIMITER, (0, 0.0, 0)
    for delimiter in DELIMITERS:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
        width, count = Counter(len(row) for row in rows).most_common(1)[0] if rows else (1, 0)
        known, cells = max(((columns.score(row), len(row)) for row in rows[:MAX_HEADER_ROW]), default=(0, 0))
        if (cells if known else width) < 2:
            continue  # it does not part the header, so it is only a character of the texts
        here = (known, count / len(rows), width)
        if here > best_score:
            best, best_score = delimiter, here
    return best


def delimiter_named(name: str) -> str:
    """A delimiter as it is typed on a command line: the character, ``tab`` or ``none``. Raises InputError."""
    named = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "none": NO_DELIMITER}
    delimiter = named.get(name.casefold(), name)
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise InputError(f"{name!r} cannot be a delimiter.", "Use one character, tab or none.")
    return delimiter


def delimiter_name(delimiter: str) -> str:
    """How a delimiter is shown to people."""
    return {"\t": "tab", ",": "comma", ";": "semicolon", "|": "pipe", NO_DELIMITER: "none"}.get(delimiter, delimiter)
