"""``reviewreply queue``: the moderation store without a server."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from reviewreply.cli.console import Console
from reviewreply.cli.options import FILE, business_option, input_file, model_options, quiet_option, reading_options
from reviewreply.cli.queue_cases import COMMANDS
from reviewreply.cli.store import actor_option, json_option, opened, say_json, store_option, who
from reviewreply.errors import InputError, OutputError

_STDIO = Path("-")


@click.group("queue")
def command() -> None:
    """Work through drafts: import, look, approve or reject, export. Nothing leaves that nobody approved.

    \b
    reviewreply queue import reviews.csv -b business.toml
    reviewreply queue next
    reviewreply queue approve 17
    reviewreply queue export replies.xlsx
    """


@command.command("import")
@input_file
@business_option(required=True)
@store_option
@actor_option
@json_option
@model_options
@reading_options
@quiet_option
def import_command(
    file: Path, business: Path, store: str, actor: str | None, as_json: bool, quiet: bool, **values: Any
) -> None:
    """Take reviews in and draft replies. The same export again adds nothing; a changed review reopens its case."""
    from contextlib import ExitStack

    from reviewreply.cli.business import fingerprint, read_business
    from reviewreply.cli.options import read_options
    from reviewreply.files.reading import open_reviews
    from reviewreply.files.streams import spooled
    from reviewreply.pipeline import Pipeline

    console = Console(quiet)
    chosen = {name: values.pop(name) for name in ("model", "device", "weights")}
    reading = read_options(values)
    known = read_business(business, console)
    if file == _STDIO and sys.stdin.isatty():
        raise click.UsageError("Name a file of reviews, or pipe them in.")
    desk = opened(store)
    from reviewreply.queue.drafting import drafting

    drafts = drafting(Pipeline(**chosen), known, fingerprint(business))
    with ExitStack() as stack:
        path = stack.enter_context(spooled(b"", sys.stdin.buffer)) if file == _STDIO else file
        source = open_reviews(path, reading)
        count = sum(1 for _ in source.items()) if console.shows_progress else 0
        step = stack.enter_context(console.progress(lambda: count, "drafted"))
        name = "standard input" if file == _STDIO else file.name
        summary = desk.import_reviews(
            source.items(),
            drafts,
            name=name,
            actor=who(actor),
            step=lambda done: _repeat(step, done),
        )
    if as_json:
        say_json(summary.as_dict())
    else:
        console.say(
            f"{store}: {summary.read} read, {summary.new} new, {summary.changed} changed, {summary.known} known, "
            f"{summary.repeated} repeated, {summary.rejected} rejected"
        )
        for reason, times in sorted(summary.reasons.items(), key=lambda entry: -entry[1])[:3]:
            console.say(f"  {times} × {reason}")
    if summary.read and summary.rejected == summary.read:
        raise InputError(f"None of the {summary.read} rows could be used.", "See: reviewreply check.")


@command.command("export")
@click.argument("output", type=FILE)
@click.option("--to", type=click.Choice(["csv", "xlsx", "jsonl", "platform"]), help="Format, where the name is silent.")
@click.option("--platform", metavar="NAME", help="Only this platform; with --to platform, the file that it takes.")
@click.option("--again", type=int, metavar="ID", help="Write the replies of an earlier export once more.")
@click.option("--pairs", is_flag=True, help="Draft and final text of all approved replies, for training.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@store_option
@actor_option
@json_option
def export_command(output: Path, to: str | None, platform: str | None, again: int | None, **options: Any) -> None:
    """Write approved replies to OUTPUT (- is standard output). Each goes out once."""
    if output != _STDIO and output.exists() and not options["force"]:
        raise OutputError(f"{output} exists already.", "Choose another name, or replace it with --force.")
    desk = opened(options["store"])
    from reviewreply.queue.outputs import render, training_pairs

    if options["pairs"]:
        rows = desk.pairs()
        _write(output, training_pairs(rows))
        Console().say(f"{output}: {len(rows)} pairs")
        return
    form = to or _format(output)
    if again is None:
        export = desk.start_export(form, platform, who(options["actor"]))
        number, left_out = export.id, export.left_out
    else:
        number, left_out = again, {}
    rows = desk.outgoing(number)
    _write(output, render(form, rows, platform))
    if options["as_json"] and output != _STDIO:
        say_json({"export": number, "count": len(rows), "left_out": dict(left_out)})
    else:
        Console().say(f"{output}: {len(rows)} replies, export {number}")
        for reason, count in left_out.items():
            Console().say(f"  {count} left out: {reason}")


@command.command("stats")
@store_option
@json_option
def stats_command(store: str, as_json: bool) -> None:
    """Numbers: open and overdue, share answered, what is complained about, how often justified, what recurs."""
    numbers = opened(store).statistics()
    if as_json:
        say_json(numbers.as_dict())
        return
    for name in ("cases", "open", "overdue", "postponed", "approved", "rejected", "exported"):
        click.echo(f"{name:<22}{getattr(numbers, name)}")
    for name in ("answered_share", "negative_answered_share", "in_time_share", "justified_share"):
        value = getattr(numbers, name)
        click.echo(f"{name.replace('_', ' '):<22}{'-' if value is None else f'{value:.0%}'}")
    for kind, verdicts in numbers.verdicts_by_type.items():
        counts = ", ".join(f"{verdict} {count}" for verdict, count in verdicts.items())
        click.echo(f"{kind:<22}{sum(verdicts.values())}: {counts}")
    for fault in numbers.recurring:
        click.echo(f"recurs: {fault['type']:<14}{fault['count']} in four weeks, {fault['before']} in the four before")
    for check, outcomes in numbers.checks.items():
        click.echo(f"check {check:<16}{outcomes['repaired']} repaired, {outcomes['reported']} reported")


def _repeat(step: Callable[[], None], times: int) -> None:
    for _ in range(times):
        step()


def _format(output: Path) -> str:
    form = output.suffix.lower().lstrip(".")
    if form in ("csv", "xlsx", "jsonl"):
        return form
    if output == _STDIO:
        return "jsonl"
    raise OutputError(f"What to write cannot be told from the name {output.name}.", "Give --to.")


def _write(output: Path, content: bytes) -> None:
    if output == _STDIO:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise OutputError(
            f"{output} cannot be written: {error.strerror}.", "The replies are marked; write them with --again."
        ) from error


for _command in COMMANDS:
    command.add_command(_command)
