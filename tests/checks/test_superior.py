from __future__ import annotations

import pytest

from .build import found, names

HITS = [
    ("en", "reminding", "As we have already explained, the parcel was ready."),
    ("en", "reminding", "You were clearly informed about the deposit."),
    ("en", "should_have", "You should have read the description before ordering."),
    ("en", "obvious", "Obviously, nobody can deliver in one hour."),
    ("en", "obvious", "Any reasonable person would check the address."),
    ("en", "lecturing", "For your information, delivery takes time."),
    ("en", "lecturing", "Had you checked your mail, you would know."),
    ("en", "rhetorical", "What did you expect for that price?"),
    ("en", "rhetorical", "Did you even open the box?"),
    ("en", "imperative", "Read the terms before you complain."),
    ("en", "imperative", "Please calm down."),
    ("en", "sarcasm", "Congratulations, you have discovered rain."),
    ("en", "blame", "The delay is entirely your own fault."),
    ("en", "accusation", "Your review is simply a lie."),
    ("en", "dismissive", "Nobody else has complained."),
    ("en", "dismissive", "If it does not suit you, you can go elsewhere."),
    ("en", "threat", "Our lawyers will contact you."),
    ("ru", "reminding", "Как мы уже объясняли, срок указан на сайте."),
    ("ru", "reminding", "Вам неоднократно говорили об этом."),
    ("ru", "should_have", "Вам следовало прочитать описание."),
    ("ru", "should_have", "Надо было сразу проверить коробку."),
    ("ru", "obvious", "Очевидно, Вы не прочли условия."),
    ("ru", "obvious", "Всем известно, что перед праздниками доставка дольше."),
    ("ru", "lecturing", "К Вашему сведению, доставка платная."),
    ("ru", "lecturing", "Вы должны понимать, что мы не одни на дороге."),
    ("ru", "rhetorical", "А чего Вы ожидали за такую цену?"),
    ("ru", "rhetorical", "Неужели трудно было позвонить?"),
    ("ru", "imperative", "Читайте условия внимательнее."),
    ("ru", "sarcasm", "Спасибо за Ваше экспертное мнение."),
    ("ru", "blame", "Вы сами виноваты."),
    ("ru", "accusation", "Ваш отзыв — клевета."),
    ("ru", "dismissive", "Никто больше не жаловался."),
    ("ru", "threat", "Встретимся в суде."),
    ("bg", "reminding", "Както вече Ви обяснихме, пратката беше готова."),
    ("bg", "reminding", "Бяхте изрично предупредени."),
    ("bg", "should_have", "Трябваше да прочетете условията."),
    ("bg", "should_have", "Можехте просто да се обадите."),
    ("bg", "obvious", "Очевидно не сте прочели описанието."),
    ("bg", "obvious", "Всеки нормален човек проверява адреса."),
    ("bg", "lecturing", "За Ваше сведение, доставката се заплаща."),
    ("bg", "lecturing", "Трябва да разберете, че не сме сами на пътя."),
    ("bg", "rhetorical", "Какво очаквахте за тези пари?"),
    ("bg", "rhetorical", "Нима е трудно да се обадите?"),
    ("bg", "imperative", "Четете по-внимателно."),
    ("bg", "sarcasm", "Благодарим за експертното мнение."),
    ("bg", "blame", "Сами сте си виновни."),
    ("bg", "accusation", "Отзивът Ви е чиста лъжа."),
    ("bg", "dismissive", "Никой друг не се е оплаквал."),
    ("bg", "threat", "Ще се видим в съда."),
]
HITS += [
    ("en", "condescending", "We regret that you failed to appreciate our house."),
    ("ru", "condescending", "Возможно, Вы неверно поняли сказанное."),
    ("bg", "condescending", "Никой не Ви кара да сте наш клиент."),
]
HARMLESS = [
    ("en", "You should have been met on time."),
    ("en", "We should have told you about the delay."),
    ("en", "The entrance is not obvious, and you are right to say so."),
    ("en", "Please write to us, and we will read it with care."),
    ("en", "Would you tell us on which day the parcel was promised?"),
    ("en", "We cannot agree with a verdict on the whole company on the strength of one event."),
    ("en", "You may of course turn to a court, and we respect that."),
    ("en", "It is not your fault."),
    ("ru", "Нам следовало предупредить Вас заранее."),
    ("ru", "Пишите нам на help@kettle.example."),
    ("ru", "Подскажите, пожалуйста, в какой день обещали доставку?"),
    ("ru", "Это произошло не по Вашей вине."),
    ("ru", "Обратиться в суд — Ваше право."),
    ("ru", "Это не мелочь, и мы это понимаем."),
    ("ru", "Вы должны знать заранее, сколько заплатите."),
    ("bg", "Пратката трябваше да пристигне в понеделник."),
    ("bg", "Трябваше да отговорим по-рано."),
    ("bg", "Не трябваше да чакате толкова дълго."),
    ("bg", "Пишете ни на help@kettle.example."),
    ("bg", "Бихте ли ни казали в кой ден беше обещана доставката?"),
    ("bg", "Това не е по Ваша вина."),
    ("bg", "Не е дреболия и го разбираме."),
]


@pytest.mark.parametrize(("lang", "kind", "text"), HITS)
def test_superior(lang: str, kind: str, text: str) -> None:
    assert f"superior.{kind}" in names(text, lang=lang)


@pytest.mark.parametrize(("lang", "text"), HARMLESS)
def test_harmless(lang: str, text: str) -> None:
    assert not {name for name in names(text, lang=lang) if name.startswith("superior")}


def test_the_place_is_that_of_the_words() -> None:
    text = "We are sorry. Obviously, the parcel was late."
    place = next(item for item in found(text) if item.check == "superior.obvious")
    assert text[place.start : place.end] == "Obviously"


def test_a_smirk_is_sarcasm() -> None:
    assert "superior.sarcasm" in names("Извините за задержку посылки 🙄", lang="ru")
