"""Reply files: the bodies that platforms document for posting replies. Nothing is posted from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reviewreply.errors import OutputError
from reviewreply.files.raw import Item
from reviewreply.files.writers import RecordWriter
from reviewreply.platforms import PlatformRules, platform_rules

_Shape = Callable[[str, str, Mapping[str, Any]], dict[str, Any]]


def _google(review_id: str, text: str, row: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": row.get("name", review_id), "reviewReply": {"comment": text}}


def _google_play(review_id: str, text: str, row: Mapping[str, Any]) -> dict[str, Any]:
    return {"reviewId": review_id, "replyText": text}


def _app_store(review_id: str, text: str, row: Mapping[str, Any]) -> dict[str, Any]:
    review = {"data": {"type": "customerReviews", "id": review_id}}
    body = {"attributes": {"responseBody": text}, "relationships": {"review": review}}
    return {"data": {"type": "customerReviewResponses", **body}}


def _wildberries(review_id: str, text: str, row: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": review_id, "text": text}


def _ozon(review_id: str, text: str, row: Mapping[str, Any]) -> dict[str, Any]:
    return {"review_id": review_id, "text": text, "mark_review_as_processed": True}


def _yandex_market(review_id: str, text: str, row: Mapping[str, Any]) -> dict[str, Any]:
    return {"feedbackId": int(review_id) if review_id.isdigit() else review_id, "comment": {"text": text}}


def _booking(review_id: str, text: str, row: Mapping[str, Any]) -> dict[str, Any]:
    return {"review_id": review_id, "reply": text}


SHAPES: Mapping[str, _Shape] = {
    "google": _google,
    "google_play": _google_play,
    "app_store": _app_store,
    "wildberries": _wildberries,
    "ozon": _ozon,
    "yandex_market": _yandex_market,
    "booking": _booking,
}
"""Platforms whose documentation says what a reply looks like."""


@dataclass(slots=True)
class RepliesWriter:
    """Collects the replies for one platform; what cannot be sent is counted under its reason in ``left_out``."""

    platform: str
    writer: RecordWriter
    written: int = 0
    left_out: dict[str, int] = field(default_factory=dict)

    def write(self, item: Item, text: str) -> None:
        """One reply; left out where the review has no id, where its id came before, or where the text does not fit."""
        assert item.review is not None
        reason = _reason(item, text, self.platform, platform_rules(self.platform))
        if reason is not None:
            self.left_out[reason] = self.left_out.get(reason, 0) + 1
            return
        assert item.review.id is not None
        self.writer.write(SHAPES[self.platform](item.review.id, text, item.row))
        self.written += 1

    def close(self) -> None:
        """Finishes the file."""
        self.writer.close()


def open_replies(path: Path, target: Path, platform: str) -> RepliesWriter:
    """A writer into ``path`` of what will become ``target``: JSON Lines when its name says so, else a JSON array."""
    lines = target.suffix.lower() in {".jsonl", ".ndjson"}
    return RepliesWriter(platform, RecordWriter(path.open("w", encoding="utf-8"), array=not lines))


def check_platform(platform: str | None) -> str:
    """The platform if a reply file is documented for it; raises OutputError otherwise."""
    if platform is not None and platform in SHAPES:
        return platform
    what = "the platform of the reviews is not known" if platform is None else f"{platform} documents no reply file"
    raise OutputError(
        f"No reply file can be written: {what}.", f"Name one with --platform; known: {', '.join(SHAPES)}."
    )


def _reason(item: Item, text: str, platform: str, rules: PlatformRules) -> str | None:
    review = item.review
    if review is None or review.id is None:
        return "no review id"
    if review.platform not in (None, platform):
        return "another platform"
    if item.occurrence > 1:
        return "the id came before"
    if not text.strip():
        return "no reply"
    if "needs_text" in rules.rules and not review.text.strip():
        return "a rating without text cannot be answered there"
    return None if rules.fits(text) else f"not between {rules.minimum} and {rules.limit} {rules.unit}"
