"""How soon an answer is needed: high, normal, low (annotation guide)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from reviewreply.justify.finding import Finding, status_of
from reviewreply.record import Urgency


def urgency_of(is_complaint: bool, types: Collection[str], signals: Collection[str], taken: bool) -> Urgency:
    """High for safety, legal threats, blackmail and money taken without ground; low where nobody complains."""
    if not is_complaint:
        return "low"
    return "high" if taken or "safety" in types or "legal" in signals or "blackmail" in signals else "normal"


def money_taken(issues: Sequence[Collection[str]], findings: Sequence[Sequence[Finding]]) -> bool:
    """Money taken without ground: a double charge that no record denies, a wrong bill that the record confirms."""
    return any(
        ("charged_twice" in named and status_of(found) != "contradicted")
        or ("overbilled" in named and status_of(found) == "confirmed")
        for named, found in zip(issues, findings, strict=True)
    )
