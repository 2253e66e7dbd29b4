"""Leases: a case that somebody has in hand is nobody else's for a while."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from reviewreply.queue.columns import now
from reviewreply.queue.conflicts import ConflictError, NotFoundError
from reviewreply.queue.listing import in_turn, is_open, narrowed
from reviewreply.queue.model import Filters
from reviewreply.queue.schema import CaseRow, LeaseRow

_TRIES = 50
"""How often a case that somebody else took in this very moment is passed over for the next one."""


def take_next(session: Session, holder: str, length: timedelta, filters: Filters, skip: int | None) -> int | None:
    """The id of the first case in turn that is free, leased to ``holder``; None when there is none.

    A case that ``holder`` has in hand already comes first. Cases assigned to somebody else are passed over; ``skip``
    is passed over too.
    """
    mine = session.scalar(_in_turn(filters, skip).where(LeaseRow.holder == holder, is_open(now())))
    if mine is not None:
        take(session, mine, holder, length)
        return int(mine)
    for _ in range(_TRIES):
        case_id: int | None = session.scalar(_first_free(session, holder, filters, skip))
        if case_id is None:
            return None
        with suppress(ConflictError):
            take(session, case_id, holder, length)
            return case_id
    return None


def _in_turn(filters: Filters, skip: int | None) -> Any:
    query = (
        select(CaseRow.id)
        .outerjoin(LeaseRow, LeaseRow.case_id == CaseRow.id)
        .where(*narrowed(filters, now()))
        .order_by(*in_turn())
        .limit(1)
        .with_for_update(of=CaseRow, skip_locked=True)
    )
    return query if skip is None else query.where(CaseRow.id != skip)


def _first_free(session: Session, holder: str, filters: Filters, skip: int | None) -> Any:
    """The first that is free. Where no postponed one has come back, the index on what is open gives it at once."""
    moment = now()
    back = session.scalar(
        select(CaseRow.id).where(CaseRow.state == "postponed", CaseRow.postponed_until <= moment).limit(1)
    )
    open_now = CaseRow.state == "open" if back is None else is_open(moment)
    return _in_turn(filters, skip).where(
        open_now, _free_for(holder, moment), or_(CaseRow.assignee.is_(None), CaseRow.assignee == holder)
    )


def take(session: Session, case_id: int, holder: str, length: timedelta) -> datetime:
    """Leases one case, or prolongs the lease; gives its end. Raises ConflictError where somebody else has it."""
    moment = now()
    locked = session.scalar(select(CaseRow.id).where(CaseRow.id == case_id).with_for_update())
    if locked is None:
        raise NotFoundError(f"There is no case {case_id}.", "List the cases to see which there are.")
    lease = session.get(LeaseRow, case_id, populate_existing=True)
    if lease is not None and lease.holder != holder and lease.expires_at > moment:
        raise ConflictError("Somebody else has this case in hand.", "Take the next one, or wait until it is free.")
    if lease is None:
        session.add(LeaseRow(case_id=case_id, holder=holder, taken_at=moment, expires_at=moment + length))
    else:
        if lease.holder != holder:
            lease.taken_at = moment
        lease.holder, lease.expires_at = holder, moment + length
    session.flush()
    return moment + length


def give_back(session: Session, case_id: int, holder: str) -> None:
    """Ends a lease of ``holder``; nothing happens where there is none."""
    session.execute(delete(LeaseRow).where(LeaseRow.case_id == case_id, LeaseRow.holder == holder))


def _free_for(holder: str, moment: datetime) -> ColumnElement[bool]:
    return or_(LeaseRow.holder.is_(None), LeaseRow.holder == holder, LeaseRow.expires_at <= moment)
