"""The command line: finds a command when it is called, and turns every error into one line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, TextIO

import click

from reviewreply.errors import ReviewReplyError

COMMANDS = {
    "init": "reviewreply.cli.init:command",
    "check": "reviewreply.cli.check:command",
    "draft": "reviewreply.cli.draft:command",
    "preview": "reviewreply.cli.preview:command",
    "analyze": "reviewreply.cli.analyze:command",
    "explain": "reviewreply.cli.explain:command",
    "detect": "reviewreply.cli.detect:command",
    "formats": "reviewreply.cli.formats:command",
    "queue": "reviewreply.cli.queue:command",
    "serve": "reviewreply.cli.serve:command",
    "user": "reviewreply.cli.accounts:user_command",
    "token": "reviewreply.cli.accounts:token_command",
    "train": "reviewreply.cli.train:train_command",
    "evaluate": "reviewreply.cli.train:evaluate_command",
}
"""Commands in the order of the help; each is imported when it is called, or when the help shows it."""
STOPPED = 130
DEBUG = "REVIEWREPLY_DEBUG"


class _ReaderGone(Exception):
    """Whoever read our output has gone. Not an OSError, since click would make exit code 1 of it."""


class LazyGroup(click.Group):
    """A group whose commands are modules named in ``COMMANDS``."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            raise _ReaderGone from None
        return result

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in their order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Names the nearest command where one is misspelt."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            ctx.fail(f"There is no command {args[0]!r}." + (f" Did you mean {near[0]}?" if near else ""))
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from reviewreply import __version__

        click.echo(f"reviewreply {__version__}")
        ctx.exit()


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show the version.")
def cli() -> None:
    """Judge public reviews claim by claim and draft fair, polite replies in Russian, Bulgarian and English.

    \b
    reviewreply init                                      write a business.toml
    reviewreply draft reviews.csv -b business.toml -o drafts.xlsx

    Data goes to standard output, messages go to standard error. Exit codes: 0 done, 1 an error that is explained,
    2 wrong usage, 130 stopped with Ctrl-C.
    """


def main(argv: Sequence[str] | None = None) -> None:
    """The entry point; leaves with the exit code."""
    sys.exit(run(argv))


def run(argv: Sequence[str] | None = None) -> int:
    """Runs a command line and returns its exit code. No error gets out as a traceback."""
    _speak_utf8()
    try:
        result = cli.main(args=list(argv) if argv is not None else None, prog_name="reviewreply", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        _say(error)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("Stopped.", err=True)
        return STOPPED
    except ReviewReplyError as error:
        click.echo(f"Error: {one_line(str(error))}", err=True)
        return error.exit_code
    except _ReaderGone:
        _drop_stdout()
        return 0
    except Exception as error:
        return _unexpected(error)


def one_line(text: str) -> str:
    """A message without line breaks."""
    return " ".join(text.split())


def _say(error: click.ClickException) -> None:
    try:
        error.show(file=sys.stderr)
    except BrokenPipeError:
        _drop_stdout()


def _unexpected(error: Exception) -> int:
    """What nobody foresaw: where it happened, never what the review said."""
    if os.environ.get(DEBUG):
        raise error
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else "unknown place"
    click.echo(
        f"Error: the program failed ({type(error).__name__} in {where}). "
        f"Please report it; with {DEBUG}=1 it shows more, which may hold texts of reviews.",
        err=True,
    )
    return 1


def _speak_utf8() -> None:
    """Letters of all three languages get out whatever the system's locale says."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _drop_stdout() -> None:
    """Whoever read our output has gone; what is still in the buffer goes nowhere, without a word."""
    stream: TextIO = sys.stdout
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":
    main()
