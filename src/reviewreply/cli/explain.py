"""``reviewreply explain``: one review, its claims marked, and why each was judged so."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reviewreply.cli.business import read_business
from reviewreply.cli.console import Console
from reviewreply.cli.options import (
    business_option,
    input_file,
    model_options,
    quiet_option,
    read_options,
    reading_options,
)

if TYPE_CHECKING:
    from reviewreply.business import Business
    from reviewreply.files.raw import ReadOptions
    from reviewreply.files.reading import Source
    from reviewreply.record import Analysis, Review


STDIN = Path("-")


@click.command("explain")
@input_file
@click.option("--text", help="A review given here instead of a file.")
@click.option("--stars", type=click.IntRange(1, 5), help="The stars of the review given with --text.")
@click.option("--id", "wanted", metavar="ID", help="The review with this id; else the first one.")
@click.option("--row", type=click.IntRange(1), metavar="N", help="The review in row N, counted from 1.")
@business_option(required=False)
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Also write a page that stands alone.")
@reading_options
@model_options
@quiet_option
def command(
    file: Path, text: str | None, stars: int | None, wanted: str | None, row: int | None, business: Path | None,
    weights: Path | None, html: Path | None, device: str, model: Path | None, quiet: bool, **values: Any,
) -> None:  # fmt: skip
    """Show how one review was judged: the text with its claims marked, each claim with verdict, reasons and facts.

    \b
    reviewreply explain --text "The parcel came two weeks late." --stars 1
    reviewreply explain reviews.jsonl --id r-17 -b business.toml --html r-17.html
    """
    from reviewreply.cli.explain_text import in_terminal

    console = Console(quiet)
    review = _given(text, stars) if text is not None else _from_file(file, wanted, row, values)
    known = read_business(business, console) if business else None
    analysis = _analysis(review, known, weights, model, device)
    click.echo(in_terminal(review, analysis), nl=False)
    if html is not None:
        _write(html, review, analysis)
        console.say(f"Written: {html}")


def _given(text: str, stars: int | None) -> Review:
    from reviewreply.wire import review_from_dict

    return review_from_dict({"text": text, "stars": stars}, "--text")


def _from_file(file: Path, wanted: str | None, row: int | None, values: dict[str, Any]) -> Review:
    """The review that was asked for. Raises InputError where there is none."""
    from reviewreply.errors import InputError

    with _opened(file, read_options(values)) as source:
        reviews = (item.review for item in source.items() if item.review is not None)
        if wanted is not None:
            found = next((review for review in reviews if review.id == wanted), None)
        else:
            found = next(islice(reviews, (row or 1) - 1, None), None)
    if found is None:
        asked = f"with the id {wanted!r}" if wanted is not None else f"in row {row or 1}"
        raise InputError(f"There is no usable review {asked} in the file.", "See the ids with: reviewreply analyze.")
    return found


@contextmanager
def _opened(file: Path, reading: ReadOptions) -> Iterator[Source]:
    from reviewreply.files.reading import open_reviews

    if file != STDIN:
        yield open_reviews(file, reading)
        return
    if sys.stdin.isatty():
        raise click.UsageError("Name a file of reviews, pipe one in, or give a review with --text.")
    from reviewreply.files.streams import spooled

    with spooled(b"", sys.stdin.buffer) as path:
        yield open_reviews(path, reading)


def _analysis(
    review: Review, business: Business | None, weights: Path | None, model: Path | None, device: str
) -> Analysis:
    from reviewreply.justify import judge, load_weights
    from reviewreply.pipeline import Pipeline

    pipeline = Pipeline(model=model, device=device)
    own = load_weights(weights) if weights is not None else None
    reading = pipeline.encoder.read([review.text])[0]
    language = pipeline.detect(review)
    return judge(review, language, reading, business, thresholds=pipeline.encoder.thresholds, weights=own)


def _write(path: Path, review: Review, analysis: Analysis) -> None:
    """The page, whole or not at all. Raises OutputError."""
    from reviewreply.cli.explain_html import page
    from reviewreply.errors import OutputError

    part = path.with_name(path.name + ".part")
    try:
        part.write_text(page(review, analysis), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or 'cannot be written'}.", "Give another place.") from error
