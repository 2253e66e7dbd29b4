"""Decisions: each is one more record, and an undo is a record too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from reviewreply.errors import StoreError
from reviewreply.queue.cases import as_decision, decisions_of, refresh
from reviewreply.queue.columns import now
from reviewreply.queue.conflicts import ConflictError, NotFoundError
from reviewreply.queue.model import Decision, Kind
from reviewreply.queue.projection import last_undoable
from reviewreply.queue.schema import CaseRow, DecisionRow, ExportedRow, LeaseRow, SuggestionRow

MAX_REPLY = 20_000
MAX_REASON = 2_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to do.

    Parameters
    ----------
    revision: the revision of the case that the person saw; None does not ask.
    request: a name for this very request, so that sending it again is not another decision.
    """

    case_id: int
    actor: str
    text: str | None = None
    reason: str | None = None
    until: datetime | None = None
    assignee: str | None = None
    suggestion_id: int | None = None
    revision: int | None = None
    request: str | None = None


def approve(session: Session, wish: Wish) -> Decision:
    """The reply may go out: as it was drafted, or as ``wish.text`` says."""

    def make(case: CaseRow) -> tuple[Kind, str | None]:
        suggestion = session.get(SuggestionRow, wish.suggestion_id or case.suggestion_id)
        if suggestion is None or suggestion.version_id != case.version_id:
            raise ConflictError("The draft belongs to an earlier version of the review.", "Load the case again.")
        drafted = str(suggestion.reply["text"])
        text = drafted if wish.text is None else _clean(wish.text)
        if not text.strip():
            raise StoreError("A reply without words cannot be approved.", "Write one, or reject the case.")
        if len(text) > MAX_REPLY:
            raise StoreError(f"The reply is longer than {MAX_REPLY} characters.", "Shorten it.")
        return ("approved" if text.strip() == drafted.strip() else "edited"), text

    return _decide(session, wish, make)


def reject(session: Session, wish: Wish) -> Decision:
    """No reply will go out, for a reason."""
    if not (wish.reason or "").strip():
        raise StoreError("A rejection needs a reason.", "Say in a few words why no reply goes out.")
    return _decide(session, wish, lambda case: ("rejected", None))


def postpone(session: Session, wish: Wish) -> Decision:
    """The case comes back at ``wish.until``."""
    if wish.until is None or wish.until <= now():
        raise StoreError("The time to come back to the case has passed.", "Name one that is still to come.")
    return _decide(session, wish, lambda case: ("postponed", None))


def assign(session: Session, wish: Wish) -> Decision:
    """The case is somebody's own; with no assignee it is everybody's again."""
    return _decide(session, wish, lambda case: ("assigned", None))


def reopen(session: Session, wish: Wish) -> Decision:
    """A closed case is open again, also after its reply went out: for a follow-up."""
    case = _locked(session, wish)
    if case.state == "open":
        raise ConflictError("The case is open already.", "Load it again.")
    return _record(session, case, wish, "reopened", None)


def undo(session: Session, wish: Wish) -> Decision:
    """Takes the last decision back, by one more record. Raises ConflictError where its reply went out already."""
    if (repeated := _repeated(session, wish)) is not None:
        return repeated
    case = _locked(session, wish)
    last = last_undoable(decisions_of(session, case.id))
    if last is None:
        raise ConflictError("There is no decision to undo.", "Load the case again.")
    if session.get(ExportedRow, last.id) is not None:
        raise ConflictError("The reply went out already.", "Reopen the case to answer anew.")
    return _record(session, case, wish, "undone", None, undoes=last.id)


def _decide(session: Session, wish: Wish, make: Callable[[CaseRow], tuple[Kind, str | None]]) -> Decision:
    if (repeated := _repeated(session, wish)) is not None:
        return repeated
    case = _locked(session, wish)
    if case.state in ("approved", "rejected"):
        raise ConflictError("The case is decided already.", "Undo the decision first, or take the next case.")
    kind, text = make(case)
    return _record(session, case, wish, kind, text)


def _record(
    session: Session, case: CaseRow, wish: Wish, kind: Kind, text: str | None, undoes: int | None = None
) -> Decision:
    words = kind in ("approved", "edited")
    row = DecisionRow(
        case_id=case.id, version_id=case.version_id, kind=kind, actor=wish.actor, at=now(), text=text,
        suggestion_id=(wish.suggestion_id or case.suggestion_id) if words else None,
        reason=_clean(wish.reason)[:MAX_REASON] if wish.reason else None,
        until=wish.until if kind == "postponed" else None,
        assignee=wish.assignee if kind == "assigned" else None, undoes=undoes, request=wish.request,
    )  # fmt: skip
    session.add(row)
    session.flush()
    refresh(session, case)
    if kind != "assigned":
        case.scratch = case.scratch_by = case.scratch_at = None
        session.execute(delete(LeaseRow).where(LeaseRow.case_id == case.id))
    return as_decision(row)


def _repeated(session: Session, wish: Wish) -> Decision | None:
    """The decision that this very request led to before."""
    if wish.request is None:
        return None
    row = session.scalar(select(DecisionRow).where(DecisionRow.request == wish.request))
    if row is None:
        return None
    if row.case_id != wish.case_id or row.actor != wish.actor:
        raise ConflictError("The name of this request was used for another decision.", "Give each request its own.")
    return as_decision(row)


def _locked(session: Session, wish: Wish) -> CaseRow:
    """The case, nobody else's until the transaction ends."""
    case = session.scalar(
        select(CaseRow).where(CaseRow.id == wish.case_id).with_for_update().execution_options(populate_existing=True)
    )
    if case is None:
        raise NotFoundError(f"There is no case {wish.case_id}.", "List the cases to see which there are.")
    lease = session.get(LeaseRow, case.id)
    if lease is not None and lease.holder != wish.actor and lease.expires_at > now():
        raise ConflictError("Somebody else has this case in hand.", "Take the next one, or wait until it is free.")
    if wish.revision is not None and wish.revision != case.revision:
        raise ConflictError("The case changed since you saw it.", "Load it again and look once more.")
    return case


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\0", "").encode("utf-8", "replace").decode()
