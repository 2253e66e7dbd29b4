"""Options and messages that the commands on the moderation store share."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reviewreply.errors import MissingExtraError

if TYPE_CHECKING:
    from reviewreply.queue import CaseSummary, Store

Command = TypeVar("Command", bound=Callable[..., Any])
DEFAULT = "reviewreply.sqlite"
STORE_VARIABLE = "REVIEWREPLY_STORE"


def store_option(command: Command) -> Command:
    """Where the store is."""
    return click.option(
        "--store",
        envvar=STORE_VARIABLE,
        default=DEFAULT,
        show_default=True,
        metavar="PLACE",
        help=f"A file, or postgresql://user@host/name. Also {STORE_VARIABLE}.",
    )(command)


def actor_option(command: Command) -> Command:
    """Who does it."""
    return click.option("--as", "actor", metavar="NAME", help="Who decides; your login name when left out.")(command)


def json_option(command: Command) -> Command:
    """JSON instead of text."""
    return click.option("--json", "as_json", is_flag=True, help="As JSON.")(command)


def opened(place: str) -> Store:
    """The store. Raises StoreError, and MissingExtraError where the extra is not installed."""
    try:
        from reviewreply.queue import open_store
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or "sqlalchemy", "web") from error
    return open_store(place)


def who(actor: str | None) -> str:
    """The name that a decision is kept under."""
    if actor:
        return actor
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return os.environ.get("USER", "script")


def say_json(value: Any) -> None:
    """One JSON value on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, default=lambda item: item.isoformat()))


def case_record(case: CaseSummary) -> dict[str, Any]:
    """A line of the queue as JSON."""
    return {name: getattr(case, name) for name in case.__slots__}


def case_line(case: CaseSummary) -> str:
    """A line of the queue for people."""
    from reviewreply.cli.view import plain

    text = " ".join(plain(case.text).split()) or "(no text)"
    stars = f"{case.stars}★" if case.stars else "  "
    due = case.due_at.astimezone().strftime("%Y-%m-%d %H:%M")
    return f"{case.id:>6}  {case.state:<9} {case.urgency:<6} due {due}  {stars} {case.language}  {text[:70]}"
