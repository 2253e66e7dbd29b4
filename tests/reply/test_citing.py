"""A disagreement cites the record; what a review does not speak of is not cited; one remedy is offered."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from reviewreply.record import Analysis, Event, Evidence, Order, OrderLine, Payment, Reply, Review
from reviewreply.reply import compose
from reviewreply.reply.phrasebook import load_phrasebook
from reviewreply.reply.plan import make_plan
from reviewreply.reply.recorded import recorded
from reviewreply.reply.select import pick_issue

from .build import against, analysis, business, claim, remedies, returns, review

LATE = {"en": "The parcel came late.", "ru": "Посылка пришла с опозданием.", "bg": "Пратката закъсня."}


def order(**events: Any) -> Order:
    return Order(events=tuple(Event(name, at) for name, at in events.items()))  # type: ignore[arg-type]


ON_TIME = order(promised=date(2026, 9, 29), delivered=date(2026, 9, 28))


def unfounded(lang: str, id: str = "events.delivered", source: str = "order", **more: Any) -> Analysis:
    text = LATE[lang]
    judged = claim(text, text[:-1], "delivery", "unjustified", evidence=against(id, source), **more)
    return analysis("unjustified", [judged], lang=lang)


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "promised for 29 September and delivered on 28 September"),
        ("ru", "обещан на 29 сентября и доставлен 28 сентября"),
        ("bg", "обещана за 29 септември и беше доставена на 28 септември"),
    ],
)
def test_a_delivery_in_time_is_told_with_its_dates(lang: str, told: str) -> None:
    for seed in range(12):
        reply = compose(review(LATE[lang], order=ON_TIME), unfounded(lang), business(), seed=seed)
        assert told in reply.text
        assert "events.delivered" in reply.facts_used
        assert "conflict" not in reply.acts
        assert not [check for check in reply.checks if check.outcome == "reported"]


RECORDS = [
    # place, order, language, sentence
    ("events.delivered", order(promised=date(2026, 5, 3), delivered=date(2026, 5, 3)), "en",
     "The order was promised for 3 May and delivered on that day."),
    ("events.delivered", order(delivered=datetime(2026, 5, 3, 9, 30)), "ru",
     "В наших записях значится: доставка 3 мая."),
    ("events.delivered", order(promised=date(2025, 12, 30), delivered=date(2026, 1, 2)), "bg",
     "Поръчката беше обещана за 30 декември 2025 г. и беше доставена на 2 януари 2026 г."),
    ("events.delivery_attempted", order(delivery_attempted=date(2026, 5, 3)), "ru",
     "Заказ привезли 3 мая, но вручить его не удалось."),
    ("events.started", order(booked_for=datetime(2026, 5, 3, 10, 0), started=datetime(2026, 5, 3, 10, 5)), "en",
     "Our records show a booking for 10:00 and the start at 10:05."),
    ("events.return_requested", order(delivered=date(2026, 5, 3), return_requested=date(2026, 6, 8)), "bg",
     "При нас е записано: доставка на 3 май, заявка за връщане на 8 юни."),
    ("events.refunded", order(), "en", None),
    ("status", Order(status="no_show"), "bg", "По нашите данни резервацията не е използвана."),
    ("status", Order(status="open"), "bg", None),
    ("payments", Order(payments=(Payment(9.0),)), "ru", "В наших записях по этому заказу значится один платёж."),
    ("payments", Order(payments=(Payment(9.0), Payment(9.0, "held"))), "en",
     "Our records show one payment for this order; the other sum was only held, not taken."),
    ("payments", Order(payments=(Payment(9.0), Payment(9.0))), "en", None),
    ("payments", Order(), "en", None),
    ("lines.0.billed", Order(lines=(OrderLine("a kettle", billed=9.0, due=9.0),)), "en",
     "The sum on the bill is the one that was due for the order."),
    ("lines.0.billed", Order(lines=(OrderLine("a kettle", billed=9.0, due=8.0),)), "en", None),
    ("lines.7.billed", Order(), "en", None),
]  # fmt: skip


@pytest.mark.parametrize(("place", "known", "lang", "sentence"), RECORDS)
def test_the_record_is_told_in_a_sentence(place: str, known: Order, lang: Any, sentence: str | None) -> None:
    told = recorded(place, Review(text="x", order=known), business(), lang)
    assert told == sentence


def test_a_rule_goes_with_the_dates_that_it_was_held_against() -> None:
    rule = {**returns()[0], "within": "14 days", "counts_from": "delivered", "kind": "term", "binds": "customer"}
    text = "They refused to take it back."
    judged = claim(text, text[:-1], "refund", "unjustified", "customer", evidence=against("policies.returns"))
    known = order(delivered=date(2026, 8, 24), return_requested=date(2026, 9, 27))
    reply = compose(review(text, order=known), analysis("unjustified", [judged]), business(policies=[rule]))
    assert "delivery on 24 August and the request to return it on 27 September" in reply.text
    assert {"policies.returns", "events.return_requested"} <= set(reply.facts_used)


def test_a_rule_about_something_else_is_no_reason() -> None:
    rule = {**returns()[0], "about": ["price"]}
    plan = make_plan(review(LATE["en"]), unfounded("en", "policies.returns", "policy"), business(policies=[rule]))
    kinds = [act.kind for act in plan.acts]
    assert "ask_lead" in kinds
    assert not [kind for kind in kinds if kind.startswith("disagree")]
    assert any("does not seem to speak of it: policies.returns" in note for note in plan.attention)


def test_a_kept_term_is_no_reason_where_the_promised_day_went_by() -> None:
    rule = {"id": "speed", "about": ["delivery"], "kind": "promise", "binds": "business", "text": {"en": "In 9 days."}}
    late = order(promised=date(2026, 9, 20), delivered=date(2026, 9, 28))
    judged = unfounded("en", "policies.speed", "policy")
    plan = make_plan(review(LATE["en"], order=late), judged, business(policies=[rule]))
    assert "policies.speed" not in [act.fact for act in plan.acts]


LIMESCALE = {
    "id": "limescale", "about": ["quality"], "kind": "exclusion", "binds": "customer",
    "text": {"en": "Limescale from hard water is not a fault; the manual of every kettle says so."},
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "cited"), [("The kettle is full of limescale.", True), ("Water leaks out of the kettle.", False)]
)
def test_an_exclusion_is_cited_for_what_it_names_only(text: str, cited: bool) -> None:
    evidence = against("policies.limescale")
    judged = claim(text, text[:-1], "quality", "unjustified", "customer", evidence=evidence)
    reply = compose(review(text), analysis("unjustified", [judged]), business(policies=[LIMESCALE]))
    assert ("policies.limescale" in reply.facts_used) == cited


POOL = {"id": "pool", "about": ["premises"], "from": "2026-09-01", "text": {"en": "The pool is under repair."}}


@pytest.mark.parametrize(("text", "named"), [("The pool was closed.", True), ("The towels were not changed.", False)])
def test_an_event_is_named_where_the_review_speaks_of_it(text: str, named: bool) -> None:
    judged = analysis("justified", [claim(text, text[:-1], "premises", "justified")], incident="pool")
    plan = make_plan(review(text), judged, business(incidents=[POOL]))
    assert ("incident" in [act.kind for act in plan.acts]) == named


def reply_to(text: str, judged: Analysis, **more: Any) -> Reply:
    return compose(review(text), judged, business(**more))


def test_one_remedy_is_offered_the_one_of_the_first_claim() -> None:
    text = "The parcel came late. The box was crushed."
    both = [claim(text, "The parcel came late", "delivery", "justified"),
            claim(text, "The box was crushed", "quality", "justified")]  # fmt: skip
    offers = [*remedies(), {"about": ["quality"], "when": ["justified"], "text": {"en": "we send another one"}}]
    used = reply_to(text, analysis("justified", both), remedies=offers).facts_used
    assert [id for id in used if id.startswith("remedy")] == ["remedy:0"]


def test_an_opinion_on_a_price_earns_no_refund() -> None:
    text = "Far too expensive."
    offer = {"about": ["price"], "when": ["justified"], "text": {"en": "we refund what was charged in error"}}
    dear = claim(text, text[:-1], "price", "justified")
    assert "remedy:0" not in reply_to(text, analysis("justified", [dear]), remedies=[offer]).facts_used
    evidence = (Evidence("order", "payments", "more was taken than due", "confirms"),)
    wrong = claim(text, text[:-1], "price", "justified", evidence=evidence)
    assert "remedy:0" in reply_to(text, analysis("justified", [wrong]), remedies=[offer]).facts_used


@pytest.mark.parametrize("lang", ["en", "ru", "bg"])
def test_hearsay_is_asked_for_a_first_hand_account(lang: str) -> None:
    texts = {"en": "A friend says they cheat.", "ru": "Знакомый говорит, обманывают.", "bg": "Познат казва, че лъжат."}
    text, signals = texts[lang], ["hearsay", "overgeneralised"]
    judged = analysis("unjustified", [claim(text, text[:-1], "honesty", "unjustified")], lang=lang, signals=signals)
    plan = make_plan(review(text), judged, business())
    assert [act.kind for act in plan.acts] == ["greet", "hearsay", "contact", "close", "sign"]


@pytest.mark.parametrize("lang", ["en", "ru", "bg"])
def test_praise_is_answered_with_what_was_praised(lang: str) -> None:
    text = {"en": "Very friendly staff.", "ru": "Очень вежливый персонал.", "bg": "Много любезен персонал."}[lang]
    judged = analysis("not_applicable", lang=lang, stars=5)
    texts = {compose(review(text, id=str(n)), judged, business(), seed=n).text for n in range(15)}
    told = {"en": ("staff", "people", "welcome", "friendly"), "ru": ("приветлив",), "bg": ("любезни", "за екипа")}
    assert all(any(word in reply for word in told[lang]) for reply in texts)


def test_a_review_without_marked_claims_is_given_no_matter_by_a_passing_word() -> None:
    text = "We paid for a rest and did not get one, music until two in the morning under our window."
    whole = claim(text, text, "app", "unclear")
    book = load_phrasebook("en")
    assert pick_issue(book, whole, text, "hotel", whole=True) is book.general("app")
    judged = analysis("unclear", complaint=True)
    assert make_plan(review(text), judged, business()).strategy == "unclear"


def test_a_type_that_nothing_bears_out_is_not_named() -> None:
    text = "They shrugged at the desk."
    odd = claim(text, text[:-1], "safety", "justified")
    assert "safety" not in compose(review(text), analysis("justified", [odd]), business()).text


def test_a_signature_with_its_own_leave_taking_has_no_other() -> None:
    sign = {"name": "Breza", "trade": "hotel", "signature": {"ru": "С уважением, отель «Бреза»"}}
    text = LATE["ru"]
    late = claim(text, text[:-1], "delivery", "justified")
    for seed in range(8):
        reply = compose(review(text), analysis("justified", [late], lang="ru"), business(business=sign), seed=seed)
        assert reply.text.splitlines()[-1] == "С уважением, отель «Бреза»"
        assert reply.text.count("уважением") == 1


def test_a_claim_granted_in_part_is_not_owned_where_all_that_is_known_speaks_against_it() -> None:
    text = LATE["en"]
    judged = claim(text, text[:-1], "delivery", "partly", evidence=against("events.delivered", "order"))
    plan = make_plan(review(text, order=ON_TIME), analysis("partly", [judged]), business())
    kinds = [act.kind for act in plan.acts]
    assert "disagree_fact" in kinds
    assert "own_fault" not in kinds
