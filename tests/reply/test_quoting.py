"""A matter without a name of its own is named by a short quotation of the review, where one may stand."""

from __future__ import annotations

import pytest

from reviewreply.record import Language, ReplyLanguage
from reviewreply.reply.case import Case
from reviewreply.reply.compose import compose
from reviewreply.reply.phrasebook import load_phrasebook
from reviewreply.reply.quoting import quotable
from reviewreply.reply.select import pick_issue

from .build import analysis, business, claim, review

WORDS: dict[ReplyLanguage, str] = {
    "en": "The lid rattles like an old tram",
    "ru": "Крышка дребезжит как старый трамвай",
    "bg": "Капакът дрънчи при всяко завъртане",
}
FORBIDDING = "tripadvisor"
QUOTED = {
    "en": "“the lid rattles like an old tram”",
    "ru": "«крышка дребезжит как старый трамвай»",
    "bg": "„капакът дрънчи при всяко завъртане“",
}


@pytest.mark.parametrize("language", ["en", "ru", "bg"])
@pytest.mark.parametrize("verdict", ["justified", "unjustified", "unclear"])
def test_what_has_no_name_is_quoted_once(language: ReplyLanguage, verdict: str) -> None:
    text = f"{WORDS[language]}."
    whose = "customer" if verdict == "unjustified" else "business"
    judged = analysis(verdict, [claim(text, text[:-1], "quality", verdict, whose)], lang=language)
    for seed in range(30):
        reply = compose(review(text), judged, business(), seed=seed)
        assert reply.text.count(QUOTED[language]) <= 1
        assert not [check for check in reply.checks if check.outcome == "reported"], reply.text
        if verdict == "justified":
            assert QUOTED[language] in reply.text


@pytest.mark.parametrize("language", ["en", "ru", "bg"])
def test_nothing_is_quoted_where_the_platform_forbids_it(language: ReplyLanguage) -> None:
    text = f"{WORDS[language]}."
    judged = analysis("justified", [claim(text, text[:-1], "quality", "justified")], lang=language)
    case = Case(review(text, platform=FORBIDDING), judged, business())
    assert not any(issue.quoted for issue in case.issues.values())
    reply = compose(review(text, platform=FORBIDDING), judged, business())
    assert QUOTED[language] not in reply.text


@pytest.mark.parametrize("language", ["en", "ru", "bg"])
def test_an_abusive_review_is_not_quoted(language: ReplyLanguage) -> None:
    text = f"{WORDS[language]}."
    found = claim(text, text[:-1], "quality", "justified")
    case = Case(review(text), analysis("justified", [found], lang=language, signals=["abusive"]), business())
    assert not case.issues[0].quoted


@pytest.mark.parametrize("language", ["ru", "bg"])
def test_latin_letters_are_not_quoted(language: ReplyLanguage) -> None:
    text = "kryshka drebezzhit kak tramvaj"
    found = claim(text, text, "quality", "justified")
    judged = analysis("justified", [found], language=Language(language, latin_script=True))
    assert not Case(review(text), judged, business()).issues[0].quoted


REFUSED = [
    ("en", "rattles"),  # a single word
    ("en", "the lid rattles like an old tram on a very bad morning in town"),
    ("en", "the lid was made by complete idiots"),
    ("en", "Maria rattled the lid at us"),
    ("en", "the lid of Peter rattles"),
    ("en", "the lid of order 4471209 rattles"),
    ("en", "the lid rattles, see www.lid.example"),
    ("en", "the lid rattles. It does"),
    ("en", "THE LID RATTLES AND RATTLES"),
    ("en", "крышка дребезжит весь день"),
    ("ru", "крышку делали полные идиоты"),
    ("ru", "крышка дребезжит и"),
    ("ru", "the lid rattles all day"),
    ("bg", "капакът е правен от идиоти"),
    ("bg", "крышка дребезжит весь день"),
]


@pytest.mark.parametrize(("language", "text"), REFUSED)
def test_some_words_are_not_repeated(language: ReplyLanguage, text: str) -> None:
    assert quotable(load_phrasebook(language), claim(text, text, "quality", "justified"), text) is None


@pytest.mark.parametrize("type", ["honesty", "safety"])
def test_a_charge_is_not_repeated(type: str) -> None:
    text = WORDS["en"]
    assert quotable(load_phrasebook("en"), claim(text, text, type, "justified"), text) is None


def test_a_conjunction_and_marks_stay_outside() -> None:
    text = "Nice, but my lid rattles all day!"
    found = claim(text, "but my lid rattles all day!", "quality", "justified")
    assert quotable(load_phrasebook("en"), found, text) == "my lid rattles all day"


def test_words_of_another_clause_tell_nothing() -> None:
    text = "Something odd about it all, though my friend says that his parcel came nine days late."
    found = claim(text, "Something odd about it all", "delivery", "justified")
    assert pick_issue(load_phrasebook("en"), found, text, "shop").general


FRAGMENTS = [
    ("We liked the room but found the whole of it lid rattles all day in the end.", "lid rattles all day", None),
    ("We came back, my lid rattles all day long, so we left.", "lid rattles all day", "my lid rattles all day long"),
]


@pytest.mark.parametrize(("text", "part", "said"), FRAGMENTS)
def test_a_fragment_is_completed_or_not_quoted(text: str, part: str, said: str | None) -> None:
    assert quotable(load_phrasebook("en"), claim(text, part, "quality", "justified"), text) == said


def test_the_words_that_say_more_are_quoted() -> None:
    text = "Odd compartment; my lid rattles all day."
    claims = [claim(text, part, "quality", "justified") for part in ("Odd compartment", "my lid rattles all day")]
    case = Case(review(text), analysis("justified", claims), business())
    assert case.issues[0] is case.issues[1]
    assert "“my lid rattles all day”" in case.issues[0].forms["about"]
