from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk import SHOP, GoldPipeline

from reviewreply.cli.main import run

ROWS = "id;text;stars;platform\n1;The kettle leaks.;1;google\n2;Fine.;5;google\n"


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs ``reviewreply ARGS`` on a store of its own: exit code, output, messages."""
    monkeypatch.setenv("REVIEWREPLY_STORE", str(tmp_path / "desk.sqlite"))
    monkeypatch.setattr("reviewreply.pipeline.Pipeline", GoldPipeline)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "week.csv").write_text(ROWS, encoding="utf-8")

    def call(*arguments: str, stdin: str | None = None) -> tuple[int, str, str]:
        if stdin is not None:
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        code = run(arguments)
        out, err = capfd.readouterr()
        return code, out, err

    return call


def bring(desk: Any) -> None:
    assert desk("queue", "import", "week.csv", "-b", str(SHOP))[0] == 0


def test_import_says_what_is_new_and_what_is_known(desk: Any) -> None:
    assert "2 new, 0 changed, 0 known" in desk("queue", "import", "week.csv", "-b", str(SHOP))[2]
    code, out, _ = desk("queue", "import", "-", "-b", str(SHOP), "--json", stdin=ROWS)
    assert (code, json.loads(out)["known"]) == (0, 2)


def test_next_approve_export_without_a_server(desk: Any, tmp_path: Path) -> None:
    bring(desk)
    case = json.loads(desk("queue", "next", "--as", "ana", "--json")[1])
    assert case["review"]["text"] == "The kettle leaks."
    number = str(case["id"])
    assert desk("queue", "approve", number, "--as", "ivo")[0] == 1
    assert desk("queue", "approve", number, "--as", "ana", "--text", "-", stdin="We are sorry.")[0] == 0
    assert desk("queue", "export", "replies.json", "--to", "platform", "--platform", "google")[0] == 0
    assert json.loads((tmp_path / "replies.json").read_text("utf-8")) == [
        {"name": "1", "reviewReply": {"comment": "We are sorry."}}
    ]
    code, out, err = desk("queue", "export", "-")
    assert (code, out) == (0, "")
    assert "0 replies" in err
    assert json.loads(desk("queue", "export", "-", "--again", "1", "--to", "jsonl")[1])["reply"] == "We are sorry."
    assert json.loads(desk("queue", "export", "-", "--pairs")[1])["final"] == "We are sorry."


def test_reject_undo_postpone_assign(desk: Any) -> None:
    bring(desk)
    assert desk("queue", "reject", "1")[0] == 2
    assert desk("queue", "reject", "1", "--reason", "spam")[0] == 0
    assert desk("queue", "undo", "1")[0] == 0
    assert desk("queue", "assign", "1", "ivo")[0] == 0
    assert desk("queue", "postpone", "1", "--hours", "3")[0] == 0
    kinds = [made["kind"] for made in json.loads(desk("queue", "show", "1", "--json")[1])["decisions"]]
    assert kinds == ["rejected", "undone", "assigned", "postponed"]


def test_list_and_stats(desk: Any) -> None:
    bring(desk)
    code, out, err = desk("queue", "list", "--state", "open", "--search", "KETTLE")
    assert (code, err.strip()) == (0, "1 of 1")
    assert "The kettle leaks." in out
    assert json.loads(desk("queue", "stats", "--json")[1])["open"] == 2
    assert "open                  2" in desk("queue", "stats")[1]


def test_errors_are_one_line_with_a_remedy(desk: Any) -> None:
    for arguments in (("approve", "99"), ("export", "x.pdf"), ("import", "none.csv", "-b", str(SHOP))):
        code, _, err = desk("queue", *arguments)
        assert (code, err.count("\n")) == (1, 1), err
    assert "postgresql" in desk("queue", "list", "--store", "mysql://x/y")[2]


def test_people_and_tokens(desk: Any) -> None:
    assert desk("user", "add", "maria", "--role", "admin", stdin="correct horse battery\n")[0] == 0
    assert desk("user", "add", "eva", stdin="short\n")[0] == 1
    assert desk("user", "disable", "maria")[0] == 1
    assert "maria" in desk("user", "list")[1]
    assert desk("token", "add", "ci")[1].startswith("rr_")
    assert desk("token", "revoke", "ci")[0] == 0
    assert "revoked" in desk("token", "list")[1]


def test_a_store_that_is_none_is_left_alone(desk: Any, tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite").write_text("not a database, and long enough to be looked at", encoding="utf-8")
    code, _, err = desk("queue", "list")
    assert (code, err.count("\n")) == (1, 1)
    assert (tmp_path / "desk.sqlite").read_text("utf-8").startswith("not a database")
