"""What one fact says of one claim, with what follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from reviewreply.record import Evidence, Party, SignalName, Stance

Kind = Literal["record", "statement", "incident", "batch"]
Status = Literal["confirmed", "contradicted", "weakened", "conflict", "cannot_judge"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Evidence for or against a claim.

    ``kind``: record (counted out from order and terms), statement (the business says so), incident, batch.
    ``responsible``: who answers for it where the fact tells. ``signal``: a signal that the fact shows.
    ``resolved``: already made good. ``told_before``: the customer knew.
    """

    evidence: Evidence
    kind: Kind = "record"
    responsible: Party | None = None
    signal: SignalName | None = None
    resolved: bool = False
    told_before: bool = False
    announced: bool = False
    incident: str | None = None

    @property
    def stance(self) -> Stance | None:
        return self.evidence.stance


def status_of(findings: Iterable[Finding]) -> Status:
    """How the facts stand to a claim; records go before statements."""
    found = list(findings)
    for kinds in (("record", "incident"), ("statement", "batch")):
        stances = {finding.stance for finding in found if finding.kind in kinds} - {None}
        if {"confirms", "contradicts"} <= stances:
            return "conflict"
        if "confirms" in stances:
            return "confirmed" if "weakens" not in stances else "weakened"
        if "contradicts" in stances:
            return "contradicted"
        if "weakens" in stances:
            return "weakened"
    return "cannot_judge"
