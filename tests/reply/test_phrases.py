"""Every phrase of every language: it loads, fills without leftovers and stays within its register."""

from __future__ import annotations

import re

import pytest

from reviewreply.record import ReplyLanguage
from reviewreply.reply.case import Case
from reviewreply.reply.phrasebook import MATTER, SLOTS, load_phrasebook
from reviewreply.reply.realise import layouts
from reviewreply.reply.situations import situations
from reviewreply.reply.tidying import capitalise, tidy

from .build import analysis, business, review

LANGUAGES: tuple[ReplyLanguage, ...] = ("ru", "bg", "en")
TYPES = (
    "delivery", "quality", "order_accuracy", "staff", "waiting", "support", "price", "refund", "premises", "app",
    "availability", "safety", "honesty", "other",
)  # fmt: skip
SCRIPT = {"ru": re.compile(r"[A-Za-zіїєѓќјљњћ]"), "bg": re.compile(r"[A-Za-zыэёіїєѓќјљњћ]"), "en": re.compile(r"[А-я]")}
NAMES = re.compile(r"\b(Wi-Fi|SMS|PIN|QR|SIM|eSIM|iOS|Android|USB|GPS|IBAN|VIP|IP|PDF)\b")
OTHER = {
    "that": "x", "for": "x", "about": "x", "subject": "x", "asfor": "x", "standard": "X.", "ask": "X?", "name": "X",
    "praise_that": "x", "praise_for": "x", "duration": "9", "amount": "9", "fact": "X.", "remedy": "x",
    "contact": "x@x.x", "email": "x@x.x", "phone": "9", "hours": "9", "business": "X", "signature": "X",
}  # fmt: skip


def case(language: ReplyLanguage) -> Case:
    return Case(review("x"), analysis("unclear", lang=language), business())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_has_issues_and_a_fallback(language: ReplyLanguage) -> None:
    book = load_phrasebook(language)
    assert set(book.issues) == set(TYPES)
    for type in TYPES:
        assert len(book.issues[type]) >= 7
        assert book.general(type).standard
        assert book.general(type).ask


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_of_the_layout_has_variants_in_both_registers(language: ReplyLanguage) -> None:
    book = load_phrasebook(language)
    for kind in layouts():
        for register in ("formal", "warm"):
            assert any(register in variant.register for variant in book.acts[kind]), (kind, register)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_variant_fills_for_every_issue(language: ReplyLanguage) -> None:
    book, told = load_phrasebook(language), case(language)
    variants = [variant for entries in book.acts.values() for variant in entries if variant.names_matter]
    issues = [issue for entries in book.issues.values() for issue in entries]
    for place, issue in enumerate(issues):
        for variant in variants[place % 5 :: 5]:
            values = OTHER | dict(issue.forms)
            text = ""
            for literal, slot in variant.pieces:
                text += literal + (values[slot] if slot else "")
            text = tidy(text, told)
            assert text[0].isupper() or text[0].isdigit(), (variant.key, issue.id, text)
            assert not re.search(r"[{}]|  | [,.;:!?]|[,;:]\.|\.\.(?!\.)|\?\.", text), (variant.key, issue.id, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_borrows_another_script(language: ReplyLanguage) -> None:
    book = load_phrasebook(language)
    for entries in book.acts.values():
        for variant in entries:
            assert not SCRIPT[language].search("".join(literal for literal, _ in variant.pieces)), variant.key
    for issues in book.issues.values():
        for issue in issues:
            said = " ".join((*issue.forms.values(), *issue.standard, *issue.ask))
            borrowed = SCRIPT[language].findall(NAMES.sub("", said))
            assert not borrowed, (issue.id, borrowed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_of_issues_have_no_slots_or_marks_of_their_own(language: ReplyLanguage) -> None:
    for entries in load_phrasebook(language).issues.values():
        for issue in entries:
            for slot in MATTER:
                form = issue.forms[slot]
                assert form == form.strip()
                assert "{" not in form
                assert form[-1] not in ".,;:!?"
            for sentence in (*issue.standard, *issue.ask):
                assert sentence.lstrip('«„“"')[0].isupper()
                assert sentence[-1] in ".!?…"


@pytest.mark.parametrize("language", LANGUAGES)
def test_praise_has_both_forms(language: ReplyLanguage) -> None:
    book = load_phrasebook(language)
    assert len(book.praise) >= 70
    assert book.praise[0].overall, "the first entry stands for praise of nothing in particular"
    assert all(praise.that and praise.for_ for praise in book.praise)


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_an_apology_apologises_more_or_less(language: ReplyLanguage) -> None:
    book = load_phrasebook(language)
    sorry = book.cues["apology"]
    for kind in ("own_fault", "own_extra", "disagree_fact", "disagree_outside", "disagree_own", "decline_demand"):
        said = [variant.text for variant in book.acts[kind] if sorry.search(variant.text.lower())]
        assert len(said) < len(book.acts[kind]) / 3, (kind, said)
    bare = [variant for variant in book.acts["apologise"] if not variant.slots]
    assert len(bare) >= 12
    assert all(sorry.search(variant.text.lower()) for variant in bare)


@pytest.mark.parametrize("language", LANGUAGES)
def test_slots_are_known(language: ReplyLanguage) -> None:
    for entries in load_phrasebook(language).acts.values():
        for variant in entries:
            assert variant.slots <= SLOTS


@pytest.mark.parametrize("language", LANGUAGES)
def test_situations_cover_the_verdicts(language: ReplyLanguage) -> None:
    found = list(situations(language))
    verdicts = {situation.analysis.justification.verdict for situation in found}
    assert verdicts == {"justified", "partly", "unjustified", "unclear", "not_applicable"}
    for situation in found:
        for claim in situation.analysis.claims:
            assert situation.review.text[claim.start : claim.end] == claim.text


BULGARIAN = [
    ("Благодарим с съжаление.", "Благодарим със съжаление."),
    ("Разбираме, че в Вашия случай", "Разбираме, че във Вашия случай."),
    ("С закъснението и в фирмата", "Със закъснението и във фирмата."),
    ("С доставката в петък", "С доставката в петък."),
]


@pytest.mark.parametrize(("raw", "written"), BULGARIAN)
def test_bulgarian_prepositions_before_like_consonants(raw: str, written: str) -> None:
    assert tidy(raw, case("bg")) == written


def test_capitals_skip_quotation_marks() -> None:
    assert capitalise("«завтра» значит завтра") == "«Завтра» значит завтра"
