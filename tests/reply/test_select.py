"""Which matter a claim is about, and what is praised."""

from __future__ import annotations

import pytest

from reviewreply.matters import matters
from reviewreply.record import ReplyLanguage
from reviewreply.reply.openings import head_end, literal_starts, may_match
from reviewreply.reply.phrasebook import load_phrasebook
from reviewreply.reply.select import pick_issue, pick_praise

from .build import claim

ISSUES = [
    ("en", "The parcel came nine days late.", "delivery", "delivery.late"),
    ("en", "Something about the parcel.", "delivery", "delivery.general"),
    ("bg", "Пратката закъсня с девет дни.", "delivery", "delivery.late"),
    ("bg", "Нещо с доставката.", "delivery", "delivery.general"),
    ("ru", "Посылка опоздала на неделю.", "delivery", "delivery.late"),
    ("ru", "Что-то с доставкой.", "delivery", "delivery.general"),
    ("en", "The waiter was rude to us.", "staff", "staff.rude"),
    ("bg", "В банята имаше хлебарки.", "safety", "safety.insects"),
    ("ru", "Нашли волос в супе.", "quality", "quality.hair_in_food"),
]


@pytest.mark.parametrize(("language", "text", "type", "expected"), ISSUES)
def test_a_claim_finds_its_issue(language: ReplyLanguage, text: str, type: str, expected: str) -> None:
    found = pick_issue(load_phrasebook(language), claim(text, text[:-1], type, "justified"), text, "restaurant")
    assert expected in (found.id, found.matter)


@pytest.mark.parametrize("language", ["ru", "bg", "en"])
def test_the_issue_has_always_the_type_of_its_claim(language: ReplyLanguage) -> None:
    book = load_phrasebook(language)
    text = "late закъсня опоздала rude груб грубо dirty мръсно грязно refund върнете верните деньги."
    for type in book.issues:
        assert pick_issue(book, claim(text, text, type, "justified"), text, "shop").type == type


def test_words_near_another_claim_tell_nothing() -> None:
    text = "It was late and it was bad."
    late = claim(text, "It was late", "delivery", "justified")
    bad = claim(text, "it was bad", "delivery", "justified")
    assert pick_issue(load_phrasebook("en"), bad, text, "shop", [late]).id == "delivery.general"


@pytest.mark.parametrize("language", ["ru", "bg", "en"])
def test_every_matter_has_a_name_in_every_trade(language: ReplyLanguage) -> None:
    book = load_phrasebook(language)
    for matter in matters():
        plain = [issue for issue in book.by_matter.get(matter, ()) if not issue.trades]
        assert plain or matter.endswith(".other"), matter


def test_what_the_encoder_knows_goes_before_the_looks_of_the_words() -> None:
    book, text = load_phrasebook("en"), "The wheel came off the cart, three weeks late."
    damaged = claim(text, text, "delivery", "justified", matter="delivery.damaged")
    assert pick_issue(book, damaged, text, "shop").matter == "delivery.damaged"
    unnamed = claim(text, text, "delivery", "justified", matter="delivery.other")
    assert pick_issue(book, unnamed, text, "shop").matter == "delivery.late"


PRAISED = [
    ("en", "The staff were very friendly.", True),
    ("en", "The staff were not friendly.", False),
    ("bg", "Персоналът беше много любезен.", True),
    ("bg", "Персоналът не беше любезен.", False),
    ("ru", "Персонал очень вежливый.", True),
    ("ru", "Персонал не вежливый.", False),
]


@pytest.mark.parametrize(("language", "text", "praised"), PRAISED)
def test_praise_is_found_unless_it_is_negated(language: ReplyLanguage, text: str, praised: bool) -> None:
    assert bool(pick_praise(load_phrasebook(language), text)) == praised


def test_praise_inside_a_claim_is_none() -> None:
    text = "The staff were very friendly."
    assert not pick_praise(load_phrasebook("en"), text, [(0, len(text))])


STARTS = [
    # pattern, head, letters of which it must contain some
    (r"\b(good|great) .{0,9}tea", r"\b(good|great)", ("good", "great")),
    (r"\b(good|great)? tea", "", ()),
    (r"\bcount on(?:s|ed)?\b", "", ("count",)),
    (r"teas?", "", ("tea",)),
    (r"tea|coffee", "", ("tea", "coffee")),
    (r"(?:tea|coffee)", "", ("tea", "coffee")),
    (r"(?:tea|[ck]offee)", "", ()),
    (r"(?<!no )tea", "", ()),
]


@pytest.mark.parametrize(("source", "head", "letters"), STARTS)
def test_shortcuts_never_skip_what_could_match(source: str, head: str, letters: tuple[str, ...]) -> None:
    assert source[: head_end(source)] == head
    assert literal_starts(source) == letters


@pytest.mark.parametrize("language", ["ru", "bg", "en"])
def test_issues_are_not_skipped_where_they_match(language: ReplyLanguage) -> None:
    book = load_phrasebook(language)
    issues = [issue for entries in book.issues.values() for issue in entries]
    text = " ".join(words for issue in issues for words in (*issue.standard, issue.forms["that"])).lower()
    for issue in issues:
        for (pattern, _), starts in zip(issue.patterns, issue.starts, strict=True):
            assert may_match(starts, text) or not pattern.search(text)


@pytest.mark.parametrize("language", ["ru", "bg", "en"])
def test_shortcuts_find_what_the_patterns_find(language: ReplyLanguage) -> None:
    book = load_phrasebook(language)
    texts = {
        "en": "great coffee, you can count on them, lovely friendly staff and good food",
        "ru": "отличная кухня, вежливый персонал, быстро и вкусно, спасибо врачу",
        "bg": "много любезен персонал, чисто, вкусна закуска и хубава гледка",
    }
    text = texts[language]
    slow = {
        index
        for index, praise in enumerate(book.praise)
        if any((match := pattern.search(text)) and match.end() > match.start() for pattern in praise.patterns)
    }
    fast = {owner for group in book.praise_patterns for owner, _, start, end in group.places(text) if end > start}
    assert fast == slow
