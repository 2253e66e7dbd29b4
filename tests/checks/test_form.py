"""Platform rules, repetition, language, voice."""

from __future__ import annotations

import pytest

from .build import business, context, found, names

LANGUAGES = ("en", "ru", "bg")
GOOD = {
    "en": "We are sorry that the parcel came late. The day of delivery stands in the order, and you may rely on it.",
    "ru": "Нам жаль, что посылка пришла поздно. День доставки указан в заказе, и на него можно полагаться.",
    "bg": "Съжаляваме, че пратката дойде късно. Денят на доставка стои в поръчката и на него може да се разчита.",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_good_reply_sets_nothing_off(lang: str) -> None:
    assert found(GOOD[lang], lang=lang) == []


@pytest.mark.parametrize(
    ("platform", "text", "check"),
    [
        ("ozon", "More on https://kettle.example/help.", "platform.links"),
        ("yandex_market", "Call +359 2 000 0000.", "platform.contacts"),
        ("tripadvisor", "Write to help@kettle.example.", "platform.contacts"),
        ("google", "Please accept a voucher for your next visit.", "platform.incentives"),
        ("tripadvisor", "You write “The parcel came late”.", "platform.quotation"),
        ("tripadvisor", "You say the parcel came late and the box was crushed.", "platform.quotation"),
        ("tripadvisor", "Two points:\n1. The parcel.\n2. The box.", "platform.list"),
        (None, "We are <b>sorry</b> about the parcel.", "platform.markup"),
    ],
)
def test_what_platforms_forbid(platform: str | None, text: str, check: str) -> None:
    assert check in names(text, platform=platform)
    if platform:
        assert check not in names(text, platform="generic")


def test_the_name_of_the_reviewer() -> None:
    assert "platform.names" in names("Good day, Mary.", platform="tripadvisor", author="Mary")
    assert "platform.names" not in names("Good day, Mary.", platform="google", author="Mary")


@pytest.mark.parametrize("lang", ["ru", "bg"])
def test_length_counts_bytes_where_the_platform_does(lang: str) -> None:
    long = " ".join([GOOD[lang]] * 24)
    assert 2048 < len(long) < 4096
    assert "length" in names(long, lang=lang, platform="google")
    assert "length" not in names(long, lang=lang, platform="wildberries")


def test_length_of_the_voice() -> None:
    shop = business(voice={"max_length": 100})
    finding = next(item for item in found(GOOD["en"], shop=shop) if item.check == "length")
    assert finding.repair == "shorten"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_sentence_twice(lang: str) -> None:
    first = GOOD[lang].split(". ")[1]
    assert "repetition.inside" in names(f"{GOOD[lang]} {first}", lang=lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_recent_replies(lang: str) -> None:
    assert "repetition.recent" in names(GOOD[lang], lang=lang, recent=["…", GOOD[lang]])
    assert "repetition.recent" not in names(GOOD[lang], lang=lang, recent=[GOOD["en" if lang != "en" else "ru"]])


@pytest.mark.parametrize(
    ("lang", "other"), [("en", "ru"), ("en", "bg"), ("ru", "bg"), ("bg", "ru"), ("ru", "en"), ("bg", "en")]
)
def test_the_wrong_language(lang: str, other: str) -> None:
    assert {"language.wrong", "language.script"} & names(GOOD[other], lang=lang)


def test_one_sentence_in_another_language() -> None:
    text = f"{GOOD['bg']} Спасибо, что написали нам, мы это ценим и будем рады Вас видеть."
    assert "language.wrong" in names(text, lang="bg")


@pytest.mark.parametrize("text", ["Съжаляваме 很抱歉 за пратката.", "Съжаляваме за пратката, дякуємо."])
def test_letters_of_another_script(text: str) -> None:
    assert "language.script" in names(text, lang="bg")


def test_a_word_of_two_scripts() -> None:
    assert "language.mixed_word" in names("Нам жаль, что посылкa пришла поздно.", lang="ru")
    assert "language.mixed_word" not in names("Нам жаль, что Wi-Fi и e-mail не работали.", lang="ru")


@pytest.mark.parametrize(("lang", "text"), [("ru", "Прости, мы тебя подвели."), ("bg", "Благодарим за твоя отзив.")])
def test_informal_address(lang: str, text: str) -> None:
    assert "language.address" in names(text, lang=lang)


@pytest.mark.parametrize(
    ("lang", "check", "text"),
    [
        ("en", "voice.customer", "You took my money and I waited for weeks."),
        ("ru", "voice.customer", "Взяли мои деньги и обманули меня."),
        ("bg", "voice.customer", "Крадци, взеха ми парите."),
        ("bg", "voice.insult", "Крадци, взеха ми парите."),
        ("en", "voice.machine", "As an AI language model I cannot see orders."),
        ("en", "voice.refusal", "I'm sorry, but I can't assist with that."),
        ("ru", "voice.refusal", "Я не могу помочь с этим запросом."),
        ("bg", "voice.refusal", "Не мога да помогна с тази заявка."),
        ("en", "voice.meta", "Here is a polite reply to the customer: we are sorry."),
        ("ru", "voice.meta", "Вот ответ: нам жаль."),
        ("bg", "voice.meta", "Ето отговор: съжаляваме."),
        ("en", "voice.blank", "Dear [Customer Name], we are sorry about the parcel."),
        ("ru", "voice.cut_off", "Нам очень жаль, что посылка пришла так поздно и что коробка была"),
        ("en", "voice.cheer", "Thank you for your complaint about the parcel! We are sorry! Hooray! See you!"),
        ("bg", "voice.cheer", "Съжаляваме за пратката 😊"),
    ],
)
def test_voice(lang: str, check: str, text: str) -> None:
    assert check in names(text, lang=lang)


def test_a_signature_is_no_broken_line() -> None:
    assert "voice.cut_off" not in names(f"{GOOD['en']}\nThe Kettle & Co team")


def test_a_word_of_abuse_may_be_turned_down() -> None:
    assert "voice.insult" not in names("Nobody here is a thief, and we ask you to leave the word out.")


def test_the_review_is_not_repeated_word_for_word() -> None:
    assert "voice.parroted" in names("We see that the parcel came late and the box was crushed.")


def test_words_that_the_voice_avoids() -> None:
    shop = business(voice={"avoid": {"en": ["customer"]}})
    assert "voice.avoided" in names("A customer waits.", shop=shop)
    assert "voice.avoided" not in names("Customers wait.", context(shop=shop))
