from __future__ import annotations

from datetime import timedelta

from desk import items, shop_drafting, some_reviews

from reviewreply.queue import Store
from reviewreply.queue.columns import now
from reviewreply.queue.deciding import Wish


def test_an_empty_store_has_numbers_too(store: Store) -> None:
    numbers = store.statistics()
    assert (numbers.cases, numbers.answered_share, numbers.justified_share, len(numbers.weeks)) == (0, None, None, 12)


def test_what_is_counted(store: Store) -> None:
    from dataclasses import replace

    moment = now()
    reviews = [
        replace(review, date=moment - timedelta(days=number))
        for number, review in enumerate(some_reviews(40, complaints=True))
    ]
    store.import_reviews(items(*reviews), shop_drafting(), name="t", actor="t")
    for _ in range(10):
        case = store.next_case("ana")
        assert case is not None
        store.decide("approve", Wish(case.summary.id, "ana"))
    case = store.next_case("ana")
    assert case is not None
    store.decide("reject", Wish(case.summary.id, "ana", reason="spam"))
    store.start_export("jsonl", None, "ana")
    numbers = store.statistics()
    assert (numbers.cases, numbers.open, numbers.approved, numbers.rejected, numbers.exported) == (40, 29, 10, 1, 10)
    assert numbers.answered_share == numbers.negative_answered_share == 0.25
    assert sum(numbers.verdicts.values()) == 40
    assert all(len(counts) == 12 for counts in numbers.types_by_week.values())
    assert sum(sum(counts.values()) for counts in numbers.types_by_week.values()) >= 35
    assert 0 <= (numbers.justified_share or 0) <= 1
    assert all(fault["count"] >= 3 for fault in numbers.recurring)
    assert set(numbers.languages) == {"en", "ru", "bg"}
