"""What ``detect``, ``analyze`` and ``draft`` have in common: open, work, write, sum up."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import click

from reviewreply.cli.console import Console
from reviewreply.cli.options import read_options
from reviewreply.errors import InputError, OutputError

if TYPE_CHECKING:
    from reviewreply.files.raw import Item, ReadOptions
    from reviewreply.files.reading import Source
    from reviewreply.files.run import Job, Summary
    from reviewreply.files.tasks import Task
    from reviewreply.files.writers import RecordWriter

MakeTask = Callable[[], "Task"]
STDIN = Path("-")


@dataclass(frozen=True, slots=True)
class Request:
    """A command line, read: what to read, what to do, where to write."""

    file: Path
    reading: ReadOptions
    make_task: MakeTask
    console: Console
    done: str
    output: Path | None = None
    to: str | None = None
    excel: bool = False
    as_json: bool = False
    rejected: Path | None = None
    replies: Path | None = None
    limit: int | None = None
    resume: bool = False
    force: bool = False
    settings: dict[str, str] | None = None


def request(values: dict[str, Any], make_task: MakeTask, done: str, **more: Any) -> Request:
    """A request out of the values of a command; ``done`` is the word for a finished review ("drafted")."""
    console = Console(values.pop("quiet"))
    reading = read_options(values)
    if values["file"] == STDIN and sys.stdin.isatty():
        raise click.UsageError("Name a file of reviews, or pipe them in.")
    return Request(reading=reading, make_task=make_task, console=console, done=done, **values, **more)


def work(request: Request) -> None:
    """Does what was asked for. Raises ReviewReplyError."""
    to_stdout = request.output is None or request.output == STDIN
    if to_stdout:
        _to_stdout(request)
        return
    with _opened(request) as source:
        _to_file(request, source)


# ----------------------------------------------------------------------------------------------------------- to a file


def _to_file(request: Request, source: Source) -> None:
    from reviewreply.files.run import count_reviews, run

    job = _job(request)
    _describe(request.console, source)
    if next(source.items(), None) is None:
        raise InputError(f"There is no review in {source.path.name}.", "It has a header and nothing under it.")
    task = request.make_task()
    try:
        with request.console.progress(lambda: count_reviews(source, request.limit), request.done) as step:
            summary = run(source, task, job, step)
    except KeyboardInterrupt:
        request.console.say("What is finished is kept; the same command with --resume goes on.")
        raise
    _sum_up(request, summary, job)
    if summary.done == 0:
        reasons = f"Their reasons are in {job.rejected_path}."
        raise InputError(f"None of the {summary.read} rows could be used.", reasons)


def _job(request: Request) -> Job:
    from reviewreply.files.run import Job
    from reviewreply.files.writers import output_format

    assert request.output is not None
    return Job(
        output=request.output,
        format=output_format(request.output, request.to),
        excel=request.excel,
        replies=request.replies,
        rejected=request.rejected,
        limit=request.limit,
        resume=request.resume,
        force=request.force,
        settings=request.settings or {},
    )


def _describe(console: Console, source: Source) -> None:
    """What was found out about the file, so that a wrong guess is seen before it costs anything."""
    from reviewreply.files.describe import describe

    console.say(f"{source.path.name}: {describe(source)}")


def _sum_up(request: Request, summary: Summary, job: Job) -> None:
    say = request.console.say
    counts = f"{summary.read} read, {summary.done} {request.done}, {summary.rejected} rejected"
    say(f"{job.output}: {counts}" + (f", {summary.resumed} of them before the interruption" * bool(summary.resumed)))
    if summary.rejected:
        say(f"Rejected rows are in {job.rejected_path}:")
        for reason, count in summary.reasons.most_common(3):
            say(f"  {count} × {reason}")
    if summary.repeated:
        say(f"{summary.repeated} rows repeat an id ({', '.join(summary.repeated_ids)} …); see the column occurrence.")
    for note, count in summary.notes.most_common(3):
        say(f"{count} × {note}")
    if summary.cut:
        say(f"{summary.cut} rows hold texts longer than XLSX allows; they are cut there. CSV keeps them whole.")
    if summary.attention:
        say(f"{summary.attention} drafts ask for a second look: see needs_attention.")
    if request.replies is not None:
        say(f"{request.replies}: {summary.replies} replies. Read them before you upload them.")
        for reason, count in summary.left_out.items():
            say(f"  {count} left out: {reason}")


# ------------------------------------------------------------------------------------------------------- to the screen


def _to_stdout(request: Request) -> None:
    from reviewreply.files.run import stream
    from reviewreply.files.writers import RecordWriter

    if request.resume or request.replies:
        raise OutputError("There is nothing to resume and no reply file without an output file.", "Give -o FILE.")
    if request.to not in (None, "jsonl"):
        raise OutputError("Only JSON Lines go to standard output.", "Give -o FILE for another format.")
    show = _shower(request)
    rejects = RecordWriter(request.rejected.open("w", encoding="utf-8")) if request.rejected else None
    with _items(request) as items:
        task = request.make_task()
        summary = stream(items, task, lambda reason, item, result: show(reason, item, result, rejects))
    if rejects is not None:
        rejects.close()
    counts = f"{summary.read} read, {summary.done} {request.done}, {summary.rejected} rejected"
    request.console.say(counts)
    if summary.read and not summary.done:
        raise InputError(f"None of the {summary.read} rows could be used.", "The reasons stand with the rows.")


def _shower(request: Request) -> Callable[[str | None, Item, dict[str, Any], RecordWriter | None], None]:
    from reviewreply.files.results import full_record, rejected_record
    from reviewreply.files.writers import dumps

    readable = sys.stdout.isatty() and not request.as_json

    def show(reason: str | None, item: Item, result: dict[str, Any], rejects: RecordWriter | None) -> None:
        if reason is not None and rejects is not None:
            rejects.write(rejected_record(item, reason))
            return
        if readable:
            from reviewreply.cli.view import view

            click.echo(view(item, result, reason))
            return
        record = full_record(item, result) if reason is None else rejected_record(item, reason)
        sys.stdout.write(dumps(record) + "\n")
        sys.stdout.flush()

    return show


@contextmanager
def _items(request: Request) -> Iterator[Iterator[Item]]:
    """Items of a file, or of standard input as they come."""
    from itertools import islice

    if request.file == STDIN:
        from reviewreply.files.streams import json_lines

        first, items = json_lines(_stdin(), request.reading)
        if items is not None:
            yield islice(items, request.limit)
            return
        with _spooled(first, request.reading) as source:
            yield islice(source.items(), request.limit)
        return
    with _opened(request) as source:
        _describe(request.console, source)
        yield islice(source.items(), request.limit)


@contextmanager
def _opened(request: Request) -> Iterator[Source]:
    from reviewreply.files.reading import open_reviews

    if request.file == STDIN:
        with _spooled(b"", request.reading) as source:
            yield source
    else:
        yield open_reviews(request.file, request.reading)


@contextmanager
def _spooled(first: bytes, reading: ReadOptions) -> Iterator[Source]:
    from reviewreply.files.reading import open_reviews
    from reviewreply.files.streams import spooled

    with spooled(first, _stdin()) as path:
        yield open_reviews(path, reading)


def _stdin() -> BinaryIO:
    return cast(BinaryIO, sys.stdin.buffer)
