"""Numbers, contacts, days, promises and deeds that nothing states; personal data."""

from __future__ import annotations

import pytest

from reviewreply.record import Act

from .build import context, names

PROMISES = [
    ("en", "refund", "We will refund you the full price."),
    ("en", "replace", "We will send you a new parcel."),
    ("en", "contact", "Our manager will contact you soon."),
    ("en", "punish", "The courier has been dismissed."),
    ("en", "prevent", "This will not happen again."),
    ("en", "investigate", "We have investigated the matter."),
    ("en", "done", "We have already returned the shoes."),
    ("en", "improve", "We have introduced additional training."),
    ("ru", "refund", "Мы вернём Вам деньги за посылку."),
    ("ru", "contact", "Менеджер свяжется с Вами в ближайшее время."),
    ("ru", "punish", "С курьером проведена беседа."),
    ("ru", "prevent", "Это больше не повторится."),
    ("ru", "investigate", "Мы провели служебную проверку."),
    ("ru", "done", "Мы уже вернули обувь."),
    ("ru", "improve", "Мы уже усилили контроль."),
    ("bg", "refund", "Ще Ви възстановим цялата сума."),
    ("bg", "contact", "Управителят ще се свърже с Вас."),
    ("bg", "punish", "С куриера беше проведен разговор."),
    ("bg", "prevent", "Това няма да се повтори."),
    ("bg", "investigate", "Направихме проверка."),
    ("bg", "done", "Вече върнахме обувките."),
    ("bg", "improve", "Въведохме допълнително обучение."),
]
NO_PROMISE = [
    ("en", "Write to us at help@kettle.example, and we will look at your case together."),
    ("en", "Your money has not been returned, and that is not right."),
    ("en", "We cannot refund the ticket after departure."),
    ("ru", "Напишите нам на help@kettle.example, и мы вместе разберёмся."),
    ("ru", "Деньги Вам так и не вернули, и это неправильно."),
    ("ru", "Нам хотелось бы вернуть Ваше доверие."),
    ("bg", "Пишете ни на help@kettle.example и ще погледнем случая заедно."),
    ("bg", "Парите не са върнати и това не е редно."),
    ("bg", "Надяваме се да върнем доверието Ви."),
]
NUMBERS = [
    ("en", "The parcel took 17 days."),
    ("en", "You will have it in fifty minutes."),
    ("ru", "Посылка шла 17 дней."),
    ("ru", "Это занимает пятнадцать минут."),
    ("bg", "Пратката пътува 17 дни."),
    ("bg", "Това отнема петнадесет минути."),
]


def invented(text: str, /, **more: object) -> set[str]:
    return {name for name in names(text, **more) if name.startswith("invented")}  # type: ignore[arg-type]


@pytest.mark.parametrize(("lang", "kind", "text"), PROMISES)
def test_a_promise_needs_a_fact(lang: str, kind: str, text: str) -> None:
    assert f"invented.promise_{kind}" in invented(text, lang=lang)


@pytest.mark.parametrize(("lang", "text"), NO_PROMISE)
def test_no_promise(lang: str, text: str) -> None:
    assert not invented(text, lang=lang)


def test_a_remedy_of_the_business_may_be_promised_in_other_words() -> None:
    facts = {"remedy:0": "we refund the delivery fee within 3 working days"}
    assert not invented("We will refund the delivery fee within 3 working days.", facts=facts)


def test_a_rule_that_refuses_grants_nothing() -> None:
    facts = {"policies.returns": "Unused goods can be returned within 14 days of delivery, for a refund."}
    acts = [Act("disagree_own", 0, "policies.returns")]
    ctx = context("en", "unjustified", acts=acts, facts=facts)
    assert "invented.promise_refund" in names("We will refund you the full price.", ctx)
    assert "invented.promise_done" in names("We have already returned the shoes.", ctx)


@pytest.mark.parametrize(("lang", "text"), NUMBERS)
def test_a_number_needs_a_source(lang: str, text: str) -> None:
    assert "invented.number" in invented(text, lang=lang)


@pytest.mark.parametrize(
    ("lang", "review", "reply"),
    [
        ("en", "I waited seventeen days.", "17 days are long."),
        ("en", "I waited 1,200 minutes for 59.90.", "You waited 1200 minutes and paid 59.90."),
        ("ru", "Ждали полчаса.", "30 минут — это долго."),
        ("ru", "Заплатил 1 200 руб.", "1200 рублей — заметная сумма."),
        ("bg", "Чаках две седмици.", "Две седмици са много."),
        ("bg", "Платих 59,90 лв.", "За 59.90 лв. с право очаквате повече."),
    ],
)
def test_numbers_of_the_review_may_be_said_again(lang: str, review: str, reply: str) -> None:
    assert "invented.number" not in invented(reply, lang=lang, says=review)


@pytest.mark.parametrize(
    ("check", "text"),
    [
        ("invented.email", "Write to office@other.example."),
        ("invented.phone", "Call +359 88 123 4567."),
        ("invented.link", "See www.other.example/help."),
        ("invented.link", "See other-shop.com."),
    ],
)
def test_a_contact_is_the_own_one(check: str, text: str) -> None:
    assert check in invented(text)
    assert not invented("Write to help@kettle.example or call +359 2 000 0000.")


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "You will have it by Friday."), ("ru", "Привезём в пятницу."), ("bg", "Ще пристигне в петък."),
     ("en", "It is due on 5 May."), ("ru", "Срок — 5 мая."), ("bg", "Срокът е 5 май.")],
)  # fmt: skip
def test_a_day_needs_a_source(lang: str, text: str) -> None:
    assert "invented.date" in invented(text, lang=lang)


def test_days_of_the_review_may_be_said_again() -> None:
    assert "invented.date" not in invented("The parcel was to come on Friday.", says="It was promised for Friday.")
    assert "invented.date" not in invented("May your next days be better ones.")


@pytest.mark.parametrize(
    ("lang", "review", "reply", "kind"),
    [
        ("en", "Mr Peter Brown was rude.", "We have spoken about Mr Peter Brown.", "name"),
        ("ru", "Менеджер Иванова нагрубила.", "Менеджер Иванова работает у нас давно.", "name"),
        ("bg", "Г-н Петров беше груб.", "Г-н Петров работи при нас отдавна.", "name"),
        ("en", "My phone is +44 7700 900123.", "We tried +44 7700 900123.", "phone"),
        ("ru", "Заказ № 4512876 не пришёл.", "Ваш заказ № 4512876 в пути.", "order_number"),
        ("bg", "Пишете ми на ana@mail.bg.", "Ще пишем на ana@mail.bg.", "email"),
    ],
)
def test_personal_data_stays_out(lang: str, review: str, reply: str, kind: str) -> None:
    assert f"personal_data.{kind}" in names(reply, lang=lang, says=review)


@pytest.mark.parametrize(
    ("lang", "author", "reply"),
    [("en", "Mary P.", "Good day, Mary."), ("ru", "Анна", "Добрый день, Анна."), ("bg", "Иван П.", "Здравейте, Иван.")],
)
def test_the_public_nickname_may_stand(lang: str, author: str, reply: str) -> None:
    assert not {name for name in names(reply, lang=lang, author=author) if name.startswith("personal_data")}
