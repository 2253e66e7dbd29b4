"""``reviewreply preview``: one reply for each situation, so that a team can tune its voice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import click

from reviewreply.cli.business import read_business
from reviewreply.cli.console import Console
from reviewreply.cli.options import business_option, quiet_option
from reviewreply.record import ReplyLanguage


@click.command("preview")
@business_option(required=True)
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice(get_args(ReplyLanguage)),
    help="Only this language; may be given several times.",
)
@click.option("--situation", metavar="NAME", help="Only this situation (justified, partly, threat …).")
@click.option("--platform", metavar="NAME", help="As if the reviews stood there; sets the limit and the rules.")
@click.option("--style", type=click.Choice(["shorter", "warmer", "firmer"]), help="Unlike the voice of the file.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed gives other wordings.")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines.")
@quiet_option
def command(business: Path, languages: tuple[ReplyLanguage, ...], as_json: bool, quiet: bool, **values: Any) -> None:
    """Show one reply for each situation, written for a business.toml.

    \b
    reviewreply preview -b business.toml
    reviewreply preview -b business.toml --language bg --style warmer --seed 3
    """
    from reviewreply.reply.situations import preview

    known = read_business(business, Console(quiet))
    found = False
    for shown in preview(known, languages or get_args(ReplyLanguage), **values):
        found = True
        click.echo(json.dumps(shown, ensure_ascii=False) if as_json else _text(shown))
    if not found:
        raise click.BadParameter("there is no such situation.", param_hint="--situation")


def _text(shown: dict[str, Any]) -> str:
    head = f"── {shown['language']} · {shown['situation']} "
    said = shown["review"] or "★" * shown["stars"]
    lines = [head.ljust(78, "─"), f"  {said}", "", shown["reply"], ""]
    lines += [f"  ! {note}" for note in shown["needs_attention"]]
    return "\n".join(lines)
