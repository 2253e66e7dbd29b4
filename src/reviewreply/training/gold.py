"""Annotated records as the analyses that a perfect reading would give: for benchmarks and tests of what comes after.

The annotation judges the review as a whole; each claim gets the verdict that follows from it and from who answers for
the claim.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewreply.record import (
    Analysis,
    Claim,
    Justification,
    Language,
    Polarity,
    Review,
    Sentiment,
    Signal,
    TypeScore,
    Verdict,
)

_SURE = 0.95


def gold_review(record: Mapping[str, Any], platform: str | None = None) -> Review:
    """The review of a corpus record, with the stars that were given with it."""
    return Review(text=record["text"], stars=record.get("given"), id=str(record["id"]), platform=platform)


def gold_analysis(record: Mapping[str, Any]) -> Analysis:
    """The analysis that the labels of a corpus record amount to, all confidences 0.95."""
    verdict: Verdict = record["verdict"]
    stars = int(record["stars"])
    polarity: Polarity = "negative" if stars < 3 else "neutral" if stars == 3 else "positive"
    return Analysis(
        id=str(record["id"]),
        language=Language(record["language"], bool(record.get("latin_script")), _SURE),
        sentiment=Sentiment(stars, polarity, _SURE),
        is_complaint=bool(record["is_complaint"]),
        complaint_confidence=_SURE,
        types=tuple(TypeScore(name, _SURE) for name in record["types"]),
        claims=tuple(_claim(record["text"], claim, verdict) for claim in record["claims"]),
        justification=Justification(verdict, record["score"], _SURE, tuple(map(_signal, record["signals"]))),
        urgency=record["urgency"],
    )


def _claim(text: str, claim: Mapping[str, Any], verdict: Verdict) -> Claim:
    start, end = claim["start"], claim["end"]
    judged = _judged(claim["responsible"], verdict)
    return Claim(
        start, end, text[start:end], claim["type"], claim["responsible"], _SURE, judged, matter=claim.get("matter")
    )


def _judged(responsible: str, verdict: Verdict) -> Verdict:
    if verdict == "partly":
        return "justified" if responsible == "business" else "unclear" if responsible == "unclear" else "unjustified"
    if verdict == "justified" and responsible in ("customer", "third_party", "nobody"):
        return "unjustified"
    return "unclear" if verdict == "not_applicable" else verdict


def _signal(signal: Mapping[str, Any]) -> Signal:
    return Signal(signal["signal"], _SURE, signal.get("start"), signal.get("end"))
