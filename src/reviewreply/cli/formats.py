"""``reviewreply formats``: what can be read and written."""

from __future__ import annotations

import json
from typing import Any

import click

_KINDS = {
    "csv": "comma, semicolon, tab or pipe; UTF-8, UTF-16, Windows-1251 and others, guessed",
    "tsv": "the same with tabs",
    "xlsx": "any sheet, header within the first 20 rows",
    "json": "a list of objects, wherever it stands, or one of the exports below",
    "jsonl": "one object a line",
    "parquet": "any table",
}


@click.command("formats")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(as_json: bool) -> None:
    """List the formats that can be read and written, and the reply limits of the platforms."""
    platforms = _platforms()
    if as_json:
        from reviewreply.files.writers import WRITABLE

        click.echo(
            json.dumps({"read": _KINDS, "write": WRITABLE, "platforms": platforms}, ensure_ascii=False, indent=2)
        )
        return
    click.echo("Files, read and written")
    for name, what in _KINDS.items():
        click.echo(f"  {name:<14}{what}")
    click.echo("\nPlatforms (--platform)              reply limit              export read   reply file")
    for name, entry in platforms.items():
        limit = f"{entry['limit']} {entry['unit']}" if entry["limit"] else "none documented"
        read = "recognised" if entry["export"] else "as a table"
        click.echo(f"  {name:<14}{entry['title']:<24}{limit:<23}{read:<14}{'yes' if entry['reply_file'] else '-'}")


def _platforms() -> dict[str, dict[str, Any]]:
    from reviewreply.files.exports import exports
    from reviewreply.files.replies import SHAPES
    from reviewreply.platforms import platform_names, platform_rules

    table = {}
    for name in platform_names():
        rules = platform_rules(name)
        export = exports().get(name)
        table[name] = {
            "title": rules.title,
            "limit": rules.limit,
            "unit": rules.unit,
            "minimum": rules.minimum,
            "rules": sorted(rules.rules),
            "export": export.title if export else None,
            "reply_file": name in SHAPES,
        }
    return table
