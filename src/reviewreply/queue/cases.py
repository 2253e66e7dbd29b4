"""Cases and what hangs on them: versions, suggestions, and the row that the queue is ordered by."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewreply.queue.columns import now
from reviewreply.queue.drafting import Drafting
from reviewreply.queue.model import CaseState, Decision
from reviewreply.queue.projection import state_of
from reviewreply.queue.records import storable
from reviewreply.queue.schema import CaseRow, DecisionRow, ExportedRow, ExportRow, SuggestionRow, TagRow, VersionRow
from reviewreply.queue.turn import URGENCIES, doubt, due_at, due_hour, reviewed_at
from reviewreply.record import Analysis, Draft, Reply
from reviewreply.wire import analysis_to_dict, reply_to_dict


def add_case(
    session: Session,
    key: str,
    record: dict[str, Any],
    content: str,
    draft: Draft,
    drafts: Drafting,
    import_id: int,
    deadline: timedelta,
) -> CaseRow:
    """A review that was not known before."""
    seen = now()
    case = CaseRow(
        source_key=key, state="open", revision=0, first_seen=seen, version_id=0, suggestion_id=0,
        due_at=due_at(draft.review, seen, deadline.total_seconds() / 3600),
    )  # fmt: skip
    _describe(case, draft, seen)
    session.add(case)
    session.flush()
    _attach(session, case, 1, record, content, draft, drafts, import_id, seen)
    return case


def add_version(
    session: Session,
    case: CaseRow,
    record: dict[str, Any],
    content: str,
    draft: Draft,
    drafts: Drafting,
    import_id: int,
    deadline: timedelta,
) -> None:
    """A review that changed: the case is open again, whatever was decided on what it said before."""
    seen = now()
    number = session.get_one(VersionRow, case.version_id).number + 1
    case.due_at = seen + deadline
    _describe(case, draft, seen)
    case.scratch = case.scratch_by = case.scratch_at = None
    _attach(session, case, number, record, content, draft, drafts, import_id, seen)
    refresh(session, case)


def add_suggestion(
    session: Session,
    case: CaseRow,
    analysis: Analysis,
    reply: Reply,
    drafts: Drafting,
    *,
    asked_by: str,
    style: str = "",
    seed: int = 0,
) -> SuggestionRow:
    """Another draft for the newest version; the earlier ones stay."""
    row = SuggestionRow(
        case_id=case.id, version_id=case.version_id, analysis=storable(analysis_to_dict(analysis)),
        reply=storable(reply_to_dict(reply)), program=drafts.program, model=drafts.model, business=drafts.business,
        seed=seed, style=style, asked_by=asked_by, at=now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add_all(
        TagRow(suggestion_id=row.id, kind=kind, name=name, value=value) for kind, name, value in _tags(analysis, reply)
    )
    case.suggestion_id = row.id
    case.attention = bool(reply.needs_attention)
    return row


def refresh(session: Session, case: CaseRow) -> CaseState:
    """Works the state of a case out anew from its decisions."""
    state = state_of(decisions_of(session, case.id), case.version_id)
    decision = state.decision
    case.state, case.assignee, case.postponed_until = state.state, state.assignee, state.until
    case.decision_id = decision.id if decision else None
    case.decided_at = decision.at if decision and state.state != "postponed" else None
    case.exported_at = _exported_at(session, case.decision_id)
    case.revision += 1
    session.flush()
    return state


def decisions_of(session: Session, case_id: int) -> list[Decision]:
    """All decisions on a case, the earliest first."""
    rows = session.scalars(select(DecisionRow).where(DecisionRow.case_id == case_id).order_by(DecisionRow.id))
    return [as_decision(row) for row in rows]


def as_decision(row: DecisionRow) -> Decision:
    """The row as the store gives it out."""
    return Decision(
        row.id, row.case_id, row.version_id, row.suggestion_id, row.kind,  # type: ignore[arg-type]
        row.actor, row.at, row.text, row.reason, row.until, row.assignee, row.undoes,
    )  # fmt: skip


def _attach(
    session: Session,
    case: CaseRow,
    number: int,
    record: dict[str, Any],
    content: str,
    draft: Draft,
    drafts: Drafting,
    import_id: int,
    seen: datetime,
) -> None:
    version = VersionRow(
        case_id=case.id, number=number, content=content, review=record, import_id=import_id, seen_at=seen
    )
    session.add(version)
    session.flush()
    case.version_id = version.id
    add_suggestion(session, case, draft.analysis, draft.reply, drafts, asked_by="import", seed=drafts.seed)
    session.flush()


def _describe(case: CaseRow, draft: Draft, seen: datetime) -> None:
    review, analysis = draft.review, draft.analysis
    case.platform, case.review_id = _text(review.platform), _text(review.id)
    case.author, case.text, case.stars = _text(review.author), _text(review.text) or "", review.stars
    case.search = " ".join(part for part in (case.text, case.author, case.review_id) if part).casefold()
    case.reviewed_at = reviewed_at(review)
    case.language, case.is_complaint = analysis.language.code, analysis.is_complaint
    case.verdict = analysis.justification.verdict
    case.types = ",".join(score.type for score in analysis.types)
    case.urgency = URGENCIES.index(analysis.urgency)
    case.due_hour = due_hour(case.due_at)
    case.confidence, case.attention = doubt(analysis), bool(draft.reply.needs_attention)
    case.changed_at = seen


def _tags(analysis: Analysis, reply: Reply) -> list[tuple[str, str, str]]:
    """What the statistics count of one suggestion, each once."""
    verdict = analysis.justification.verdict
    tags: list[tuple[str, str, str]] = [("type", score.type, verdict) for score in analysis.types]
    tags += [("claim", claim.type, claim.verdict) for claim in analysis.claims]
    tags += [("signal", signal.signal, signal.source) for signal in analysis.justification.signals]
    tags += [("check", check.check, check.outcome) for check in reply.checks]
    return list(dict.fromkeys(tags))


def _exported_at(session: Session, decision_id: int | None) -> datetime | None:
    if decision_id is None:
        return None
    query = select(ExportRow.at).join(ExportedRow, ExportedRow.export_id == ExportRow.id)
    return session.scalar(query.where(ExportedRow.decision_id == decision_id))


def _text(value: str | None) -> str | None:
    return None if value is None else value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
