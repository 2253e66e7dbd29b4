"""What the words of a reply do and never do."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reviewreply.platforms import platform_rules
from reviewreply.record import Language, ReplyLanguage
from reviewreply.reply import PhrasebookDrafter, ReplyMemory, compose, make_plan
from reviewreply.reply.case import Case
from reviewreply.reply.plan import plan_case
from reviewreply.reply.situations import situations

from .build import REFUND_FEE, RETURNS, SIGNATURE, against, analysis, business, claim, fact, remedies, returns, review

LANGUAGES: tuple[ReplyLanguage, ...] = ("ru", "bg", "en")
CYRILLIC = re.compile("[а-яёА-ЯЁ]")
LATE = {"ru": "Посылка пришла поздно.", "bg": "Пратката закъсня.", "en": "The parcel came late."}
REFUSED = {"ru": "Не взяли возврат.", "bg": "Отказаха да я върнат.", "en": "They refused to take it back."}
SORRY = {
    "ru": re.compile(r"извин|жаль|сожале|прости|прощени", re.IGNORECASE),
    "bg": re.compile(r"извин|съжал|простете", re.IGNORECASE),
    "en": re.compile(r"\bsorry\b|apolog|\bregret|forgive", re.IGNORECASE),
}
EVERY = [(language, situation) for language in LANGUAGES for situation in situations(language)]


def late(language: str, verdict: str = "justified", **more: object):  # type: ignore[no-untyped-def]
    text = LATE[language]
    return text, claim(text, text[:-1], "delivery", verdict, **more)


@pytest.mark.parametrize(("language", "situation"), EVERY, ids=lambda value: getattr(value, "id", value))
def test_every_situation_reads_cleanly(language: ReplyLanguage, situation) -> None:  # type: ignore[no-untyped-def]
    shop = business(remedies=remedies(), policies=returns())
    for seed in range(12):
        reply = compose(situation.review, situation.analysis, shop, None, seed)
        text = reply.text
        assert text
        assert reply.language == language
        assert not re.search(r"[{}]|  | [,.;:!?]|[,;:]\.|\.\.(?!\.)", text), text
        assert text[0].isupper() or text[0].isdigit(), text
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            assert not sentence[0].islower(), text
        letters = re.sub(r"\S+@\S+|Kettle & Co|The Kettle & Co team", "", text)
        assert bool(CYRILLIC.search(letters)) == (language != "en"), text
        assert text.count("\n\n") <= 2


@pytest.mark.parametrize(("language", "situation"), EVERY, ids=lambda value: getattr(value, "id", value))
def test_nothing_is_invented(language: ReplyLanguage, situation) -> None:  # type: ignore[no-untyped-def]
    """Every number of a reply stands in the review or in what the business states."""
    shop = business(remedies=remedies(), policies=returns())
    known = " ".join([situation.review.text, REFUND_FEE[language], RETURNS[language], shop.contact.phone or ""])
    for seed in range(12):
        reply = compose(situation.review, situation.analysis, shop, None, seed)
        assert set(re.findall(r"\d+", reply.text)) <= set(re.findall(r"\d+", known)), reply.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_apology_where_a_fault_is_owned_and_none_where_not(language: ReplyLanguage) -> None:
    for verdict, times in (("justified", 1), ("unjustified", 0)):
        responsible = "business" if verdict == "justified" else "customer"
        text, late_ = late(language, verdict, responsible=responsible)
        for seed in range(30):
            reply = compose(review(text), analysis(verdict, [late_], lang=language), business(), None, seed)
            apologies = [s for s in re.split(r"(?<=[.!?])\s+", reply.text) if SORRY[language].search(s)]
            assert len(apologies) <= times + (times and 1), reply.text
            assert bool(apologies) == bool(times), reply.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_statement_is_said_in_the_words_of_the_business(language: ReplyLanguage) -> None:
    text = REFUSED[language]
    refused = claim(text, text[:-1], "refund", "unjustified", evidence=against("policies.returns"))
    reply = compose(review(text), analysis("unjustified", [refused], lang=language), business(policies=returns()))
    assert RETURNS[language][1:] in reply.text
    assert "policies.returns" in reply.facts_used


def test_a_statement_without_words_in_the_language_is_left_out_and_told_once() -> None:
    told = (fact("delivery", {"en": "The parcel left us on Monday."}, "confirms"),) * 2
    text, late_ = late("bg")
    reply = compose(review(text, facts=told), analysis("justified", [late_], lang="bg"), business())
    assert "Monday" not in reply.text
    notes = [note for note in reply.needs_attention if "no text in Bulgarian" in note]
    assert len(notes) == 1
    assert "facts.0" in notes[0]


def test_latin_typed_bulgarian_is_answered_in_cyrillic() -> None:
    text = "Pratkata zakasnia s 9 dni."
    late_ = claim(text, "Pratkata zakasnia s 9 dni", "delivery", "justified")
    judged = analysis("justified", [late_], language=Language("bg", latin_script=True))
    reply = compose(review(text), judged, business())
    assert reply.language == "bg"
    assert CYRILLIC.search(reply.text)


@pytest.mark.parametrize(("language", "answered"), [("other", "bg"), ("und", "bg"), ("en", "en")])
def test_other_languages_are_answered_in_that_of_the_business(language: str, answered: str) -> None:
    text = "Das Paket kam zu spät."
    late_ = claim(text, text[:-1], "delivery", "justified")
    shop = replace(business(), name={"bg": "Чайникът"})
    reply = compose(review(text), analysis("justified", [late_], lang=language), shop)
    assert reply.language == answered
    assert any("language" in note for note in reply.needs_attention) == (language != "en")


def test_only_the_first_name_of_a_known_nickname_is_used() -> None:
    text, late_ = late("bg")
    judged = analysis("justified", [late_], lang="bg")
    greeted = [compose(review(text, author="Иван Петров"), judged, business(), None, seed).text for seed in range(10)]
    assert any("Иван" in text for text in greeted)
    assert not any("Петров" in text for text in greeted)
    for author, platform in (("kotka77", None), ("Иван", "tripadvisor")):
        reply = compose(review(text, author=author, platform=platform), judged, business())
        assert author not in reply.text


LIMITS = [("google_play", 350), ("google", 4096), ("wildberries", 5000)]


@pytest.mark.parametrize(("platform", "limit"), LIMITS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_replies_fit_the_platform_without_a_cut(platform: str, limit: int, language: ReplyLanguage) -> None:
    shop = business(remedies=remedies(), policies=returns())
    for situation in situations(language, platform):
        reply = compose(situation.review, situation.analysis, shop)
        assert platform_rules(platform).length(reply.text) <= limit
        last = reply.text.split("\n")[-1]
        assert last[-1] in ".!?" or last == SIGNATURE[language] or "@" in last


def test_the_voice_sets_the_length_too() -> None:
    text, late_ = late("bg")
    short = business(voice={"max_length": 220})
    for seed in range(20):
        assert len(compose(review(text), analysis("justified", [late_], lang="bg"), short, None, seed).text) <= 220


def test_what_cannot_fit_goes_to_a_person_uncut() -> None:
    text, late_ = late("en")
    long = {"about": ["delivery"], "text": {"en": "we refund the fee " + "and the fee " * 40 + "at once"}}
    reply = compose(review(text, platform="google_play"), analysis("justified", [late_]), business(remedies=[long]))
    assert "at once" in reply.text
    assert any("length" in note for note in reply.needs_attention)


def test_words_to_prefer_and_to_avoid() -> None:
    voice = {"prefer": {"en": {"parcel": "shipment"}}, "avoid": {"en": ["sorry"]}}
    text, late_ = late("en")
    for seed in range(20):
        said = compose(review(text), analysis("justified", [late_]), business(voice=voice), None, seed).text
        assert "parcel" not in said
        assert "sorry" not in said.lower()


def test_styles_another_wording_and_determinism() -> None:
    text, late_ = late("en")
    told, judged, shop = review(text), analysis("justified", [late_]), business()
    first = compose(told, judged, shop, seed=1)
    assert compose(told, judged, shop, seed=1).text == first.text
    assert compose(told, judged, shop, seed=2).text != first.text
    assert len(compose(told, judged, shop, seed=1, style="shorter").text) < len(first.text)
    assert "acknowledge" in compose(told, judged, shop, seed=1, style="warmer").acts


def test_reviews_of_one_incident_are_answered_alike_in_other_words() -> None:
    outage = {"id": "outage", "about": ["app"], "text": {"en": "Our shop was down for three hours on 5 May."}}
    shop, memory, said = business(incidents=[outage]), ReplyMemory(), []
    text = "The site was down all day."
    down = claim(text, text[:-1], "app", "justified")
    for index in range(12):
        judged = analysis("justified", [down], incident="outage")
        said.append(compose(review(text, id=f"r-{index}"), judged, shop, memory))
    assert len({reply.text for reply in said}) == 12
    assert all("three hours on 5 May" in reply.text for reply in said)
    assert len({reply.facts_used for reply in said}) == 1


def test_the_same_fault_twice_is_owned_once() -> None:
    text = "The parcel came late. I say it again: the parcel was late."
    claims = [claim(text, "The parcel came late", "delivery", "justified"),
              claim(text, "the parcel was late", "delivery", "justified")]  # fmt: skip
    reply = compose(review(text), analysis("justified", claims), business())
    assert "own_extra" not in reply.acts


def test_hostile_texts_do_no_harm() -> None:
    texts = ("{that} {0} {x!r:>100}", "🤬" * 300, "a" * 12_000, "<script>alert(1)</script>", "=HYPERLINK()", "\ud800")
    for text in texts:
        judged = analysis("unclear", [claim(text, text, "other", "unclear")])
        reply = compose(review(text), judged, business())
        assert reply.text
        assert "script" not in reply.text


def test_a_drafter_gives_the_text_of_a_plan() -> None:
    text, late_ = late("en")
    told, judged, shop = review(text), analysis("justified", [late_]), business()
    plan = make_plan(told, judged, shop)
    assert PhrasebookDrafter().draft(told, judged, shop, plan, seed=1) == compose(told, judged, shop, seed=1).text


def test_what_the_business_states_is_said_every_time() -> None:
    text, late_ = late("bg")
    told = fact("delivery", {"bg": "Пратката тръгна от нас в понеделник."}, "confirms")
    memory = ReplyMemory()
    for index in range(40):
        judged = analysis("justified", [late_], lang="bg")
        reply = compose(review(text, id=f"r-{index}", facts=(told,)), judged, business(), memory)
        assert "в понеделник" in reply.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("platform", [None, "google_play"])
def test_every_claim_has_a_sentence_that_stands_for_it(language: ReplyLanguage, platform: str | None) -> None:
    types = ("delivery", "quality", "staff", "waiting", "price", "premises", "other")
    text = " ".join(f"Xx{index}." for index in range(len(types)))
    for verdict in ("justified", "unjustified", "unclear"):
        claims = [claim(text, f"Xx{index}.", type, verdict) for index, type in enumerate(types)]
        judged = analysis(verdict, claims, lang=language)
        case = Case(review(text, platform=platform), judged, business())
        traced = PhrasebookDrafter().trace(case, plan_case(case))
        assert {traced.plan.acts[part.act].claim for part in traced.parts} >= set(range(len(types)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unclear_complaint_is_recognised_by_its_matter(language: ReplyLanguage) -> None:
    text, late_ = late(language, "unclear")
    for seed in range(20):
        case = Case(review(text), analysis("unclear", [late_], lang=language), business())
        traced = PhrasebookDrafter().trace(case, plan_case(case), seed)
        part = next(part for part in traced.parts if part.kind == "acknowledge")
        assert case.issues[0].forms["about"] in traced.text[part.start : part.end]
