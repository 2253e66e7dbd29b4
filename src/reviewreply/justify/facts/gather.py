"""Every fact that speaks to a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviewreply.justify.claims import Found
from reviewreply.justify.facts.case import Case
from reviewreply.justify.facts.statements import statements_on
from reviewreply.justify.finding import Finding


@dataclass(frozen=True, slots=True)
class Gathered:
    """Findings per claim, in the order of the claims; notes in words; the incident the review falls into."""

    findings: tuple[tuple[Finding, ...], ...]
    notes: tuple[str, ...] = ()
    incident: str | None = None


def gather(case: Case, claims: Sequence[Found], main_type: str | None) -> Gathered:
    """Match order, policies, incidents and statements to the claims."""
    findings = statements_on(case, claims, main_type)
    return Gathered(tuple(tuple(found) for found in findings))
