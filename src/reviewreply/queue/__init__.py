"""The moderation store: what was drafted, what people decided, and whose turn it is.

``open_store`` gives a ``Store``; every call on it is one transaction. Suggestions and decisions are records of their
own and are only ever added to.
"""

from __future__ import annotations

from reviewreply.queue.model import CaseState, CaseSummary, CaseView, Decision, Filters, ImportSummary
from reviewreply.queue.store import DEFAULT_STORE, Store, open_store

__all__ = [
    "DEFAULT_STORE", "CaseState", "CaseSummary", "CaseView", "Decision", "Filters", "ImportSummary", "Store",
    "open_store",
]  # fmt: skip
