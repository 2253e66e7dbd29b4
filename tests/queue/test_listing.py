from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from desk import items, shop_drafting, some_reviews

from reviewreply.queue import Filters, Store
from reviewreply.queue.columns import now
from reviewreply.queue.deciding import Wish
from reviewreply.queue.turn import due_at
from reviewreply.record import Review

HOUR = timedelta(hours=1)


def fill(store: Store, *reviews: Review) -> None:
    store.import_reviews(items(*reviews), shop_drafting(), name="t", actor="t")


def test_urgency_goes_before_deadline_and_deadline_before_date(store: Store) -> None:
    fill(store, *some_reviews(60))
    cases, total = store.list_cases(Filters(state="open"), limit=100)
    ranks = [("high", "normal", "low").index(case.urgency) for case in cases]
    assert total == 60
    assert ranks == sorted(ranks)
    assert set(ranks) > {0}


def test_among_equals_the_doubtful_comes_first(store: Store) -> None:
    fill(store, Review("Fine.", 5, "sure"), Review("So so.", 2, "doubt"), Review("Fine too.", 5, "sure2"))
    assert [case.review_id for case in store.list_cases()[0]] == ["doubt", "sure", "sure2"]


def test_an_earlier_deadline_goes_before_doubt(store: Store) -> None:
    moment = now()
    fill(
        store,
        Review("So so.", 2, "doubt", date=moment - HOUR),
        Review("Fine.", 5, "old", date=moment - 5 * HOUR),
    )
    assert [case.review_id for case in store.list_cases()[0]] == ["old", "doubt"]


def test_search_finds_parts_whatever_the_case_and_takes_wildcards_as_letters(store: Store) -> None:
    fill(store, Review("Доставка ОПОЗДАЛА на 100%", 1, "a", "Анна"), Review("late_delivery", 2, "b", "Bob"))

    def found(words: str) -> list[str | None]:
        return [case.review_id for case in store.list_cases(Filters(search=words))[0]]

    assert found("опоздала доставка") == ["a"]
    assert found("анна") == ["a"]
    assert found("e_d") == ["b"]
    assert found("100%") == ["a"]
    assert found("%") == ["a"]
    assert found("nothing") == []


def test_filters(store: Store) -> None:
    fill(store, *some_reviews(30), Review("Good", 5, "z", platform="ozon", date=now() - 48 * HOUR))
    one = store.list_cases(Filters(platform="ozon"))[0]
    assert [case.review_id for case in one] == ["z"]
    assert [case.review_id for case in store.list_cases(Filters(overdue=True))[0]] == ["z"]
    store.decide("reject", Wish(one[0].id, "ana", reason="spam"))
    assert store.list_cases(Filters(state="open"))[1] == 30
    assert store.list_cases(Filters(state="rejected"))[1] == 1
    assert store.list_cases(Filters(overdue=True))[1] == 0
    kind = next(case.types[0] for case in store.list_cases(limit=100)[0] if case.types)
    typed = store.list_cases(Filters(type=kind), limit=100)[0]
    assert typed
    assert all(kind in case.types for case in typed)
    assert store.values("platform") == ["google", "ozon"]


def test_a_reply_is_due_a_day_after_the_review() -> None:
    seen = datetime(2026, 10, 9, 12, tzinfo=UTC)
    assert due_at(Review("x", date=datetime(2026, 10, 9, 8, tzinfo=UTC)), seen, 24) == datetime(
        2026, 10, 10, 8, tzinfo=UTC
    )
    assert due_at(Review("x", date=date(2026, 10, 7)), seen, 24) == datetime(2026, 10, 9, tzinfo=UTC)
    assert due_at(Review("x", date=date(2027, 1, 1)), seen, 24) == seen + 24 * HOUR
    assert due_at(Review("x"), seen, 2) == seen + 2 * HOUR
