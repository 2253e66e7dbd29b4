from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from fakes import FakePipeline

from reviewreply.errors import InputError
from reviewreply.record import Fact, OrderLine, Review
from reviewreply.wire import (
    FLAT_COLUMNS,
    REPLY_COLUMNS,
    analysis_to_dict,
    draft_to_dict,
    flat_columns,
    review_from_dict,
)

RECORD: dict[str, Any] = {
    "id": "r-17",
    "text": "Late",
    "stars": 1,
    "author": "Ana P.",
    "date": "2026-10-02",
    "platform": "google",
    "lang": None,
    "order": {
        "channel": "online",
        "status": "delivered",
        "events": [
            {"what": "ordered", "at": "2026-09-01"},
            {"what": "delivered", "at": "2026-09-12T18:40", "line": 0},
        ],
        "lines": [{"item": "kettle, red", "quantity": 1, "sent": "kettle, blue", "billed": 59.90, "due": 59.90}],
        "payments": [{"at": "2026-09-01", "amount": 59.90, "currency": "EUR", "state": "captured"}],
    },
    "facts": [{"about": ["delivery"], "stance": "confirms", "text": {"en": "The log shows it."}}],
}


def test_a_whole_record_becomes_a_review() -> None:
    review = review_from_dict(RECORD)
    assert (review.id, review.text, review.stars, review.author) == ("r-17", "Late", 1, "Ana P.")
    assert review.date == date(2026, 10, 2)
    assert review.order is not None
    assert review.order.events[1].at == datetime(2026, 9, 12, 18, 40)
    assert review.order.lines == (OrderLine("kettle, red", 1, "kettle, blue", 59.90, 59.90),)
    assert review.facts == (Fact(("delivery",), {"en": "The log shows it."}, "confirms"),)


def test_no_payments_and_unknown_payments_are_two_things() -> None:
    paid = review_from_dict({"stars": 1, "order": {"payments": []}}).order
    unknown = review_from_dict({"stars": 1, "order": {}}).order
    assert paid is not None
    assert unknown is not None
    assert paid.payments == ()
    assert unknown.payments is None


@pytest.mark.parametrize("record", [{"text": "Fine"}, {"stars": 4}, {"text": "", "stars": 4.0}])
def test_text_or_stars_are_enough(record: dict[str, Any]) -> None:
    assert isinstance(review_from_dict(record), Review)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"text": None, "stars": None}, "neither text nor stars"),
        ({"text": 5}, "text"),
        ({"text": "half \ud83d"}, "text"),
        ({"stars": 6}, "stars"),
        ({"stars": True}, "stars"),
        ({"stars": float("nan")}, "stars"),
        ({"date": "yesterday"}, "date"),
        ({"order": []}, "order"),
        ({"order": {"evnts": []}}, "order"),
        ({"order": {"status": "eaten"}}, "order.status"),
        ({"order": {"events": [{"what": "orderd", "at": "2026-01-01"}]}}, "order.events.0.what"),
        ({"order": {"events": [{"what": "ordered"}]}}, "order.events.0.at"),
        ({"order": {"lines": [{"due": "59"}]}}, "order.lines.0.due"),
        ({"order": {"payments": [{"state": "stolen"}]}}, "order.payments.0.state"),
        ({"facts": [{"about": []}]}, "facts.0.about"),
        ({"facts": [{"about": ["delivry"]}]}, "facts.0.about.0"),
        ({"facts": [{"about": ["delivery"], "text": {"de": "x"}}]}, "facts.0.text"),
        ({"facts": {}}, "facts"),
    ],
)
def test_errors_name_the_field(change: dict[str, Any], place: str) -> None:
    with pytest.raises(InputError) as error:
        review_from_dict(RECORD | change, "line 7")
    assert error.value.message.startswith("line 7")
    assert place in error.value.message
    assert error.value.remedy


def test_a_misspelt_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match="Did you mean ordered"):
        review_from_dict({"stars": 1, "order": {"events": [{"what": "orderd", "at": "2026-01-01"}]}})


def test_errors_do_not_repeat_the_review() -> None:
    with pytest.raises(InputError) as error:
        review_from_dict({"text": "a secret" * 20_000})
    assert "secret" not in str(error.value)


def test_output_has_the_names_of_the_record_and_is_json() -> None:
    draft = FakePipeline().draft(Review("Плохо", 1, "r-1"), None)
    record = json.loads(json.dumps(draft_to_dict(draft)))
    assert list(record)[:4] == ["id", "language", "sentiment", "is_complaint"]
    assert record["sentiment"] == {"stars": 1, "polarity": "negative", "confidence": 0.9123}
    assert record["justification"]["signals"][0] == {
        "signal": "specific", "start": 0, "end": 1, "confidence": 0.8, "source": "encoder",
    }  # fmt: skip
    assert "start" not in record["justification"]["signals"][1]
    assert record["reply"]["needs_attention"] == ["legal threat", "low confidence"]
    assert "reply" not in analysis_to_dict(draft.analysis)


def test_flat_columns_are_those_of_the_record() -> None:
    draft = FakePipeline().draft(Review("Плохо", 1), None)
    flat = flat_columns(draft.analysis, draft.reply)
    assert tuple(flat) == FLAT_COLUMNS + REPLY_COLUMNS
    assert flat["types"] == "delivery,quality"
    assert flat["signals"] == "specific,legal"
    assert flat["needs_attention"] == "legal threat; low confidence"
    assert tuple(flat_columns(draft.analysis)) == FLAT_COLUMNS
