"""Annotated records as readings: what an encoder that makes no mistake would say, with softened probabilities.

Used to test and measure the justification apart from the encoder. ``reading_of`` takes one line of a corpus
(models/corpus) or of the cases with facts (models/corpus/facts).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from reviewreply.encoder.protocol import Reading, SignalReading, SpanReading
from reviewreply.record import ComplaintType, Party, SignalName, Verdict

TYPES = get_args(ComplaintType)
PARTIES = get_args(Party)
SIGNALS = tuple(name for name in get_args(SignalName) if name != "contradictory_rating")
VERDICTS = tuple(name for name in get_args(Verdict) if name != "not_applicable")


def soft(label: str, labels: Sequence[str], sure: float = 0.88) -> dict[str, float]:
    """A probability per label: ``sure`` for the right one, the rest shared out."""
    rest = (1 - sure) / (len(labels) - 1)
    return {name: sure if name == label else rest for name in labels}


def reading_of(record: Mapping[str, Any]) -> Reading:
    """The reading of an annotated record."""
    stars = soft(str(record.get("stars") or 1), ("1", "2", "3", "4", "5"), 0.8)
    signals = {name: SignalReading(0.04) for name in SIGNALS}
    for signal in record.get("signals", ()):
        if signal["signal"] in signals:
            signals[signal["signal"]] = SignalReading(0.9, signal.get("start"), signal.get("end"))
    spans = tuple(
        SpanReading(c["start"], c["end"], 0.9, soft(c["type"], TYPES), soft(c["responsible"], PARTIES))
        for c in record.get("claims", ())
    )
    verdict, score = record.get("verdict") or "justified", record.get("score")
    return Reading(
        stars=tuple(stars.values()),  # type: ignore[arg-type]
        complaint=0.96 if record.get("is_complaint", True) else 0.04,
        types={name: 0.92 if name in record.get("types", ()) else 0.03 for name in TYPES},
        spans=spans,
        signals=signals,
        verdict=soft(verdict if verdict in VERDICTS else "unclear", VERDICTS, 0.85),
        score=0.5 if score is None else float(score),
    )
