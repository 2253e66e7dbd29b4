"""Rules over lexicons: positives beside negatives, in three languages."""

from __future__ import annotations

import pytest

from reviewreply.justify.rules import find_hits
from reviewreply.justify.rules.lexicon import LANGUAGES, NAMES, folded, lexicon, matches
from reviewreply.record import Language


def strength(text: str, signal: str, lang: str, latin: bool = False) -> float:
    hits = find_hits(text, Language(lang, latin))  # type: ignore[arg-type]
    return max((hit.strength for hit in hits if hit.signal == signal), default=0.0)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*NAMES, "issues"])
def test_every_entry_finds_its_own_example(language: str, name: str) -> None:
    found = lexicon(language, name)
    assert found.version == 1
    for entry in found.entries:
        example = folded(entry.example)
        own = matches(example, language, (name,)).get(name, [])
        assert any(match.entry is entry for match in own), entry.example
        assert 0 < entry.strength <= 1


FIRES = [
    ("en", "blackmail", "Refund me by Friday or I post this on every review site."),
    ("en", "blackmail", "I'll gladly change this to five stars once you send a voucher."),
    ("bg", "blackmail", "Върнете ми парите до петък, иначе пускам клипа във всички групи във фейсбук."),
    ("ru", "blackmail", "Либо возвращаете деньги, либо завтра про вас узнает весь тикток."),
    ("en", "abusive", "What a bunch of idiots."),
    ("bg", "abusive", "Пълни идиоти работят там."),
    ("ru", "abusive", "Криворукие бараны, а не мастера."),
    ("en", "legal", "My solicitor will write to you."),
    ("bg", "legal", "Подадох жалба до КЗП."),
    ("ru", "legal", "Жалоба в Роспотребнадзор отправлена."),
    ("en", "hearsay", "I haven't been, but my sister says it is awful."),
    ("bg", "hearsay", "Аз не съм ходила, но съседката разправя, че е мръсно."),
    ("ru", "hearsay", "Сам не был, но сосед говорит, что обманывают."),
    ("en", "excessive_demand", "I want £500 for my stress and a free holiday."),
    ("bg", "excessive_demand", "Искам 3000 лева за душевни терзания."),
    ("ru", "excessive_demand", "Требую моральный ущерб и бесплатный ужин."),
    ("en", "churn", "Never coming here again."),
    ("bg", "churn", "Никога повече, сменям фирмата."),
    ("ru", "churn", "Больше к вам ни ногой."),
    ("en", "overgeneralised", "They are all the same, every last one of them."),
    ("bg", "overgeneralised", "Всички са маскари, от касиерката до шефа."),
    ("ru", "overgeneralised", "Там все жулики, все до одного."),
    ("en", "own_action", "I forgot to cancel in time, my own fault."),
    ("bg", "own_action", "Изпуснах срока, моя грешка."),
    ("ru", "own_action", "Сама виновата, забыла продлить."),
    ("en", "outside_control", "Fog closed the airport."),
    ("bg", "outside_control", "Закъсня заради бурята."),
    ("ru", "outside_control", "Рейс задержали из-за тумана."),
]

SILENT = [
    ("en", "blackmail", "The app crashes whenever I open TikTok links."),
    ("en", "blackmail", "I have asked for a refund and will go to small claims."),
    ("bg", "blackmail", "Снимах видео от почивката, беше прекрасно."),
    ("ru", "blackmail", "Видела рекламу в инстаграме, заказала, пришёл брак."),
    ("en", "abusive", "The waiter called me an idiot."),
    ("en", "abusive", "They are not crooks, just slow."),
    ("bg", "abusive", "Касиерката нарече ме идиот пред всички."),
    ("bg", "abusive", "Не са крадци, просто са бавни."),
    ("ru", "abusive", "Администратор обозвал меня бараном."),
    ("ru", "abusive", "Они не воры, просто медленные."),
    ("en", "legal", "The courtyard is lovely."),
    ("bg", "legal", "Съдовете бяха мръсни."),
    ("ru", "legal", "Посуда грязная, сувениры дорогие."),
    ("en", "hearsay", "I went with my sister and we waited an hour."),
    ("bg", "hearsay", "Ходих със сестра си и чакахме час."),
    ("ru", "hearsay", "Ходила с сестрой, ждали час."),
    ("en", "churn", "We will come back next year."),
    ("bg", "churn", "Пак ще дойдем."),
    ("ru", "churn", "Обязательно вернёмся."),
]


@pytest.mark.parametrize(("lang", "signal", "text"), FIRES)
def test_fires(lang: str, signal: str, text: str) -> None:
    assert strength(text, signal, lang) >= 0.5


@pytest.mark.parametrize(("lang", "signal", "text"), SILENT)
def test_stays_silent(lang: str, signal: str, text: str) -> None:
    assert strength(text, signal, lang) < 0.5


@pytest.mark.parametrize(
    ("lang", "signal", "text"),
    [
        ("bg", "abusive", "Pylni idioti, lenivi magareta."),
        ("ru", "blackmail", "vernite dengi ili ya vam vezde edinic nastavlyu, napishu na vseh saytah"),
        ("bg", "legal", "Politsiqta e uvedomena, podadoh zhalba v KZP."),
    ],
)
def test_reads_latin_letters_with_offsets_into_the_text(lang: str, signal: str, text: str) -> None:
    hits = [hit for hit in find_hits(text, Language(lang, True)) if hit.signal == signal]  # type: ignore[arg-type]
    assert hits
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)


def test_other_languages_have_no_rules() -> None:
    assert find_hits("Das sind alles Idioten!", Language("other")) == []


@pytest.mark.parametrize("text", ["", "😡😡😡", "İ" * 50, "<b>&amp;</b>", "a" * 10_000, "или " * 2_000])
def test_hostile_texts_do_no_harm(text: str) -> None:
    for language in LANGUAGES:
        for hit in find_hits(text, Language(language)):  # type: ignore[arg-type]
            assert 0 <= hit.start < hit.end <= len(text)
