"""Corpora, metrics, calibration, and a whole small training run from a base made on the spot."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from reviewreply.errors import TrainingError
from reviewreply.training.augment import augment, in_latin
from reviewreply.training.calibrate import platt, temperature
from reviewreply.training.corpus import read_corpus
from reviewreply.training.examples import Example, Span
from reviewreply.training.metrics import bootstrap, calibration_error, f1, macro_f1, spearman

CORPUS = Path(__file__).resolve().parents[2] / "models" / "corpus"


def test_every_line_of_the_shipped_corpus_is_valid() -> None:
    assert sum(1 for _ in read_corpus(CORPUS)) >= 4500


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "not JSON"),
        ('{"id": 1}', "no text"),
        ('{"text": "a", "types": ["weather"]}', "unknown type 'weather'"),
        ('{"text": "ab", "claims": [{"start": 0, "end": 9, "type": "app", "responsible": "business"}]}', "outside"),
        ('{"text": "a", "verdict": "guilty"}', "unknown verdict"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, what: str) -> None:
    (tmp_path / "bad.jsonl").write_text('{"text": "fine"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(TrainingError, match=r"bad\.jsonl, line 2.*" + what.split("'", maxsplit=1)[0]):
        list(read_corpus(tmp_path / "bad.jsonl"))


def test_augmentation_keeps_spans_on_their_words() -> None:
    import random

    text = "Пратката закъсня с чаша шоколад"
    example = Example(text, "bg", "test", claims=(Span(9, 16, "delivery", "business"),))
    latin = in_latin(example, random.Random(1))
    assert latin.claims is not None
    span = latin.claims[0]
    assert latin.text[span.start : span.end].startswith("zak")
    assert latin.latin_script
    assert len(augment([example] * 50, 1)) > 50


def test_f1_and_its_mean() -> None:
    assert f1(2, 4, 2) == pytest.approx(2 / 3)
    assert macro_f1(["a", "a", "b"], ["a", "b", "b"], ("a", "b", "c")) == pytest.approx(2 / 3)


def test_rank_correlation_handles_ties() -> None:
    assert spearman([1, 2, 3, 4], [10, 20, 30, 40]) == pytest.approx(1)
    assert spearman([1, 1, 2, 2], [2, 2, 1, 1]) == pytest.approx(-1)


def test_calibration_error_of_a_perfect_and_a_boastful_forecast() -> None:
    assert calibration_error([1.0] * 10, [True] * 10) == 0
    assert calibration_error([0.95] * 10, [True] * 5 + [False] * 5) == pytest.approx(0.45)


def test_a_temperature_cools_overconfidence() -> None:
    logits = np.array([[6.0, 0.0]] * 10)
    assert temperature(logits, np.array([0] * 7 + [1] * 3)) > 2


def test_platt_scaling_finds_the_slope() -> None:
    rng = np.random.default_rng(0)
    z = rng.normal(size=4000)
    y = (rng.random(4000) < 1 / (1 + np.exp(-(2 * z - 1)))).astype(float)
    slope, intercept = platt(z, y, strength=0.1)
    assert slope == pytest.approx(2, abs=0.2)
    assert intercept == pytest.approx(-1, abs=0.2)


def test_bootstrap_interval_holds_the_mean() -> None:
    found = bootstrap(list(range(100)), lambda part: {"mean": float(np.mean(part))}, rounds=200)  # type: ignore[arg-type]
    low, high = found["mean"]
    assert low < 49.5 < high


@pytest.fixture
def tiny_base(tmp_path: Path) -> Path:
    """A two-layer encoder with a Unigram vocabulary over the letters it needs."""
    pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors

    from reviewreply.training.vocabulary import LETTERS, MARKS, SPECIAL

    pieces = [*SPECIAL, "▁", *dict.fromkeys(LETTERS + MARKS)]
    tokenizer = Tokenizer(models.Unigram([(piece, -5.0) for piece in pieces], unk_id=3))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.add_special_tokens(list(SPECIAL))
    folder = tmp_path / "base"
    config = transformers.BertConfig(
        vocab_size=len(pieces), hidden_size=24, num_hidden_layers=2, num_attention_heads=12, intermediate_size=48,
        max_position_embeddings=300, type_vocab_size=1, pad_token_id=1,
    )  # fmt: skip
    transformers.BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", pad_token="<pad>", unk_token="<unk>"
    ).save_pretrained(folder)
    return folder


def test_a_run_trains_exports_evaluates_and_goes_on(tiny_base: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    pytest.importorskip("onnx")
    from reviewreply.encoder.onnx_encoder import OnnxEncoder
    from reviewreply.training.run import Run, train

    lines = (CORPUS / "en.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    short = [record for record in records if len(record["text"]) < 120]
    chosen = [r for part in ("train", "dev", "test") for r in [x for x in short if x["split"] == part][:40]]
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps(record) + "\n" for record in chosen), encoding="utf-8")
    run = Run(tmp_path / "run", str(tiny_base), corpus, layers=2, vocabulary=120, epochs=2, tokens=1024, device="cpu")
    folder = train(run)
    assert len(OnnxEncoder(folder).read(["The courier came late.", ""])) == 2
    for name in ("settings.json", "history.jsonl", "curves.png", "metrics.json", "metrics.md", "confusion.png"):
        assert (tmp_path / "run" / name).stat().st_size > 0
    before = (tmp_path / "run" / "history.jsonl").read_text(encoding="utf-8")
    train(run)
    assert (tmp_path / "run" / "history.jsonl").read_text(encoding="utf-8") == before
    assert [next(iter(json.loads(line))) for line in before.splitlines()] == ["epoch", "epoch", "averaged"]
    train(Run(tmp_path / "small", str(tiny_base), corpus, teacher=tmp_path / "run", layers=1, vocabulary=120, epochs=1,
              tokens=1024, device="cpu"))  # fmt: skip
    assert "soft_types" in (tmp_path / "small" / "history.jsonl").read_text(encoding="utf-8")
    with pytest.raises(TrainingError, match="The teacher has 2 layers"):
        train(Run(tmp_path / "same", str(tiny_base), corpus, teacher=tmp_path / "run", layers=2, epochs=1))
    with pytest.raises(TrainingError, match="other settings"):
        train(Run(tmp_path / "run", str(tiny_base), corpus, epochs=3))


def test_a_table_of_texts_and_stars_is_a_corpus(tiny_base: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    pytest.importorskip("onnx")
    import csv

    from reviewreply.training.run import Run, train

    lines = (CORPUS / "en.jsonl").read_text(encoding="utf-8").splitlines()
    short = [record for record in map(json.loads, lines) if len(record["text"]) < 100]
    table = tmp_path / "stars.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("text", "stars", "language", "split"))
        for part in ("train", "dev", "test"):
            for record in [r for r in short if r["split"] == part][:30]:
                writer.writerow((record["text"], record["stars"], "en", part))
    examples = list(read_corpus(table, "dev"))
    assert len(examples) == 30
    assert examples[0].stars is not None
    assert examples[0].types is None
    run = Run(tmp_path / "run", str(tiny_base), table, layers=1, vocabulary=120, epochs=1, tokens=1024, device="cpu")
    train(run)
    metrics = json.loads((tmp_path / "run" / "metrics.json").read_text(encoding="utf-8"))
    assert "stars_mae" in metrics["all"]
    assert "types_micro_f1" not in metrics["all"]


def test_a_parquet_corpus_keeps_spans(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pytest.importorskip("datasets")
    record = json.loads((CORPUS / "ru.jsonl").read_text(encoding="utf-8").splitlines()[0])
    pq.write_table(pa.Table.from_pylist([record]), tmp_path / "one.parquet")
    (tmp_path / "one.jsonl").write_text(json.dumps(record), encoding="utf-8")
    assert list(read_corpus(tmp_path / "one.parquet")) == list(read_corpus(tmp_path / "one.jsonl"))
    with pytest.raises(TrainingError, match="No corpus"):
        list(read_corpus(tmp_path / "none.parquet"))
