"""reviewreply: judge public reviews claim by claim and draft fair, polite replies in Russian, Bulgarian and English.

>>> from reviewreply import Pipeline, Review, load_business
>>> draft = Pipeline().draft(Review("Courier came a week late.", stars=2), load_business("business.toml"))
>>> draft.reply.text
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reviewreply.errors import ReviewReplyError
from reviewreply.record import Analysis, Claim, Draft, Language, Reply, Review

if TYPE_CHECKING:
    from reviewreply.business import Business, load_business
    from reviewreply.pipeline import Pipeline

__version__ = "0.1.0"
__all__ = [
    "Analysis", "Business", "Claim", "Draft", "Language", "Pipeline", "Reply", "Review", "ReviewReplyError",
    "__version__", "load_business",
]  # fmt: skip

_LATE = {
    "Pipeline": "reviewreply.pipeline",
    "Business": "reviewreply.business",
    "load_business": "reviewreply.business",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for when it is asked for: ``import reviewreply`` stays light."""
    if name not in _LATE:
        raise AttributeError(f"module 'reviewreply' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LATE[name]), name)
