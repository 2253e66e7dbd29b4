from __future__ import annotations

import json
import re
import string
from typing import Any

import pytest
from desk import csrf
from fastapi.testclient import TestClient

from reviewreply.queue import Store
from reviewreply.record import Review
from reviewreply.web.marks import stretches, visible
from reviewreply.web.words import LANGUAGES, choose, texts


def post(client: TestClient, path: str, **fields: Any) -> Any:
    return client.post(path, data={"csrf": csrf(client), **fields})


def test_a_page_leads_to_the_log_in(client: TestClient) -> None:
    answer = client.get("/queue", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")


def test_the_work_of_a_moderator_without_a_script(ana: TestClient, store: Store, fill: Any) -> None:
    fill(count=4)
    case = ana.get("/next").headers["location"]
    text = re.search(r"<textarea[^>]*>(.*?)</textarea>", ana.get(case).text, re.S)
    assert text
    answer = post(ana, f"{case}/approve", text="We are sorry to hear that.")
    assert answer.headers["location"].startswith("/next?done=")
    second = ana.get(answer.headers["location"]).headers["location"]
    assert second.split("?")[0] != case
    assert f'action="{case}/undo"' in ana.get(second).text
    second = second.split("?")[0]
    assert post(ana, f"{second}/suggest", style="shorter").status_code == 303
    assert ana.get(second).text.count("?draft=") == 2
    assert post(ana, f"{second}/postpone", hours="4").status_code == 303
    third = ana.get("/next").headers["location"]
    assert post(ana, f"{third}/reject", reason="  ").status_code == 422
    assert post(ana, f"{third}/reject", reason="not our shop").status_code == 303
    assert post(ana, f"{third}/undo").headers["location"] == third
    assert post(ana, f"{third}/assign", assignee="maria").status_code == 303
    kinds = [[made.kind for made in store.view(int(path.split("/")[2])).decisions] for path in (case, second, third)]
    assert kinds == [["edited"], ["postponed"], ["rejected", "undone", "assigned"]]


def test_what_was_typed_is_not_lost_when_somebody_was_quicker(ana: TestClient, store: Store, fill: Any) -> None:
    fill(count=1)
    ana.get("/cases/1")
    store.give_back(1, "ana")
    store.take(1, "ivo")
    answer = post(ana, "/cases/1/approve", text="My careful words")
    assert answer.status_code == 409
    assert "My careful words" in answer.text
    assert "ivo" in answer.text


def test_a_case_in_other_hands_can_be_read_only(ana: TestClient, store: Store, fill: Any) -> None:
    fill(count=1)
    store.next_case("ivo")
    assert "readonly" in ana.get("/cases/1").text
    assert "/cases/1/reject" not in ana.get("/cases/1").text


def test_export_from_the_page(ana: TestClient, fill: Any) -> None:
    fill(count=2)
    for _ in range(2):
        post(ana, f"{ana.get('/next').headers['location'].split('?')[0]}/approve", text="Thank you for telling us.")
    answer = post(ana, "/exports", format="platform", platform="google")
    link = re.search(r'href="(/exports/\d+/file)"', answer.text)
    assert link
    assert len(ana.get(link.group(1)).json()) == 2


def test_import_and_people_from_the_page(maria: TestClient) -> None:
    files = {"file": ("week.jsonl", json.dumps({"text": "Late.", "stars": 1}).encode())}
    assert maria.post("/import", data={"csrf": csrf(maria)}, files=files).status_code == 303
    assert "week.jsonl" in maria.get("/import").text
    assert post(maria, "/admin/add-user", name="eva", password="long enough here", role="moderator").status_code == 303
    assert post(maria, "/admin/add-user", name="eva", password="long enough here", role="moderator").status_code == 409
    assert post(maria, "/admin/disable", name="maria").status_code == 409
    assert "rr_" in post(maria, "/admin/add-token", name="ci", role="moderator").text
    assert "rr_" not in maria.get("/admin").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_in_every_language(maria: TestClient, fill: Any, language: str) -> None:
    fill(count=5)
    maria.get(f"/language/{language}")
    for path in ("/queue", "/cases/1", "/dashboard", "/exports", "/import", "/admin", "/cases/99"):
        text = maria.get(path).text
        assert f'<html lang="{language}">' in text
        assert texts(language)["ui"]["queue"] in text


def test_words_are_the_same_in_all_languages() -> None:
    def shape(language: str) -> dict[tuple[str, str], list[str]]:
        return {
            (section, key): sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)
            for section, rows in texts(language).items()
            for key, text in rows.items()
        }

    assert shape("en") == shape("ru") == shape("bg")


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [("bg", "ru", "bg"), (None, "bg-BG,en;q=0.5", "bg"), ("xx", "de,ru;q=0.3", "ru"), (None, "de", "en")],
)
def test_the_language_of_the_page(cookie: str | None, accepted: str, language: str) -> None:
    assert choose(cookie, accepted) == language


def test_language_leads_back_to_this_site_only(client: TestClient) -> None:
    for referer, back in (("http://evil.example/x", "/x"), ("http://h//evil.example", "/queue"), ("", "/queue")):
        assert client.get("/language/bg", headers={"Referer": referer}).headers["location"] == back


def test_plots_can_be_saved_and_read_as_tables(ana: TestClient, fill: Any) -> None:
    from datetime import date

    fill(*(Review("The kettle leaks.", 1, f"k{n}", date=date(2026, 10, 1 + n)) for n in range(5)))
    assert ana.get("/dashboard").status_code == 200
    answer = ana.get("/dashboard/types.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert 'xmlns="http://www.w3.org/2000/svg"' in answer.text
    assert ana.get("/dashboard/nothing.svg").status_code == 404


def test_claims_are_cut_where_they_overlap() -> None:
    parts = stretches("abcdef", [{"start": 1, "end": 4}, {"start": 3, "end": 9}])
    assert [(part.text, part.claims) for part in parts] == [("a", ()), ("bc", (0,)), ("d", (0, 1)), ("ef", (1,))]
    assert stretches("", []) == []


def test_hidden_characters_are_shown_and_emoji_left_whole() -> None:
    assert visible("a\u202eb\u200fc\x1b[31m") == "a⟦U+202E⟧b⟦U+200F⟧c⟦U+001B⟧[31m"
    assert visible("👩\u200d🍳 ok\n") == "👩\u200d🍳 ok\n"
