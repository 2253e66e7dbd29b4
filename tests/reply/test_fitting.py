"""What fits a reply as a whole: demands, closes, rules, joints and thanks."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from reviewreply.record import Act, Analysis, Justification, Language, ReplyLanguage, Review, Sentiment
from reviewreply.reply import compose, make_plan
from reviewreply.reply.case import Case
from reviewreply.reply.phrasebook import load_phrasebook
from reviewreply.reply.slots import Slots

from .build import against, analysis, business, claim, remedies, returns, review

LANGUAGES: tuple[ReplyLanguage, ...] = ("ru", "bg", "en")
EXPIRED = {"en": "My coupon had expired.", "ru": "Мой купон истёк.", "bg": "Купонът ми беше изтекъл."}
WANTED = {
    "en": "My coupon had expired. Give me a discount.",
    "ru": "Мой купон истёк. Хочу скидку.",
    "bg": "Купонът ми беше изтекъл. Искам отстъпка.",
}
TASTE = {"en": "Not my kind of film.", "ru": "Фильм не в моём вкусе.", "bg": "Филмът не е по мой вкус."}
UNTOLD = {"en": "Nobody told us anything.", "ru": "Никто нам ничего не сказал.", "bg": "Никой нищо не ни каза."}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("texts", "declined"), [(EXPIRED, False), (WANTED, True)])
def test_only_a_demand_that_is_there_is_declined(
    language: ReplyLanguage, texts: dict[str, str], declined: bool
) -> None:
    text = texts[language]
    judged = claim(text, text.split(".")[0], "price", "unjustified", "customer")
    told = analysis("unjustified", [judged], lang=language, signals=["own_action", "against_policy"])
    kinds = [act.kind for act in make_plan(review(text), told, business()).acts]
    assert ("decline_demand" in kinds) is declined
    assert "disagree_own" in kinds


def test_a_mere_demand_is_no_choice_of_the_customer() -> None:
    text = "Pay me or I will tell everybody."
    judged = claim(text, "Pay me", "other", "unjustified", "customer")
    kinds = [
        act.kind
        for act in make_plan(review(text), analysis("unjustified", [judged], signals=["blackmail"]), business()).acts
    ]
    assert "disagree_own" not in kinds
    assert "decline_threat" in kinds


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reply_without_a_case_speaks_of_none(language: ReplyLanguage) -> None:
    book = load_phrasebook(language)
    supposing = [
        variant
        for kind in ("contact", "contact_none", "close")
        for variant in book.acts[kind]
        if variant.needs & {"case", "complaint"}
    ]
    kept = {opening for variant in supposing if len(opening := variant.pieces[0][0]) > 20}
    assert len(kept) > 15
    text = TASTE[language]
    taste = claim(text, text[:-1], "quality", "unclear", "nobody")
    stars_only = Analysis(
        "r-1", Language(language), Sentiment(1, "negative", 0.9), True, 0.9, (), (), Justification("unclear", 0.5, 0.9),
        "normal",
    )  # fmt: skip
    for seed in range(40):
        for told, given in (
            (analysis("unclear", [taste], lang=language), review(text)),
            (stars_only, Review(text="", stars=1, id="r-1", lang=language)),
        ):
            reply = compose(given, told, business(), seed=seed)
            assert not [opening for opening in kept if opening in reply.text], reply.text


def test_a_rule_that_binds_customers_must_come_up_in_the_review() -> None:
    rule = {**returns()[0], "text": {"en": "A booking can be cancelled free of charge up to two days before arrival."}}
    text = "They refused to take the kettle back."
    refused = claim(text, text[:-1], "refund", "unjustified", "customer", evidence=against("policies.returns"))
    plan = make_plan(review(text), analysis("unjustified", [refused]), business(policies=[rule]))
    assert "policies.returns" not in [act.fact for act in plan.acts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_remedy_after_a_refusal_is_joined_to_it(language: ReplyLanguage) -> None:
    text = {"en": "The parcel came late. I want double my money.", "ru": "Посылка пришла поздно. Хочу вдвойне.",
            "bg": "Пратката закъсня. Искам двойно."}[language]  # fmt: skip
    judged = claim(text, text.split(".")[0], "delivery", "justified")
    told = analysis("partly", [judged], lang=language, signals=["excessive_demand"])
    joints = [v.text.split("{")[0] for v in load_phrasebook(language).acts["remedy"] if "declined" in v.needs]
    for seed in range(20):
        reply = compose(review(text), told, business(remedies=remedies()), seed=seed)
        assert reply.acts.index("decline_demand") < reply.acts.index("remedy")
        assert any(joint in reply.text for joint in joints), reply.text


@pytest.mark.parametrize("text", ["It came late, they refunded the fee. I want a year for free."])
def test_nothing_is_offered_on_top_of_what_was_made_good(text: str) -> None:
    judged = claim(text, "It came late", "delivery", "justified")
    told = analysis("partly", [judged], signals=["excessive_demand"])
    kinds = [act.kind for act in make_plan(review(text), told, business(remedies=remedies())).acts]
    assert "remedy" not in kinds


def test_the_warm_word_does_not_part_two_granted_faults() -> None:
    text = "The parcel came late. The lid was broken."
    claims = [
        claim(text, "The parcel came late", "delivery", "justified"),
        claim(text, "The lid was broken", "quality", "justified"),
    ]
    plan = make_plan(review(text), analysis("justified", claims), business(), "warmer")
    kinds = [act.kind for act in plan.acts]
    assert kinds.count("apologise") == 2
    assert "apologise" not in kinds[kinds.index("acknowledge") :]


def test_a_matter_granted_and_denied_without_reason_is_granted() -> None:
    text = "The parcel came late. The second parcel was late too."
    claims = [
        claim(text, "The parcel came late", "delivery", "justified"),
        claim(text, "The second parcel was late too", "delivery", "unjustified", "third_party"),
    ]
    kinds = [act.kind for act in make_plan(review(text), analysis("partly", claims), business()).acts]
    assert "disagree_outside" not in kinds


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("type", ["support"])
def test_not_being_told_is_named(language: ReplyLanguage, type: str) -> None:
    text = UNTOLD[language]
    case = Case(
        review(text), analysis("justified", [claim(text, text[:-1], type, "justified")], lang=language), business()
    )
    assert not case.issues[0].general


def test_the_lead_of_praise_is_no_likeness() -> None:
    praise = [SimpleNamespace(for_="добрите думи за колегата"), SimpleNamespace(for_="добрите думи за закуската")]
    case = SimpleNamespace(praise=praise, book=load_phrasebook("bg"))
    said = Slots(case, [Act("thank_praise")], 1, None)["praise_for"]  # type: ignore[arg-type]
    assert said == "добрите думи за колегата и за закуската"


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_thanks_is_enough(language: ReplyLanguage) -> None:
    text = {"en": "The parcel came late. Never again.", "ru": "Посылка пришла поздно. Больше никогда.",
            "bg": "Пратката закъсня. Никога повече."}[language]  # fmt: skip
    thanks = load_phrasebook(language).cues["thanks"]
    judged = claim(text, text.split(".")[0], "delivery", "justified")
    for seed in range(40):
        reply = compose(
            review(text), analysis("justified", [judged], lang=language, signals=["churn"]), business(), seed=seed
        )
        sentences = [part for part in re.split(r"(?<=[.!?])\s", reply.text.lower()) if thanks.search(part)]
        assert len(sentences) <= 1 + ("thank you." in sentences), reply.text


YEARS = {
    "en": "Eleven years I have come here, and now I was kept waiting.",
    "ru": "Одиннадцать лет к вам хожу, а тут заставили ждать.",
    "bg": "Единайсет години идвам тук, а сега ме оставиха да чакам.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_years_of_loyalty_are_no_delay(language: ReplyLanguage) -> None:
    text = YEARS[language]
    judged = claim(text, text.split(", ")[1][:-1], "waiting", "justified")
    case = Case(review(text), analysis("justified", [judged], lang=language), business())
    assert case.duration(0) is None


def test_the_feeling_is_recognised_before_the_position() -> None:
    text = "The parcel came late because of the snow. Pay for all of it."
    judged = claim(text, "The parcel came late because of the snow", "delivery", "unjustified", "nobody")
    signals = ["outside_control", "excessive_demand"]
    kinds = [
        act.kind for act in make_plan(review(text), analysis("unjustified", [judged], signals=signals), business()).acts
    ]
    assert kinds.index("acknowledge") < kinds.index("disagree_outside") < kinds.index("decline_demand")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_promised_time_in_quotation_marks_is_not_the_wait(language: ReplyLanguage) -> None:
    text = {
        "en": 'They kept me waiting for "five minutes".',
        "ru": "Заставили ждать «пять минут».",
        "bg": "Накараха ме да чакам „пет минути“.",
    }[language]
    judged = claim(text, text[:-1], "waiting", "justified")
    assert Case(review(text), analysis("justified", [judged], lang=language), business()).duration(0) is None
