"""The items of an array inside a JSON document, one by one, without holding the document in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, TextIO

_CHUNK = 256 * 1024
_DEPTH = 4
_SPACE = " \t\r\n\ufeff"


class BrokenJson(Exception):
    """The text is not JSON; ``line`` is the number of the line where it stops making sense."""

    def __init__(self, line: int) -> None:
        super().__init__(f"not JSON at line {line}")
        self.line = line


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


DECODER = json.JSONDecoder(parse_constant=_no_constant)
"""Python's decoder without NaN and Infinity, which are not JSON."""


def iterate_items(handle: TextIO, path: Sequence[str] = (), size: int = _CHUNK) -> Iterator[Any]:
    """The items of the array at ``path`` (keys from the top). Raises BrokenJson.

    A path that is not there gives nothing. Values beside the path are decoded one at a time and dropped.
    """
    scanner = _Scanner(handle, size)
    if scanner.descend(path):
        yield from scanner.array()


class _Scanner:
    """A window on the text: ``buffer[at:]`` is what was read and not yet used."""

    def __init__(self, handle: TextIO, size: int) -> None:
        self.handle, self.size = handle, size
        self.buffer, self.at, self.line = "", 0, 1
        self.ended = False

    def more(self) -> bool:
        """Reads on; twice as much each time a value does not fit, so that large values cost linear time."""
        wanted = max(self.size, len(self.buffer) - self.at)
        chunk = self.handle.read(wanted)
        self.line += self.buffer.count("\n", 0, self.at)
        self.buffer, self.at = self.buffer[self.at :] + chunk, 0
        self.ended = not chunk
        return bool(chunk)

    def broken(self) -> BrokenJson:
        return BrokenJson(self.line + self.buffer.count("\n", 0, self.at))

    def peek(self) -> str:
        """The next character that is not white space; empty at the end."""
        while True:
            while self.at < len(self.buffer):
                if self.buffer[self.at] not in _SPACE:
                    return self.buffer[self.at]
                self.at += 1
            if not self.more():
                return ""

    def take(self, character: str) -> None:
        if self.peek() != character:
            raise self.broken()
        self.at += 1

    def value(self) -> Any:
        """The next whole value."""
        self.peek()
        while True:
            try:
                value, end = DECODER.raw_decode(self.buffer, self.at)
                if end < len(self.buffer) or not self.more():
                    break
            except (ValueError, RecursionError):
                if self.ended or not self.more():
                    raise self.broken() from None
        self.at = end
        return value

    def members(self) -> Iterator[str]:
        """The keys of the object ahead; whoever takes one has to use up its value before the next."""
        self.take("{")
        if self.peek() == "}":
            self.take("}")
            return
        while True:
            key = self.value()
            self.take(":")
            yield str(key)
            if self.peek() == "}":
                self.take("}")
                return
            self.take(",")

    def descend(self, path: Sequence[str]) -> bool:
        """Stands before the array at ``path``, or says that there is none."""
        for wanted in path:
            if self.peek() != "{":
                return False
            for key in self.members():
                if key == wanted:
                    break
                self.value()
            else:
                return False
        return self.peek() == "["

    def array(self) -> Iterator[Any]:
        """The items of the array ahead."""
        self.take("[")
        while self.peek() != "]":
            yield self.value()
            if self.peek() != "]":
                self.take(",")
        self.take("]")


def find_array(handle: TextIO, wanted: Callable[[Any], bool]) -> tuple[str, ...] | None:
    """The path of the first array that begins with a ``wanted`` item; None where there is none. Raises BrokenJson.

    Goes down through objects, not through the items of arrays.
    """
    return _find_array(_Scanner(handle, _CHUNK), (), wanted)


def _find_array(scanner: _Scanner, path: tuple[str, ...], wanted: Callable[[Any], bool]) -> tuple[str, ...] | None:
    kind = scanner.peek()
    if kind == "[":
        items = scanner.array()
        if any(wanted(item) for item in islice(items, 1)):
            return path
        for _ in items:
            pass
        return None
    if kind != "{" or len(path) > _DEPTH:
        scanner.value()
        return None
    for key in scanner.members():
        found = _find_array(scanner, (*path, key), wanted)
        if found is not None:
            return found
    return None
