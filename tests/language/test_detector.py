"""What the shipped detector answers on short, noisy review texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewreply.language import LanguageDetector
from reviewreply.record import Language

RUSSIAN = [
    "Обслуживание ужасное, больше сюда не придём",
    "Всё отлично, спасибо за быструю доставку!",
    "курьер опоздал на 2 часа и нахамил",
    "ОЧЕНЬ ДОЛГО ЖДАЛИ ЗАКАЗ!!!",
    "не рекомендую",
    "Приложение вылетает после обновления",
    "очееееень вкусно",
]
BULGARIAN = [
    "Обслужването е ужасно, повече няма да дойдем",
    "Всичко беше чудесно, благодаря за бързата доставка!",
    "куриерът закъсня с 2 часа и беше груб",
    "МНОГО ДЪЛГО ЧАКАХМЕ ПОРЪЧКАТА!!!",
    "не препоръчвам",
    "Приложението забива след обновяването",
    "мноооого вкусно",
]
ENGLISH = [
    "Terrible service, we will not be back",
    "Everything was great, thanks for the quick delivery!",
    "the courier was 2 hours late and rude",
    "WAITED FOREVER FOR MY ORDER!!!",
    "would not recommend",
    "The app crashes after the update",
    "soooo good",
]
OTHER = [
    ("Обслуговування жахливе, більше сюди не прийдемо", "uk"),
    ("Дуже смачно, рекомендую всім друзям", "uk"),
    ("Услугата е ужасна, повеќе нема да дојдеме тука", "mk"),
    ("Многу љубезен персонал и вкусна храна", "mk"),
    ("Услуга је била ужасна, никада више нећемо доћи", "sr"),
    ("Абслугоўванне жахлівае, больш сюды не прыйдзем", "be"),
    ("Қызмет көрсету өте нашар, енді ешқашан келмейміз", "kk"),
    ("Der Service war schrecklich, wir kommen nicht wieder", "de"),
    ("Le service était horrible, nous ne reviendrons pas", "fr"),
    ("El servicio fue terrible, no volveremos nunca más", "es"),
    ("Servis çok kötüydü, bir daha gelmeyeceğiz", "tr"),
    ("Serviciul a fost groaznic, nu mai venim niciodată", "ro"),
    ("Obsługa była okropna, więcej tu nie przyjdziemy", "pl"),
    ("Usluga je bila užasna, nikada više nećemo doći", "sr"),
    ("Η εξυπηρέτηση ήταν απαίσια", "el"),
    ("השירות היה נורא", "he"),
    ("服务很差，再也不来了", "zh"),
    ("サービスがひどかったです", "ja"),
    ("서비스가 정말 별로였어요", "ko"),
    ("მომსახურება საშინელი იყო", "ka"),
]
NOTHING = ["", "   ", "!!!", "👍👍👍", "10/10", "5", "...", "❤️🔥", "-", "1234567890", "\n\t\r", "+359 888 123 456"]
MASHING = ["asdfghjkl", "qwertyuiop", "фывапролд", "йцукенгшщз", "asdasdasd", "kjhgfdsa"]
MIXED = [
    ("Персонал очень вежливый, номер чистый, завтрак вкусный. Thank you!", "ru"),
    ("Останахме само за weekend, но хотелът ни хареса, a very nice place", "bg"),
    ("Great hotel with a friendly staff and clean rooms, спасибо", "en"),
    ("Booking.com Hilton Garden Inn Sofia — всичко беше наред, чисто и тихо", "bg"),
    ("Заказывал iPhone 15 Pro Max на Ozon, пришёл Samsung", "ru"),
    ("Ordered borscht at Пушкин, loved it", "en"),
]


@pytest.mark.parametrize("text", RUSSIAN)
def test_russian(detector: LanguageDetector, text: str) -> None:
    assert detector.detect(text).code == "ru"


@pytest.mark.parametrize("text", BULGARIAN)
def test_bulgarian(detector: LanguageDetector, text: str) -> None:
    assert detector.detect(text).code == "bg"


@pytest.mark.parametrize("text", ENGLISH)
def test_english(detector: LanguageDetector, text: str) -> None:
    found = detector.detect(text)
    assert (found.code, found.latin_script) == ("en", False)


@pytest.mark.parametrize(("text", "iso"), OTHER)
def test_other_language_is_named(detector: LanguageDetector, text: str, iso: str) -> None:
    found = detector.detect(text)
    assert (found.code, found.guess) == ("other", iso)


@pytest.mark.parametrize("text", NOTHING)
def test_no_words_are_undetermined(detector: LanguageDetector, text: str) -> None:
    assert detector.detect(text) == Language("und", confidence=1.0)


@pytest.mark.parametrize("text", MASHING)
def test_keyboard_mashing_is_undetermined(detector: LanguageDetector, text: str) -> None:
    assert detector.detect(text).code == "und"


@pytest.mark.parametrize(("text", "code"), MIXED)
def test_language_of_most_words(detector: LanguageDetector, text: str, code: str) -> None:
    assert detector.detect(text).code == code


def test_cyrillic_is_not_latin_typed(detector: LanguageDetector) -> None:
    assert not any(found.latin_script for found in detector.detect_many(RUSSIAN + BULGARIAN))


def test_latin_typed_reviews(detector: LanguageDetector) -> None:
    lines = (Path(__file__).parent / "latin_typed.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    found = detector.detect_many(text for _, text in rows)
    right = sum(f.code == code and f.latin_script for f, (code, _) in zip(found, rows, strict=True))
    assert right >= 0.95 * len(rows)


def test_look_alike_letters_do_not_mislead(detector: LanguageDetector) -> None:
    assert detector.detect("Oчeнь плoхoe oбcлуживaниe").code == "ru"  # o, e, c, a are Latin here


def test_addresses_and_mentions_are_no_words(detector: LanguageDetector) -> None:
    text = "Пишете ми на ivan.petrov@example.com или https://example.com/some/english/page @support_team"
    assert detector.detect(text).code == "bg"


def test_many_answers_as_one_does(detector: LanguageDetector) -> None:
    texts = RUSSIAN + BULGARIAN + ENGLISH + NOTHING
    assert detector.detect_many(texts) == [detector.detect(text) for text in texts]


def test_no_texts_no_answers(detector: LanguageDetector) -> None:
    assert detector.detect_many([]) == []


def test_shared_word_leaves_doubt(detector: LanguageDetector) -> None:
    assert detector.detect("да").confidence < 0.9 < detector.detect(BULGARIAN[0]).confidence


def test_memory_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewreply.language.detector._CACHE", 10)
    small = LanguageDetector.load()
    for text in RUSSIAN + BULGARIAN:
        small.detect(text)
    assert small.detect(BULGARIAN[0]).code == "bg"
    assert small.detect(" ".join(RUSSIAN)).code == "ru"  # more words than there is room for
