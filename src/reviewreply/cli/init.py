"""``reviewreply init``: a business.toml to begin with."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

import click

from reviewreply.cli.options import FILE
from reviewreply.errors import OutputError

if TYPE_CHECKING:
    from reviewreply.business import Trade

_LANGUAGES = ("ru", "bg", "en")


@click.command("init")
@click.argument("path", type=FILE, default="business.toml")
@click.option("--name", help="Name of the business.")
@click.option("--trade", help="shop, hotel, restaurant, bank …; a wrong one is answered with all of them.")
@click.option("--language", "languages", multiple=True, type=click.Choice(_LANGUAGES), help="May be given repeatedly.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
def command(path: Path, name: str | None, trade: str | None, languages: tuple[str, ...], force: bool) -> None:
    """Write a commented business.toml; asks for the name and the trade where they are not given."""
    from reviewreply.business import template

    to_stdout = path == Path("-")
    if not to_stdout and path.exists() and not force:
        raise OutputError(f"{path} exists already.", "Choose another name, or replace it with --force.")
    name = name or _ask("Name of the business", "--name")
    trade = _trade(trade or _ask("Trade (shop, hotel, restaurant, …)", "--trade"))
    text = template(name, trade, languages or _LANGUAGES)
    if to_stdout:
        click.echo(text, nl=False)
        return
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}.", "Choose another place.") from error
    click.echo(f"{path} is written. Fill in what is true, then: reviewreply check reviews.csv -b {path}", err=True)


def _ask(question: str, option: str) -> str:
    if not sys.stdin.isatty():
        raise click.UsageError(f"Nobody is there to be asked; give {option}.")
    answer: str = click.prompt(question, err=True)
    return answer


def _trade(trade: str) -> Trade:
    from reviewreply.business import Trade

    trades = get_args(Trade)
    if trade not in trades:
        raise click.UsageError(f"The trade {trade!r} is not known. Known: {', '.join(trades)}.")
    return cast("Trade", trade)
