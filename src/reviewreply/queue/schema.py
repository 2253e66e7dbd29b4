"""The tables of the desk. What was drafted and what was decided are only added to; triggers refuse anything else.

``cases`` holds what the queue is ordered and searched by. It can always be worked out anew from the other tables
(``projection.py``); it is the only one whose rows change as people work.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Boolean, Float, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from reviewreply.queue.columns import Id, Json, Moment

APPEND_ONLY = ("review_versions", "suggestions", "decisions", "tags", "annotations")
"""Tables whose rows are never changed and never removed."""


class Base(DeclarativeBase):
    """Maps Python types to columns."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment, dict[str, Any]: Json, str: Text, bool: Boolean}


class ImportRow(Base):
    """One run of an import."""

    __tablename__ = "imports"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    actor: Mapped[str]
    at: Mapped[datetime]
    counts: Mapped[dict[str, Any]]


class CaseRow(Base):
    """One review at one platform, through all its versions; ``source_key`` is what makes it the same one."""

    __tablename__ = "cases"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    source_key: Mapped[str] = mapped_column(String(64), unique=True)
    platform: Mapped[str | None]
    review_id: Mapped[str | None]
    author: Mapped[str | None]
    text: Mapped[str]
    search: Mapped[str]
    stars: Mapped[int | None] = mapped_column(Integer)
    reviewed_at: Mapped[datetime | None]
    language: Mapped[str]
    is_complaint: Mapped[bool]
    verdict: Mapped[str]
    types: Mapped[str]
    urgency: Mapped[int] = mapped_column(Integer)
    due_at: Mapped[datetime]
    due_hour: Mapped[int] = mapped_column(Integer)
    confidence: Mapped[float] = mapped_column(Float)
    attention: Mapped[bool]
    state: Mapped[str] = mapped_column(String(16))
    assignee: Mapped[str | None]
    postponed_until: Mapped[datetime | None]
    version_id: Mapped[int] = mapped_column(Id)
    suggestion_id: Mapped[int] = mapped_column(Id)
    decision_id: Mapped[int | None] = mapped_column(Id)
    decided_at: Mapped[datetime | None]
    exported_at: Mapped[datetime | None]
    first_seen: Mapped[datetime]
    changed_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(Integer)
    scratch: Mapped[str | None]
    scratch_by: Mapped[str | None]
    scratch_at: Mapped[datetime | None]
    __table_args__ = (
        Index("cases_turn", "state", "urgency", "due_hour", "confidence", "reviewed_at", "id"),
        Index("cases_reviewed", "reviewed_at"),
        Index("cases_decided", "decided_at"),
    )


class VersionRow(Base):
    """What a review said at one time."""

    __tablename__ = "review_versions"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int] = mapped_column(Integer)
    content: Mapped[str] = mapped_column(String(64))
    review: Mapped[dict[str, Any]]
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
    seen_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("case_id", "number"),)


class SuggestionRow(Base):
    """What the program made of a version: analysis and draft, and which program and model it was."""

    __tablename__ = "suggestions"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("review_versions.id"))
    analysis: Mapped[dict[str, Any]]
    reply: Mapped[dict[str, Any]]
    program: Mapped[str]
    model: Mapped[str]
    business: Mapped[str]
    seed: Mapped[int] = mapped_column(Integer)
    style: Mapped[str]
    asked_by: Mapped[str]
    at: Mapped[datetime]


class TagRow(Base):
    """What the statistics count: types, claims, signals and checks of a suggestion, one row each."""

    __tablename__ = "tags"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    suggestion_id: Mapped[int] = mapped_column(ForeignKey("suggestions.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(64))
    value: Mapped[str] = mapped_column(String(64))


class DecisionRow(Base):
    """What a person did, when, and on which suggestion. ``request`` makes a repeated request the same decision."""

    __tablename__ = "decisions"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("review_versions.id"))
    suggestion_id: Mapped[int | None] = mapped_column(ForeignKey("suggestions.id"))
    kind: Mapped[str] = mapped_column(String(16))
    actor: Mapped[str]
    at: Mapped[datetime]
    text: Mapped[str | None]
    reason: Mapped[str | None]
    until: Mapped[datetime | None]
    assignee: Mapped[str | None]
    undoes: Mapped[int | None] = mapped_column(Id)
    request: Mapped[str | None] = mapped_column(String(80), unique=True)


class LeaseRow(Base):
    """Who has a case in hand, and until when."""

    __tablename__ = "leases"
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True, autoincrement=False)
    holder: Mapped[str] = mapped_column(Text, index=True)
    taken_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class ExportRow(Base):
    """One file of approved replies that left the store."""

    __tablename__ = "exports"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    format: Mapped[str]
    platform: Mapped[str | None]
    actor: Mapped[str]
    at: Mapped[datetime]
    count: Mapped[int] = mapped_column(Integer)


class ExportedRow(Base):
    """A decision that went out, once and never twice."""

    __tablename__ = "exported"
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), primary_key=True, autoincrement=False)
    export_id: Mapped[int] = mapped_column(ForeignKey("exports.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)


class UserRow(Base):
    """A person who may log in."""

    __tablename__ = "users"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True)
    password: Mapped[str]
    role: Mapped[str] = mapped_column(String(16))
    active: Mapped[bool]
    created_at: Mapped[datetime]


class SessionRow(Base):
    """A log-in; only the hash of its secret is kept."""

    __tablename__ = "sessions"
    secret: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class TokenRow(Base):
    """A token for scripts; only its hash is kept."""

    __tablename__ = "tokens"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True)
    secret: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(16))
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class AnnotationRow(Base):
    """What an annotator said of a version of a review, in another tool."""

    __tablename__ = "annotations"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("review_versions.id"))
    tool: Mapped[str] = mapped_column(String(16))
    annotator: Mapped[str]
    labels: Mapped[dict[str, Any]]
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    at: Mapped[datetime]


class JobRow(Base):
    """A batch that is worked on in the background; it goes on where it stopped when the server starts again."""

    __tablename__ = "jobs"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str]
    state: Mapped[str] = mapped_column(String(16))
    total: Mapped[int] = mapped_column(Integer)
    done: Mapped[int] = mapped_column(Integer)
    failed: Mapped[int] = mapped_column(Integer)
    actor: Mapped[str]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    error: Mapped[str | None]
    summary: Mapped[dict[str, Any]]


class JobItemRow(Base):
    """One review of a job and what came of it."""

    __tablename__ = "job_items"
    job_id: Mapped[int] = mapped_column(ForeignKey("jobs.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    review: Mapped[dict[str, Any]]
    result: Mapped[dict[str, Any] | None]
    error: Mapped[str | None]
