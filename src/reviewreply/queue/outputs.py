"""What leaves the desk as files: replies for platforms, tables, and training pairs."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reviewreply.errors import OutputError
from reviewreply.queue.exporting import Outgoing, Usable

COLUMNS = (
    "platform", "id", "author", "date", "stars", "text", "language", "verdict", "types", "reply", "decision",
    "decided_by", "decided_at", "drafted",
)  # fmt: skip
FORMATS = ("platform", "csv", "xlsx", "jsonl")
TYPES = {
    "platform": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/x-ndjson",
}
SUFFIXES = {"platform": "json"} | {name: name for name in FORMATS[1:]}


def render(form: str, rows: list[Outgoing], platform: str | None = None) -> bytes:
    """Replies as a file of a format of ``FORMATS``. Raises OutputError."""
    if form == "platform":
        return platform_file(rows, platform)
    if form == "jsonl":
        return json_lines(record(row) for row in rows)
    if form in ("csv", "xlsx"):
        return _table(form, rows)
    raise OutputError("The export format is not known.", f"Known: {', '.join(FORMATS)}.")


def platform_file(rows: list[Outgoing], platform: str | None) -> bytes:
    """The bodies that the platform's interface takes, as a JSON array."""
    from reviewreply.files.replies import SHAPES, check_platform

    shape = SHAPES[check_platform(platform)]
    bodies = [shape(str(row.review["id"]), row.text, row.review.get("row") or {}) for row in rows]
    return (json.dumps(bodies, ensure_ascii=False, indent=1) + "\n").encode()


def usable(form: str, platform: str | None) -> Usable:
    """Says why a reply cannot go out in a format, or None where it can. Raises OutputError for an unknown format."""
    from reviewreply.files.replies import check_platform
    from reviewreply.platforms import platform_name, platform_rules

    if form not in FORMATS:
        raise OutputError("The export format is not known.", f"Known: {', '.join(FORMATS)}.")
    if platform is not None and platform_name(platform) is None:
        raise OutputError("The platform is not known.", "See: reviewreply formats.")
    if form != "platform":
        return lambda review, text: None
    rules = platform_rules(check_platform(platform))

    def reason(review: Mapping[str, Any], text: str) -> str | None:
        if not review.get("id"):
            return "no review id"
        if "needs_text" in rules.rules and not str(review.get("text") or "").strip():
            return "a rating without text cannot be answered there"
        return None if rules.fits(text) else f"not between {rules.minimum} and {rules.limit} {rules.unit}"

    return reason


def record(row: Outgoing) -> dict[str, Any]:
    """One reply as a record of JSON Lines."""
    return {
        **{name: row.review.get(name) for name in ("id", "platform", "author", "date", "stars", "text")},
        "reply": row.text, "decision": row.kind, "decided_by": row.actor, "decided_at": row.at.isoformat(),
        "drafted": row.drafted, "case": row.case_id, "row": row.review.get("row") or {},
    }  # fmt: skip


def training_pairs(rows: Iterable[Outgoing]) -> bytes:
    """Draft and final text with what they answer, as JSON Lines. Names of customers and moderators stay out."""
    return json_lines(
        {
            "review": {name: row.review.get(name) for name in ("text", "stars", "platform")},
            "analysis": {key: value for key, value in row.analysis.items() if key != "id"},
            "strategy": row.reply["strategy"], "language": row.reply["language"], "draft": row.drafted,
            "final": row.text, "edited": row.kind == "edited", "program": row.program, "model": row.model,
        }
        for row in rows
    )  # fmt: skip


def json_lines(records: Iterable[Mapping[str, Any]]) -> bytes:
    """Records, one a line."""
    from reviewreply.files.writers import dumps

    return "".join(dumps(entry) + "\n" for entry in records).encode("utf-8", "replace")


def _table(form: str, rows: list[Outgoing]) -> bytes:
    from reviewreply.files.writers import layout, open_table

    with tempfile.TemporaryDirectory(prefix="reviewreply-") as folder:
        path = Path(folder) / f"replies.{form}"
        writer = open_table(path, form, layout(COLUMNS, (), excel=form == "csv"))
        for row in rows:
            writer.write(_cells(row), {})
        writer.close()
        return path.read_bytes()


def _cells(row: Outgoing) -> dict[str, Any]:
    cells = record(row)
    return cells | {
        "language": row.analysis["language"]["code"],
        "verdict": row.analysis["justification"]["verdict"],
        "types": ",".join(score["type"] for score in row.analysis["types"]),
    }
