"""Refusals of the store that callers tell apart."""

from __future__ import annotations

from reviewreply.errors import StoreError


class ConflictError(StoreError):
    """Somebody else was quicker, or the case is not in a state for this."""


class NotFoundError(StoreError):
    """There is no such case, user, job or export."""


class UnavailableError(StoreError):
    """The database is busy, full or away; the same call may succeed later."""
