"""Grovelling, excuses, liability, concessions."""

from __future__ import annotations

import pytest

from reviewreply.record import Act

from .build import context, names

GROVELLING = [
    ("en", "abasement", "We are deeply ashamed and do not deserve you."),
    ("en", "abasement", "We are so, so sorry for the parcel."),
    ("en", "always_right", "The customer is always right."),
    ("en", "blank_cheque", "We will do anything you want."),
    ("ru", "abasement", "Нам нет прощения за эту посылку."),
    ("ru", "abasement", "Приносим глубочайшие извинения за посылку."),
    ("ru", "always_right", "Клиент всегда прав."),
    ("ru", "blank_cheque", "Сделаем всё, что Вы захотите."),
    ("bg", "abasement", "Умоляваме Ви, простете ни за пратката."),
    ("bg", "abasement", "Хиляди извинения за пратката."),
    ("bg", "always_right", "Клиентът винаги е прав."),
    ("bg", "blank_cheque", "Ще направим каквото пожелаете."),
]
EXCUSES = [
    ("en", "load", "Due to the high volume of orders the parcel was late."),
    ("en", "human", "Mistakes happen, we are only human."),
    ("en", "staff", "The courier is a trainee."),
    ("ru", "load", "Посылка задержалась из-за большого количества заказов."),
    ("ru", "human", "Это человеческий фактор."),
    ("ru", "supplier", "Нас подвёл поставщик."),
    ("bg", "load", "Пратката закъсня поради големия брой поръчки."),
    ("bg", "human", "Всички сме хора."),
    ("bg", "technical", "Поради технически проблем пратката е изгубена."),
]
LIABILITY = [
    ("en", "We accept full liability for the damage."),
    ("ru", "Мы несём полную ответственность за ущерб."),
    ("bg", "Поемаме пълна отговорност за щетите."),
]
SORRY = {
    "en": "We are sorry that the parcel came late.",
    "ru": "Нам жаль, что посылка пришла поздно.",
    "bg": "Съжаляваме, че пратката дойде късно.",
}
AGAIN = {"en": "We apologise to you.", "ru": "Приносим извинения.", "bg": "Извиняваме Ви се."}
AGREES = {"en": "You are absolutely right.", "ru": "Вы абсолютно правы.", "bg": "Напълно сте прав."}
CHANGE = {
    "en": "Please change your rating.", "ru": "Просим Вас изменить оценку.", "bg": "Молим Ви да промените оценката си.",
}  # fmt: skip
NO_CHANGE = {
    "en": "We do not ask you to change your rating.", "ru": "Мы не просим изменить оценку.",
    "bg": "Не искаме да променяте оценката си.",
}  # fmt: skip
SILENCE = {
    "en": "If you delete the review, we will return half of the sum.",
    "ru": "Если Вы удалите отзыв, мы вернём половину суммы.",
    "bg": "Ако изтриете отзива, ще Ви върнем половината сума.",
}
DISCOUNT = {
    "en": "We will give you a 50 % discount.", "ru": "Предоставим Вам скидку 50 %.",
    "bg": "Ще Ви дадем 50 % отстъпка.",
}  # fmt: skip
LANGUAGES = ("en", "ru", "bg")


@pytest.mark.parametrize(("lang", "kind", "text"), GROVELLING)
def test_grovelling(lang: str, kind: str, text: str) -> None:
    assert f"grovelling.{kind}" in names(text, lang=lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_apology_is_no_grovelling_a_second_is(lang: str) -> None:
    assert "grovelling.repeated_apology" not in names(SORRY[lang], lang=lang)
    assert "grovelling.repeated_apology" in names(f"{SORRY[lang]} {AGAIN[lang]}", lang=lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_agreeing_with_everything_depends_on_the_verdict(lang: str) -> None:
    assert "grovelling.conceding" in names(AGREES[lang], lang=lang, verdict="partly")
    assert "grovelling.conceding" not in names(AGREES[lang], lang=lang, verdict="justified")


@pytest.mark.parametrize(("lang", "kind", "text"), EXCUSES)
def test_excuses(lang: str, kind: str, text: str) -> None:
    assert f"excuses.{kind}" in names(text, lang=lang)


def test_a_cause_that_a_fact_states_is_no_excuse() -> None:
    facts = {"incident:outage": "Our system was down for three hours on 5 May."}
    assert not [name for name in names("Due to a technical failure we lost orders.", facts=facts) if "excuses" in name]


@pytest.mark.parametrize(("lang", "text"), LIABILITY)
def test_liability(lang: str, text: str) -> None:
    assert "liability.responsibility" in names(text, lang=lang)


def test_a_plainly_owned_fault_admits_no_liability() -> None:
    for lang in LANGUAGES:
        assert not [name for name in names(SORRY[lang], lang=lang) if name.startswith("liability")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_for_a_threat(lang: str) -> None:
    threat = context(lang, "unjustified", signals=["blackmail"])
    assert "concession.threat" in names(DISCOUNT[lang], threat)
    assert "concession.threat" not in names(DISCOUNT[lang], context(lang))


def test_a_planned_remedy_is_no_concession() -> None:
    facts = {"remedy:0": "we refund the delivery fee within 3 working days"}
    ctx = context("en", "partly", signals=["blackmail"], acts=[Act("remedy", 0, "remedy:0")], facts=facts)
    assert "concession.threat" not in names("We refund the delivery fee within 3 working days.", ctx)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_reviews_are_not_for_sale(lang: str) -> None:
    assert "concession.change_review" in names(CHANGE[lang], lang=lang)
    assert "concession.change_review" not in names(NO_CHANGE[lang], lang=lang)
    assert "concession.silence" in names(SILENCE[lang], lang=lang)
