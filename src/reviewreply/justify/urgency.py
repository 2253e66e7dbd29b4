"""How soon an answer is needed: high, normal, low (annotation guide)."""

from __future__ import annotations

from collections.abc import Collection

from reviewreply.record import Urgency


def urgency_of(
    is_complaint: bool, types: Collection[str], signals: Collection[str], issues: Collection[str]
) -> Urgency:
    """High for safety, legal threats, blackmail and money taken without ground; low where nobody complains.

    Parameters
    ----------
    issues: what the claims are about in detail (``charged_twice``, ``overbilled``; see ``facts/issues.py``).
    """
    if not is_complaint:
        return "low"
    if "safety" in types or "legal" in signals or "blackmail" in signals or "money_taken" in issues:
        return "high"
    return "normal"
