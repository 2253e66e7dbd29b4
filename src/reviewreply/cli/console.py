"""Messages and progress, both on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click


@dataclass(frozen=True, slots=True)
class Console:
    """Says what is going on, unless it was told to be quiet. Warnings are said all the same when they are ``loud``."""

    quiet: bool = False

    def say(self, message: str, loud: bool = False) -> None:
        """One line on standard error."""
        if loud or not self.quiet:
            click.echo(message, err=True)

    @property
    def shows_progress(self) -> bool:
        """Whether a progress bar makes sense: somebody is looking."""
        return not self.quiet and sys.stderr.isatty()

    @contextmanager
    def progress(self, count: Callable[[], int], label: str) -> Iterator[Callable[[], None]]:
        """A bar with rate and time left on a terminal, nothing elsewhere; gives the function to call per step."""
        if not self.shows_progress:
            yield _nothing
            return
        from tqdm import tqdm

        with tqdm(total=count(), desc=label, unit=" reviews", dynamic_ncols=True, file=sys.stderr) as bar:
            yield lambda: _ignore(bar.update(1))


def _nothing() -> None:
    """No step to show."""


def _ignore(value: object) -> None:
    """Takes a value that nobody needs."""
