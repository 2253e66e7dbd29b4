"""Personal data: what is found, and what only looks like it."""

from __future__ import annotations

import pytest

from reviewreply.text.personal import find_personal

# language | kind | text, the part found in [brackets]
FOUND = """
ru | email | пишите на [ivan.p@mail.ru]!
ru | phone | звоните [+7 (912) 345-67-89]
ru | phone | [8-800-555-35-35]
ru | phone | [89123456789] это я
ru | card | списали с [4111 1111 1111 1111]
ru | order_number | заказ № [123456]
ru | order_number | номер заказа: [12-345678]
ru | order_number | трек [RR123456789RU]
ru | passport | паспорт [4510 123456]
ru | national_id | [112-233-445 95]
ru | national_id | ИНН [770123456789]
ru | address | [ул. Ленина, д. 5, кв. 12], второй этаж
ru | name | менеджер [Анна Петрова] нахамила
ru | name | спасибо [Сергею]!
ru | name | г-н [Иванов] не ответил
ru | name | меня зовут [Мария]
ru | name | [Ольга Николаевна] помогла
ru | name | врачу [Ирине Сергеевне] спасибо
ru | health | у меня [диабет]
bg | phone | тел. [0888 123 456]
bg | phone | [+359 88 812 3456]
bg | phone | [02 987 6543]
bg | national_id | ЕГН [7523169263]
bg | iban | върнете на [BG80 BNBG 9661 1020 3456 78]
bg | order_number | поръчка №[12345]
bg | order_number | резервация [ABC123]
bg | order_number | товарителница [1053012345678]
bg | address | [ул. "Витоша" 15, ет. 2]
bg | address | [ж.к. Люлин, бл. 512, вх. А, ап. 7]
bg | name | куриерът [Иван] викаше
bg | name | г-жа [Петрова] беше груба
bg | name | [Мария Иванова] ми каза
bg | name | казвам се [Димитър]
bg | health | [бременна] съм
en | email | mail [a.b+c@example.co.uk]
en | phone | call [555-123-4567]
en | phone | [(212) 555-0123]
en | phone | [020 7946 0958]
en | phone | [07700 900123]
en | order_number | order #[12345]
en | order_number | booking ref [ABC-123]
en | passport | passport [123456789]
en | national_id | SSN [123-45-6789]
en | address | [221B Baker Street]
en | address | [SW1A 1AA]
en | name | Mr. [Smith] shouted
en | name | a manager named [John Smith]
en | name | my name is [Kate]
en | health | I am [pregnant]
"""

NOTHING = """
ru | заказ от 20.05.2026
ru | заплатил 1 200 500 руб.
ru | заказал 2 пиццы
ru | в Москве на Арбате
ru | рейтинг 4.9 из 5, 1000 отзывов
ru | Роман понравился, Надежда умирает последней
ru | ждал 40 минут, потом 2 часа
ru | модель 12345
bg | на 20.05.2026
bg | платих 1 200 лева
bg | поръчах 3 броя
bg | София е хубав град
bg | поръчката дойде за 3 дни
en | my order 66 was late
en | 2024-05-20
en | I paid 1,200,500
en | Apple Pay and Google Maps
en | I called Symantec
en | They disabled my account
en | order of 2026
"""


def lines(table: str) -> list[list[str]]:
    return [[part.strip() for part in line.split(" | ")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("language", "kind", "marked"), lines(FOUND))
def test_found(language: str, kind: str, marked: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    found = [(each.kind, text[each.start : each.end]) for each in find_personal(text, language)]
    assert found == [(kind, marked[marked.index("[") + 1 : marked.index("]")])]


@pytest.mark.parametrize(("language", "text"), lines(NOTHING))
def test_not_found(language: str, text: str) -> None:
    assert find_personal(text, language) == []


def test_check_digits_decide() -> None:
    assert [each.kind for each in find_personal("4111111111111111", "en")] == ["card"]
    assert "card" not in [each.kind for each in find_personal("4111111111111112", "en")]
    assert "iban" not in [each.kind for each in find_personal("BG81 BNBG 9661 1020 3456 78", "bg")]
    assert "national_id" not in [each.kind for each in find_personal("7523169264", "bg")]


def test_every_finding_says_why() -> None:
    found = find_personal("Мария Иванова, тел. 0888 123 456, maria@abv.bg", "bg")
    assert [each.kind for each in found] == ["name", "phone", "email"]
    assert all(each.why and 0 < each.confidence <= 1 for each in found)
