"""What a reply does, before any words: an ordered list of speech acts.

Chosen from the verdict, the claims and how each was judged, the signals, what the business states, what it may offer,
the platform's rules and the voice. The shapes are those of the annotation guide and of B7 to B16: a granted fault is
named, owned and apologised for once; a disagreement carries its reason and never takes the apology back; every claim
is answered.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from reviewreply.business.model import Business
from reviewreply.record import Act, Analysis, Claim, Plan, Review
from reviewreply.reply.amends import act_on, made_good
from reviewreply.reply.attention import attention, left_out
from reviewreply.reply.case import Case
from reviewreply.reply.strategy import CALM, contact_acts, strategy_of
from reviewreply.reply.treatment import Treatment, treat

Style = Literal["", "shorter", "warmer", "firmer"]
_TOGETHER = 2
"""So many further faults are apologised for in the same breath as the main one."""
_RULE = 3
"""So many reviews of a batch with the same complaint are no single case any more (B4)."""
_TAKES_TIME = frozenset({"delivery", "waiting", "support"})
_TAKE_TIME = frozenset({
    "delivery.late", "delivery.not_arrived", "delivery.tracking", "support.phone", "support.no_reply",
    "support.slow_reply", "support.callback", "support.not_solved", "refund.not_received", "refund.funds_held",
    "availability.outage",
})  # fmt: skip
"""Types, and matters, in which a length of time that the customer names is the grievance itself."""
_POSITIONS: dict[Treatment, str] = {
    "fact": "disagree_fact", "outside": "disagree_outside", "customer": "disagree_own",
}  # fmt: skip
_UNREASONED = frozenset({"open", "doubt", "taste"})


def make_plan(review: Review, analysis: Analysis, business: Business, style: Style = "") -> Plan:
    """The acts of a reply in their order.

    Parameters
    ----------
    style: ``warmer`` recognises the feeling, ``firmer`` does without pleasantries; ``shorter`` is left to the words.
    """
    return plan_case(Case(review, analysis, business), style)


def plan_case(case: Case, style: Style = "") -> Plan:
    """The same for a review whose matter was already worked out."""
    strategy = strategy_of(case, _treatments(case))
    acts = CALM.get(strategy, _complaint)(case)
    acts = [Act("greet"), *_styled(acts, style)]
    if case.business.voice.sign and case.sources.text("signature"):
        acts.append(Act("sign", fact="signature"))
    return Plan(strategy, case.language, tuple(acts), (*attention(case), *left_out(case)))


def _treatments(case: Case) -> dict[int, Treatment]:
    """How each claim is treated; one that a granted fault answers already is left out."""
    found = {index: treat(case, index) for index in case.claims}
    owned = [index for index, treatment in found.items() if treatment == "own"]
    return {index: treatment for index, treatment in found.items() if not _covered(case, index, treatment, owned)}


def _covered(case: Case, index: int, treatment: Treatment, owned: list[int]) -> bool:
    """Whether a disagreement without a reason would name nothing, or the very matter in which a fault is granted."""
    if treatment not in ("outside", "customer") or not owned or case.sources.reasons(case.claims[index]):
        return False
    issue = case.issues[index]
    return issue.id == "other.general" or any(case.issues[other] is issue for other in owned)


def _complaint(case: Case) -> list[Act]:
    """Grant, then disagree, then the next step; parts that do not apply stay empty."""
    treatments = _treatments(case)
    owned = [index for index, treatment in treatments.items() if treatment == "own"]
    before = [
        *_opening(case, treatments, owned),
        *_grant(case, owned),
        *_disagree(case, treatments, owned),
    ]
    after = [
        *(made_good(case, owned) if _declines(case, treatments) else []),
        *_ask(case, treatments, owned),
        *_closing(case, treatments, owned),
    ]
    return [*before, *_left(treatments, [*before, *after]), *after]


def _left(treatments: dict[int, Treatment], acts: list[Act]) -> list[Act]:
    """Claims that nothing else answers: an opinion is respected where nothing is apologised for, else recognised."""
    answered = {act.claim for act in acts}
    left = [index for index in treatments if index >= 0 and index not in answered]
    sorry = any(act.kind == "apologise" for act in acts)
    tastes = [index for index in left if treatments[index] == "taste" and not sorry]
    return [*_each("taste", tastes), *_each("acknowledge", [index for index in left if index not in tastes])]


def _opening(case: Case, treatments: dict[int, Treatment], owned: list[int]) -> list[Act]:
    if _thanks_first(case) and (set(treatments.values()) != {"taste"} or case.mood > 2):
        recognised = [] if owned or set(treatments.values()) <= _UNREASONED else _feeling(case, treatments)
        praised = case.praise or case.mood > 3
        return [Act("mixed_thanks" if praised else "thank_feedback"), *recognised]
    if owned:
        return []
    kinds = set(treatments.values())
    if kinds == {"taste"}:
        return _each("taste", treatments)
    if kinds <= _UNREASONED or case.signals & {"blackmail", "abusive"}:
        return _feeling(case, treatments)
    thanks = _each("thank", [index for index, kind in treatments.items() if kind not in ("open", "doubt")])
    return [*thanks, *_feeling(case, treatments)]


def _thanks_first(case: Case) -> bool:
    """Whether a reply begins with thanks: something was praised beside the complaint, or the review is balanced."""
    liked = bool(case.praise) or case.mood > 2
    return liked and not case.signals & {"blackmail", "abusive", "hearsay"}


def _grant(case: Case, owned: list[int]) -> list[Act]:
    if not owned:
        return []
    main, *others = owned
    same = [index for index in others if _same_matter(case, main, index)]
    others = [index for index in others if index not in same]
    several = bool(others)
    owning = "apologise" if "legal" in case.signals else "own_fault"
    acts = _each(owning, [main, *same])
    if owning == "own_fault":
        if not others and _takes_time(case.claims[main]) and case.duration(main):
            acts.append(act_on("echo_duration", main))
        together = list(dict.fromkeys(case.issues[index].matter for index in others))[:_TOGETHER]
        joined = [index for index in others if case.issues[index].matter in together]
        acts += _each("apologise", [main, *joined])
        others = [index for index in others if index not in joined]
    acts += _each("own_extra", others)
    if _is_rule(case):
        acts.append(act_on("recurring", main))
    acts += _confirm(case, owned)
    amends = made_good(case, owned)
    unhappy = case.mood < 3
    if unhappy and not several and (_declines(case, _treatments(case)) or not amends) and not case.issues[main].general:
        acts.append(act_on("standard_lead", main))
    return acts if _declines(case, _treatments(case)) else acts + amends


def _takes_time(claim: Claim) -> bool:
    if claim.matter is None or claim.matter.startswith("waiting."):
        return claim.type in _TAKES_TIME
    return claim.matter in _TAKE_TIME


def _same_matter(case: Case, main: int, other: int) -> bool:
    """Whether a claim is answered with the main one: the same matter again, or "a bad experience" besides it."""
    if case.issues[other].matter == case.issues[main].matter:
        return True
    return case.issues[other].type == "other" != case.issues[main].type


def _confirm(case: Case, owned: list[int]) -> list[Act]:
    """What the business itself states that bears the complaint out: an incident, facts."""
    acts = []
    incident = case.sources.incident
    if incident is not None and case.sources.cite(f"incident:{incident.id}"):
        acts.append(Act("incident", fact=f"incident:{incident.id}"))
    cited: set[str] = set()
    for index in owned:
        citation = case.sources.confirming(case.claims[index])
        if citation and citation.id not in cited:
            cited.add(citation.id)
            acts.append(act_on("confirm_fact", index, citation.id))
    return acts


def _disagree(case: Case, treatments: dict[int, Treatment], owned: list[int]) -> list[Act]:
    acts: list[Act] = []
    for index, treatment in treatments.items():
        if treatment in _POSITIONS:
            reasons = case.sources.reasons(case.claims[index])
            acts += [act_on(_POSITIONS[treatment], index, reason.id) for reason in reasons] or [
                act_on(_POSITIONS[treatment], index)
            ]
    acts = _cited_once(acts)
    doubted = [index for index, treatment in treatments.items() if treatment == "doubt"]
    if doubted and case.signals & {"hearsay"}:
        acts += _each("hearsay", doubted)
    elif owned or any(_recorded(case, index) for index in doubted):
        acts += _each("conflict", doubted)
    if "overgeneralised" in case.signals and not _is_rule(case) and owned:
        acts.append(Act("decline_inference"))
    if "excessive_demand" in case.signals or (_against_a_rule(case) and case.cue("demand")):
        acts.append(_demand(case, {act.fact for act in acts if act.fact}))
    if "blackmail" in case.signals:
        acts.append(Act("decline_threat"))
    if "abusive" in case.signals:
        acts.append(Act("decline_abuse"))
    unhappy = case.mood < 3
    if (acts and unhappy and case.analysis.justification.verdict == "partly") or "legal" in case.signals:
        acts.append(Act("affirm_right"))
    return acts


def _cited_once(acts: list[Act]) -> list[Act]:
    """Positions with the same reasons stand together, so that a reason is said once for all of them."""
    reasons: dict[tuple[str, int | None], list[str]] = {}
    for act in acts:
        reasons.setdefault((act.kind, act.claim), []).append(act.fact or "")
    return sorted(acts, key=lambda act: (act.kind, reasons[act.kind, act.claim], act.claim or 0))


def _against_a_rule(case: Case) -> bool:
    """Whether more is asked than a rule allows: by the text, or by a rule that the review really falls under."""
    given = [item for item in case.analysis.justification.signals if item.signal == "against_policy"]
    return "against_policy" in case.signals and (any(item.source != "facts" for item in given) or bool(_rules(case)))


def _rules(case: Case) -> list[str]:
    """The rules among the reasons that may be cited and speak of what the review complains of."""
    types = {claim.type for claim in case.claims.values()}
    named = [item.id for item in case.analysis.justification.reasons if not item.private]
    policies = [(id, case.business.policy(id.removeprefix("policies."))) for id in named if id.startswith("policies.")]
    return [
        id
        for id, policy in policies
        if policy is not None and policy.binds == "customer" and case.sources.applies(policy, types)
    ]


def _demand(case: Case, cited: set[str]) -> Act:
    """The demand is declined on a rule where one is known and was not given as a reason already."""
    fresh = (id for id in _rules(case) if id not in cited and case.sources.cite(id))
    return Act("decline_demand", fact=next(fresh, None))


def _feeling(case: Case, treatments: dict[int, Treatment]) -> list[Act]:
    """The feeling is recognised where no fault is owned; so are claims that nothing else answers."""
    if "hearsay" in case.signals and set(treatments.values()) == {"doubt"}:
        return []
    loose = [index for index, kind in treatments.items() if kind in _UNREASONED]
    return _each("acknowledge", loose) or [Act("acknowledge")]


def _ask(case: Case, treatments: dict[int, Treatment], owned: list[int]) -> list[Act]:
    """One question, about the first claim that is not clear and whose matter was not granted already."""
    granted = {case.issues[index].id for index in owned}
    open_ = [index for index, treatment in treatments.items() if treatment == "open"]
    unclear = [index for index in open_ if case.issues[index].id not in granted]
    return [act_on("ask_lead", unclear[0])] if unclear and not _content(case, owned) else []


def _content(case: Case, owned: list[int]) -> bool:
    """Whether a customer is content but for a remark that leaves nothing to look into."""
    return case.mood > 3 and not owned and case.analysis.justification.verdict == "unclear"


def _closing(case: Case, treatments: dict[int, Treatment], owned: list[int]) -> list[Act]:
    acts = [] if set(treatments.values()) == {"taste"} or _content(case, owned) else contact_acts(case)
    if owned and not _thanks_first(case):
        acts.append(Act("thank"))
    grave = case.signals & {"legal", "blackmail", "abusive", "hearsay"} or _harmed(case)
    if "churn" in case.signals:
        acts.append(Act("churn"))
    elif not grave and case.mood > 3:
        acts.append(Act("invite_praise"))
    elif owned and not grave:
        acts.append(Act("invite_back"))
    elif not grave:
        acts.append(Act("close"))
    return acts


def _declines(case: Case, treatments: dict[int, Treatment]) -> bool:
    """Whether part of the review is disagreed with, so that the next step comes after it (B8)."""
    verdict = case.analysis.justification.verdict
    return verdict == "partly" or any(kind in ("fact", "outside", "customer") for kind in treatments.values())


def _is_rule(case: Case) -> bool:
    return (case.analysis.recurring or 0) >= _RULE


def _harmed(case: Case) -> bool:
    return any(claim.type == "safety" for claim in case.claims.values())


def _recorded(case: Case, index: int) -> bool:
    """Whether the business's own records speak against a claim, though they may not be cited."""
    return any(item.stance == "contradicts" and item.source != "text" for item in case.claims[index].evidence)


def _each(kind: str, indexes: Iterable[int]) -> list[Act]:
    return [act_on(kind, index) for index in indexes]


def _styled(acts: list[Act], style: Style) -> list[Act]:
    kinds = {act.kind for act in acts}
    if style == "firmer":
        return [act for act in acts if act.kind not in ("invite_back", "invite_praise") and _needed(act, acts)]
    if style == "warmer" and "apologise" in kinds and "acknowledge" not in kinds:
        place = 1 + max(place for place, act in enumerate(acts) if act.kind in ("apologise", "own_extra"))
        return [*acts[:place], Act("acknowledge"), *acts[place:]]
    return acts


def _needed(act: Act, acts: list[Act]) -> bool:
    """Pleasantries go unless they answer a claim."""
    return act.kind not in ("acknowledge", "thank") or act.claim is not None or len(acts) < 3
