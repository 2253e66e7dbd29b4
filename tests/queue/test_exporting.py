from __future__ import annotations

import csv
import io
import json

import pytest
from desk import items, shop_drafting, some_reviews

from reviewreply.errors import InputError, OutputError
from reviewreply.queue import Store
from reviewreply.queue.annotation import TOOLS, Tool, annotated, export_tasks, import_annotations, label_config
from reviewreply.queue.deciding import Wish
from reviewreply.queue.outputs import render, training_pairs
from reviewreply.record import Review


def approved(store: Store, *reviews: Review, text: str | None = None) -> None:
    store.import_reviews(items(*reviews), shop_drafting(), name="t", actor="t")
    while (case := store.next_case("ana")) is not None:
        store.decide("approve", Wish(case.summary.id, "ana", text=text))


def test_each_reply_goes_out_once_and_a_lost_file_can_be_written_again(store: Store) -> None:
    approved(store, *some_reviews(4))
    first = store.start_export("jsonl", None, "ana")
    assert (first.count, store.start_export("csv", None, "ana").count) == (4, 0)
    assert render("jsonl", store.outgoing(first.id)) == render("jsonl", store.outgoing(first.id))
    assert [export.count for export in store.exports()] == [0, 4]


def test_a_platform_gets_only_what_it_takes(store: Store) -> None:
    approved(
        store,
        Review("Crashes.", 1, "p1", platform="google_play"),
        Review("", 1, "p2", platform="google_play"),
        Review("Good", 5, "o1", platform="ozon"),
        text="We are sorry.",
    )
    export = store.start_export("platform", "google_play", "ana")
    assert json.loads(render("platform", store.outgoing(export.id), "google_play")) == [
        {"reviewId": "p1", "replyText": "We are sorry."}
    ]
    assert export.left_out == {"a rating without text cannot be answered there": 1}
    assert store.start_export("jsonl", None, "ana").count == 2


def test_tables_are_harmless_in_spreadsheets(store: Store) -> None:
    approved(store, Review("=1+1", 1, "f", author="@SUM(A1)"), text="=HYPERLINK(1)")
    export = store.start_export("csv", None, "ana")
    rows = list(csv.DictReader(io.StringIO(render("csv", store.outgoing(export.id)).decode("utf-8-sig"))))
    assert [(row["text"], row["author"], row["reply"]) for row in rows] == [("'=1+1", "'@SUM(A1)", "'=HYPERLINK(1)")]
    assert render("xlsx", store.outgoing(export.id))[:2] == b"PK"


@pytest.mark.parametrize(("form", "platform"), [("pdf", None), ("platform", None), ("platform", "yelp"), ("csv", "?")])
def test_unknown_formats_and_platforms_are_refused(store: Store, form: str, platform: str | None) -> None:
    with pytest.raises(OutputError):
        store.start_export(form, platform, "ana")
    assert store.exports() == []


def test_training_pairs_hold_draft_and_final_text_and_no_names(store: Store) -> None:
    approved(store, Review("Bad.", 1, "f", author="Rosalind"), text="We are sorry to hear it.")
    (line,) = training_pairs(store.pairs()).decode().splitlines()
    pair = json.loads(line)
    assert (pair["final"], pair["edited"], pair["model"]) == ("We are sorry to hear it.", True, "gold-test")
    assert pair["draft"] != pair["final"]
    assert "Rosalind" not in line
    assert "ana" not in line.split()


@pytest.mark.parametrize("tool", TOOLS)
def test_annotations_come_back(store: Store, tool: Tool) -> None:
    store.import_reviews(items(*some_reviews(6, complaints=True)), shop_drafting(), name="t", actor="t")
    tasks = json.loads(json.dumps(export_tasks(store, tool)))
    assert len(tasks) == 6
    for task in tasks:
        if tool == "label-studio":
            task["annotations"] = [
                {"completed_by": {"email": "e@x.example"}, "result": task["predictions"][0]["result"]}
            ]
        else:
            task["responses"] = {
                name: [{"value": given["value"], "user_id": "u1", "status": "submitted"}]
                for name, given in task["suggestions"].items()
            }
    assert import_annotations(store, tool, tasks) == {"read": 6, "new": 6, "known": 0, "unknown_case": 0}
    assert import_annotations(store, tool, tasks)["known"] == 6
    kept = list(annotated(store))
    assert all(0 <= claim["start"] < claim["end"] <= len(row["text"]) for row in kept for claim in row["claims"])
    assert {row["verdict"] for row in kept} <= {"justified", "partly", "unjustified", "unclear"}


@pytest.mark.parametrize("tasks", [{}, [7], [{"data": {}, "annotations": [{}]}], [{"id": "x", "responses": 3}]])
@pytest.mark.parametrize("tool", TOOLS)
def test_other_files_are_refused_or_empty(store: Store, tool: Tool, tasks: object) -> None:
    try:
        counts = import_annotations(store, tool, tasks)
    except InputError:
        return
    assert counts["new"] == 0


def test_the_labelling_interface_names_every_type() -> None:
    assert label_config().count("<Label ") == 14
