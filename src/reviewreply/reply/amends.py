"""What a reply may offer to make something good: one remedy that fits, and what an event brought to all."""

from __future__ import annotations

from reviewreply.record import Act
from reviewreply.reply.case import Case

_OPINIONS = frozenset({
    "price.general", "price.too_high", "price.expensive", "price.not_worth", "price.increase", "price.rise",
    "price.cheaper_elsewhere", "price.compared",
})  # fmt: skip
"""Matters of judgement, for which nothing is made good unless the record shows a fault."""


def made_good(case: Case, owned: list[int]) -> list[Act]:
    """What was done already for the claims that are owned, and what may be offered."""
    acts: list[Act] = []
    cited: set[str] = set()
    for index in owned:
        citation = case.sources.resolved(case.claims[index])
        if citation and citation.id not in cited:
            cited.add(citation.id)
            acts.append(act_on("resolved", index, citation.id))
    incident = case.sources.incident
    settled = incident is not None and incident.compensation is not None
    if (offer := _offer(case, owned, proven=settled)) is not None:
        acts.append(offer)
    if incident is not None and incident.compensation is not None and _may_offer(case, f"compensation:{incident.id}"):
        acts.append(Act("compensation", fact=f"compensation:{incident.id}"))
    return acts


def _offer(case: Case, owned: list[int], proven: bool) -> Act | None:
    """One remedy, for the first claim that earns one: what its words name, or the main type, or the record bears out.

    Nothing is offered on top of what the customer says was made good already and does not find enough.

    Parameters
    ----------
    proven: only for a claim that the record bears out, because an event that explains the rest is made good already.
    """
    main = case.analysis.types[0].type if case.analysis.types else None
    if "excessive_demand" in case.signals and case.cue("settled"):
        return None
    for index in owned:
        claim, issue = case.claims[index], case.issues[index]
        confirming = (item for item in claim.evidence if item.stance == "confirms")
        borne_out = any(item.source not in ("text", "incident") for item in confirming)
        if not borne_out and (proven or (issue.general and claim.type != main) or issue.id in _OPINIONS):
            continue
        for remedy in case.sources.remedies(claim):
            if _may_offer(case, f"remedy:{remedy.index}"):
                return act_on("remedy", index, f"remedy:{remedy.index}")
    return None


def _may_offer(case: Case, id: str) -> bool:
    """Nothing without words for it, and no gifts or discounts where the platform forbids them."""
    citation = case.sources.cite(id)
    if citation is None:
        return False
    if "no_incentives" in case.rules.rules and case.book.cues["incentive"].search(citation.text.lower()):
        if id not in case.sources.withheld:
            case.sources.withheld.append(id)
        return False
    return True


def act_on(kind: str, index: int, fact: str | None = None) -> Act:
    """An act about a claim; the stand-in for a complaint without a marked claim (-1) has no index."""
    return Act(kind, index if index >= 0 else None, fact)
