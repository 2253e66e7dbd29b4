"""``reviewreply preview``: one reply per situation, in the languages asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from reviewreply.cli.preview import command

TOML = """
[business]
name = "Kettle & Co"
trade = "shop"
signature = {en = "The Kettle & Co team", bg = "Екипът на Kettle & Co"}
[contact]
email = "help@kettle.example"
"""


@pytest.fixture
def business_file(tmp_path: Path) -> Path:
    path = tmp_path / "business.toml"
    path.write_text(TOML, "utf-8")
    return path


def test_every_situation_gets_a_reply(business_file: Path) -> None:
    result = CliRunner().invoke(command, ["-b", str(business_file), "--language", "bg", "--json", "-q"])
    assert result.exit_code == 0
    shown = [json.loads(line) for line in result.output.splitlines()]
    assert {"justified", "partly", "unjustified", "unclear", "praise"} <= {entry["situation"] for entry in shown}
    assert all(entry["reply"] and entry["language"] == "bg" for entry in shown)


def test_one_situation_as_text(business_file: Path) -> None:
    arguments = ["-b", str(business_file), "--situation", "justified", "--language", "en", "--style", "shorter"]
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 0
    assert "en · justified" in result.output
    assert "help@kettle.example" in result.output


def test_an_unknown_situation_is_an_error(business_file: Path) -> None:
    assert CliRunner().invoke(command, ["-b", str(business_file), "--situation", "nonsense"]).exit_code == 2
