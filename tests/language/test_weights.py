"""A model folder that is incomplete, damaged or of another version is an error, never a guess."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from reviewreply.errors import ModelError
from reviewreply.language import LanguageDetector
from reviewreply.models import model_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "language"
    shutil.copytree(model_folder("language"), copy)
    return copy


def _change(folder: Path, **values: object) -> None:
    card = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    (folder / "labels.json").write_text(json.dumps(card | values), encoding="utf-8")


def test_copy_of_the_shipped_model_loads(folder: Path) -> None:
    assert LanguageDetector.load(folder).detect("много добре, благодаря").code == "bg"


@pytest.mark.parametrize("name", ["labels.json", "weights.npz"])
def test_missing_file(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name):
        LanguageDetector.load(folder)


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        LanguageDetector.load(tmp_path / "nowhere")


def test_damaged_weights(folder: Path) -> None:
    packed = bytearray((folder / "weights.npz").read_bytes())
    packed[1000] ^= 1
    (folder / "weights.npz").write_bytes(bytes(packed))
    with pytest.raises(ModelError, match="not the file"):
        LanguageDetector.load(folder)


def test_other_format_version(folder: Path) -> None:
    _change(folder, format_version=99)
    with pytest.raises(ModelError, match="format 99"):
        LanguageDetector.load(folder)


def test_classes_that_do_not_fit_the_weights(folder: Path) -> None:
    scripts = json.loads((folder / "labels.json").read_text(encoding="utf-8"))["scripts"]
    scripts["latin"]["classes"].pop()
    _change(folder, scripts=scripts)
    with pytest.raises(ModelError):
        LanguageDetector.load(folder)


def test_script_left_out(folder: Path) -> None:
    scripts = json.loads((folder / "labels.json").read_text(encoding="utf-8"))["scripts"]
    del scripts["latin"]
    _change(folder, scripts=scripts)
    with pytest.raises(ModelError):
        LanguageDetector.load(folder)


def test_labels_that_are_no_json(folder: Path) -> None:
    (folder / "labels.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError):
        LanguageDetector.load(folder)


def test_unknown_model_names_both_places() -> None:
    with pytest.raises(ModelError, match="_models"):
        model_folder("no-such-model")


def test_weights_stay_small() -> None:
    assert sum(path.stat().st_size for path in model_folder("language").iterdir()) < 3.2e6
