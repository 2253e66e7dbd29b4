"""The plots of the dashboard, each with the table that it was drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from reviewreply.queue.statistics import Statistics
from reviewreply.web.plots import VERDICT_COLOURS, stacked_bars, stacked_columns, standalone
from reviewreply.web.words import Words

_Rows = tuple[tuple[str | int, ...], ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """``head`` and ``rows`` say the same in numbers, for those who cannot see the plot."""

    name: str
    title: str
    svg: str
    head: tuple[str, ...]
    rows: _Rows


def plots(numbers: Statistics, words: Words) -> list[Plot]:
    """All plots, in the language of the reader."""
    return [_types(numbers, words), _verdicts(numbers, words), _checks(numbers, words)]


def saved(plot: Plot) -> str:
    """The plot as a file."""
    return standalone(plot.svg)


def _types(numbers: Statistics, words: Words) -> Plot:
    series = {
        words.of("type", name): [counts[week] for week in numbers.weeks]
        for name, counts in numbers.types_by_week.items()
    }
    title = words("plot_types")
    rows: _Rows = tuple((name, *values) for name, values in series.items())
    return Plot("types", title, stacked_columns(title, numbers.weeks, series), (words("type"), *numbers.weeks), rows)


def _verdicts(numbers: Statistics, words: Words) -> Plot:
    colours = {words.of("verdict", name): colour for name, colour in VERDICT_COLOURS.items()}
    counts = {
        words.of("type", kind): {words.of("verdict", name): count for name, count in found.items()}
        for kind, found in numbers.verdicts_by_type.items()
    }
    title = words("plot_verdicts")
    rows: _Rows = tuple((kind, *(found.get(name, 0) for name in colours)) for kind, found in counts.items())
    return Plot("verdicts", title, stacked_bars(title, counts, colours), (words("type"), *colours), rows)


def _checks(numbers: Statistics, words: Words) -> Plot:
    colours = {words("repaired"): "#228833", words("reported"): "#dd9922"}
    counts = {
        name.replace("_", " "): {words("repaired"): found["repaired"], words("reported"): found["reported"]}
        for name, found in list(numbers.checks.items())[:20]
    }
    title = words("plot_checks")
    rows: _Rows = tuple((name, *found.values()) for name, found in counts.items())
    return Plot("checks", title, stacked_bars(title, counts, colours), (words("checks"), *colours), rows)
