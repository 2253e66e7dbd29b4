"""Annotated corpora in this project's JSON Lines form: read, checked, split.

A line holds ``id``, ``source``, ``group`` (author style or source, the unit that splits keep whole), ``split``
(train, dev, test), ``language``, ``latin_script``, ``text``, ``given``, ``stars``, ``is_complaint``, ``types``,
``claims`` (``start``, ``end``, ``type``, ``responsible``,
``matter``), ``signals`` (``signal``, ``start``, ``end``), ``verdict``,
``score``, ``urgency``. The labels are those of the annotation guide (docs/labels.md).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from reviewreply.errors import TrainingError
from reviewreply.training.examples import MATTERS, PARTIES, SIGNALS, TYPES, VERDICTS, Example, Span
from reviewreply.training.tables import is_table, read_table

SPLITS = ("train", "dev", "test")


def read_corpus(path: Path, split: str | None = None) -> Iterator[Example]:
    """Examples of one file, of every ``*.jsonl`` of a folder, or of what ``tables.py`` reads.

    Raises TrainingError naming the file and line where a label is unknown or an offset lies outside the text.
    """
    if is_table(path):
        for number, record in enumerate(read_table(path), 1):
            if split is None or record["split"] == split:
                yield example_of(checked(record, f"{path.name}, row {number}"), f"{path.name}, row {number}")
        return
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files or not files[0].exists():
        raise TrainingError(f"No corpus at {path}.", "Give a .jsonl file or a folder that holds some.")
    for file in files:
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                record = parse_line(line, f"{file.name}, line {number}")
                if split is None or record.get("split", "train") == split:
                    yield example_of(record, f"{file.name}, line {number}")


def parse_line(line: str, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise TrainingError(f"{where}: not JSON ({error.msg}).", "Each line must be one JSON object.") from None
    return checked(record, where)


def checked(record: Any, where: str) -> dict[str, Any]:
    """The record, where it has a text. Raises TrainingError else."""
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise TrainingError(f"{where}: no text.", 'Each line needs at least {"text": "…"}.')
    return record


def example_of(record: dict[str, Any], where: str = "record") -> Example:
    """One annotated record as an Example; labels that are absent stay unknown."""
    text = record["text"]
    types = record.get("types")
    claims = record.get("claims")
    signals = record.get("signals")
    verdict = record.get("verdict")
    _known(types or (), TYPES, "type", where)
    claim_spans = (
        None
        if claims is None
        else tuple(Span(c["start"], c["end"], c["type"], c["responsible"], c.get("matter")) for c in claims)
    )
    signal_spans = None if signals is None else tuple(
        Span(signal.get("start") or 0, signal.get("end") or 0, signal["signal"])
        for signal in signals if signal["signal"] != "contradictory_rating"
    )  # fmt: skip
    _known((span.label for span in claim_spans or ()), TYPES, "claim type", where)
    _known((span.party or "" for span in claim_spans or ()), PARTIES, "responsible party", where)
    _known((span.matter for span in claim_spans or () if span.matter), MATTERS, "matter", where)
    _known((span.label for span in signal_spans or ()), SIGNALS, "signal", where)
    _known(() if verdict in (None, "not_applicable") else (verdict,), VERDICTS, "verdict", where)
    for span in (*(claim_spans or ()), *(signal_spans or ())):
        if not 0 <= span.start <= span.end <= len(text):
            raise TrainingError(f"{where}: offsets {span.start}:{span.end} outside the text.", "Count characters.")
    stars = record.get("stars")
    return Example(
        text=text, language=record.get("language", "und"), source=record.get("source", "own"),
        id=str(record.get("id", "")), stars=None if stars is None else (int(stars),),
        complaint=record.get("is_complaint"), types=None if types is None else tuple(types), claims=claim_spans,
        signals=signal_spans, verdict=None if verdict == "not_applicable" else verdict, score=record.get("score"),
        given=record.get("given"), latin_script=bool(record.get("latin_script")), group=record.get("group", ""),
    )  # fmt: skip


def _known(labels: Iterable[str], allowed: tuple[str, ...], what: str, where: str) -> None:
    for label in labels:
        if label not in allowed:
            raise TrainingError(f"{where}: unknown {what} {label!r}.", f"Known: {', '.join(allowed)}.")
