from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from desk import items, shop_drafting, some_reviews
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError

from reviewreply.errors import StoreError
from reviewreply.queue import Store
from reviewreply.queue.columns import now
from reviewreply.queue.conflicts import ConflictError, NotFoundError
from reviewreply.queue.deciding import Wish
from reviewreply.queue.projection import state_of
from reviewreply.queue.schema import APPEND_ONLY


@pytest.fixture
def case_id(store: Store) -> int:
    store.import_reviews(items(*some_reviews(2, complaints=True)), shop_drafting(), name="t", actor="t")
    case = store.next_case("ana")
    assert case is not None
    return case.summary.id


def do(store: Store, action: str, case_id: int, actor: str = "ana", **more: Any) -> str:
    return store.decide(action, Wish(case_id, actor, **more)).kind


def test_approved_as_is_and_edited_are_told_apart(store: Store, case_id: int) -> None:
    drafted = store.view(case_id).suggestion.reply["text"]
    assert do(store, "approve", case_id, text=drafted.replace("\n", "\r\n")) == "approved"
    assert do(store, "undo", case_id) == "undone"
    assert do(store, "approve", case_id, text=drafted + " Thank you.") == "edited"


def test_nothing_is_decided_twice(store: Store, case_id: int) -> None:
    do(store, "approve", case_id)
    with pytest.raises(ConflictError):
        do(store, "reject", case_id, reason="spam")


def test_a_request_that_comes_twice_is_one_decision(store: Store, case_id: int) -> None:
    first = store.decide("approve", Wish(case_id, "ana", request="one"))
    assert store.decide("approve", Wish(case_id, "ana", request="one")) == first
    with pytest.raises(ConflictError):
        store.decide("approve", Wish(case_id, "ivo", request="one"))


def test_undo_is_one_more_record(store: Store, case_id: int) -> None:
    do(store, "assign", case_id, assignee="ivo")
    do(store, "reject", case_id, reason="spam")
    assert store.view(case_id).summary.state == "rejected"
    do(store, "undo", case_id)
    assert (store.view(case_id).summary.state, store.view(case_id).summary.assignee) == ("open", "ivo")
    do(store, "undo", case_id)
    assert store.view(case_id).summary.assignee is None
    with pytest.raises(ConflictError):
        do(store, "undo", case_id)
    assert [decision.kind for decision in store.view(case_id).decisions] == ["assigned", "rejected", "undone", "undone"]


def test_postponed_comes_back(store: Store, case_id: int) -> None:
    soon = now() + timedelta(milliseconds=300)
    do(store, "postpone", case_id, until=soon)
    assert store.view(case_id).summary.state == "postponed"
    import time

    time.sleep(0.35)
    assert store.view(case_id).summary.state == "open"
    do(store, "approve", case_id)


def test_what_makes_no_sense_is_refused(store: Store, case_id: int) -> None:
    refused: list[tuple[str, dict[str, Any]]] = [
        ("reject", {}), ("reject", {"reason": "  "}), ("postpone", {}), ("postpone", {"until": now()}),
        ("approve", {"text": " \n"}), ("approve", {"text": "x" * 20_001}), ("fly", {}),
    ]  # fmt: skip
    for action, more in refused:
        with pytest.raises(StoreError):
            do(store, action, case_id, **more)
    assert store.view(case_id).decisions == ()


def test_a_case_that_changed_meanwhile_is_refused(store: Store, case_id: int) -> None:
    revision = store.view(case_id).summary.revision
    do(store, "assign", case_id, assignee="ivo", revision=revision)
    with pytest.raises(ConflictError):
        do(store, "approve", case_id, revision=revision)


def test_a_case_in_other_hands_is_refused(store: Store, case_id: int) -> None:
    with pytest.raises(ConflictError):
        do(store, "approve", case_id, actor="ivo")
    store.give_back(case_id, "ana")
    do(store, "approve", case_id, actor="ivo")


def test_no_such_case(store: Store) -> None:
    with pytest.raises(NotFoundError):
        do(store, "approve", 4711)


def test_reopened_for_a_follow_up(store: Store, case_id: int) -> None:
    do(store, "approve", case_id)
    store.start_export("jsonl", None, "ana")
    with pytest.raises(ConflictError):
        do(store, "undo", case_id)
    do(store, "reopen", case_id)
    assert store.view(case_id).summary.state == "open"
    assert do(store, "approve", case_id, text="We have mended it since.") == "edited"
    assert store.start_export("jsonl", None, "ana").count == 1


def test_the_queue_remembers_what_the_decisions_say(store: Store, case_id: int) -> None:
    for action, more in (("assign", {"assignee": "ivo"}), ("approve", {}), ("undo", {}), ("reject", {"reason": "no"})):
        do(store, action, case_id, **more)
        view = store.view(case_id)
        assert state_of(view.decisions, view.version.id).state == view.summary.state


def test_records_cannot_be_changed_even_by_hand(store: Store, case_id: int) -> None:
    do(store, "approve", case_id)
    for table in (table for table in APPEND_ONLY if table != "annotations"):
        for statement in ("UPDATE {} SET id = id + 1000", "DELETE FROM {}"):
            with pytest.raises((DatabaseError, IntegrityError, StoreError)), store.writing() as session:
                session.execute(text(statement.format(table)))
    assert len(store.view(case_id).decisions) == 1
