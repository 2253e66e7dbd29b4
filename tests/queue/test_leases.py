from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from desk import items, shop_drafting, some_reviews

from reviewreply.queue import Filters, Store
from reviewreply.queue.conflicts import ConflictError
from reviewreply.queue.deciding import Wish


def fill(store: Store, count: int) -> None:
    store.import_reviews(items(*some_reviews(count)), shop_drafting(), name="t", actor="t")


def test_two_moderators_get_two_cases(store: Store) -> None:
    fill(store, 2)
    first, second, third = (store.next_case(name) for name in ("ana", "ivo", "eva"))
    assert first is not None
    assert second is not None
    assert first.summary.id != second.summary.id
    assert third is None


def test_who_asks_again_gets_the_case_in_hand(store: Store) -> None:
    fill(store, 3)
    assert [store.next_case("ana") and store.next_case("ana").summary.id for _ in range(2)] == [  # type: ignore[union-attr]
        store.next_case("ana").summary.id  # type: ignore[union-attr]
    ] * 2


def test_skipping_gives_another(store: Store) -> None:
    fill(store, 3)
    first = store.next_case("ana")
    assert first is not None
    other = store.next_case("ana", skip=first.summary.id)
    assert other is not None
    assert other.summary.id != first.summary.id


def test_a_closed_laptop_loses_nothing(store: Store) -> None:
    fill(store, 1)
    store.lease = timedelta(milliseconds=200)
    case = store.next_case("ana")
    assert case is not None
    store.keep_scratch(case.summary.id, "ana", "Dear guest, we")
    assert store.next_case("ivo") is None
    time.sleep(0.25)
    again = store.next_case("ivo")
    assert again is not None
    assert (again.scratch, again.scratch_by, again.summary.holder) == ("Dear guest, we", "ana", "ivo")
    with pytest.raises(ConflictError):
        store.keep_scratch(case.summary.id, "ana", "late")


def test_what_is_assigned_is_nobody_elses(store: Store) -> None:
    fill(store, 1)
    case = store.next_case("ana")
    assert case is not None
    store.decide("assign", Wish(case.summary.id, "ana", assignee="ivo"))
    store.give_back(case.summary.id, "ana")
    assert store.next_case("ana") is None
    assert store.next_case("ivo") is not None


def test_only_what_the_filters_let_through(store: Store) -> None:
    fill(store, 9)
    case = store.next_case("ana", Filters(language="bg"))
    assert case is not None
    assert case.summary.language == "bg"
    assert store.next_case("ivo", Filters(platform="ozon")) is None


def test_twenty_moderators_at_once_decide_every_case_once(store: Store) -> None:
    fill(store, 60)

    def work(name: str) -> list[int]:
        mine = []
        while (case := store.next_case(name)) is not None:
            store.decide("approve", Wish(case.summary.id, name, revision=case.summary.revision))
            mine.append(case.summary.id)
        return mine

    with ThreadPoolExecutor(20) as pool:
        done = [case for part in pool.map(work, (f"m{number}" for number in range(20))) for case in part]
    assert sorted(done) == sorted(set(done))
    assert len(done) == 60
