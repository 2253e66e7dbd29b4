"""Drafts of the kind that small language models wrote when they were given a full plan."""

from __future__ import annotations

import pytest

from reviewreply.checks.context import CheckContext
from reviewreply.record import Act

from .build import claim, context, names

SHOES = {
    "en": "I sent the shoes back on day 60 and they refuse to pay.",
    "ru": "Вернула туфли на 60-й день, деньги не отдают.",
    "bg": "Върнах обувките на 60-ия ден и не ми дават парите.",
}
RETURNS = {
    "en": "Unused goods can be returned within 14 days of delivery.",
    "ru": "Неиспользованный товар можно вернуть в течение 14 дней после доставки.",
    "bg": "Неизползвани стоки се връщат до 14 дни от доставката.",
}
LANGUAGES = ("en", "ru", "bg")


def late_return(lang: str) -> CheckContext:
    """The shop declines: the term has passed."""
    facts = {"policies.returns": RETURNS[lang]}
    claims = [claim(SHOES[lang], SHOES[lang], "refund", "unjustified", responsible="customer")]
    acts = [Act("thank", 0), Act("disagree_own", 0, "policies.returns")]
    return context(lang, "unjustified", says=SHOES[lang], claims=claims, acts=acts, facts=facts)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Thank you for your message. We have already returned the shoes and refunded the money."),
        ("ru", "Спасибо за отзыв. Мы уже вернули туфли и деньги."),
        ("bg", "Благодарим за отзива. Вече върнахме обувките."),
    ],
)
def test_the_shop_says_it_returned_the_shoes(lang: str, text: str) -> None:
    assert "invented.promise_done" in names(text, late_return(lang))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "You returned the shoes on day 60, which is within the accepted timeframe."),
        ("ru", "Вы вернули туфли на 60-й день, это в пределах допустимого срока."),
        ("bg", "Върнали сте обувките на 60-ия ден, което е в рамките на допустимия срок."),
    ],
)
def test_day_sixty_is_within_the_term(lang: str, text: str) -> None:
    assert "grovelling.conceding" in names(text, late_return(lang))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Thieves, you took my money. We are sorry."),
        ("ru", "Крадцы и мошенники, взяли мои деньги. Нам жаль."),
        ("bg", "Крадци, взеха ми парите. Съжаляваме."),
    ],
)
def test_the_accusation_in_the_voice_of_the_shop(lang: str, text: str) -> None:
    found = names(text, lang=lang)
    assert {"voice.customer", "voice.insult"} & found


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "We value you and would like to offer you a 50% discount on your next stay."),
        ("ru", "Мы ценим Вас и готовы предоставить Вам скидку 50% на следующее проживание."),
        ("bg", "Ценим Ви и ще Ви предоставим 50% отстъпка за следващия престой."),
    ],
)
def test_half_price_for_blackmail(lang: str, text: str) -> None:
    found = names(text, context(lang, "unjustified", signals=["blackmail"]))
    assert {"concession.threat", "invented.promise_compensate", "invented.number"} <= found


def test_a_phone_number_of_the_example_leaks() -> None:
    assert "invented.phone" in names("We are sorry about the parcel. Call us on +7 495 123-45-67.", lang="en")
    assert "invented.phone" in names("Нам жаль посылку. Звоните: 8 800 555-35-35.", lang="ru")
    assert "invented.phone" in names("Съжаляваме за пратката. Обадете се на 0888 123 456.", lang="bg")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "We are sorry that the parcel came late. Thank you for your honest words about the late parcel."),
        ("ru", "Нам жаль, что посылка пришла поздно. Спасибо за честные слова о посылке."),
        ("bg", "Съжаляваме, че пратката дойде късно. Благодарим за честните думи за пратката."),
    ],
)
def test_the_disagreement_is_dropped(lang: str, text: str) -> None:
    ctx = context(lang, "partly", signals=["overgeneralised"], acts=["own_fault", "apologise", "decline_inference"])
    assert "disagreement.missing" in names(text, ctx)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "We understand how important the delivery of your parcel is."),
        ("ru", "Мы понимаем, насколько важна доставка Вашей посылки."),
        ("bg", "Разбираме колко важна е доставката на Вашата пратка."),
    ],
)
def test_the_same_sentence_twice(lang: str, sentence: str) -> None:
    assert "repetition.inside" in names(f"{sentence} {sentence}", lang=lang)


def test_a_refusal_to_answer() -> None:
    assert "voice.refusal" in names("I'm sorry, but I can't assist with that request.")


def test_chinese_in_the_middle() -> None:
    assert "language.script" in names("Нам жаль, что посылка пришла поздно. 感谢您的反馈。", lang="ru")


def test_a_russian_draft_where_bulgarian_was_asked_for() -> None:
    text = "Здравейте! Нам очень жаль, что посылка пришла поздно. Мы разберёмся, что это было."
    assert "language.wrong" in names(text, lang="bg")
