"""``reviewreply queue list|next|show|approve|reject|postpone|assign|undo|reopen``: looking at cases and deciding."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reviewreply.cli.console import Console
from reviewreply.cli.options import FILE
from reviewreply.cli.store import actor_option, case_line, case_record, json_option, opened, say_json, store_option, who
from reviewreply.cli.view import plain
from reviewreply.errors import InputError

if TYPE_CHECKING:
    from reviewreply.queue import CaseView, Decision

_STDIO = Path("-")


@click.command("list")
@store_option
@click.option("--state", type=click.Choice(["open", "postponed", "approved", "rejected"]), help="Only these.")
@click.option("--language", metavar="CODE", help="Only reviews in this language.")
@click.option("--platform", metavar="NAME", help="Only reviews of this platform.")
@click.option("--type", "kind", metavar="NAME", help="Only complaints of this type.")
@click.option("--assignee", metavar="NAME", help="Only cases of this person.")
@click.option("--overdue", is_flag=True, help="Only open cases past their deadline.")
@click.option("--search", default="", metavar="WORDS", help="Parts of text, author or id.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
@click.option("--offset", type=click.IntRange(0), default=0)
@json_option
def list_command(store: str, kind: str | None, limit: int, offset: int, as_json: bool, **filters: Any) -> None:
    """List cases in the order of the queue: urgency, deadline, doubt, date."""
    desk = opened(store)
    from reviewreply.queue import Filters

    cases, total = desk.list_cases(Filters(type=kind, **filters), limit, offset)
    for case in cases:
        if as_json:
            say_json(case_record(case))
        else:
            click.echo(case_line(case))
    Console(as_json).say(f"{len(cases)} of {total}")


@click.command("next")
@store_option
@actor_option
@json_option
def next_command(store: str, actor: str | None, as_json: bool) -> None:
    """Take the next case in hand, and show it with its draft. It is yours for a quarter of an hour."""
    case = opened(store).next_case(who(actor))
    if case is None:
        Console().say("Nothing is left.")
        return
    _show(case, as_json)


@click.command("show")
@click.argument("case_id", type=int)
@store_option
@json_option
def show_command(case_id: int, store: str, as_json: bool) -> None:
    """Show a case with its draft and its history."""
    _show(opened(store).view(case_id), as_json)


@click.command("approve")
@click.argument("case_id", type=int)
@click.option("--text", type=FILE, help="File with the reply as it shall go out; - reads standard input.")
@store_option
@actor_option
@json_option
def approve_command(case_id: int, text: Path | None, **options: Any) -> None:
    """Approve the draft of a case, or the reply in --text."""
    words = None if text is None else _read(text)
    _decide("approve", case_id, options, text=words)


@click.command("reject")
@click.argument("case_id", type=int)
@click.option("--reason", required=True, help="Why no reply goes out.")
@store_option
@actor_option
@json_option
def reject_command(case_id: int, reason: str, **options: Any) -> None:
    """Close a case without a reply, for a reason."""
    _decide("reject", case_id, options, reason=reason)


@click.command("postpone")
@click.argument("case_id", type=int)
@click.option("--hours", type=click.FloatRange(0.01, 24 * 365), default=24, show_default=True)
@click.option("--reason", help="What is waited for.")
@store_option
@actor_option
@json_option
def postpone_command(case_id: int, hours: float, reason: str | None, **options: Any) -> None:
    """Come back to a case later."""
    _decide("postpone", case_id, options, until=datetime.now().astimezone() + timedelta(hours=hours), reason=reason)


@click.command("assign")
@click.argument("case_id", type=int)
@click.argument("name", required=False)
@store_option
@actor_option
@json_option
def assign_command(case_id: int, name: str | None, **options: Any) -> None:
    """Make a case NAME's own; without NAME it is everybody's again."""
    _decide("assign", case_id, options, assignee=name)


@click.command("undo")
@click.argument("case_id", type=int)
@store_option
@actor_option
@json_option
def undo_command(case_id: int, **options: Any) -> None:
    """Take the last decision on a case back."""
    _decide("undo", case_id, options)


@click.command("reopen")
@click.argument("case_id", type=int)
@store_option
@actor_option
@json_option
def reopen_command(case_id: int, **options: Any) -> None:
    """Open a closed case again, also after its reply went out."""
    _decide("reopen", case_id, options)


def _decide(action: str, case_id: int, options: dict[str, Any], **more: Any) -> None:
    desk = opened(options["store"])
    from reviewreply.queue.deciding import Wish

    decision: Decision = desk.decide(action, Wish(case_id, who(options["actor"]), **more))
    if options["as_json"]:
        say_json({name: getattr(decision, name) for name in decision.__slots__})
    else:
        Console().say(f"Case {case_id}: {decision.kind} by {decision.actor}")


def _show(case: CaseView, as_json: bool) -> None:
    if as_json:
        latest = case.suggestion
        say_json(
            case_record(case.summary)
            | {"review": case.version.review, "analysis": latest.analysis, "reply": latest.reply}
            | {"decisions": [{name: getattr(made, name) for name in made.__slots__} for made in case.decisions]}
        )
        return
    click.echo(case_line(case.summary))
    click.echo(f"\n{plain(case.summary.text) or '(no text)'}\n\n--- draft\n{plain(case.suggestion.reply['text'])}")
    for note in case.suggestion.reply["needs_attention"]:
        click.echo(f"! {note}")
    for made in case.decisions:
        click.echo(f"{made.at.astimezone():%Y-%m-%d %H:%M} {made.kind} by {made.actor} {made.reason or ''}".rstrip())


def _read(path: Path) -> str:
    try:
        return sys.stdin.buffer.read().decode() if path == _STDIO else path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("The reply cannot be read.", "Give a text file in UTF-8.") from error


COMMANDS = (
    list_command,
    next_command,
    show_command,
    approve_command,
    reject_command,
    postpone_command,
    assign_command,
    undo_command,
    reopen_command,
)
"""All of them, in the order of the help."""
