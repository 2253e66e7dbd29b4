"""How a reply treats each claim: owns it, disagrees with a reason, or asks."""

from __future__ import annotations

from typing import Literal

from reviewreply.record import Claim
from reviewreply.reply.case import Case

Treatment = Literal["own", "fact", "outside", "customer", "doubt", "taste", "open"]
"""own: the fault is granted. fact: a statement of the business speaks against it. outside: it lies with others or with
nobody. customer: their own doing. doubt: judged unfounded, but no reason may be cited. taste: no defect, an opinion.
open: nothing to judge by yet."""

_PRESSING = frozenset({"excessive_demand", "blackmail", "abusive"})
_OWN_DOING = frozenset({"own_action", "against_policy", "outside_control"})
"""Signals of what a customer did or left undone; without one of them only a demand was made."""
_OPINION = frozenset({"quality", "other"})
_LIKING = ("other.taste", "other.disappointed", "other.not_recommend", "quality.show", "quality.food_taste",
           "quality.drinks", "quality.design")  # fmt: skip
_HARDLY = 0.6
"""Below this a complaint, or a verdict on a matter that no words name, is too doubtful to own without a fact."""


def treat(case: Case, index: int) -> Treatment:
    """The treatment of a claim of ``case.claims``."""
    claim = case.claims[index]
    if not _recorded(claim):
        if "hearsay" in case.signals and claim.verdict in ("justified", "partly"):
            return "doubt"  # somebody else's experience is no fault to own
        if case.business.trade == "culture" and _is_opinion(claim) and claim.verdict != "unjustified":
            return "taste"  # a film that bored somebody is no fault to apologise for
        if claim.verdict in ("justified", "partly") and _doubtful(case, index):
            return "open"
    if claim.verdict == "partly" and _only_contradicted(case, claim):
        return "customer" if claim.responsible == "customer" else "fact"
    if claim.verdict == "justified" or (claim.verdict == "partly" and not _unfounded(case)):
        return "own"
    if claim.verdict == "partly":
        return "open"
    if claim.verdict == "unjustified":
        against = case.sources.contradictions(claim)
        bearing = [item for item in against if case.sources.bears(claim, item)]
        if not bearing and (index < 0 or (against and not any(item.private for item in against))):
            return "open"
        if bearing and claim.responsible in ("third_party", "nobody"):
            return "fact" if any(item.source != "incident" for item in bearing) else "outside"
        if claim.responsible == "third_party":
            return "outside"
        if claim.responsible == "nobody":
            return "outside" if _outside(case, index) else "taste" if _is_opinion(claim) else "open"
        if claim.responsible == "customer":
            merely_asked = case.signals & _PRESSING and not case.signals & _OWN_DOING
            return "doubt" if merely_asked and not bearing else "customer"
        return "fact" if case.sources.against(claim) is not None else "doubt"
    if claim.responsible == "nobody":
        return "outside" if _outside(case, index) else "taste" if _is_opinion(claim) else "open"
    return "open"


def _is_opinion(claim: Claim) -> bool:
    """Whether a claim that nobody answers for is a matter of liking."""
    return claim.type in _OPINION and (claim.matter in (None, *_LIKING) or claim.matter == f"{claim.type}.other")


def _recorded(claim: Claim) -> bool:
    """Whether the business's own facts say anything about a claim."""
    return any(item.source != "text" for item in claim.evidence)


def _doubtful(case: Case, index: int) -> bool:
    analysis = case.analysis
    if analysis.complaint_confidence < _HARDLY:
        return True
    unnamed = index not in case.issues or case.issues[index].general
    return unnamed and analysis.justification.confidence < _HARDLY


def _unfounded(case: Case) -> bool:
    return case.analysis.justification.verdict == "unjustified"


def _only_contradicted(case: Case, claim: Claim) -> bool:
    """Whether what is known speaks against a claim that was granted in part, and nothing known speaks for it."""
    if any(item.stance == "confirms" and item.source != "text" for item in claim.evidence):
        return False
    against = [item for item in case.sources.contradictions(claim) if item.stance == "contradicts"]
    return any(case.sources.bears(claim, item) for item in against) and bool(case.sources.reasons(claim))


def _outside(case: Case, index: int) -> bool:
    return "outside_control" in case.signals or outside_kind(case, index) is not None


OUTSIDE = ("weather", "post", "bank", "guests", "platform", "law")


def outside_kind(case: Case, index: int) -> str | None:
    """Which outside cause the sentence of a claim names; None where none is recognised."""
    return next((kind for kind in OUTSIDE if case.claim_cue(f"outside_{kind}", index)), None)
