"""``reviewreply detect``: which language each review is in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from reviewreply.cli.options import input_file, quiet_option, reading_options, writing_options
from reviewreply.cli.work import request, work

if TYPE_CHECKING:
    from reviewreply.files.tasks import Task


@click.command("detect")
@input_file
@writing_options
@reading_options
@quiet_option
def command(**values: Any) -> None:
    """Tell the language of every review: ru, bg, en, other or und (not enough to tell).

    Also Russian and Bulgarian typed in Latin letters.
    """
    work(request(values, _task, "detected"))


def _task() -> Task:
    from reviewreply.files.tasks import Detect
    from reviewreply.pipeline import Pipeline

    return Detect(Pipeline())
