"""``reviewreply draft``: a reply to every review, for a person to read and decide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reviewreply.cli.business import fingerprint, read_business
from reviewreply.cli.console import Console
from reviewreply.cli.options import (
    business_option,
    input_file,
    model_options,
    pipeline_settings,
    quiet_option,
    reading_options,
    writing_options,
)
from reviewreply.cli.work import request, work

if TYPE_CHECKING:
    from reviewreply.files.tasks import Task


@click.command("draft")
@input_file
@business_option(required=True)
@writing_options
@click.option(
    "--platform-replies",
    "replies",
    type=click.Path(path_type=Path),
    help="Also write the replies in the form that the reviews' platform takes.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed gives other wordings.")
@model_options
@reading_options
@quiet_option
def command(business: Path, seed: int, device: str, model: Path | None, weights: Path | None, **values: Any) -> None:
    """Draft a reply to every review of FILE, in the language of the review.

    \b
    reviewreply draft reviews.csv -b business.toml -o drafts.xlsx
    cat reviews.jsonl | reviewreply draft -b business.toml > drafts.jsonl

    Rows that cannot be used are kept beside the output, in OUTPUT.rejected.jsonl, with the reason. A run that was
    interrupted goes on with --resume. Nothing is posted anywhere.
    """
    known = read_business(business, Console(values["quiet"]))

    def make_task() -> Task:
        from reviewreply.files.tasks import Drafts
        from reviewreply.pipeline import Pipeline

        return Drafts(Pipeline(model=model, device=device, weights=weights, seed=seed), known)

    settings = {"business file": fingerprint(business), "seed": str(seed), **pipeline_settings(model, device, weights)}
    work(request(values, make_task, "drafted", settings=settings))
