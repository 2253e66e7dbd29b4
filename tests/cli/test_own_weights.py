"""A business's own weights: they reach every command, and ``evaluate`` says what they change."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from reviewreply.cli.main import cli

CORPUS = Path(__file__).resolve().parents[2] / "models" / "corpus"
REVIEW = json.dumps({
    "text": "The parcel came a week late.", "stars": 2, "ordered_on": "2026-09-01", "promised_on": "2026-09-05",
    "delivered_on": "2026-09-12",
})  # fmt: skip


def _weights(folder: Path) -> Path:
    path = folder / "own.toml"
    path.write_text("[claim]\nconfirmed = 0.75\n", encoding="utf-8")
    return path


def test_own_weights_change_the_score(tmp_path: Path) -> None:
    scores = []
    for options in ([], ["--weights", str(_weights(tmp_path))]):
        result = CliRunner().invoke(cli, ["analyze", "-", *options], input=REVIEW)
        assert result.exit_code == 0, result.output
        line = next(line for line in result.output.splitlines() if line.startswith("{"))
        scores.append(json.loads(line)["claims"][0]["score"])
    assert scores[0] > 0.9
    assert scores[1] == 0.75


def test_evaluate_sets_both_side_by_side(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in (CORPUS / "en.jsonl").read_text(encoding="utf-8").splitlines()]
    chosen = [line for line in lines if line["split"] == "dev" and len(line["text"]) < 150][:40]
    corpus = tmp_path / "few.jsonl"
    corpus.write_text("".join(json.dumps(line) + "\n" for line in chosen), encoding="utf-8")
    options = ["--corpus", str(corpus), "--part", "dev", "--weights", str(_weights(tmp_path))]
    result = CliRunner().invoke(cli, ["evaluate", *options])
    assert result.exit_code == 0, result.output
    assert "| shipped | all | 40 |" in result.output
    assert "| own.toml | all | 40 |" in result.output


def test_a_mistake_in_the_weights_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("[bands]\njustifed = 0.9\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["analyze", "-", "--weights", str(tmp_path / "own.toml")], input=REVIEW)
    assert "bands.justifed" in str(result.exception)
