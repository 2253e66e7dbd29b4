"""Which kind of file it is, by its first bytes."""

from __future__ import annotations

import zipfile
from pathlib import Path

from reviewreply.errors import InputError
from reviewreply.files.encoding import guess_encoding
from reviewreply.files.json_stream import DECODER

READABLE = ("csv", "tsv", "xlsx", "json", "jsonl", "parquet")
_HEAD = 1_000_000
_LINES = 5
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)", "Save it as .xlsx."),
    (b"%PDF", "a PDF", "Export the reviews as a table instead."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
    (b"Rar!", "an archive", "Unpack it first."),
    (b"7z\xbc\xaf", "an archive", "Unpack it first."),
    (b"\x89PNG", "a picture", "Export the reviews as a table instead."),
    (b"\xff\xd8\xff", "a picture", "Export the reviews as a table instead."),
)


def check_readable(path: Path) -> None:
    """Raises InputError where there is no file to read: missing, a directory, no permission, empty."""
    try:
        if path.is_dir():
            raise InputError(f"{path} is a directory.", "Name a file in it.")
        with path.open("rb") as handle:
            if not handle.read(1):
                raise InputError(f"{path} is empty.", "Export the reviews again.")
    except FileNotFoundError:
        raise InputError(f"{path} does not exist.", "Check the name and the folder.") from None
    except PermissionError:
        raise InputError(f"{path} may not be read.", "Ask for permission to read it, or copy it.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.", "Copy the file and try again.") from None


def recognise_file(path: Path) -> str:
    """``csv``, ``xlsx``, ``json``, ``jsonl`` or ``parquet``. Raises InputError for what is none of them."""
    with path.open("rb") as handle:
        head = handle.read(8)
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PK\x03\x04"):
        return _zipped(path)
    for magic, name, remedy in _FOREIGN:
        if head.startswith(magic):
            raise InputError(f"{path.name} is {name}, not a table of reviews.", remedy)
    return _text(path)


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        raise InputError(f"{path.name} is cut off or damaged.", "Copy or export it again.") from None
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if "mimetype" in names:
        raise InputError(f"{path.name} is an OpenDocument file.", "Save it as .xlsx or .csv.")
    raise InputError(f"{path.name} is a zip archive.", "Unpack it first.")


def _text(path: Path) -> str:
    encoding = guess_encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as handle:
        head = handle.read(_HEAD).lstrip("\ufeff \t\r\n")
    if not head:
        raise InputError(f"{path.name} is empty.", "Export the reviews again.")
    if head[0] == "<" and "\n" in head and ("<html" in head[:2000].lower() or head.startswith("<?xml")):
        raise InputError(f"{path.name} is HTML or XML, not a table of reviews.", "Save it as .xlsx or .csv.")
    if path.suffix.lower() in {".jsonl", ".ndjson"}:
        return "jsonl"
    if head[0] == "[":
        return "json"
    if head[0] != "{":
        return "csv"
    lines = [line for line in head.splitlines()[: 4 * _LINES] if line.strip()][:_LINES]
    return "jsonl" if len(lines) > 1 and any(_is_object(line) for line in lines) else "json"


def _is_object(line: str) -> bool:
    try:
        return line.lstrip().startswith("{") and isinstance(DECODER.decode(line.strip()), dict)
    except (ValueError, RecursionError):
        return False
