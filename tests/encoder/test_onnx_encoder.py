"""The shipped encoder: whole or not at all, the same answer alone and among others, long texts read to their end."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from reviewreply.encoder import load_encoder
from reviewreply.encoder.onnx_encoder import OnnxEncoder
from reviewreply.errors import ModelError
from reviewreply.models import model_folder

TEXTS = [
    "Доставката закъсня с цяла седмица и никой не се обади.",
    "Отличный отель, вкусные завтраки, приветливый персонал!",
    "The phone stopped working after two days and they refuse to refund me.",
    "",
    "👍👍👍",
    "МНОГО ЛОШО ОБСЛУЖВАНЕ, НИКОГА ПОВЕЧЕ НЯМА ДА ДОЙДА ПРИ ВАС",
]


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    loaded = load_encoder()
    assert isinstance(loaded, OnnxEncoder)
    return loaded


def test_a_text_reads_the_same_alone_and_among_others(encoder: OnnxEncoder) -> None:
    together = encoder.read(TEXTS * 5)
    for text, reading in zip(TEXTS * 5, together, strict=True):
        assert encoder.read([text]) == [reading]


def test_offsets_point_into_the_text(encoder: OnnxEncoder) -> None:
    for text, reading in zip(TEXTS, encoder.read(TEXTS), strict=True):
        for span in reading.spans:
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end].strip() == text[span.start : span.end]


def test_probabilities_are_probabilities(encoder: OnnxEncoder) -> None:
    for reading in encoder.read(TEXTS):
        assert sum(reading.stars) == pytest.approx(1, abs=1e-4)
        assert sum(reading.verdict.values()) == pytest.approx(1, abs=1e-4)
        assert all(0 <= p <= 1 for p in reading.types.values())


@pytest.mark.parametrize(
    ("praise", "blame"),
    [
        ("Всичко беше прекрасно, благодаря!", "Ужасно обслужване, загубени пари."),
        ("Всё замечательно, спасибо!", "Ужасный сервис, деньги на ветер."),
        ("Everything was wonderful, thank you!", "The phone broke after two days and nobody answers my mails."),
        ("Everything was wonderful, thank you!", "Terrible service, waste of money."),
    ],
)  # fmt: skip
def test_praise_and_complaint_are_told_apart(encoder: OnnxEncoder, praise: str, blame: str) -> None:
    good, bad = encoder.read([praise, blame])
    assert sum(good.stars[3:]) > 0.5 > sum(bad.stars[3:])
    assert bad.complaint > good.complaint


def test_a_long_review_is_read_to_its_end(encoder: OnnxEncoder) -> None:
    filler = "Заселились вечером, номер на пятом этаже, окна во двор. " * 60
    reading = encoder.read([filler + "Деньги за отменённую бронь так и не вернули!"])[0]
    assert reading.tokens > 3 * encoder.layout.window
    assert any(span.end > len(filler) for span in reading.spans)


def test_the_end_of_a_long_review_counts(encoder: OnnxEncoder) -> None:
    praise = "Прекрасный отель, всё понравилось. " * 60
    bare, with_fault = encoder.read([praise, praise + "Ужасно: деньги украли из номера, полиция не помогла!"])
    assert with_fault.complaint > bare.complaint


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(model_folder("encoder"), tmp_path / "model"))


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "model.json"])
def test_a_missing_file_is_an_error(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError, match=name.replace(".", r"\.")):
        OnnxEncoder(copy)


def test_a_changed_file_is_an_error(copy: Path) -> None:
    with (copy / "model.onnx").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelError, match="not the file"):
        OnnxEncoder(copy)


def test_another_format_is_an_error(copy: Path) -> None:
    card = json.loads((copy / "model.json").read_text(encoding="utf-8"))
    (copy / "model.json").write_text(json.dumps(card | {"format": 99}), encoding="utf-8")
    with pytest.raises(ModelError, match="format 99"):
        OnnxEncoder(copy)


def test_the_model_is_small_and_holds_no_pickle() -> None:
    files = [path for path in model_folder("encoder").iterdir() if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 40_000_000
    assert {path.suffix for path in files} <= {".onnx", ".json", ".md"}


def test_torch_reads_the_same_weights_alike(encoder: OnnxEncoder) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    pytest.importorskip("onnx")
    from reviewreply.training.restore import restore_encoder

    torch_readings = restore_encoder(model_folder("encoder"), "cpu").read(TEXTS[:3])
    for ours, theirs in zip(encoder.read(TEXTS[:3]), torch_readings, strict=True):
        assert ours.complaint == pytest.approx(theirs.complaint, abs=0.1)
        assert ours.stars == pytest.approx(theirs.stars, abs=0.25)  # int8 against floats: 0.04 on average
