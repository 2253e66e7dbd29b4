from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewreply.errors import OutputError
from reviewreply.files.journal import Journal

KILLED = Path(__file__).with_name("killed.py")
ROWS = 120


@pytest.fixture
def reviews_file(make_file: Callable[..., Path]) -> Path:
    lines = ["id;отзыв;оценка"]
    for number in range(ROWS):
        broken = number % 10 == 9
        lines.append("broken" if broken else f"{number % 50};Отзыв номер {number};{number % 5 + 1}")
    return make_file("reviews.csv", "\n".join(lines), "cp1251")


def command(source: Path, output: Path, business: Path, *more: str) -> list[str]:
    return [sys.executable, str(KILLED), "draft", str(source), "-b", str(business), "-o", str(output), "-q", *more]


def finish(source: Path, output: Path, business: Path, *more: str) -> None:
    subprocess.run(command(source, output, business, *more), check=True, timeout=60)


def result(output: Path) -> tuple[bytes, bytes]:
    return output.read_bytes(), output.with_name(output.name + ".rejected.jsonl").read_bytes()


def journaled(part: Path) -> int:
    """Finished rows in a journal, whatever its last line looks like."""
    rows = 0
    for line in part.read_bytes().splitlines()[1:] if part.exists() else []:
        try:
            rows += len(json.loads(line.partition(b" ")[2])["results"])
        except (ValueError, KeyError):
            break
    return rows


def kill_somewhere(source: Path, output: Path, business: Path, how: signal.Signals, chance: random.Random) -> int:
    """Starts a slow run, kills it once something is finished and a random moment later; gives its exit code."""
    environment = {**os.environ, "FAKE_PAUSE": "0.004"}
    process = subprocess.Popen(command(source, output, business), env=environment, stderr=subprocess.DEVNULL)
    part = output.with_name(output.name + ".part")
    while process.poll() is None and journaled(part) == 0:
        time.sleep(0.005)
    time.sleep(chance.uniform(0, 0.35))
    process.send_signal(how)
    return process.wait(timeout=30)


@pytest.mark.parametrize("name", ["drafts.csv", "drafts.jsonl"])
def test_ten_kills_at_random_points_change_nothing(
    tmp_path: Path, reviews_file: Path, business_file: Path, name: str
) -> None:
    whole = tmp_path / "whole" / name
    whole.parent.mkdir()
    finish(reviews_file, whole, business_file)
    chance = random.Random(7)
    for number in range(5):
        output = tmp_path / str(number) / name
        output.parent.mkdir()
        kill_somewhere(reviews_file, output, business_file, signal.SIGKILL, chance)
        part = output.with_name(output.name + ".part")
        if number % 2 and part.exists():  # a kill in the middle of a write leaves half a line
            with part.open("ab") as handle:
                handle.write(b'00000000 {"results": [{"torn')
        finish(reviews_file, output, business_file, "--resume") if part.exists() else None
        assert result(output) == result(whole)
        assert sorted(path.name for path in output.parent.iterdir()) == sorted([name, f"{name}.rejected.jsonl"])


def test_ctrl_c_leaves_with_130_and_can_be_resumed(tmp_path: Path, reviews_file: Path, business_file: Path) -> None:
    output = tmp_path / "drafts.csv"
    assert kill_somewhere(reviews_file, output, business_file, signal.SIGINT, random.Random(1)) == 130
    assert not output.exists()
    finish(reviews_file, output, business_file, "--resume")
    assert output.read_text("utf-8").count("Reply") == ROWS * 9 // 10


def test_finished_rows_are_not_done_again(tmp_path: Path, reviews_file: Path, business_file: Path) -> None:
    output = tmp_path / "drafts.csv"
    kill_somewhere(reviews_file, output, business_file, signal.SIGKILL, random.Random(3))
    before = journaled(output.with_name("drafts.csv.part"))
    run = [*command(reviews_file, output, business_file, "--resume")]
    run.remove("-q")
    said = subprocess.run(run, check=True, capture_output=True, text=True).stderr
    assert before > 0
    assert f"{before} of them before the interruption" in said


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a limit on file sizes")
def test_a_full_disk_is_one_line_and_can_be_resumed(tmp_path: Path, reviews_file: Path, business_file: Path) -> None:
    import resource

    output = tmp_path / "drafts.csv"

    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8000, 8000))

    run = subprocess.run(
        command(reviews_file, output, business_file), preexec_fn=small_disk, capture_output=True, text=True
    )
    assert run.returncode == 1
    assert run.stderr.count("\n") == 1
    assert "--resume" in run.stderr
    finish(reviews_file, output, business_file, "--resume")
    assert output.read_text("utf-8").count("Reply") == ROWS * 9 // 10


@pytest.mark.parametrize("change", ["input", "business", "seed"])
def test_another_input_or_setting_cannot_be_resumed(
    tmp_path: Path, reviews_file: Path, business_file: Path, change: str
) -> None:
    output = tmp_path / "drafts.csv"
    kill_somewhere(reviews_file, output, business_file, signal.SIGKILL, random.Random(5))
    more = ["--resume"]
    if change == "seed":
        more += ["--seed", "5"]
    else:
        path = reviews_file if change == "input" else business_file
        path.write_bytes(path.read_bytes() + b"\n# more;2;3\n")
    run = subprocess.run(command(reviews_file, output, business_file, *more), capture_output=True, text=True)
    assert run.returncode == 1
    assert change in run.stderr
    assert run.stderr.count("\n") == 1


def test_a_torn_line_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "x.part"
    journal = Journal.start(path, {"input": "1"})
    journal.append([{"a": 1}])
    journal.close()
    good = path.read_bytes()
    for torn in (b"0", b'deadbeef {"results": [{"a": 2}]}\n', b"\x00\xff"):
        path.write_bytes(good + torn)
        resumed = Journal.resume(path, {"input": "1"})
        assert resumed.count == 1
        resumed.append([{"a": 3}])
        assert list(resumed.results()) == [{"a": 1}, {"a": 3}]
        resumed.close()


def test_a_journal_of_something_else_names_the_difference(tmp_path: Path) -> None:
    path = tmp_path / "x.part"
    Journal.start(path, {"input": "1", "seed": "0"}).close()
    with pytest.raises(OutputError, match="this is new: seed"):
        Journal.resume(path, {"input": "1", "seed": "9"})
