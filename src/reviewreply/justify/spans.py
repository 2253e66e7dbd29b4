"""Stretches of a text: words, clauses, sentences; and the encoder's spans made whole.

An encoder that labels tokens leaves fragments: half a word, one word of a clause, two pieces of one statement. A claim
is a statement, so pieces of one clause are joined and lone words grow to their clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from reviewreply.encoder.protocol import SpanReading

_SENTENCE_END = re.compile(r"[!?…\n]+|\.(?!\d|\w)\.*")
_CLAUSE_END = re.compile(r"[!?…;\n()«»„“”]+|\.(?!\d|\w)|,(?!\d)|\s[-–—]\s|:(?!\d)")
_WORDS = re.compile(r"\w+")
_LETTER_OR_FIGURE = re.compile(r"[^\W_]")
_GAP = 30
_FRAGMENT = 3  # words; fewer are a fragment
_LONGEST = 16  # words; a fragment does not grow beyond
_LEAST = 0.35
_CLEAR, _DIM = 0.5, 0.45


def whole_spans(text: str, spans: Sequence[SpanReading]) -> list[SpanReading]:
    """The spans in order: snapped to words, joined in a clause, fragments grown, dim ones beside clear ones dropped."""
    snapped = [whole for span in spans if span.confidence >= _LEAST and (whole := _snap(text, span)) is not None]
    joined = _join(text, snapped)
    grown = _join(text, [_grow(text, span) for span in joined])
    clear = any(span.confidence >= _CLEAR for span in grown)
    return [span for span in grown if not clear or span.confidence >= _DIM]


def word_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch, widened to whole words and without white space or loose marks at its ends."""
    while 0 < start < len(text) and _is_word(text[start]) and _is_word(text[start - 1]):
        start -= 1
    while 0 < end < len(text) and _is_word(text[end - 1]) and _is_word(text[end]):
        end += 1
    while start < end and (text[start].isspace() or text[start] in ",;:-–—•*.)!?([{"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:-–—•*.(["):
        end -= 1
    while end > start and text[end - 1] in ")]}" and "(" not in text[start:end] and "[" not in text[start:end]:
        end -= 1
    return start, end


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text, with the marks that end them; never an empty list."""
    return [*_cut(text, _SENTENCE_END)] or [(0, len(text))]


def clauses(text: str) -> list[tuple[int, int]]:
    """The clauses of a text, with the marks that end them."""
    return [*_cut(text, _CLAUSE_END)]


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence, or sentences, that hold a stretch."""
    return _around(text, start, end, _SENTENCE_END)


def clause_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause, or clauses, that hold a stretch."""
    return _around(text, start, end, _CLAUSE_END)


def _around(text: str, start: int, end: int, mark: re.Pattern[str]) -> tuple[int, int]:
    held = [(low, high) for low, high in _cut(text, mark) if high > start and low < end]
    return (min(start, held[0][0]), max(end, held[-1][1])) if held else (start, end)


@lru_cache(maxsize=8)
def _cut(text: str, mark: re.Pattern[str]) -> tuple[tuple[int, int], ...]:
    """Pieces up to each mark. The last few texts are remembered: every claim asks for the sentence around it."""
    pieces: list[tuple[int, int]] = []
    start = 0
    for end in [*(match.end() for match in mark.finditer(text)), len(text)]:
        low = start
        while low < end and text[low].isspace():
            low += 1
        if _LETTER_OR_FIGURE.search(text, low, end):
            pieces.append((low, end))
        start = end
    return tuple(pieces)


def _is_word(character: str) -> bool:
    return character.isalnum() or character in "_'’"


def _snap(text: str, span: SpanReading) -> SpanReading | None:
    start, end = word_bounds(text, max(0, span.start), min(len(text), span.end))
    if not _LETTER_OR_FIGURE.search(text, start, end):
        return None
    return span if (start, end) == (span.start, span.end) else replace(span, start=start, end=end)


def _join(text: str, spans: Sequence[SpanReading]) -> list[SpanReading]:
    """One span for those that overlap, and for fragments of one clause with little between them."""
    kept: list[SpanReading] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if kept and (span.start < kept[-1].end or _one_statement(text, kept[-1], span)):
            kept[-1] = _both(kept[-1], span)
        else:
            kept.append(span)
    return kept


def _one_statement(text: str, one: SpanReading, other: SpanReading) -> bool:
    between = text[one.end : other.start]
    if len(between) > _GAP or _CLAUSE_END.search(between):
        return False
    return min(_length(text, one), _length(text, other)) < _FRAGMENT


def _both(one: SpanReading, other: SpanReading) -> SpanReading:
    """Two spans as one: probabilities averaged by length, the confidence of the surer."""
    a, b = max(1, one.end - one.start), max(1, other.end - other.start)
    return SpanReading(
        min(one.start, other.start),
        max(one.end, other.end),
        max(one.confidence, other.confidence),
        {name: (a * p + b * other.types.get(name, 0.0)) / (a + b) for name, p in one.types.items()},
        {name: (a * p + b * other.parties.get(name, 0.0)) / (a + b) for name, p in one.parties.items()},
        {
            name: (a * one.matters.get(name, 0.0) + b * other.matters.get(name, 0.0)) / (a + b)
            for name in {**one.matters, **other.matters}
        },
    )


def _grow(text: str, span: SpanReading) -> SpanReading:
    if _length(text, span) >= _FRAGMENT:
        return span
    low, high = word_bounds(text, *clause_at(text, span.start, span.end))
    if len(_WORDS.findall(text[low:high])) > _LONGEST:
        return span
    return replace(span, start=low, end=high)


def _length(text: str, span: SpanReading) -> int:
    """Words of a span."""
    return len(_WORDS.findall(text[span.start : span.end]))
