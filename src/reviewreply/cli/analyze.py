"""``reviewreply analyze``: what is complained about, and whether rightly."""

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


@click.command("analyze")
@input_file
@business_option(required=False)
@writing_options
@reading_options
@model_options
@quiet_option
def command(business: Path | None, device: str, model: Path | None, weights: Path | None, **values: Any) -> None:
    """Find complaints in every review, claim by claim, and judge whether they are justified.

    With a business.toml its terms, promises and incidents are weighed; without one, the text and the order data.
    """
    known = read_business(business, Console(values["quiet"])) if business else None

    def make_task() -> Task:
        from reviewreply.files.tasks import Analyze
        from reviewreply.pipeline import Pipeline

        return Analyze(Pipeline(model=model, device=device, weights=weights), known)

    settings = {"business file": fingerprint(business), **pipeline_settings(model, device, weights)}
    work(request(values, make_task, "analysed", settings=settings))
