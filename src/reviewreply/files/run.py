"""One run over a file: every row is read, worked on and written, or kept with the reason why not.

First the reviews are worked on and their results go to the journal; then the input is read once more and written
together with the results. The second part is quick and can be done again, so a run can stop at any point.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from reviewreply import __version__
from reviewreply.errors import OutputError
from reviewreply.files.blocks import BLOCK, REJECTED, blocks, run_block
from reviewreply.files.cells import MAX_COLUMNS, MAX_XLSX_TEXT, fits_xlsx, flatten
from reviewreply.files.journal import Journal, Result, journal_path
from reviewreply.files.raw import Item
from reviewreply.files.reading import Source
from reviewreply.files.replies import check_platform, open_replies
from reviewreply.files.results import (
    FULL_TEXT,
    OCCURRENCE,
    added_cells,
    attention,
    full_record,
    rejected_record,
    reply_text,
)
from reviewreply.files.tasks import Task
from reviewreply.files.writers import RECORD_FORMATS, Layout, RecordWriter, layout, open_table
from reviewreply.record import Review

_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Job:
    """What to write and how. ``settings`` names all that the result depends on, for ``resume`` to compare."""

    output: Path
    format: str
    excel: bool = False
    replies: Path | None = None
    rejected: Path | None = None
    limit: int | None = None
    resume: bool = False
    force: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)
    block: int = BLOCK

    @property
    def rejected_path(self) -> Path:
        """Where rejected rows go."""
        return self.rejected or self.output.with_name(self.output.name + ".rejected.jsonl")


@dataclass(slots=True)
class Summary:
    """``read`` is always ``done`` and ``rejected`` together; ``resumed`` of the done ones were there already."""

    read: int = 0
    done: int = 0
    rejected: int = 0
    resumed: int = 0
    attention: int = 0
    cut: int = 0
    replies: int = 0
    repeated: int = 0
    repeated_ids: list[str] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    left_out: dict[str, int] = field(default_factory=dict)


def count_reviews(source: Source, limit: int | None = None) -> int:
    """How many reviews a run will work on."""
    return sum(item.review is not None for item in islice(source.items(), limit))


def run(source: Source, task: Task, job: Job, step: Callable[[], None] = lambda: None) -> Summary:
    """Works on a file. ``step`` is called per finished review. Raises OutputError; what is done stays resumable."""
    platform = check_platform(source.platform) if job.replies else None
    _check_paths(source, job)
    identity = {"command": task.name, "version": __version__, "input": source.fingerprint(), **_settings(job)}
    try:
        journal = _journal(job, identity)
        try:
            summary = Summary(resumed=journal.count)
            seen = _work(source, task, job, journal, step)
            _write(source, _Output(source, task, job, seen), job, journal, summary, platform)
            journal.remove()
        finally:
            journal.close()
            if journal.count == 0:  # nothing to go on with
                journal.path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"Writing {job.output.name} stopped: {error.strerror or type(error).__name__}.",
            "Make room or choose another place; --resume goes on where it stopped.",
        ) from error
    return summary


def _settings(job: Job) -> dict[str, str]:
    kind = "record" if job.format in RECORD_FORMATS else "columns"
    return {"limit": str(job.limit), "block": str(job.block), "kind of output": kind, **job.settings}


def _journal(job: Job, identity: Mapping[str, str]) -> Journal:
    path = journal_path(job.output)
    if path.exists() and job.resume:
        return Journal.resume(path, identity)
    if path.exists() and not job.force:
        raise OutputError(f"An unfinished run left {path.name}.", "Go on with --resume, or start over with --force.")
    if not job.force:
        for target in (job.output, job.replies):
            if target is not None and target.exists():
                raise OutputError(f"{target} exists already.", "Choose another name, or replace it with --force.")
    return Journal.start(path, identity)


def _check_paths(source: Source, job: Job) -> None:
    targets = [path for path in (job.output, job.replies, job.rejected_path) if path is not None]
    for target in targets:
        if target.is_dir():
            raise OutputError(f"{target} is a directory.", "Name a file in it.")
        if not target.parent.is_dir():
            raise OutputError(f"The folder {target.parent} does not exist.", "Create it first.")
        if target.exists() and target.samefile(source.path):
            raise OutputError("Input and output are the same file.", "Choose another name for the output.")
    if len({target.resolve() for target in targets}) < len(targets):
        raise OutputError("Two outputs have the same name.", "Give each its own.")


@dataclass(slots=True)
class _Seen:
    """What the columns of the output depend on: keys of objects, and whether an id comes more than once."""

    nested: bool
    keys: dict[str, None] = field(default_factory=dict)
    repeated: bool = False

    def reviews(self, items: Iterator[Item]) -> Iterator[Review]:
        for item in items:
            if item.review is not None:
                self.repeated = self.repeated or item.occurrence > 1
                if self.nested and len(self.keys) <= MAX_COLUMNS:
                    self.keys.update(dict.fromkeys(flatten(item.row)))
                yield item.review


def _work(source: Source, task: Task, job: Job, journal: Journal, step: Callable[[], None]) -> _Seen:
    seen = _Seen(nested=not source.table.columns and job.format not in RECORD_FORMATS)
    reviews = seen.reviews(islice(source.items(), job.limit))
    for news in journal.news():
        task.recall(news)
    for _ in islice(reviews, journal.count):
        step()
    for block in blocks(reviews, job.block):
        results = run_block(task, block, job.format not in RECORD_FORMATS, step)
        journal.append(results, task.news())
    return seen


# --------------------------------------------------------------------------------------------------------- second part


def _write(source: Source, output: _Output, job: Job, journal: Journal, summary: Summary, platform: str | None) -> None:
    """All files under a temporary name first; they get their own names when each of them is whole."""
    rejected = RecordWriter(_temporary(job.rejected_path).open("w", encoding="utf-8"))
    replies = open_replies(_temporary(job.replies), job.replies, platform) if job.replies and platform else None
    results = journal.results()
    for item in islice(source.items(), job.limit):
        summary.read += 1
        result = next(results) if item.review is not None else {REJECTED: item.reason}
        if REJECTED in result:
            summary.rejected += 1
            summary.reasons[str(result[REJECTED])] += 1
            rejected.write(rejected_record(item, result[REJECTED]))
        else:
            _count(summary, item, result, job)
            output.write(item, result)
            if replies is not None:
                replies.write(item, reply_text(result))
    output.close()
    rejected.close()
    if replies is not None:
        replies.close()
        summary.replies, summary.left_out = replies.written, replies.left_out
    _finish(job, summary)


def _finish(job: Job, summary: Summary) -> None:
    if summary.rejected:
        _temporary(job.rejected_path).replace(job.rejected_path)
    else:
        _temporary(job.rejected_path).unlink()
        job.rejected_path.unlink(missing_ok=True)
    if job.replies:
        _temporary(job.replies).replace(job.replies)
    _temporary(job.output).replace(job.output)


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}.tmp")


def _count(summary: Summary, item: Item, result: Result, job: Job) -> None:
    assert item.review is not None
    summary.done += 1
    summary.notes.update(item.notes)
    summary.attention += bool(attention(result))
    if item.occurrence > 1:
        summary.repeated += 1
        if len(summary.repeated_ids) < _EXAMPLES and item.review.id not in summary.repeated_ids:
            summary.repeated_ids.append(str(item.review.id))
    if job.format == "xlsx" and any(_too_long(value) for value in item.row.values()):
        summary.cut += 1


def _too_long(value: Any) -> bool:
    return isinstance(value, str) and len(value) * 2 > MAX_XLSX_TEXT and not fits_xlsx(value)


class _Output:
    """The output file under its temporary name, of whichever format."""

    def __init__(self, source: Source, task: Task, job: Job, seen: _Seen) -> None:
        path = _temporary(job.output)
        self._records = job.format in RECORD_FORMATS
        if self._records:
            self._record_writer = RecordWriter(path.open("w", encoding="utf-8"), array=job.format == "json")
            return
        plan = _plan_table(source, task, job, seen)
        self._flat = not source.table.columns
        self._whole = plan.columns == ("row",)
        self._table_writer = open_table(path, job.format, plan)

    def write(self, item: Item, result: Result) -> None:
        if self._records:
            self._record_writer.write(full_record(item, result))
            return
        row = {"row": item.row} if self._whole else flatten(item.row) if self._flat else item.row
        self._table_writer.write(row, added_cells(item, result))

    def close(self) -> None:
        if self._records:
            self._record_writer.close()
        else:
            self._table_writer.close()


def _plan_table(source: Source, task: Task, job: Job, seen: _Seen) -> Layout:
    """The columns of the output: the input's, ``full_text`` where texts were joined, the task's, and ``occurrence``
    where an id comes more than once."""
    columns = source.table.columns or tuple(seen.keys)
    if len(seen.keys) > MAX_COLUMNS:
        columns = ("row",)
    added = (*((FULL_TEXT,) if source.joins else ()), *task.columns, *((OCCURRENCE,) if seen.repeated else ()))
    return layout(columns, added, source.table.schema, job.excel)


def stream(
    items: Iterator[Item], task: Task, write: Callable[[str | None, Item, Result], None], size: int = BLOCK
) -> Summary:
    """Works on items as they come and hands each on: with its result, or with the reason why there is none."""
    summary = Summary()
    waiting: list[Item] = []

    def flush() -> None:
        reviews: list[Review] = [item.review for item in waiting if item.review is not None]
        results = iter(run_block(task, reviews, False, lambda: None) if reviews else [])
        for item in waiting:
            result = next(results) if item.review is not None else {REJECTED: item.reason}
            reason = result.get(REJECTED)
            summary.read += 1
            summary.rejected += reason is not None
            summary.done += reason is None
            summary.attention += bool(attention(result))
            write(reason, item, result)
        waiting.clear()

    for item in items:
        waiting.append(item)
        if len(waiting) >= size:
            flush()
    flush()
    return summary
