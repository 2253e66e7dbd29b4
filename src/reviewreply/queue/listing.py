"""Listing and showing cases: filters, search, and the order of the queue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from reviewreply.queue.cases import decisions_of
from reviewreply.queue.columns import now
from reviewreply.queue.conflicts import NotFoundError
from reviewreply.queue.model import CaseSummary, CaseView, Filters, Suggestion, Version
from reviewreply.queue.projection import state_of
from reviewreply.queue.schema import CaseRow, LeaseRow, SuggestionRow, VersionRow
from reviewreply.queue.turn import URGENCIES


def is_open(moment: datetime) -> ColumnElement[bool]:
    """Open, or postponed until a time that has come."""
    return or_(CaseRow.state == "open", and_(CaseRow.state == "postponed", CaseRow.postponed_until <= moment))


def in_turn() -> tuple[ColumnElement[Any], ...]:
    """Urgency, deadline, doubt, date."""
    return (
        CaseRow.urgency.asc(), CaseRow.due_hour.asc(), CaseRow.confidence.asc(), CaseRow.reviewed_at.asc(),
        CaseRow.id.asc(),
    )  # fmt: skip


def narrowed(filters: Filters, moment: datetime) -> list[ColumnElement[bool]]:
    """Filters as conditions."""
    conditions: list[ColumnElement[bool]] = []
    if filters.state == "open":
        conditions.append(is_open(moment))
    elif filters.state == "postponed":
        conditions.append(and_(CaseRow.state == "postponed", CaseRow.postponed_until > moment))
    elif filters.state:
        conditions.append(CaseRow.state == filters.state)
    for name in ("language", "verdict", "platform", "assignee", "stars"):
        value = getattr(filters, name)
        if value not in (None, ""):
            conditions.append(getattr(CaseRow, name) == value)
    if filters.urgency in URGENCIES:
        conditions.append(CaseRow.urgency == URGENCIES.index(filters.urgency))
    if filters.type:
        conditions.append(_holds("," + CaseRow.types + ",", f",{filters.type},"))
    if filters.overdue:
        conditions += [is_open(moment), CaseRow.due_at < moment]
    if filters.attention:
        conditions.append(CaseRow.attention.is_(True))
    if filters.exported is not None:
        known = CaseRow.exported_at.is_(None)
        conditions.append(~known if filters.exported else known)
    conditions += [_holds(CaseRow.search, word) for word in filters.search.replace("\0", " ").casefold().split()[:8]]
    return conditions


def _holds(column: Any, part: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.contains(part, autoescape=True)
    return found


def list_cases(session: Session, filters: Filters, limit: int, offset: int) -> tuple[list[CaseSummary], int]:
    """Cases in the order of the queue, and how many there are in all. What is decided comes latest first."""
    moment = now()
    conditions = narrowed(filters, moment)
    total = session.scalar(select(func.count()).select_from(CaseRow).where(*conditions)) or 0
    query = _with_holder().where(*conditions).limit(limit).offset(offset)
    if filters.state in ("approved", "rejected"):
        query = query.order_by(CaseRow.decided_at.desc(), CaseRow.id.desc())
    else:
        query = query.order_by(*in_turn())
    return [summary(row, lease, moment) for row, lease in session.execute(query)], total


def view_case(session: Session, case_id: int) -> CaseView:
    """All about one case. Raises NotFoundError."""
    found = session.execute(_with_holder().where(CaseRow.id == case_id)).first()
    if found is None:
        raise NotFoundError(f"There is no case {case_id}.", "List the cases to see which there are.")
    row, lease = found
    version = session.get_one(VersionRow, row.version_id)
    suggestions = session.scalars(
        select(SuggestionRow).where(SuggestionRow.version_id == version.id).order_by(SuggestionRow.id)
    )
    decisions = decisions_of(session, case_id)
    live = lease is not None and lease.expires_at > now()
    return CaseView(
        summary=summary(row, lease, now()),
        version=Version(version.id, version.number, version.review, version.seen_at),
        suggestions=tuple(as_suggestion(suggestion) for suggestion in suggestions),
        decisions=tuple(decisions),
        versions=version.number,
        state=state_of(decisions, version.id),
        scratch=row.scratch,
        scratch_by=row.scratch_by,
        lease_until=lease.expires_at if live else None,
    )


def earlier_versions(session: Session, case_id: int) -> list[Version]:
    """Every version of a review, the first one first."""
    rows = session.scalars(select(VersionRow).where(VersionRow.case_id == case_id).order_by(VersionRow.number))
    return [Version(row.id, row.number, row.review, row.seen_at) for row in rows]


def values_of(session: Session, name: str) -> list[str]:
    """The values that a column of the queue has, for filters."""
    column = getattr(CaseRow, name)
    found: Iterable[str | None] = session.scalars(select(column).distinct().order_by(column))
    return [value for value in found if value]


def _with_holder() -> Any:
    return select(CaseRow, LeaseRow).outerjoin(LeaseRow, LeaseRow.case_id == CaseRow.id)


def summary(row: CaseRow, lease: LeaseRow | None, moment: datetime) -> CaseSummary:
    """A row of the table as a line of the queue."""
    due = row.state == "postponed" and row.postponed_until is not None and row.postponed_until <= moment
    names = (
        "id", "platform", "review_id", "author", "text", "stars", "reviewed_at", "language", "is_complaint", "verdict",
        "due_at", "confidence", "attention", "assignee", "postponed_until", "decided_at", "exported_at", "revision",
    )  # fmt: skip
    return CaseSummary(
        **{name: getattr(row, name) for name in names},
        types=tuple(row.types.split(",")) if row.types else (),
        urgency=URGENCIES[row.urgency],
        state="open" if due else row.state,  # type: ignore[arg-type]
        holder=lease.holder if lease is not None and lease.expires_at > moment else None,
    )


def as_suggestion(row: SuggestionRow) -> Suggestion:
    """The row as the store gives it out."""
    return Suggestion(
        row.id, row.version_id, row.analysis, row.reply, row.program, row.model, row.style, row.seed, row.asked_by,
        row.at,
    )  # fmt: skip
