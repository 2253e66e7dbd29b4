"""JSON and JSON Lines: reviews as objects, alone, in a list, or deep inside the answer of a platform's API."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from reviewreply.errors import InputError
from reviewreply.files.columns import find_fields
from reviewreply.files.encoding import check_encoding, guess_encoding
from reviewreply.files.exports import recognise
from reviewreply.files.json_stream import DECODER, BrokenJson, find_array, iterate_items
from reviewreply.files.raw import Raw, ReadOptions, Table

_ALONE = 1_000_000
_SHOWN = 2000
"""How much of a line that is not JSON the rejected row keeps; up to what size a document may be a single review."""


def is_review(item: Any) -> bool:
    """Whether an object looks like a review: a platform's, or one with known names for text or stars."""
    if not isinstance(item, Mapping):
        return False
    if recognise(item) is not None:
        return True
    columns = find_fields([str(key) for key in item]).columns
    found = [item[columns[field]] for field in ("text", "stars", "title", "pros", "cons") if field in columns]
    return any(value is None or isinstance(value, (str, int, float)) for value in found)


def open_json(path: Path, options: ReadOptions) -> Table:
    """One JSON document. Long arrays are read item by item."""
    encoding = _encoding(path, options)
    wanted = is_review if not options.columns else lambda item: isinstance(item, Mapping)
    try:
        alone = _alone(path, encoding)
        with path.open(encoding=encoding, newline="") as handle:
            array = () if alone is not None else find_array(handle, wanted)
    except BrokenJson as error:
        raise _broken(path, error.line) from error
    except UnicodeDecodeError as error:
        raise _undecodable(path, encoding) from error

    if array is None:
        raise InputError(
            f"{path.name} holds no list of reviews.",
            "Expected objects with text or stars, or an export named by `reviewreply formats`.",
        )

    def rows() -> Iterator[Raw]:
        if alone is not None:
            yield Raw(1, alone)
            return
        try:
            with path.open(encoding=encoding, newline="") as handle:
                for number, item in enumerate(iterate_items(handle, array), start=1):
                    yield _raw(number, item)
        except BrokenJson as error:
            raise _broken(path, error.line) from error
        except UnicodeDecodeError as error:
            raise _undecodable(path, encoding) from error

    return Table("json", rows, encoding=encoding)


def open_json_lines(path: Path, options: ReadOptions) -> Table:
    """JSON Lines: one object a line; a line may also be a page of a platform's API with many reviews."""
    encoding = _encoding(path, options)

    def rows() -> Iterator[Raw]:
        with path.open(encoding=encoding, errors="surrogateescape", newline="\n") as handle:
            yield from read_lines(handle)

    return Table("jsonl", rows, encoding=encoding)


def read_lines(lines: Iterable[str]) -> Iterator[Raw]:
    """Raw rows out of lines; a line that is not a JSON object becomes a broken row. Empty lines are skipped."""
    for number, line in enumerate(lines, start=1):
        if not line.strip("\ufeff \t\r\n"):
            continue
        try:
            item = DECODER.decode(line.lstrip("\ufeff").strip())
        except (ValueError, RecursionError):
            yield Raw(number, {"line": printable(line[:_SHOWN].rstrip())}, "not JSON")
            continue
        page = _page(item)
        if page is None:
            yield _raw(number, item)
        else:
            for entry in page:
                yield _raw(number, entry)


def printable(text: str) -> str:
    """The text with bytes that could not be read shown as ``\\xNN``, and halves of characters replaced."""
    if not _escaped(text):
        return str(clean(text))
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def clean(value: Any) -> Any:
    """A JSON value whose lone halves of characters, left by cutting an emoji in two, are replaced by U+FFFD."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return value
    if isinstance(value, dict):
        return {clean(key): clean(entry) for key, entry in value.items()}
    return [clean(entry) for entry in value] if isinstance(value, list) else value


def _escaped(text: str) -> bool:
    try:
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def _raw(number: int, item: Any) -> Raw:
    if not isinstance(item, dict):
        return Raw(number, {"value": clean(item)}, "not an object")
    try:
        json.dumps(item, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        item = clean(item)
    except RecursionError:
        return Raw(number, {}, "nested too deeply")
    return Raw(number, item)


def _page(item: Any, depth: int = 0) -> list[Any] | None:
    """The reviews of an API's page; None where the object is a review, or anything else."""
    if not isinstance(item, dict) or depth > 3 or is_review(item):
        return None
    for value in item.values():
        if isinstance(value, list) and value and is_review(value[0]):
            return value
        if isinstance(value, dict) and (found := _page(value, depth + 1)) is not None:
            return found
    return None


def _alone(path: Path, encoding: str) -> dict[str, Any] | None:
    """The review that the whole document is; None where it is not one."""
    if path.stat().st_size > _ALONE:
        return None
    with path.open(encoding=encoding) as handle:
        try:
            item = DECODER.decode(handle.read().lstrip("\ufeff").strip())
        except (ValueError, RecursionError):
            return None
    return clean(item) if isinstance(item, dict) and is_review(item) else None


def _encoding(path: Path, options: ReadOptions) -> str:
    return check_encoding(options.encoding) if options.encoding else guess_encoding(path)


def _broken(path: Path, line: int) -> InputError:
    return InputError(f"{path.name} is not JSON from line {line} on.", "Export it again; it may have been cut off.")


def _undecodable(path: Path, encoding: str) -> InputError:
    return InputError(f"{path.name} is not {encoding}.", "Name its encoding: --encoding cp1251.")
