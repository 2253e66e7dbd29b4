"""What the interface takes and gives; the records themselves are those of ``record.md``."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import Path, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from reviewreply.queue.model import CaseSummary, CaseView, Decision, Suggestion

Word = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]
Words = Annotated[str, StringConstraints(max_length=2_000, pattern=r"^[^\x00]*$")]
Reply = Annotated[str, StringConstraints(max_length=20_000, pattern=r"^[^\x00]*$")]
Number = Annotated[int, Path(ge=1, le=2**53)]
Limit = Annotated[int, Query(ge=1, le=500)]
Offset = Annotated[int, Query(ge=0, le=10_000_000)]
StyleName = Literal["", "shorter", "warmer", "firmer"]
Action = Literal["approve", "reject", "postpone", "assign", "reopen", "undo"]


class _Closed(BaseModel):
    """A key that is not known is an error: a misspelt one would be lost."""

    model_config = ConfigDict(extra="forbid")


class AnalyzeIn(_Closed):
    """One review."""

    review: dict[str, Any]


class DraftIn(_Closed):
    """One review, and how its reply shall sound."""

    review: dict[str, Any]
    style: StyleName = ""
    seed: int = Field(0, ge=0, le=2**31)


class JobIn(_Closed):
    """A batch of reviews."""

    kind: Literal["analyze", "draft", "import"]
    reviews: list[dict[str, Any]] = Field(min_length=1)
    name: Word = ""


class DecisionIn(_Closed):
    """What to do with a case. ``revision``: the state that the caller saw. ``request``: a name for this request."""

    action: Action
    text: Reply | None = None
    reason: Words | None = None
    until: AwareDatetime | None = None
    assignee: Word | None = None
    suggestion: int | None = Field(None, ge=1, le=2**53)
    revision: int | None = Field(None, ge=0, le=2**31)
    request: Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[\w.:-]+$")] | None = None


class SuggestIn(_Closed):
    """Another draft."""

    style: StyleName = ""


class TextIn(_Closed):
    """A reply as it is being written."""

    text: Reply


class ExportIn(_Closed):
    """Which approved replies go out, and in what form."""

    format: Literal["platform", "csv", "xlsx", "jsonl"]
    platform: Word | None = None


class UserIn(_Closed):
    """A new user."""

    name: Word
    password: Word
    role: Literal["moderator", "admin"] = "moderator"


class UserChange(_Closed):
    """What changes about a user."""

    password: Word | None = None
    role: Literal["moderator", "admin"] | None = None
    active: bool | None = None


class TokenIn(_Closed):
    """A new token."""

    name: Word
    role: Literal["moderator", "admin"] = "moderator"
    days: int | None = Field(None, ge=1, le=3650)


def plain(value: Any) -> Any:
    """A frozen object of the store as JSON."""
    if isinstance(value, datetime):
        return value.isoformat()
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return {key: plain(item) for key, item in value.items()} if isinstance(value, dict) else value


def case_out(case: CaseSummary) -> dict[str, Any]:
    """A line of the queue."""
    record: dict[str, Any] = plain(case)
    return record


def view_out(case: CaseView) -> dict[str, Any]:
    """A case with everything that hangs on it."""
    return case_out(case.summary) | {
        "version": case.version.number, "review": case.version.review,
        "suggestions": [suggestion_out(suggestion) for suggestion in case.suggestions],
        "decisions": [decision_out(decision) for decision in case.decisions],
        "scratch": case.scratch, "scratch_by": case.scratch_by, "lease_until": plain(case.lease_until),
    }  # fmt: skip


def suggestion_out(suggestion: Suggestion) -> dict[str, Any]:
    """A draft with its analysis."""
    record: dict[str, Any] = plain(suggestion)
    return record


def decision_out(decision: Decision) -> dict[str, Any]:
    """A decision."""
    record: dict[str, Any] = plain(decision)
    return record
