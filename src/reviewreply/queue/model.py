"""What the store gives back: frozen, and free of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

State = Literal["open", "postponed", "approved", "rejected"]
Kind = Literal["approved", "edited", "rejected", "postponed", "assigned", "undone", "reopened"]
STATES: tuple[State, ...] = ("open", "postponed", "approved", "rejected")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person did to a case, when, and on which version and suggestion."""

    id: int
    case_id: int
    version_id: int
    suggestion_id: int | None
    kind: Kind
    actor: str
    at: datetime
    text: str | None = None
    reason: str | None = None
    until: datetime | None = None
    assignee: str | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class CaseState:
    """What the decisions on a case amount to. ``decision`` is the one that closed or postponed it."""

    state: State = "open"
    assignee: str | None = None
    until: datetime | None = None
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the program made of a version of a review."""

    id: int
    version_id: int
    analysis: Mapping[str, Any]
    reply: Mapping[str, Any]
    program: str
    model: str
    style: str
    seed: int
    asked_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """What the review said; ``review`` is the record of ``record.md``."""

    id: int
    number: int
    review: Mapping[str, Any]
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """A line of the queue."""

    id: int
    platform: str | None
    review_id: str | None
    author: str | None
    text: str
    stars: int | None
    reviewed_at: datetime | None
    language: str
    is_complaint: bool
    verdict: str
    types: tuple[str, ...]
    urgency: str
    due_at: datetime
    confidence: float
    attention: bool
    state: State
    assignee: str | None
    postponed_until: datetime | None
    decided_at: datetime | None
    exported_at: datetime | None
    revision: int
    holder: str | None = None


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything about one case. ``suggestions`` are those of the newest version, the newest last."""

    summary: CaseSummary
    version: Version
    suggestions: tuple[Suggestion, ...]
    decisions: tuple[Decision, ...]
    versions: int
    state: CaseState
    scratch: str | None = None
    scratch_by: str | None = None
    lease_until: datetime | None = None

    @property
    def suggestion(self) -> Suggestion:
        """The newest."""
        return self.suggestions[-1]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which cases to list; None and empty: all. ``search`` finds parts of text, author and id."""

    state: str | None = None
    urgency: str | None = None
    language: str | None = None
    verdict: str | None = None
    type: str | None = None
    platform: str | None = None
    assignee: str | None = None
    stars: int | None = None
    overdue: bool = False
    attention: bool = False
    exported: bool | None = None
    search: str = ""


@dataclass(slots=True)
class ImportSummary:
    """What an import did: every review read is new, changed, known, repeated in the file, or rejected."""

    read: int = 0
    new: int = 0
    changed: int = 0
    known: int = 0
    repeated: int = 0
    rejected: int = 0
    reasons: dict[str, int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        names = ("read", "new", "changed", "known", "repeated", "rejected")
        return {name: getattr(self, name) for name in names} | {"reasons": self.reasons}
