"""Plots as SVG, drawn on the server: they need no script, fit both themes, and can be saved as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

COLOURS = (
    "#4477aa", "#ee7733", "#228833", "#cc3377", "#8866cc", "#b8860b", "#2299aa", "#aa4444", "#777777", "#66aa55",
    "#dd88aa", "#5566dd", "#996633", "#44aa88",
)  # fmt: skip
VERDICT_COLOURS = {"justified": "#cc4433", "partly": "#dd9922", "unjustified": "#4477aa", "unclear": "#888888"}
_WIDTH = 760
_STEPS = [digit * 10**power for power in range(9) for digit in (1, 2, 5)]


def stacked_columns(title: str, columns: Sequence[str], series: Mapping[str, Sequence[int]]) -> str:
    """One column per week, one colour per series."""
    height, left, top, bottom = 260, 36, 10, 28
    totals = [sum(values[place] for values in series.values()) for place in range(len(columns))]
    most = max([*totals, 1])
    step = (_WIDTH - left) / max(len(columns), 1)
    scale = (height - top - bottom) / most
    parts = _lines(most, left, height - bottom, scale)
    for place, name in enumerate(columns):
        base = float(height - bottom)
        for colour, (label, values) in zip(_cycle(len(series)), series.items(), strict=True):
            size = values[place] * scale
            base -= size
            if size:
                hint = f"<title>{escape(f'{name}: {label} {values[place]}')}</title>"
                parts.append(
                    f'<rect x="{left + place * step + step * 0.12:.1f}" y="{base:.1f}" width="{step * 0.76:.1f}" '
                    f'height="{size:.1f}" fill="{colour}">{hint}</rect>'
                )
        parts.append(_text(left + (place + 0.5) * step, height - 10, name.partition("-")[2] or name, "middle"))
    return _svg(title, height, parts, list(zip(series, _cycle(len(series)), strict=True)))


def stacked_bars(title: str, rows: Mapping[str, Mapping[str, int]], colours: Mapping[str, str]) -> str:
    """One bar per row, parts in colours; the number at its end is the whole."""
    line, left = 26, 190
    most = max([*(sum(parts.values()) for parts in rows.values()), 1])
    scale = (_WIDTH - left - 50) / most
    parts = []
    for place, (name, counts) in enumerate(rows.items()):
        y, x = place * line + 4, float(left)
        parts.append(_text(left - 8, y + 14, name, "end"))
        for label, colour in colours.items():
            size = counts.get(label, 0) * scale
            if size:
                hint = f"<title>{escape(f'{name}: {label} {counts[label]}')}</title>"
                parts.append(f'<rect x="{x:.1f}" y="{y}" width="{size:.1f}" height="18" fill="{colour}">{hint}</rect>')
            x += size
        parts.append(_text(x + 6, y + 14, str(sum(counts.values())), "start"))
    return _svg(title, max(len(rows), 1) * line + 6, parts, list(colours.items()))


def standalone(svg: str) -> str:
    """The plot as a file of its own: dark letters on white."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" color="#222222" font-family="sans-serif"'
    opened, _, rest = svg.partition(">")
    return opened.replace("<svg", head, 1) + '><rect width="100%" height="100%" fill="#ffffff"/>' + rest


def _svg(title: str, height: float, parts: list[str], legend: list[tuple[str, str]]) -> str:
    shown, y, x = [], height + 16.0, 0.0
    for label, colour in legend:
        wide = 30 + 7.4 * len(label)
        if x + wide > _WIDTH:
            x, y = 0.0, y + 20
        shown.append(f'<rect x="{x:.0f}" y="{y - 10:.0f}" width="12" height="12" fill="{colour}"/>')
        shown.append(_text(x + 17, y, label, "start"))
        x += wide
    whole = y + 10 if legend else height
    return (
        f'<svg class="plot" viewBox="0 0 {_WIDTH} {whole:.0f}" role="img" aria-label="{escape(title)}" '
        f'font-size="12"><title>{escape(title)}</title>{"".join(parts)}{"".join(shown)}</svg>'
    )


def _lines(most: int, left: float, base: float, scale: float) -> list[str]:
    step = next(size for size in _STEPS if size * 5 >= most)
    parts = []
    for value in range(0, most + 1, step):
        y = base - value * scale
        parts.append(
            f'<line x1="{left}" x2="{_WIDTH}" y1="{y:.1f}" y2="{y:.1f}" stroke="currentColor" stroke-opacity="0.15"/>'
        )
        parts.append(_text(left - 6, y + 4, str(value), "end"))
    return parts


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="currentColor">{escape(text)}</text>'


def _cycle(count: int) -> list[str]:
    return [COLOURS[place % len(COLOURS)] for place in range(count)]
