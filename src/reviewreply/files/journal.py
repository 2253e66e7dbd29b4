"""The journal of a run: what is finished is on disk, and stays so after a kill or a full disk.

One line per finished block, each with its checksum. The first line tells what the run was about: command, settings,
business file and the content of the input; a run that differs in one of them cannot be resumed. A line that was torn
by a kill does not match its checksum and is cut off, with all that follows.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO
from zlib import crc32

from reviewreply.errors import OutputError
from reviewreply.files.writers import dumps

VERSION = 2
Result = dict[str, Any]


def journal_path(output: Path) -> Path:
    """Where the journal of an output lies: beside it, with ``.part`` behind its name."""
    return output.with_name(output.name + ".part")


class Journal:
    """Blocks of results in the order of the reviews. ``count`` reviews are finished."""

    def __init__(self, path: Path, handle: BinaryIO, count: int) -> None:
        self.path, self._handle, self.count = path, handle, count

    @classmethod
    def start(cls, path: Path, identity: Mapping[str, str]) -> Journal:
        """A new journal in place of any other."""
        handle = path.open("wb")
        journal = cls(path, handle, 0)
        journal._line({"journal": VERSION, "identity": dict(identity)})
        return journal

    @classmethod
    def resume(cls, path: Path, identity: Mapping[str, str]) -> Journal:
        """The journal of an interrupted run; raises OutputError where that run was about something else."""
        good, count = 0, 0
        for number, (line, content) in enumerate(_lines(path)):
            if number == 0:
                _check_identity(path, content, identity)
            else:
                count += len(content["results"])
            good += line
        if good == 0:
            return cls.start(path, identity)
        handle = path.open("r+b")
        handle.truncate(good)
        handle.seek(good)
        return cls(path, handle, count)

    def append(self, results: Sequence[Result], news: Any = None) -> None:
        """One finished block and what the next ones depend on; on disk when this returns."""
        self._line({"results": list(results), "news": news})
        self.count += len(results)

    def results(self) -> Iterator[Result]:
        """All results from the first on."""
        for number, (_, content) in enumerate(_lines(self.path)):
            if number:
                yield from content["results"]

    def news(self) -> Iterator[Any]:
        """What each finished block left for the next ones."""
        for number, (_, content) in enumerate(_lines(self.path)):
            if number:
                yield content["news"]

    def close(self) -> None:
        """Closes the file and keeps it."""
        self._handle.close()

    def remove(self) -> None:
        """Closes the file and removes it: the run is over."""
        self._handle.close()
        self.path.unlink(missing_ok=True)

    def _line(self, content: Mapping[str, Any]) -> None:
        data = dumps(content).encode()
        self._handle.write(b"%08x %s\n" % (crc32(data), data))
        self._handle.flush()
        os.fsync(self._handle.fileno())


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The good lines: their length in bytes and their content. Stops before the first bad one."""
    with path.open("rb") as handle:
        for line in handle:
            checksum, _, data = line.rstrip(b"\n").partition(b" ")
            if not line.endswith(b"\n") or checksum != b"%08x" % crc32(data):
                return
            yield len(line), json.loads(data)


def _check_identity(path: Path, content: Mapping[str, Any], identity: Mapping[str, str]) -> None:
    remedy = f"Run it with what it was started with, or start over with --force, which drops {path.name}."
    if content.get("journal") != VERSION:
        raise OutputError(f"{path.name} was written by another version of the program.", remedy)
    before = content["identity"]
    changed = [name for name in identity if before.get(name) != identity[name]]
    if changed:
        raise OutputError(f"The unfinished run cannot be resumed, since this is new: {', '.join(changed)}.", remedy)
