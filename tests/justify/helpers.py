"""Readings for tests: what an encoder that makes no mistake would say."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from reviewreply.business import Business, business_from_dict
from reviewreply.encoder.protocol import Reading
from reviewreply.justify import judge
from reviewreply.record import Analysis, Language
from reviewreply.wire import review_from_dict

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from gold_reading import reading_of  # noqa: E402


def reading(text: str, *claims: tuple[str, str], **more: Any) -> Reading:
    """A reading with claims given as (stretch of the text, type); a third member names the party."""
    spans = []
    for part, type, *party in claims:
        start = text.index(part)
        responsible = party[0] if party else "business"
        spans.append({"start": start, "end": start + len(part), "type": type, "responsible": responsible})
    record = {"text": text, "claims": spans, "types": list(dict.fromkeys(c[1] for c in claims)), "is_complaint": True}
    return reading_of({"stars": 1, "verdict": "justified", "score": 0.78, **record, **more})


def judged(
    text: str, *claims: tuple[str, str], lang: str = "en", latin: bool = False, business: Any = None,
    labels: dict[str, Any] | None = None, **review: Any,
) -> Analysis:  # fmt: skip
    """The judgement of a text with these claims and this record."""
    known: Business | None = business_from_dict(business) if business else None
    language = Language(lang, latin)  # type: ignore[arg-type]
    return judge(review_from_dict({"text": text, **review}), language, reading(text, *claims, **(labels or {})), known)


def fact_cases() -> list[dict[str, Any]]:
    path = ROOT / "models" / "corpus" / "facts" / "cases.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
