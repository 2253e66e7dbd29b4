"""The judgement as a whole: signals, urgency, ratings, batches, weights."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from helpers import judged, reading, reading_of

from reviewreply.errors import BusinessFileError
from reviewreply.justify import Batch, default_weights, judge, load_weights
from reviewreply.record import Analysis, Language, Review

EN = Language("en")


def signals(analysis: Analysis) -> dict[str, str]:
    return {signal.signal: signal.source for signal in analysis.justification.signals}


def test_no_complaint() -> None:
    praise = reading_of({"stars": 5, "is_complaint": False, "verdict": "not_applicable", "score": None})
    analysis = judge(Review(text="Lovely place.", stars=5), EN, praise)
    assert (analysis.is_complaint, analysis.justification.verdict, analysis.urgency) == (False, "not_applicable", "low")
    assert analysis.justification.score is None


@pytest.mark.parametrize(("stars", "complaint"), [(1, True), (2, True), (3, False), (5, False)])
def test_a_rating_without_a_text(stars: int, complaint: bool) -> None:
    analysis = judge(Review(text="", stars=stars), Language("und"), reading_of({"stars": 3, "is_complaint": False}))
    assert analysis.is_complaint is complaint
    assert analysis.sentiment.stars == stars
    assert analysis.justification.verdict == ("unclear" if complaint else "not_applicable")
    assert analysis.claims == ()


@pytest.mark.parametrize(
    ("lang", "text", "claim"),
    [
        ("en", "Horrible place.", "Horrible place"),
        ("bg", "Ужасно място.", "Ужасно място"),
        ("ru", "Ужасное место.", "Ужасное место"),
    ],
)
def test_nothing_concrete_is_unclear(lang: str, text: str, claim: str) -> None:
    analysis = judged(text, (claim, "other"), lang=lang, labels={"verdict": "unclear", "score": 0.5})
    assert (analysis.justification.verdict, analysis.justification.score) == ("unclear", 0.5)
    assert analysis.claims[0].verdict == "unclear"


def test_the_two_sources_of_signals_confirm_each_other() -> None:
    text = "The soup was cold. Refund me by Friday or I post this on every review site."
    span = text.index("Refund"), len(text)
    both = judged(
        text, ("The soup was cold", "quality"),
        labels={"signals": [{"signal": "blackmail", "start": span[0], "end": span[1]}]},
    )  # fmt: skip
    assert signals(both)["blackmail"] == "both"


def test_a_rule_alone_is_overruled_by_an_encoder_that_is_sure() -> None:
    text = "The soup was cold. My solicitor has been told."
    sure = reading(text, ("The soup was cold", "quality"))
    sure = replace(sure, signals={n: replace(s, probability=0.001) for n, s in sure.signals.items()})
    assert "legal" not in signals(judge(Review(text=text), EN, sure))


@pytest.mark.parametrize(
    ("given", "stars", "shown"), [(5, 1, True), (1, 5, True), (1, 1, False), (5, 5, False), (None, 1, False)]
)
def test_stars_against_the_text(given: int | None, stars: int, shown: bool) -> None:
    text = "Всё сломалось."
    analysis = judged(text, ("Всё сломалось", "quality"), lang="ru", stars=given, labels={"stars": stars})
    assert ("contradictory_rating" in signals(analysis)) is shown


@pytest.mark.parametrize(
    ("text", "claim", "type", "urgency"),
    [
        ("There was a cockroach in the salad.", "a cockroach in the salad", "safety", "high"),
        ("The card was charged twice.", "charged twice", "refund", "high"),
        ("The salad was dull.", "The salad was dull", "quality", "normal"),
    ],
)
def test_urgency(text: str, claim: str, type: str, urgency: str) -> None:
    assert judged(text, (claim, type)).urgency == urgency


def test_a_double_charge_that_the_record_denies_is_not_urgent() -> None:
    order = {"payments": [{"amount": 20, "state": "captured"}]}
    analysis = judged("The card was charged twice.", ("charged twice", "refund"), order=order)
    assert (analysis.justification.verdict, analysis.urgency) == ("unjustified", "normal")


def test_the_same_complaint_many_times_is_a_recurring_fault() -> None:
    text = "They are always late, all of them."
    labels = {"verdict": "partly", "score": 0.5, "signals": [{"signal": "overgeneralised", "start": 0, "end": 33}]}
    read = reading(text, ("always late", "delivery"), **labels)
    others = [(Review(text=text, id=str(n)), judge(Review(text=text, id=str(n)), EN, read)) for n in range(5)]
    alone = judge(Review(text=text, id="x"), EN, read)
    among = judge(Review(text=text, id="x"), EN, read, batch=Batch(others))
    assert alone.recurring is None
    assert among.recurring == 6
    assert (among.justification.score or 0) > (alone.justification.score or 0)
    assert any(reason.source == "batch" for reason in among.justification.reasons)


def test_a_review_does_not_recur_with_itself() -> None:
    text = "Late again."
    read = reading(text, ("Late again", "delivery"))
    review = Review(text=text, id="same")
    batch = Batch([(review, judge(review, EN, read))] * 9)
    assert batch.count("delivery", review) == 1


def test_own_weights_change_the_score(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text("[claim]\ndenied = 0.45\n", encoding="utf-8")
    facts = [{"about": ["staff"], "stance": "contradicts", "text": {"en": "…"}}]
    text = "The porter was rude."
    review = Review(text=text)
    from reviewreply.wire import review_from_dict

    review = review_from_dict({"text": text, "facts": facts})
    read = reading(text, ("The porter was rude", "staff"))
    assert judge(review, EN, read).justification.verdict == "unjustified"
    assert judge(review, EN, read, weights=load_weights(path)).justification.verdict == "partly"


@pytest.mark.parametrize(
    ("toml", "words"),
    [("[claim]\ndeneid = 0.4\n", "denied"), ("[clam]\nx = 1\n", "claim"), ("[claim]\ndenied = -1\n", "at least 0")],
)
def test_mistakes_in_weights_are_named(tmp_path: Path, toml: str, words: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(BusinessFileError, match=words):
        load_weights(path)


def test_shipped_weights_are_in_order() -> None:
    weights = default_weights()
    assert weights.bands["unjustified"] < weights.bands["justified"]
    assert all(0 <= value <= 1 for value in weights.claim.values())


@pytest.mark.parametrize("text", ["!!!", "😡", "а" * 10_000, "<script>alert(1)</script>", "=CMD()", "\u202eabc\x00"])
def test_hostile_texts_are_judged(text: str) -> None:
    read = reading(text, (text, "other"), verdict="unclear", score=0.5)
    analysis = judge(Review(text=text, stars=1), Language("und"), read)
    for claim in analysis.claims:
        assert text[claim.start : claim.end] == claim.text
