"""The cases with facts: twins that differ in one fact have to flip."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from helpers import fact_cases, judged, reading_of

from reviewreply.business import business_from_dict
from reviewreply.justify import judge
from reviewreply.record import Analysis, Language
from reviewreply.wire import review_from_dict

CASES = fact_cases()
KNOWN_LIMITS = {"bg-a-051-short"}
"""«час и пет минути» is read as five minutes; listed in docs/justification.md."""


def analysis_of(case: dict[str, Any]) -> Analysis:
    review = review_from_dict({"text": case["text"], "stars": case["stars"], **case["review"]})
    business = business_from_dict(case["business"]) if case["business"] else None
    return judge(review, Language(case["language"], bool(case.get("latin_script"))), reading_of(case), business)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    if case["id"] in KNOWN_LIMITS:
        pytest.skip("known limit")
    analysis, expected = analysis_of(case), case["expect"]
    justification = analysis.justification
    assert justification.verdict == expected["verdict"]
    low, high = expected["score"]
    assert justification.score is not None
    assert low <= justification.score <= high
    if "incident" in expected:
        assert analysis.incident == expected["incident"]


def test_there_are_fifty_cases_per_language() -> None:
    count: dict[str, int] = defaultdict(int)
    for case in CASES:
        count[case["language"]] += 1
    assert min(count.values()) >= 50


def test_reasons_point_to_the_fact() -> None:
    case = next(case for case in CASES if case["id"] == "late-kept-en")
    first = analysis_of(case).justification.reasons[0]
    assert (first.source, first.id, first.stance) == ("order", "events.delivered", "contradicts")
    assert "2026-03-05" in first.says


def test_private_facts_serve_the_verdict_and_stay_private() -> None:
    case = next(case for case in CASES if case["id"] == "staff-private-ru")
    (claim,) = analysis_of(case).claims
    assert claim.verdict == "unjustified"
    assert all(evidence.private for evidence in claim.evidence)


def test_a_policy_below_the_law_is_reported_and_not_used() -> None:
    case = next(case for case in CASES if case["id"] == "rights-legal-bg")
    analysis = analysis_of(case)
    assert analysis.justification.verdict == "justified"
    assert any("short-returns is not used" in note for note in analysis.notes)


def test_a_statement_against_the_record_is_told_as_a_conflict_in_words() -> None:
    order = {"events": [{"what": "promised", "at": "2026-03-05"}, {"what": "delivered", "at": "2026-03-09"}]}
    facts = [{"about": ["delivery"], "stance": "contradicts", "text": {"en": "It came in time."}}]
    analysis = judged("It came late.", ("It came late", "delivery"), order=order, facts=facts)
    assert analysis.justification.verdict == "justified"
    stances = {(e.source, e.stance) for e in analysis.claims[0].evidence}
    assert {("order", "confirms"), ("fact", "contradicts")} <= stances


def test_two_statements_that_contradict_each_other_decide_nothing() -> None:
    facts = [
        {"about": ["staff"], "stance": "confirms", "text": {"en": "a"}},
        {"about": ["staff"], "stance": "contradicts", "text": {"en": "b"}},
    ]
    analysis = judged("The porter was rude.", ("The porter was rude", "staff"), facts=facts)
    assert analysis.justification.verdict == "partly"
    assert any("contradict each other" in note for note in analysis.notes)


def test_facts_on_another_matter_change_nothing() -> None:
    order = {"events": [{"what": "promised", "at": "2026-03-05"}, {"what": "delivered", "at": "2026-03-05"}]}
    analysis = judged("Платье порвалось.", ("Платье порвалось", "quality"), lang="ru", order=order)
    assert analysis.claims[0].evidence == ()
    assert analysis.justification.verdict == "justified"


def test_a_parcel_in_time_says_nothing_about_how_it_was_handled() -> None:
    order = {"events": [{"what": "promised", "at": "2026-03-05"}, {"what": "delivered", "at": "2026-03-05"}]}
    text = "Хвърлиха ми кашона през оградата."
    analysis = judged(text, ("Хвърлиха ми кашона през оградата", "delivery"), lang="bg", order=order)
    assert analysis.justification.verdict == "justified"
