from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import FakePipeline

from reviewreply.cli.main import COMMANDS, run

MakeFile = Callable[..., Path]
Capture = pytest.CaptureFixture[str]
SECRET = "a secret of the customer"
CSV = f"id,text,stars\n1,{SECRET},1\n2,fine,5\n"


@pytest.fixture(autouse=True)
def _fake(fake_pipeline: type[FakePipeline]) -> None:
    """No model is needed here."""


def one_line(capture: Capture) -> str:
    """The only line on standard error."""
    captured = capture.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert captured.err.startswith("Error: ")
    return captured.err


def test_every_command_has_a_help(capsys: Capture) -> None:
    assert run(["--help"]) == 0
    overview = capsys.readouterr().out
    for name in COMMANDS:
        assert f"  {name} " in overview
        assert run([name, "--help"]) == 0
        assert "Usage: reviewreply" in capsys.readouterr().out


def test_help_imports_nothing_heavy_and_is_quick() -> None:
    heavy = ("numpy", "pyarrow", "openpyxl", "onnxruntime", "spacy", "torch", "tqdm", "charset_normalizer")
    code = (
        "import sys; from reviewreply.cli.main import run; run(['--help']); run(['draft', '--help']);"
        f"print([name for name in {heavy} if name in sys.modules], file=sys.stderr)"
    )
    best = 9.0
    for _ in range(3):
        start = time.perf_counter()
        found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr
        best = min(best, time.perf_counter() - start)
    assert found.strip() == "[]"
    assert best < 1.5  # 0.1 s on a machine that does nothing else


def test_draft_writes_a_file_and_says_what_it_did(
    tmp_path: Path, make_file: MakeFile, business_file: Path, capsys: Capture
) -> None:
    source = make_file("r.csv", CSV + "broken\n")
    assert run(["draft", str(source), "-b", str(business_file), "-o", str(tmp_path / "d.xlsx")]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "delimiter comma" in captured.err
    assert "3 read, 2 drafted, 1 rejected" in captured.err
    assert SECRET not in captured.err


def test_quiet_says_nothing(tmp_path: Path, make_file: MakeFile, business_file: Path, capsys: Capture) -> None:
    source = make_file("r.csv", CSV)
    assert run(["draft", str(source), "-b", str(business_file), "-o", str(tmp_path / "d.csv"), "-q"]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("command", ["detect", "analyze", "draft"])
def test_json_lines_go_to_standard_output(
    make_file: MakeFile, business_file: Path, capsys: Capture, command: str
) -> None:
    business = ["-b", str(business_file)] if command == "draft" else []
    assert run([command, str(make_file("r.csv", CSV)), *business]) == 0
    captured = capsys.readouterr()
    first, second = (json.loads(line) for line in captured.out.splitlines())
    assert (first["id"], first["text"], first["language"]["code"]) == ("1", SECRET, "en")
    assert ("reply" in second) == (command == "draft")
    assert SECRET not in captured.err


def test_the_seed_reaches_the_pipeline(make_file: MakeFile, business_file: Path, capsys: Capture) -> None:
    run(["draft", str(make_file("r.csv", CSV)), "-b", str(business_file), "--seed", "7"])
    assert "Reply 7" in capsys.readouterr().out


def test_rejected_rows_stand_in_the_stream_or_in_their_file(
    tmp_path: Path, make_file: MakeFile, capsys: Capture
) -> None:
    source = make_file("r.csv", "text,stars\nfine,5\nbroken\n")
    assert run(["detect", str(source)]) == 0
    assert [json.loads(line).get("reason") for line in capsys.readouterr().out.splitlines()] == [
        None, "1 cells where the header has 2",
    ]  # fmt: skip
    assert run(["detect", str(source), "--rejected", str(tmp_path / "no.jsonl")]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert json.loads((tmp_path / "no.jsonl").read_text())["line"] == 3


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["missing.csv"], "does not exist"),
        (["."], "is a directory"),
        (["empty.csv"], "is empty"),
        (["r.csv", "--text-column", "txt"], "Did you mean text"),
        (["header.csv"], "no review"),
        (["r.csv", "-o", "d.docx"], "Use one of"),
        (["r.csv", "-o", "r.csv", "--force"], "same file"),
        (["r.csv", "--resume"], "-o FILE"),
        (["r.csv", "--to", "xlsx"], "-o FILE"),
    ],
)
def test_known_errors_are_one_line_with_a_remedy(
    tmp_path: Path, make_file: MakeFile, business_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture,
    arguments: list[str], says: str,
) -> None:  # fmt: skip
    make_file("r.csv", CSV)
    make_file("empty.csv", "")
    make_file("header.csv", "text,stars\n")
    monkeypatch.chdir(tmp_path)
    where = [] if "-o" in arguments or "--resume" in arguments or "--to" in arguments else ["-o", "d.csv"]
    assert run(["draft", *arguments, "-b", str(business_file), *where, "-q"]) == 1
    assert says in one_line(capsys)


def test_an_unknown_key_in_business_toml(make_file: MakeFile, capsys: Capture) -> None:
    business = make_file("b.toml", '[business]\nname = "K"\ntrade = "shop"\nsignatur = {en = "x"}\n')
    assert run(["draft", str(make_file("r.csv", CSV)), "-b", str(business)]) == 1
    assert "signature" in one_line(capsys)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(make_file: MakeFile, business_file: Path, capsys: Capture) -> None:
    source = make_file("r.csv", CSV)
    source.chmod(0)
    assert run(["draft", str(source), "-b", str(business_file)]) == 1
    assert "may not be read" in one_line(capsys)


def test_nothing_usable_is_an_error(tmp_path: Path, make_file: MakeFile, capsys: Capture) -> None:
    source = make_file("r.csv", "text,stars\n,eleven\nx,12 of 3\n")
    assert run(["detect", str(source), "-o", str(tmp_path / "d.csv")]) == 1
    assert "None of the 2 rows" in capsys.readouterr().err
    assert len((tmp_path / "d.csv.rejected.jsonl").read_text().splitlines()) == 2


@pytest.mark.parametrize("arguments", [["drft"], ["draft", "r.csv"], ["draft", "--limit", "0"], ["--nonsense"], []])
def test_wrong_usage_is_2(arguments: list[str], capsys: Capture) -> None:
    assert run(arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_misspelt_command_is_answered_with_the_nearest(capsys: Capture) -> None:
    run(["drafts"])
    assert "Did you mean draft" in capsys.readouterr().err


def test_an_unforeseen_failure_shows_no_traceback_and_no_review(make_file: MakeFile, capsys: Capture) -> None:
    assert run(["analyze", "-q", str(make_file("r.csv", f"text\nBOOM {SECRET}\nBOOM too\n"))]) == 1
    said = one_line(capsys)
    assert "ValueError" in said
    assert SECRET not in said


def test_ctrl_c_is_130(monkeypatch: pytest.MonkeyPatch, make_file: MakeFile, capsys: Capture) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(FakePipeline, "analyze", stop)
    assert run(["analyze", str(make_file("r.csv", CSV))]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_formats_lists_platforms_and_limits(capsys: Capture) -> None:
    assert run(["formats"]) == 0
    assert "4096 bytes" in capsys.readouterr().out
    assert run(["formats", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["platforms"]["google_play"]["limit"] == 350


def test_init_asks_nothing_when_given_flags(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "business.toml"
    arguments = ["init", str(path), "--name", "Kettle", "--trade", "shop", "--language", "bg"]
    assert run(arguments) == 0
    assert "Kettle" in path.read_text("utf-8")
    assert run(arguments) == 1
    assert "exists already" in capsys.readouterr().err
    assert run([*arguments, "--force"]) == 0


def test_init_to_standard_output(capsys: Capture) -> None:
    assert run(["init", "-", "--name", "Kettle", "--trade", "hotel"]) == 0
    assert "[business]" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--name", "K"], ["--name", "K", "--trade", "spaceport"]])
def test_init_without_anybody_to_ask(tmp_path: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["init", *arguments]) == 2


# --------------------------------------------------------------------------------------------------------------- pipes

DRIVER = str(Path(__file__).parents[1] / "files" / "killed.py")


def piped(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, DRIVER, *arguments], input=data, capture_output=True, timeout=60)


def test_json_lines_in_and_out() -> None:
    done = piped("analyze", "-", data=b'{"id": 1, "text": "bad", "stars": 1}\noops\n')
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first["justification"]["verdict"] == "justified"
    assert second["reason"] == "not JSON"
    assert done.returncode == 0


def test_a_table_from_standard_input(tmp_path: Path) -> None:
    done = piped("detect", "-", "-o", str(tmp_path / "d.csv"), data="отзыв;оценка\nПлохо;1\n".encode("cp1251"))
    assert done.returncode == 0
    assert "Плохо" in (tmp_path / "d.csv").read_text("utf-8")


def test_an_empty_standard_input() -> None:
    done = piped("analyze", "-")
    assert done.returncode == 1
    assert done.stderr.startswith(b"Error: Standard input is empty.")


def test_lines_come_out_when_the_reader_leaves_early(make_file: MakeFile) -> None:
    source = make_file("r.csv", "text\n" + "some words\n" * 3000)
    command = f"'{sys.executable}' '{DRIVER}' detect '{source}' -q | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, timeout=60)
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""
    assert done.returncode == 0
