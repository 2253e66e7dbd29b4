"""Approved replies on their way out. Each decision goes out once; a file that was lost can be written again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewreply.queue.columns import now
from reviewreply.queue.conflicts import NotFoundError
from reviewreply.queue.schema import CaseRow, DecisionRow, ExportedRow, ExportRow, SuggestionRow, VersionRow


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One decided reply with the review it answers; ``drafted`` is what the program had suggested."""

    case_id: int
    decision_id: int
    kind: str
    actor: str
    at: datetime
    text: str
    drafted: str
    review: Mapping[str, Any]
    analysis: Mapping[str, Any]
    reply: Mapping[str, Any]
    program: str
    model: str


@dataclass(frozen=True, slots=True)
class Export:
    """A file that left the store."""

    id: int
    format: str
    platform: str | None
    actor: str
    at: datetime
    count: int
    left_out: Mapping[str, int] = field(default_factory=dict)


Usable = Callable[[Mapping[str, Any], str], str | None]


def start_export(session: Session, form: str, platform: str | None, actor: str, usable: Usable) -> Export:
    """Marks the approved replies that have not gone out yet as gone, all in one go.

    Parameters
    ----------
    usable: says of a platform, a review and a reply why they cannot go out, or None where they can.
    """
    query = (
        select(CaseRow, DecisionRow.text, VersionRow.review)
        .join(DecisionRow, DecisionRow.id == CaseRow.decision_id)
        .join(VersionRow, VersionRow.id == CaseRow.version_id)
        .where(CaseRow.state == "approved", CaseRow.exported_at.is_(None))
        .order_by(CaseRow.decided_at, CaseRow.id)
        .with_for_update(of=CaseRow)
    )
    if platform is not None:
        query = query.where(CaseRow.platform == platform)
    cases, left_out = [], Counter[str]()
    for case, text, review in session.execute(query):
        reason = usable(review, text or "")
        if reason is None:
            cases.append(case)
        else:
            left_out[reason] += 1
    moment = now()
    row = ExportRow(format=form, platform=platform, actor=actor, at=moment, count=len(cases))
    session.add(row)
    session.flush()
    for case in cases:
        session.add(ExportedRow(decision_id=case.decision_id, export_id=row.id, case_id=case.id))
        case.exported_at, case.revision = moment, case.revision + 1
    session.flush()
    return as_export(row, left_out)


def get_export(session: Session, export_id: int) -> Export:
    """One export. Raises NotFoundError."""
    row = session.get(ExportRow, export_id)
    if row is None:
        raise NotFoundError(f"There is no export {export_id}.", "List the exports to see which there are.")
    return as_export(row)


def outgoing(session: Session, export_id: int) -> list[Outgoing]:
    """What went out with an export, in its order. Raises NotFoundError."""
    get_export(session, export_id)
    query = _decided().join(ExportedRow, ExportedRow.decision_id == DecisionRow.id)
    return list(_rows(session, query.where(ExportedRow.export_id == export_id)))


def pairs(session: Session) -> list[Outgoing]:
    """Every standing approval: draft and final text, for researchers. Marks nothing."""
    return list(_rows(session, _decided().where(CaseRow.decision_id == DecisionRow.id, CaseRow.state == "approved")))


def list_exports(session: Session) -> list[Export]:
    """All exports, the latest first."""
    return [as_export(row) for row in session.scalars(select(ExportRow).order_by(ExportRow.id.desc()).limit(200))]


def as_export(row: ExportRow, left_out: Mapping[str, int] | None = None) -> Export:
    """The row as the store gives it out; ``left_out`` counts replies that could not go out, by reason."""
    return Export(row.id, row.format, row.platform, row.actor, row.at, row.count, dict(left_out or {}))


def _decided() -> Any:
    return (
        select(DecisionRow, SuggestionRow, VersionRow)
        .join(SuggestionRow, SuggestionRow.id == DecisionRow.suggestion_id)
        .join(VersionRow, VersionRow.id == DecisionRow.version_id)
        .join(CaseRow, CaseRow.id == DecisionRow.case_id)
        .order_by(DecisionRow.id)
    )


def _rows(session: Session, query: Any) -> Iterator[Outgoing]:
    for decision, suggestion, version in session.execute(query):
        yield Outgoing(
            case_id=decision.case_id, decision_id=decision.id, kind=decision.kind, actor=decision.actor,
            at=decision.at, text=decision.text or "", drafted=str(suggestion.reply["text"]), review=version.review,
            analysis=suggestion.analysis, reply=suggestion.reply, program=suggestion.program, model=suggestion.model,
        )  # fmt: skip
