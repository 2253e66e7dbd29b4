"""An explanation on a terminal. Colours go where the output is a terminal; numbers and words say the same."""

from __future__ import annotations

import textwrap

import click

from reviewreply.cli.explain_parts import heading, reasons, stretches, summary
from reviewreply.record import Analysis, Review

_WIDTH = 92
_COLOURS = {
    "justified": "green",
    "partly": "yellow",
    "unjustified": "red",
    "unclear": "cyan",
    "not_applicable": "white",
}


def in_terminal(review: Review, analysis: Analysis) -> str:
    """The text with its claims marked, the verdict, and under each claim why."""
    verdict = analysis.justification.verdict
    lines = [
        _marked(review, analysis),
        "",
        click.style(verdict.replace("_", " ").upper(), _COLOURS[verdict], bold=True),
    ]
    lines += [f"  {name:<11}{value}" for name, value in summary(review, analysis)]
    for number, claim in enumerate(analysis.claims, 1):
        colour = _COLOURS[claim.verdict]
        lines += ["", click.style(f"[{number}] “{_plain(claim.text)}”", colour, bold=True), f"    {heading(claim)}"]
        lines += [_wrapped(f"{sign} {says}  ({place})") for sign, place, says in reasons(claim)]
    if analysis.notes:
        lines += ["", "Look twice:", *(_wrapped(f"- {note}") for note in analysis.notes)]
    return "\n".join(lines) + "\n"


def _marked(review: Review, analysis: Analysis) -> str:
    parts = []
    for stretch in stretches(review, analysis):
        text = _plain(stretch.text)
        if stretch.claim is not None:
            colour = _COLOURS[analysis.claims[stretch.claim - 1].verdict]
            text = click.style(f"[{stretch.claim}: {text}]", colour, bold=True)
        parts.append(text)
    return "".join(parts) or "(a rating without a text)"


def _wrapped(line: str) -> str:
    return textwrap.fill(_plain(line), _WIDTH, initial_indent="    ", subsequent_indent="      ")


def _plain(text: str) -> str:
    """Without control characters, which could steer the terminal."""
    return "".join(character if character.isprintable() or character == "\n" else " " for character in text)
