from __future__ import annotations

import csv
import importlib.util
import json
from pathlib import Path

import pytest

from reviewreply import Pipeline, Review
from reviewreply.business import load_business
from reviewreply.files.reading import open_reviews

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"


@pytest.mark.parametrize(
    ("name", "count", "platform"),
    [
        ("reviews.csv", 28, None),
        ("reviews.xlsx", 32, None),
        ("reviews.jsonl", 88, None),
        ("mixed.csv", 16, None),
        ("wildberries.json", 6, "wildberries"),
        ("google.json", 6, "google"),
    ],
)
def test_every_example_can_be_read_whole(name: str, count: int, platform: str | None) -> None:
    source = open_reviews(EXAMPLES / name)
    items = list(source.items())
    assert source.platform == platform
    assert len(items) == count
    assert all(item.review is not None and not item.notes and item.occurrence == 1 for item in items)


def test_tables_carry_the_orders_of_the_records() -> None:
    shop = [item.review for item in open_reviews(EXAMPLES / "reviews.csv").items()]
    hotel = [item.review for item in open_reviews(EXAMPLES / "reviews.xlsx").items()]
    assert sum(review is not None and review.order is not None for review in shop) > 10
    assert sum(review is not None and review.order is not None for review in hotel) > 5
    assert sum(review is not None and bool(review.facts) for review in hotel) == 2


@pytest.mark.parametrize("name", ["shop.toml", "hotel.toml"])
def test_business_files_are_whole_in_three_languages(name: str) -> None:
    business = load_business(EXAMPLES / name)
    assert business.warnings == ()
    for texts in [business.signature, *(p.text for p in business.policies), *(r.text for r in business.remedies)]:
        assert set(texts) == {"ru", "bg", "en"}


def test_the_notice_names_every_origin() -> None:
    notice = (EXAMPLES / "NOTICE.md").read_text("utf-8")
    records = [json.loads(line) for line in (EXAMPLES / "reviews.jsonl").read_text("utf-8").splitlines()]
    for origin in {record["origin"] for record in records}:
        assert f"`{origin}`" in notice


def test_the_script_gives_the_files_that_are_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.util.spec_from_file_location("make_examples", ROOT / "scripts" / "make_examples.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    (tmp_path / "reviews.jsonl").write_bytes((EXAMPLES / "reviews.jsonl").read_bytes())
    monkeypatch.setattr(script, "FOLDER", tmp_path)
    script.main()
    for name in ("reviews.csv", "mixed.csv"):
        with (tmp_path / name).open(encoding="utf-8") as made, (EXAMPLES / name).open(encoding="utf-8") as shipped:
            assert list(csv.reader(made)) == list(csv.reader(shipped))
    for name in ("wildberries.json", "google.json"):
        assert (tmp_path / name).read_text("utf-8") == (EXAMPLES / name).read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "Great shop, quick delivery and everything was well packed. Thank you!",
        "Отличный магазин, быстрая доставка, всё упаковано на совесть. Спасибо!",
        "Страхотен магазин, бърза доставка, всичко беше добре опаковано. Благодаря!",
    ],
)
def test_plain_praise_is_sure_and_needs_no_second_look(text: str) -> None:
    draft = Pipeline().draft(Review(text=text, stars=5), load_business(EXAMPLES / "shop.toml"))
    assert not draft.analysis.is_complaint
    assert draft.analysis.complaint_confidence > 0.8
    assert draft.reply.needs_attention == ()
