"""A result beside the review it belongs to, as a record and as cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewreply.files.journal import Result
from reviewreply.files.raw import Item

FULL_TEXT, OCCURRENCE = "full_text", "occurrence"


def reply_text(result: Result) -> str:
    """The reply in a result, flat or not."""
    reply = result.get("reply") or ""
    return str(reply["text"] if isinstance(reply, Mapping) else reply)


def attention(result: Result) -> Any:
    """Why a person should look twice, in a result, flat or not."""
    reply = result.get("reply")
    return reply.get("needs_attention") if isinstance(reply, Mapping) else result.get("needs_attention")


def rejected_record(item: Item, reason: Any) -> dict[str, Any]:
    """A row that could not be used: where it stands, why, and the row."""
    return {"line": item.line, "reason": reason, "row": item.row}


def full_record(item: Item, result: Result) -> dict[str, Any]:
    """The output record with the review it belongs to: ``text`` is what offsets count, ``row`` the untouched input."""
    review = item.review
    assert review is not None
    again = {OCCURRENCE: item.occurrence} if item.occurrence > 1 else {}
    head = {"id": result.get("id", review.id), **again, "text": review.text, "stars": review.stars}
    return head | {key: value for key, value in result.items() if key != "id"} | {"row": item.row}


def added_cells(item: Item, result: Result) -> dict[str, Any]:
    """The cells that go behind those of the input."""
    assert item.review is not None
    return {FULL_TEXT: item.review.text, OCCURRENCE: item.occurrence, **result}
