from __future__ import annotations

import json
from typing import Any

import pytest
from desk import GoldPipeline, shop, some_reviews, wait_for
from fastapi.testclient import TestClient

from reviewreply.queue import Store
from reviewreply.queue.jobs import Jobs
from reviewreply.record import Review
from reviewreply.web import Settings, create_app
from reviewreply.web.desk import Desk
from reviewreply.web.worker import Worker


def test_health_needs_no_log_in_and_says_no_numbers(client: TestClient) -> None:
    assert set(client.get("/api/v1/health").json()) == {"status", "version"}


def test_analyze_and_draft_give_the_record(script: TestClient) -> None:
    text = some_reviews(1, complaints=True)[0].text
    analysis = script.post("/api/v1/analyze", json={"review": {"text": text, "stars": 1, "id": 7}})
    assert analysis.status_code == 200
    assert {"id", "language", "sentiment", "claims", "justification", "urgency"} <= set(analysis.json())
    drafted = script.post("/api/v1/draft", json={"review": {"text": text, "stars": 1}, "style": "shorter"}).json()
    assert drafted["reply"]["text"]
    assert "reply" not in analysis.json()


def test_from_the_queue_to_the_platforms_file(script: TestClient, fill: Any) -> None:
    fill(count=3)
    for number in range(3):
        case = script.post("/api/v1/cases/next").json()
        wish = {"action": "approve", "revision": case["revision"], "request": f"r{number}"}
        assert script.post(f"/api/v1/cases/{case['id']}/decisions", json=wish).status_code == 201
        assert script.post(f"/api/v1/cases/{case['id']}/decisions", json=wish).status_code == 201
        assert script.post(f"/api/v1/cases/{case['id']}/decisions", json=wish | {"request": "x"}).status_code == 409
    assert script.post("/api/v1/cases/next").status_code == 204
    export = script.post("/api/v1/exports", json={"format": "platform", "platform": "google"}).json()
    assert export["count"] == 3
    file = script.get(f"/api/v1/exports/{export['id']}/file")
    assert [set(body) for body in file.json()] == [{"name", "reviewReply"}] * 3
    assert "attachment" in file.headers["content-disposition"]
    assert script.post("/api/v1/exports", json={"format": "csv"}).json()["count"] == 0
    assert len(script.get("/api/v1/training-pairs").text.splitlines()) == 3


def test_decisions_of_a_script_carry_its_name(script: TestClient, fill: Any) -> None:
    fill(count=1)
    case = script.post("/api/v1/cases/next").json()
    made = script.post(f"/api/v1/cases/{case['id']}/decisions", json={"action": "reject", "reason": "spam"}).json()
    assert made["actor"] == "token:script"


def test_other_drafts_stand_beside_the_first(script: TestClient, fill: Any) -> None:
    fill(count=1)
    case = script.post("/api/v1/cases/next").json()
    for style in ("", "shorter", "warmer", "firmer"):
        assert script.post(f"/api/v1/cases/{case['id']}/suggestions", json={"style": style}).status_code == 201
    drafts = script.get(f"/api/v1/cases/{case['id']}").json()["suggestions"]
    assert [draft["style"] for draft in drafts] == ["", "", "shorter", "warmer", "firmer"]
    assert len({draft["reply"]["text"] for draft in drafts}) >= 3
    assert all(draft["model"] == "gold-test" for draft in drafts)


def test_checks_as_one_writes(script: TestClient, fill: Any) -> None:
    fill(Review("The kettle leaks.", 1, "k", platform="google_play"))
    found = script.post("/api/v1/cases/1/check", json={"text": "Call us: +359 888 123 456. " * 20}).json()
    assert (found["limit"], found["fits"], found["unit"]) == (350, False, "characters")
    assert found["findings"]


def test_a_batch_in_the_background(script: TestClient) -> None:
    reviews = [{"text": review.text, "stars": review.stars, "id": review.id} for review in some_reviews(20)]
    job = script.post("/api/v1/jobs", json={"kind": "draft", "reviews": reviews})
    assert job.status_code == 202
    wait_for(lambda: script.get(f"/api/v1/jobs/{job.json()['id']}").json()["state"] == "finished")
    lines = script.get(f"/api/v1/jobs/{job.json()['id']}/results").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [review.id for review in some_reviews(20)]
    assert all(json.loads(line)["reply"]["text"] for line in lines)


def test_a_file_is_imported_in_the_background(admin_script: TestClient) -> None:
    file = b"id;text;stars\n1;Late again;1\n2;;\n3;Fine;5\n"
    for new, known in ((2, 0), (0, 2)):
        job = admin_script.post("/api/v1/jobs/file", files={"file": ("../../x.csv", file)}, data={"kind": "import"})
        assert job.json()["name"] == "x.csv"
        assert sum(job.json()["rejected"].values()) == 1
        wait_for(lambda: admin_script.get(f"/api/v1/jobs/{job.json()['id']}").json()["state"] == "finished")  # noqa: B023
        summary = admin_script.get(f"/api/v1/jobs/{job.json()['id']}").json()["summary"]
        assert (summary["new"], summary["known"]) == (new, known)


def test_a_job_that_was_interrupted_goes_on(store: Store, settings: Settings) -> None:
    jobs = Jobs(store)
    job = jobs.add("analyze", [{"text": "Late.", "stars": 1}] * 3, "ana")
    jobs.keep(job.id, {0: ({"id": "done before"}, None)})
    with TestClient(create_app(store, GoldPipeline(), shop(), "", settings), base_url="http://localhost"):  # type: ignore[arg-type]
        wait_for(lambda: jobs.get(job.id).state == "finished")
    results = [item.result for item in jobs.results(job.id)]
    assert results[0] == {"id": "done before"}
    assert all(results)


def test_annotations_go_out_and_come_back(admin_script: TestClient, fill: Any) -> None:
    fill(count=2)
    tasks = admin_script.get("/api/v1/tasks/label-studio").json()
    for task in tasks:
        task["annotations"] = [{"completed_by": 1, "result": task["predictions"][0]["result"]}]
    files = {"file": ("done.json", json.dumps(tasks).encode())}
    assert admin_script.post("/api/v1/tasks/label-studio", files=files).json()["new"] == 2
    assert len(admin_script.get("/api/v1/annotations").text.splitlines()) == 2
    assert "<Label " in admin_script.get("/api/v1/tasks/label-studio/config").text


def test_metrics_and_stats(script: TestClient, fill: Any) -> None:
    fill(count=2)
    text = script.get("/api/v1/metrics").text
    assert "reviewreply_cases_open 2" in text
    assert script.get("/api/v1/stats").json()["open"] == 2
    assert 'route="/api/v1/metrics",status="200"' in script.get("/api/v1/metrics").text


def test_the_interface_is_described(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert {"/api/v1/draft", "/api/v1/jobs/{job_id}", "/api/v1/cases/{case_id}/decisions"} <= set(described["paths"])
    assert "/queue" not in described["paths"]


def test_one_bad_review_does_not_spoil_a_batch(script: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    analyze = GoldPipeline.analyze

    def fragile(self: GoldPipeline, review: Review, business: Any = None) -> Any:
        if review.text == "BOOM":
            raise ValueError("secret words")
        return analyze(self, review, business)

    monkeypatch.setattr(GoldPipeline, "analyze", fragile)
    reviews = [{"text": text, "stars": 2} for text in ("Late.", "BOOM", "Cold.")]
    job = script.post("/api/v1/jobs", json={"kind": "analyze", "reviews": reviews}).json()
    wait_for(lambda: script.get(f"/api/v1/jobs/{job['id']}").json()["state"] == "finished")
    results = script.get(f"/api/v1/jobs/{job['id']}/results").text
    assert ["error" in json.loads(line) for line in results.splitlines()] == [False, True, False]
    assert "secret words" not in results


def test_a_cancelled_import_stops_and_keeps_what_is_in(store: Store, settings: Settings) -> None:
    jobs = Jobs(store)
    desk = Desk(store, GoldPipeline(), shop(), "")  # type: ignore[arg-type]
    worker = Worker(store, jobs, desk)
    job = jobs.add("import", [{"text": f"Late {number}.", "stars": 1} for number in range(130)], "maria")
    jobs.cancel(job.id)
    worker.work(job)
    assert (jobs.get(job.id).state, store.case_count()) == ("cancelled", 64)
