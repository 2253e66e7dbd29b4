"""Apologies, disagreement, answered claims."""

from __future__ import annotations

import pytest

from reviewreply.checks.context import Part
from reviewreply.record import Act

from .build import REVIEWS, claim, context, names

LANGUAGES = ("en", "ru", "bg")
APOLOGY = {
    "en": "We apologise for the late parcel.", "ru": "Приносим извинения за задержку посылки.",
    "bg": "Извиняваме се за закъснялата пратка.",
}  # fmt: skip
FEELING = {
    "en": "We are sorry that you were disappointed.", "ru": "Нам жаль, что у Вас осталось неприятное впечатление.",
    "bg": "Съжаляваме, че сте останали с лошо впечатление.",
}  # fmt: skip
THANKS = {
    "en": "Thank you for telling us about the parcel.", "ru": "Спасибо, что написали о посылке.",
    "bg": "Благодарим, че ни писахте за пратката.",
}  # fmt: skip
BUT = {
    "en": "We are sorry for the late parcel, but you ordered on a holiday.",
    "ru": "Извините за задержку посылки, но Вы заказали в праздник.",
    "bg": "Съжаляваме за забавената пратка, но поръчахте в празник.",
}
IF = {
    "en": "We apologise if you felt offended.", "ru": "Извините, если Вам показалось, что с Вами грубы.",
    "bg": "Извинете, ако сте се почувствали засегнати.",
}  # fmt: skip
REFUSES = {
    "en": "We cannot agree with this.", "ru": "С этим мы не можем согласиться.",
    "bg": "С това не можем да се съгласим.",
}  # fmt: skip
WHY = {
    "en": "According to the log the parcel came on the promised day.",
    "ru": "Согласно журналу посылка пришла в обещанный день.",
    "bg": "Според дневника пратката е дошла в обещания ден.",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_apology_without_fault(lang: str) -> None:
    assert "fault.apology_without_fault" in names(APOLOGY[lang], lang=lang, verdict="unjustified")
    assert "fault.apology_without_fault" not in names(APOLOGY[lang], lang=lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_to_be_sorry_about_a_feeling_admits_nothing(lang: str) -> None:
    assert "fault.apology_without_fault" not in names(FEELING[lang], lang=lang, verdict="unjustified")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_justified_complaint_wants_an_apology(lang: str) -> None:
    assert "fault.missing_apology" in names(THANKS[lang], lang=lang)
    assert "fault.missing_apology" not in names(f"{THANKS[lang]} {APOLOGY[lang]}", lang=lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_apology_stands_by_itself(lang: str) -> None:
    assert "fault.taken_back" in names(BUT[lang], lang=lang)
    assert "fault.taken_back" in names(IF[lang], lang=lang)
    assert "fault.taken_back" not in names(APOLOGY[lang], lang=lang)


def test_not_only_but_also_takes_nothing_back() -> None:
    assert "fault.taken_back" not in names("We are sorry not only for the parcel but also for the silence.")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_disagreement_is_not_dropped(lang: str) -> None:
    ctx = context(lang, "partly", signals=["overgeneralised"])
    assert "disagreement.missing" in names(APOLOGY[lang], ctx)
    assert "disagreement.missing" not in names(f"{APOLOGY[lang]} {REFUSES[lang]} {WHY[lang]}", ctx)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_disagreement_says_why(lang: str) -> None:
    assert "disagreement.without_reason" in names(REFUSES[lang], lang=lang, verdict="unjustified")
    assert "disagreement.without_reason" not in names(f"{REFUSES[lang]} {WHY[lang]}", lang=lang, verdict="unjustified")


def test_a_planned_disagreement_may_be_told_by_the_fact_alone() -> None:
    facts = {"policies.returns": "Unused goods can be returned within 14 days of delivery."}
    acts = [Act("disagree_own", 0, "policies.returns")]
    ctx = context("en", "unjustified", acts=acts, facts=facts)
    assert "disagreement.missing" not in names("Unused goods go back within 14 days after delivery of the parcel.", ctx)
    assert "disagreement.missing" in names("Thank you for writing about the parcel.", ctx)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_claim_is_spoken_to(lang: str) -> None:
    text, late = REVIEWS[lang]
    claims = [claim(text, late), claim(text, text.split()[-1], "staff")]
    assert "unanswered" in names(APOLOGY[lang], context(lang, claims=claims))
    assert "unanswered" not in names(APOLOGY[lang], context(lang, claims=claims[:1]))


def test_a_doubtful_claim_needs_no_answer() -> None:
    text, late = REVIEWS["en"]
    claims = [claim(text, late), claim(text, "crushed", "staff", confidence=0.3)]
    assert "unanswered" not in names("We are sorry that the parcel came late.", context(claims=claims))


def test_parts_decide_where_the_drafter_tells_them() -> None:
    text, late = REVIEWS["en"]
    claims = [claim(text, late), claim(text, "crushed", "quality")]
    reply = "We are sorry that the parcel came late."
    part = Part(0, "apologise", 0, len(reply))
    ctx = context(claims=claims, acts=[Act("apologise", 0)], parts=[part])
    assert "unanswered" in names(reply, ctx)
