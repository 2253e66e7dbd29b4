from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from desk import BASE, PASSWORD, GoldPipeline, csrf, shop
from fastapi.testclient import TestClient

from reviewreply.queue import Store
from reviewreply.queue.accounts import Accounts
from reviewreply.record import Review
from reviewreply.web import Settings, create_app

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"' {{ 7*7 }} \u202eevil\u202c \u200bzero"


def is_problem(answer: Any, status: int) -> bool:
    return (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.parametrize("header", [None, "Bearer rr_wrong", "Bearer ", "Basic YTpi", "Bearer \xff"])
def test_nothing_without_a_token_that_fits(client: TestClient, header: str | None) -> None:
    headers = {"Authorization": header.encode("latin-1")} if header else {}
    for path in ("cases", "jobs", "stats", "metrics", "exports", "users", "tokens", "training-pairs"):
        answer = client.get(f"/api/v1/{path}", headers=headers)  # type: ignore[arg-type]
        assert is_problem(answer, 401)
        assert answer.headers["www-authenticate"] == "Bearer"


def test_revoked_and_expired_tokens_and_disabled_users_are_out(client: TestClient, store: Store) -> None:
    accounts = Accounts(store)
    secret, token = accounts.add_token("t", "moderator", "x")
    assert client.get("/api/v1/stats", headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    accounts.revoke_token("t")
    assert client.get("/api/v1/stats", headers={"Authorization": f"Bearer {secret}"}).status_code == 401
    assert token.expires_at is None
    client.post("/login", data={"name": "ana", "password": PASSWORD})
    assert client.get("/api/v1/stats").status_code == 200
    accounts.change_user("ana", active=False)
    assert client.get("/api/v1/stats").status_code == 401


def test_secrets_and_passwords_are_not_kept(store: Store, tmp_path: Any) -> None:
    secret, _ = Accounts(store).add_token("t", "moderator", "x")
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert secret.encode() not in kept
    assert PASSWORD.encode() not in kept


@pytest.mark.parametrize("path", ["users", "tokens"])
def test_moderators_are_no_admins(script: TestClient, path: str) -> None:
    assert is_problem(script.get(f"/api/v1/{path}"), 403)
    body = {"kind": "import", "reviews": [{"text": "x"}]}
    assert is_problem(script.post("/api/v1/jobs", json=body), 403)


def test_admin_pages_are_for_admins(ana: TestClient) -> None:
    assert ana.get("/admin").status_code == ana.get("/import").status_code == 403


@pytest.mark.parametrize("given", [None, "", "wrong", "ж"])
def test_forged_forms_are_refused(ana: TestClient, store: Store, fill: Any, given: str | None) -> None:
    fill(count=1)
    data = {} if given is None else {"csrf": given}
    assert ana.post("/cases/1/reject", data=data | {"reason": "x"}).status_code == 403
    headers = {"X-CSRF-Token": (given or "").encode(), "Accept": "application/json"}
    answer = ana.post("/api/v1/cases/1/decisions", json={"action": "reject", "reason": "x"}, headers=headers)  # type: ignore[arg-type]
    assert is_problem(answer, 403)
    assert store.view(1).decisions == ()


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_forms_of_other_sites_are_refused(ana: TestClient, fill: Any, headers: dict[str, str]) -> None:
    fill(count=1)
    answer = ana.post("/cases/1/reject", data={"csrf": csrf(ana), "reason": "x"}, headers=headers)
    assert answer.status_code == 403
    assert ana.post("/login", data={"name": "ana", "password": PASSWORD}, headers=headers).status_code == 403


def test_the_session_cookie_is_out_of_reach(client: TestClient) -> None:
    answer = client.post("/login", data={"name": "ana", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_guessing_passwords_is_slowed_down(client: TestClient) -> None:
    tries = [client.post("/login", data={"name": "ana", "password": "wrong" * 3}).status_code for _ in range(7)]
    assert tries == [401] * 5 + [429] * 2
    assert client.post("/login", data={"name": "nobody", "password": "wrong" * 3}).status_code == 401


def test_too_many_requests(store: Store) -> None:
    app = create_app(store, GoldPipeline(), shop(), "", Settings(rate=5, worker=False))  # type: ignore[arg-type]
    with TestClient(app, base_url=BASE) as client:
        answers = [client.get("/api/v1/stats") for _ in range(7)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429] * 2
    assert int(answers[-1].headers["retry-after"]) > 0


def test_oversized_bodies_are_refused_whatever_they_say_of_their_length(script: TestClient) -> None:
    assert is_problem(script.post("/api/v1/analyze", content=b"x" * 60_000), 413)

    def endless() -> Iterator[bytes]:
        for _ in range(100):
            yield b" " * 1000

    assert is_problem(script.post("/api/v1/analyze", content=endless()), 413)
    assert is_problem(script.post("/api/v1/analyze", content=b"", headers={"Content-Length": "9" * 30}), 400)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/....//app.py",
        "/static//etc/passwd", "/static/%00", "/exports/../../etc/passwd/file", "/language/..%2f..",
        "/dashboard/..%2f..%2fapp.svg",
    ],
)  # fmt: skip
def test_path_tricks_lead_nowhere(ana: TestClient, path: str) -> None:
    answer = ana.get(path)
    assert answer.status_code in (400, 404, 405, 422)
    assert "create_app" not in answer.text


def test_a_foreign_host_name_is_refused(client: TestClient) -> None:
    assert is_problem(client.get("/api/v1/health", headers={"Host": "evil.example"}), 400)
    assert client.get("/api/v1/health", headers={"Host": "127.0.0.1:8080"}).status_code == 200


def test_bodies_that_make_no_sense(script: TestClient) -> None:
    bodies = [
        (b"{", 400), (b"[" * 30_000, 400), (b"\xff\xfe", 400), (b"null", 422), (b"{}", 422),
        (b'{"review": {}}', 422), (b'{"review": {"text": 7}}', 422), (b'{"review": {"text": "x", "stars": 9}}', 422),
        (b'{"review": {"text": "\\ud800"}}', 422), (b'{"review": {"text": "x", "id": "\\ud800"}}', 422),
        (b'{"review": {"text": "x"}, "extra": 1}', 422), (b'{"review": {"text": "x", "order": {"x": 1}}}', 422),
    ]  # fmt: skip
    for body, status in bodies:
        answer = script.post("/api/v1/analyze", content=body, headers={"Content-Type": "application/json"})
        assert is_problem(answer, status), body[:40]


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, "1e3"])
def test_numbers_that_are_none(script: TestClient, number: str) -> None:
    assert is_problem(script.get(f"/api/v1/cases/{number}"), 422)
    assert is_problem(script.get("/api/v1/cases/4711"), 404)


def test_decisions_that_make_no_sense(script: TestClient, fill: Any) -> None:
    fill(count=1)
    wishes: list[dict[str, Any]] = [
        {"action": "fly"}, {"action": "reject"}, {"action": "approve", "text": "a\0b"}, {"action": "postpone"},
        {"action": "postpone", "until": "2030-01-01T00:00:00"}, {"action": "approve", "revision": -1}, {"text": "x"},
        {"action": "approve", "request": "a b"}, {"action": "approve", "text": "x" * 20_001},
    ]  # fmt: skip
    for wish in wishes:
        assert is_problem(script.post("/api/v1/cases/1/decisions", json=wish), 422), wish


def test_every_answer_carries_the_strict_headers(client: TestClient) -> None:
    for path in ("/login", "/static/app.js", "/api/v1/health", "/api/v1/nothing", "/openapi.json"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")


def test_pages_hold_nothing_that_the_policy_would_stop(maria: TestClient, fill: Any) -> None:
    fill(count=2)
    for path in ("/queue", "/cases/1", "/dashboard", "/exports", "/import", "/admin"):
        text = maria.get(path).text
        assert not re.search(r"<script(?! src=\"/static)|<style|\sstyle=|\son\w+=|javascript:|https?://", text), path


def test_markup_and_direction_tricks_are_shown_as_text(maria: TestClient, fill: Any) -> None:
    fill(Review(EVIL, 1, "<b>id</b>", author=EVIL, platform=None))
    for path in ("/queue", "/cases/1", "/queue?state=&search=%3Cscript%3E", "/queue?state=%22%3E%3Cscript%3E"):
        text = maria.get(path).text
        assert "<script>alert" not in text
        assert "<img" not in text
        assert "49" not in re.sub(r"\d{3,}|datetime=\S+", "", text)
    text = maria.get("/cases/1").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "⟦U+202E⟧evil⟦U+202C⟧ ⟦U+200B⟧zero" in text
    assert "\u202e" not in text


def test_an_error_nobody_foresaw_says_nothing(
    store: Store, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: object, *rest: object) -> None:
        raise ValueError("a customer's secret words")

    monkeypatch.setattr(GoldPipeline, "analyze_stream", broken)
    secret, _ = Accounts(store).add_token("t", "moderator", "x")
    app = create_app(store, GoldPipeline(), shop(), "", Settings(worker=False))  # type: ignore[arg-type]
    with TestClient(app, base_url=BASE) as client, caplog.at_level(logging.DEBUG):
        answer = client.post(
            "/api/v1/analyze", json={"review": {"text": "x"}}, headers={"Authorization": f"Bearer {secret}"}
        )
    assert is_problem(answer, 500)
    assert "secret words" not in answer.text + caplog.text
    assert "ValueError in test_safety.py" in caplog.text
