from __future__ import annotations

from dataclasses import replace
from datetime import date

from desk import items, shop_drafting, some_reviews

from reviewreply.files.raw import Item
from reviewreply.queue import Store
from reviewreply.queue.deciding import Wish
from reviewreply.record import Event, Fact, Order, Payment, Review


def bring(store: Store, *reviews: Review) -> dict[str, int]:
    summary = store.import_reviews(items(*reviews), shop_drafting(), name="test", actor="test").as_dict()
    return {key: value for key, value in summary.items() if isinstance(value, int) and value}


def test_the_same_export_twice_adds_nothing(store: Store) -> None:
    reviews = some_reviews(12)
    assert bring(store, *reviews) == {"read": 12, "new": 12}
    assert bring(store, *reviews) == {"read": 12, "known": 12}
    assert store.case_count() == 12


def test_reviews_without_an_id_are_known_by_what_they_say(store: Store) -> None:
    ratings = [Review(stars=5, date=date(2026, 10, 1))] * 3
    assert bring(store, *ratings) == {"read": 3, "new": 3}
    assert bring(store, *ratings) == {"read": 3, "known": 3}


def test_a_changed_review_is_a_new_version_that_reopens_the_case(store: Store) -> None:
    review = Review(text="The kettle leaks.", stars=1, id="k1", platform="google")
    bring(store, review)
    case = store.next_case("ana")
    assert case is not None
    store.decide("approve", Wish(case.summary.id, "ana"))
    assert store.view(case.summary.id).summary.state == "approved"
    assert bring(store, replace(review, text="The kettle leaks. Now also the lid broke.")) == {"read": 1, "changed": 1}
    view = store.view(case.summary.id)
    assert (view.summary.state, view.versions, view.version.number) == ("open", 2, 2)
    assert [decision.kind for decision in view.decisions] == ["approved"]
    assert [version.review["text"][-6:] for version in store.versions(case.summary.id)] == ["leaks.", "broke."]


def test_a_change_back_is_a_change_too(store: Store) -> None:
    first = Review(text="Bad.", stars=1, id="k1")
    second = replace(first, text="Good after all.", stars=5)
    assert [bring(store, review) for review in (first, second, first)][1:] == [{"read": 1, "changed": 1}] * 2


def test_of_one_id_twice_in_a_file_the_last_counts(store: Store) -> None:
    old, new = Review(text="Bad.", stars=1, id="k1", author="Ana"), Review(text="Good.", stars=5, id="k1", author="Ana")
    assert bring(store, old, new) == {"read": 2, "new": 1, "repeated": 1}
    assert bring(store, old, new) == {"read": 2, "known": 1, "repeated": 1}


def test_of_one_id_for_two_authors_none_is_lost(store: Store) -> None:
    pair = Review(text="Bad.", stars=1, id="k1", author="Ana"), Review(text="Good.", stars=5, id="k1", author="Ivo")
    assert bring(store, *pair) == {"read": 2, "new": 2}


def test_rows_that_are_no_reviews_are_counted_with_their_reason(store: Store) -> None:
    summary = store.import_reviews(
        [Item(1, {}, None, "no text"), *items(Review(stars=4))], shop_drafting(), name="x", actor="x"
    )
    assert (summary.read, summary.new, summary.rejected, summary.reasons) == (2, 1, 1, {"no text": 1})


def test_a_review_comes_back_as_it_went_in(store: Store) -> None:
    from reviewreply.queue.records import stored_review

    review = Review(
        text="Мляко\u202e <b>", stars=2, id="7", author="Аня", date=date(2026, 10, 1), platform="ozon", lang="ru",
        order=Order("online", "delivered", (Event("ordered", date(2026, 9, 1)),), (), (Payment(5.0, "captured"),)),
        facts=(Fact(("delivery",), {"en": "A week late."}, "confirms"),), row={"id": 7, "n": [1, None]},
    )  # fmt: skip
    bring(store, review)
    case = store.next_case("ana")
    assert case is not None
    assert stored_review(case.version.review) == review


def test_halves_of_characters_and_nul_do_not_stop_an_import(store: Store) -> None:
    assert bring(store, Review(text="a\0b \ud800 c", stars=1, id="x\0")) == {"read": 1, "new": 1}
    case = store.next_case("ana")
    assert case is not None
    assert case.summary.text == "a\ufffdb ? c"
