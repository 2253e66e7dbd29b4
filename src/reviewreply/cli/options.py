"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from reviewreply.files.raw import ReadOptions

Command = TypeVar("Command", bound=Callable[..., Any])

COLUMN_FIELDS = ("text", "stars", "date", "id", "author", "title", "pros", "cons", "lang")
_READING = ("format", "platform", "encoding", "delimiter", "sheet", "header_row", "stars_scale")
FILE = click.Path(path_type=Path, allow_dash=True)


def input_file(command: Command) -> Command:
    """The file to read; standard input when it is left out and something is piped in."""
    return click.argument("file", type=FILE, default="-", required=False)(command)


def reading_options(command: Command) -> Command:
    """How to read the file, where it should not be found out from the file itself."""
    for option in reversed(_reading_options()):
        command = option(command)
    return command


def _reading_options() -> list[Callable[[Any], Any]]:
    columns = [
        click.option(f"--{field}-column", metavar="NAME", help=f"Column of the review's {field}.")
        for field in COLUMN_FIELDS
    ]
    return [
        click.option("--format", metavar="NAME", help="csv, tsv, xlsx, json, jsonl or parquet; else found out."),
        click.option("--platform", metavar="NAME", help="Where the reviews come from; sets the reply limit."),
        *columns,
        click.option("--stars-scale", type=click.Choice(["5", "10", "100"]), help="What the stars count to."),
        click.option("--encoding", metavar="NAME", help="utf-8, utf-16, cp1251 …; else guessed."),
        click.option("--delimiter", metavar="CHAR", help="One character, tab or none; else guessed."),
        click.option("--sheet", metavar="NAME", help="Sheet of a workbook, by name or number."),
        click.option("--header-row", type=click.IntRange(0), metavar="N", help="Row of the column names; 0: none."),
    ]


def read_options(values: dict[str, Any]) -> ReadOptions:
    """Takes the options of ``reading_options`` out of a command's values."""
    from reviewreply.files.raw import ReadOptions

    columns = {field: values.pop(f"{field}_column") for field in COLUMN_FIELDS}
    chosen = {name: values.pop(name) for name in _READING}
    scale = chosen.pop("stars_scale")
    return ReadOptions(
        **chosen,
        stars_scale=int(scale) if scale else None,
        columns={field: name for field, name in columns.items() if name is not None},
    )


def writing_options(command: Command) -> Command:
    """Where results go, and what happens to what is there already."""
    for option in reversed(
        [
            click.option("-o", "--output", type=FILE, help="File to write; the name tells the format. - is stdout."),
            click.option("--to", metavar="FORMAT", help="Output format, where the name does not tell it."),
            click.option("--excel", is_flag=True, help="CSV with a byte order mark, as Excel likes it."),
            click.option("--json", "as_json", is_flag=True, help="JSON Lines, also on a terminal."),
            click.option("--rejected", type=click.Path(path_type=Path), help="File for rows that cannot be used."),
            click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the first N rows."),
            click.option("--resume", is_flag=True, help="Go on with a run that was interrupted."),
            click.option("--force", is_flag=True, help="Replace existing output."),
        ]
    ):
        command = option(command)
    return command


def quiet_option(command: Command) -> Command:
    """No messages but errors."""
    return click.option("-q", "--quiet", is_flag=True, help="No messages but errors.")(command)


def model_options(command: Command) -> Command:
    """Which model reads the reviews, on what, and which weights judge them."""
    device = click.option("--device", default="cpu", show_default=True, help="Where the model runs: cpu or cuda.")
    model = click.option("--model", type=click.Path(path_type=Path), help="Model folder, instead of the shipped one.")
    weights = click.option("--weights", type=click.Path(path_type=Path), metavar="FILE", help="Own weights (TOML).")
    return model(device(weights(command)))


def pipeline_settings(model: Path | None, device: str, weights: Path | None) -> dict[str, str]:
    """What a resumed run must have in common with the interrupted one."""
    from hashlib import sha256

    own = sha256(weights.read_bytes()).hexdigest() if weights is not None and weights.is_file() else str(weights)
    return {"device": device, "model": str(model), "weights": own}


def business_option(required: bool) -> Callable[[Command], Command]:
    """The business.toml."""
    return click.option(
        "-b",
        "--business",
        type=click.Path(path_type=Path),
        required=required,
        metavar="FILE",
        help="What the business tells about itself (write one with: reviewreply init).",
    )
