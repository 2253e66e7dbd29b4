"""The classifier: what it is made of, what it finds, what it leaves alone."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from reviewreply.checks.tone_model import BITS, LABELS, features, load_tone_model, tone_model
from reviewreply.errors import ModelError
from reviewreply.models import model_folder

from .build import names

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("bg", "ru", "en")


def held_out(language: str) -> list[dict[str, str]]:
    lines = (ROOT / "models" / "corpus" / "tone" / f"{language}.jsonl").read_text("utf-8").splitlines()
    return [record for record in map(json.loads, lines) if record["split"] == "test"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_enough_examples_and_whole_groups(language: str) -> None:
    lines = (ROOT / "models" / "corpus" / "tone" / f"{language}.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert {record["label"] for record in records} == set(LABELS)
    assert all(sum(record["label"] == label for record in records) >= 150 for label in LABELS)
    assert len({record["text"].casefold() for record in records}) == len(records)
    splits: dict[str, set[str]] = {}
    for record in records:
        splits.setdefault(record["group"], set()).add(record["split"])
    assert all(len(parts) == 1 for parts in splits.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_better_than_chance_on_situations_it_has_not_seen(language: str) -> None:
    records = held_out(language)
    shares = tone_model(language).probabilities([record["text"] for record in records])
    right = sum(LABELS[row.argmax()] == record["label"] for row, record in zip(shares, records, strict=True))
    assert right / len(records) > 0.65


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_raises_is_what_it_says(language: str) -> None:
    records, model = held_out(language), tone_model(language)
    shares = model.probabilities([record["text"] for record in records])
    for label, limit in model.thresholds.items():
        raised = [
            record["label"] for row, record in zip(shares, records, strict=True) if row[LABELS.index(label)] >= limit
        ]
        assert raised
        assert raised.count(label) / len(raised) >= 0.75
        assert raised.count("good") / len(records) < 0.02


def test_a_sentence_is_judged_alike_alone_and_in_company() -> None:
    model = tone_model("en")
    texts = ["Thank you for telling us.", "We beg for your mercy on our knees.", "Noted."]
    together = model.probabilities(texts)
    alone = np.concatenate([model.probabilities([text]) for text in texts])
    assert np.allclose(together, alone, atol=1e-5)


@pytest.mark.parametrize("texts", [["", "…", "😊"], ["a" * 10_000], ["\ud800 x"]])
def test_odd_texts_have_probabilities_too(texts: list[str]) -> None:
    shares = tone_model("ru").probabilities(texts)
    assert shares.shape == (len(texts), len(LABELS))
    assert np.allclose(shares.sum(axis=1), 1, atol=1e-4)


def test_rows_stay_within_the_table() -> None:
    found = features(["Добър ден.", "Hello there, Mary.", "…"])
    for rows in (found.letters, found.words):
        assert rows.min() >= 0
        assert rows.max() < 2**BITS
    assert len(found.letters) == found.lengths.sum()
    assert len(found.words) == found.sizes.sum()


def test_the_model_is_small() -> None:
    assert (model_folder("tone") / "weights.npz").stat().st_size <= 1_000_000


def test_a_broken_model_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "labels.json").write_text("{}", "utf-8")
    with pytest.raises(ModelError) as error:
        load_tone_model(tmp_path, "en")
    assert "train_tone.py" in str(error.value)


def test_a_finding_names_the_tone_and_the_sentence() -> None:
    text = "We are sorry about the parcel. We are vermin and beg you to forgive us for ever and ever."
    assert {"tone.grovelling", "grovelling.abasement"} & names(text)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "We cannot agree on the second point, because the log shows delivery on the promised day."),
        ("ru", "Со вторым пунктом мы не согласны: по журналу посылка пришла в обещанный день."),
        ("bg", "По втората точка не сме съгласни: по дневник пратката е дошла в обещания ден."),
        ("en", "We are sorry that the parcel came late."),
        ("ru", "Нам жаль, что посылка пришла поздно."),
        ("bg", "Съжаляваме, че пратката дойде късно."),
    ],
)
def test_firm_and_sober_is_neither(lang: str, text: str) -> None:
    assert not {name for name in names(text, lang=lang) if name.startswith("tone")}
