"""What a reply does, for each verdict and signal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewreply.record import Review
from reviewreply.reply import make_plan

from .build import REFUND_FEE, against, analysis, business, claim, fact, remedies, returns, review

LATE = "The parcel came late. The box was crushed. You are all thieves. I want the money back."


def acts_of(review_: Review, analysis_: object, business_: object = None, style: str = "") -> list[str]:
    plan = make_plan(review_, analysis_, business_ or business(), style)  # type: ignore[arg-type]
    return [act.kind for act in plan.acts if act.kind not in ("greet", "sign")]


def late(verdict: str = "justified", **more: object):  # type: ignore[no-untyped-def]
    return claim(LATE, "The parcel came late", "delivery", verdict, **more)


def crushed(verdict: str = "justified", **more: object):  # type: ignore[no-untyped-def]
    return claim(LATE, "The box was crushed", "quality", verdict, **more)


PLANS = [
    # verdict, claims, signals: the acts between greeting and signature
    ("justified", [late()], [], "own_fault apologise standard_lead contact thank invite_back"),
    ("justified", [late(), crushed()], [], "own_fault apologise apologise contact thank invite_back"),
    ("justified", [late()], ["churn"], "own_fault apologise standard_lead contact thank churn"),
    ("justified", [late()], ["legal"], "apologise standard_lead affirm_right contact thank"),
    ("justified", [late(), crushed("unclear")], [],
     "own_fault apologise standard_lead ask_lead contact thank invite_back"),
    ("partly", [late()], ["overgeneralised"],
     "own_fault apologise standard_lead decline_inference affirm_right contact thank invite_back"),
    ("partly", [late()], ["excessive_demand"],
     "own_fault apologise standard_lead decline_demand affirm_right contact thank invite_back"),
    ("partly", [late()], ["blackmail"], "own_fault apologise standard_lead decline_threat affirm_right contact thank"),
    ("partly", [late()], ["abusive", "overgeneralised"],
     "own_fault apologise standard_lead decline_inference decline_abuse affirm_right contact thank"),
    ("partly", [late(), crushed("unjustified", responsible="customer")], [],
     "own_fault apologise standard_lead disagree_own affirm_right contact thank invite_back"),
    ("unjustified", [late("unjustified", responsible="third_party")], [],
     "thank acknowledge disagree_outside contact close"),
    ("unjustified", [late("unjustified", responsible="customer")], ["own_action"],
     "thank acknowledge disagree_own contact close"),
    ("unjustified", [late("unjustified")], ["abusive"], "acknowledge decline_abuse contact"),
    ("unjustified", [late("unjustified")], ["hearsay"], "hearsay contact close"),
    ("unjustified", [late("unjustified")], ["blackmail"], "acknowledge decline_threat contact"),
    ("unclear", [late("unclear")], [], "acknowledge ask_lead contact close"),
    ("unclear", [crushed("unclear", responsible="nobody")], [], "taste close"),
]  # fmt: skip


@pytest.mark.parametrize(("verdict", "claims", "signals", "expected"), PLANS)
def test_acts_follow_verdict_claims_and_signals(verdict, claims, signals, expected) -> None:  # type: ignore[no-untyped-def]
    assert acts_of(review(LATE), analysis(verdict, claims, signals=signals)) == expected.split()


def test_partial_disagreement_has_the_order_of_b8() -> None:
    plan = acts_of(
        review(LATE), analysis("partly", [late()], signals=["overgeneralised"]), business(remedies=remedies())
    )
    order = ["own_fault", "apologise", "standard_lead", "decline_inference", "affirm_right", "remedy", "contact"]
    assert [kind for kind in plan if kind in order] == order


def test_justified_offers_the_remedy_before_the_contact_and_thanks_last() -> None:
    plan = acts_of(review(LATE), analysis("justified", [late()]), business(remedies=remedies()))
    assert plan == ["own_fault", "apologise", "remedy", "contact", "thank", "invite_back"]


@pytest.mark.parametrize("verdict", ["unjustified", "unclear"])
def test_no_apology_without_an_owned_fault(verdict: str) -> None:
    plan = acts_of(review(LATE), analysis(verdict, [late(verdict), crushed(verdict)]))
    assert not {"apologise", "own_fault", "own_extra", "remedy"} & set(plan)


@pytest.mark.parametrize("count", [1, 2, 4, 7])
def test_every_sure_claim_is_answered(count: int) -> None:
    text = " ".join(f"Fault number {index} here." for index in range(count))
    verdicts = ["justified", "unjustified", "unclear", "partly"]
    claims = [
        claim(text, f"Fault number {index} here", "quality", verdicts[index % 4], "business") for index in range(count)
    ]
    plan = make_plan(review(text), analysis("partly", claims, signals=["hearsay"]), business())
    assert {act.claim for act in plan.acts if act.claim is not None} == set(range(count))


def test_an_opinion_beside_an_owned_fault_is_answered_too() -> None:
    opinion = replace(crushed("unjustified", responsible="nobody"), type="quality")
    plan = make_plan(review(LATE), analysis("justified", [late(), opinion]), business())
    assert [act.claim for act in plan.acts if act.kind == "acknowledge"] == [1]
    assert "taste" not in [act.kind for act in plan.acts]


def test_unclear_claims_beside_praise_are_recognised_though_one_is_asked_about() -> None:
    text = "The breakfast was delicious. The bed was strange. The lift was odd."
    bed = claim(text, "The bed was strange", "premises", "unclear")
    claims = [bed, claim(text, "The lift was odd", "app", "unclear")]
    plan = make_plan(review(text), analysis("unclear", claims, stars=3), business())
    assert [act.kind for act in plan.acts if act.claim is not None] == ["acknowledge", "ask_lead"]


def test_a_doubtful_claim_is_not_answered() -> None:
    plan = make_plan(review(LATE), analysis("justified", [late(), crushed(confidence=0.3)]), business())
    assert {act.claim for act in plan.acts} == {0, None}


def test_a_complaint_without_marked_claims_is_asked_about() -> None:
    plan = acts_of(review("Awful."), analysis("unclear", [], complaint=True))
    assert plan == ["acknowledge", "ask_lead", "contact", "close"]


def test_disagreement_cites_the_rule_that_decides() -> None:
    refused = claim(LATE, "I want the money back", "refund", "unjustified", evidence=against("policies.returns"))
    plan = make_plan(review(LATE), analysis("unjustified", [refused]), business(policies=returns()))
    assert ("disagree_fact", "policies.returns") in [(act.kind, act.fact) for act in plan.acts]


def test_private_facts_are_never_cited() -> None:
    told = review(LATE, facts=(fact("delivery", {"en": "The courier was ill."}, "contradicts", private=True),))
    late_ = late("unjustified", evidence=against("facts.0", "fact", private=True))
    plan = make_plan(told, analysis("unjustified", [late_]), business())
    assert all(act.fact != "facts.0" for act in plan.acts)
    assert any("records" in note for note in plan.attention)


FACTS = [
    ("confirms", False, "confirm_fact"),
    (None, False, "confirm_fact"),
    ("confirms", True, "resolved"),
]


@pytest.mark.parametrize(("stance", "resolved", "kind"), FACTS)
def test_facts_are_said_where_they_belong(stance: str | None, resolved: bool, kind: str) -> None:
    told = review(LATE, facts=(fact("delivery", {"en": "The parcel left us on Monday."}, stance, resolved=resolved),))
    plan = make_plan(told, analysis("justified", [late()]), business())
    assert (kind, "facts.0") in [(act.kind, act.fact) for act in plan.acts]


REMEDIES = [
    # about, when, condition, offered
    (["delivery"], ["justified"], None, True),
    (["quality"], ["justified"], None, False),
    (["delivery"], ["unjustified"], None, False),
    (["delivery"], ["justified"], "delivered > promised + 1 day", False),
]


@pytest.mark.parametrize(("about", "when", "condition", "offered"), REMEDIES)
def test_only_remedies_that_fit_are_offered(about, when, condition, offered) -> None:  # type: ignore[no-untyped-def]
    entry = {"about": about, "when": when, "text": REFUND_FEE} | ({"if": condition} if condition else {})
    plan = acts_of(review(LATE), analysis("justified", [late()]), business(remedies=[entry]))
    assert ("remedy" in plan) == offered


def test_a_gift_is_not_offered_where_the_platform_forbids_it() -> None:
    gift = {"about": ["delivery"], "text": {"en": "we send you a voucher for 10 % off"}}
    for platform, offered in ((None, True), ("google", False)):
        plan = acts_of(review(LATE, platform=platform), analysis("justified", [late()]), business(remedies=[gift]))
        assert ("remedy" in plan) == offered
    plan = make_plan(review(LATE, platform="google"), analysis("justified", [late()]), business(remedies=[gift]))
    assert any("Not offered in public" in note for note in plan.attention)


def test_an_incident_is_named_with_its_compensation() -> None:
    outage = {
        "id": "outage", "about": ["app"], "text": {"en": "Our shop was down for three hours on 5 May."},
        "compensation": {"granted": "automatic", "text": {"en": "everyone was refunded the fee of that day"}},
    }  # fmt: skip
    text = "The site was down all day."
    down = claim(text, text[:-1], "app", "justified")
    plan = make_plan(review(text), analysis("justified", [down], incident="outage"), business(incidents=[outage]))
    assert [act.fact for act in plan.acts if act.kind in ("incident", "compensation")] == [
        "incident:outage", "compensation:outage",
    ]  # fmt: skip


def test_a_complaint_of_many_is_no_single_case() -> None:
    plan = acts_of(review(LATE), analysis("partly", [late()], signals=["overgeneralised"], recurring=5))
    assert "recurring" in plan
    assert "decline_inference" not in plan


CALM = [
    ("Lovely staff, thank you!", 5, "praise", "thank_praise invite_praise"),
    ("Do you have parking?", 3, "question", "answer_question"),
    ("Nice. It would be great to have a bicycle rack.", 4, "suggestion", "thank_praise suggestion"),
    ("We were there on Friday.", 3, "neutral", "thank_feedback"),
    ("", 5, "rating_positive", "thank_rating invite_praise"),
    ("", 3, "rating_neutral", "thank_rating_neutral"),
    ("", 1, "rating_negative", "rating_low contact"),
]


@pytest.mark.parametrize(("text", "stars", "strategy", "expected"), CALM)
def test_reviews_without_complaint(text: str, stars: int, strategy: str, expected: str) -> None:
    told = review(text, stars=stars)
    plan = make_plan(told, analysis("not_applicable", stars=stars), business())
    assert plan.strategy == strategy
    assert acts_of(told, analysis("not_applicable", stars=stars)) == expected.split()


def test_praise_is_found_beside_the_complaint_and_not_inside_it() -> None:
    text = "The breakfast was delicious, but the clean towels never came."
    missing = claim(text, "the clean towels never came", "premises", "justified")
    assert "mixed_thanks" in acts_of(review(text), analysis("justified", [missing], stars=3))
    only = "The clean towels never came."
    missing = claim(only, only[:-1], "premises", "justified")
    assert "mixed_thanks" not in acts_of(review(only), analysis("justified", [missing], stars=3))


def test_bitter_irony_is_not_taken_for_praise() -> None:
    text = "Wonderful service, three hours for a coffee."
    waited = claim(text, "three hours for a coffee", "waiting", "justified")
    assert "mixed_thanks" not in acts_of(review(text), analysis("justified", [waited], stars=1))


def test_contact_is_kept_back_where_the_platform_forbids_it() -> None:
    plan = acts_of(review(LATE, platform="tripadvisor"), analysis("justified", [late()]))
    assert "contact" not in plan
    assert "contact_none" in plan


ATTENTION = [
    ({"signals": ["legal"]}, "court"),
    ({"signals": ["blackmail"]}, "threatens"),
    ({"confidence": 0.5}, "not certain"),
    ({"signals": ["contradictory_rating"]}, "opposite"),
]


@pytest.mark.parametrize(("what", "words"), ATTENTION)
def test_a_person_is_told_what_to_look_at(what: dict, words: str) -> None:  # type: ignore[type-arg]
    plan = make_plan(review(LATE), analysis("justified", [late()], **what), business())
    assert any(words in note for note in plan.attention)


def test_nothing_unusual_needs_no_attention() -> None:
    assert make_plan(review(LATE), analysis("justified", [late()]), business()).attention == ()


def test_styles_change_the_plan() -> None:
    told, judged = review(LATE), analysis("justified", [late()])
    assert "acknowledge" in acts_of(told, judged, style="warmer")
    firm = acts_of(told, judged, style="firmer")
    assert not {"invite_back", "thank"} & set(firm)
