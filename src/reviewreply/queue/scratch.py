"""A reply that somebody has begun: kept with the case, so that a closed laptop loses nothing."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from reviewreply.errors import StoreError
from reviewreply.queue.columns import now
from reviewreply.queue.deciding import MAX_REPLY
from reviewreply.queue.leases import take
from reviewreply.queue.schema import CaseRow


def keep_scratch(session: Session, case_id: int, holder: str, text: str, lease: timedelta) -> None:
    """Keeps the text and prolongs the lease; an empty text is forgotten. Raises ConflictError and StoreError."""
    if len(text) > MAX_REPLY:
        raise StoreError(f"The reply is longer than {MAX_REPLY} characters.", "Shorten it.")
    take(session, case_id, holder, lease)
    case = session.get_one(CaseRow, case_id)
    clean = text.replace("\0", "").encode("utf-8", "replace").decode()
    case.scratch, case.scratch_by, case.scratch_at = (clean, holder, now()) if clean.strip() else (None, None, None)
