"""The JSON record there and back, so that a case can be taken up again as the objects it came from."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import fields
from hashlib import sha256
from typing import Any

from reviewreply.record import (
    Analysis,
    Check,
    Claim,
    Evidence,
    Fact,
    Justification,
    Language,
    Order,
    Reply,
    Review,
    Sentiment,
    Signal,
    TypeScore,
)
from reviewreply.wire import review_from_dict

_IDENTITY = ("text", "stars", "order", "facts")
"""What a new version of a review can differ in; the rest does not change what there is to answer."""


def review_to_dict(review: Review) -> dict[str, Any]:
    """A review as the record that ``review_from_dict`` reads, with its source row under ``row``."""
    record: dict[str, Any] = {"text": review.text}
    for name in ("stars", "id", "author", "platform", "lang"):
        if getattr(review, name) is not None:
            record[name] = getattr(review, name)
    if review.date is not None:
        record["date"] = review.date.isoformat()
    if review.order is not None:
        record["order"] = _order(review.order)
    if review.facts:
        record["facts"] = [_fact(fact) for fact in review.facts]
    return storable(record | {"row": dict(review.row)})


def stored_review(record: Mapping[str, Any]) -> Review:
    """The review of such a record."""
    return review_from_dict({**record, "row": None}, row=record.get("row") or {})


def content_hash(record: Mapping[str, Any]) -> str:
    """What tells whether a review changed."""
    content = {name: record.get(name) for name in _IDENTITY}
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def analysis_from_dict(record: Mapping[str, Any]) -> Analysis:
    """The analysis of an output record (``wire.analysis_to_dict``)."""
    judged = record["justification"]
    return Analysis(
        id=record.get("id"),
        language=Language(**record["language"]),
        sentiment=Sentiment(**record["sentiment"]),
        is_complaint=record["is_complaint"],
        complaint_confidence=record["complaint_confidence"],
        types=tuple(TypeScore(**score) for score in record["types"]),
        claims=tuple(_claim(claim) for claim in record["claims"]),
        justification=Justification(
            judged["verdict"],
            judged["score"],
            judged["confidence"],
            tuple(Signal(**signal) for signal in judged["signals"]),
            tuple(Evidence(**reason) for reason in judged["reasons"]),
        ),
        urgency=record["urgency"],
        incident=record.get("incident"),
        recurring=record.get("recurring"),
        notes=tuple(record.get("notes", ())),
    )


def reply_from_dict(record: Mapping[str, Any]) -> Reply:
    """The reply of an output record (``wire.reply_to_dict``)."""
    lists = {name: tuple(record[name]) for name in ("acts", "facts_used", "needs_attention")}
    return Reply(**{**record, **lists, "checks": tuple(Check(**check) for check in record["checks"])})


def _claim(record: Mapping[str, Any]) -> Claim:
    return Claim(**{**record, "evidence": tuple(Evidence(**evidence) for evidence in record["evidence"])})


def _plain(value: Any) -> dict[str, Any]:
    given = {field.name: getattr(value, field.name) for field in fields(value)}
    return {name: item for name, item in given.items() if item is not None}


def _order(order: Order) -> dict[str, Any]:
    record = _plain(order)
    record["events"] = [_plain(event) | {"at": event.at.isoformat()} for event in order.events]
    record["lines"] = [_plain(line) for line in order.lines]
    if order.payments is not None:
        record["payments"] = [_dated(_plain(payment)) for payment in order.payments]
    return record


def _dated(record: dict[str, Any]) -> dict[str, Any]:
    return record | {"at": record["at"].isoformat()} if "at" in record else record


def _fact(fact: Fact) -> dict[str, Any]:
    return _plain(fact) | {"about": list(fact.about), "text": dict(fact.text)}


def storable(record: Mapping[str, Any]) -> dict[str, Any]:
    """JSON that both databases take: no NUL, no half characters, no infinite numbers, dates as text."""
    return {str(_storable(str(key))): _storable(value) for key, value in record.items()}


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        value = value.replace("\0", "\ufffd")
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return storable(value)
    if isinstance(value, (list, tuple)):
        return [_storable(item) for item in value]
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
