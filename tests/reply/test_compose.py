"""A draft is checked, mended by another plan or other words, and reported where it cannot be."""

from __future__ import annotations

import pytest

import reviewreply.checks
from reviewreply.checks.context import CheckContext, Finding
from reviewreply.reply import ReplyMemory, compose
from reviewreply.reply.compose import TRIES

from .build import analysis, business, claim, review

TEXT = "The parcel came late."
JUDGED = analysis("justified", [claim(TEXT, TEXT[:-1], "delivery", "justified")])


def fire(monkeypatch: pytest.MonkeyPatch, check) -> list[str]:  # type: ignore[no-untyped-def]
    """Run one check instead of all; gives the drafts that it saw."""
    seen: list[str] = []

    def run(text: str, context: CheckContext) -> list[Finding]:
        seen.append(text)
        return list(check(text, context))

    monkeypatch.setattr(reviewreply.checks, "run_checks", run, raising=False)
    return seen


def test_another_wording_is_tried_where_a_check_fires(monkeypatch: pytest.MonkeyPatch) -> None:
    refused: list[str] = []

    def no_first_apology(text: str, context: CheckContext):  # type: ignore[no-untyped-def]
        part = next(part for part in context.parts if part.kind == "apologise")
        sentence = text[part.start : part.end]
        if not refused or sentence in refused:
            refused.append(sentence)
            yield Finding("tone", "Sounds off.", "vary", part.start, part.end)

    fire(monkeypatch, no_first_apology)
    reply = compose(review(TEXT), JUDGED, business())
    assert refused[0] not in reply.text
    assert [(check.check, check.outcome) for check in reply.checks] == [("tone", "repaired")]


def test_an_optional_act_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_invitation(text: str, context: CheckContext):  # type: ignore[no-untyped-def]
        for part in context.parts:
            if part.kind == "invite_back":
                yield Finding("marketing", "Sells.", "drop", part.start, part.end)

    fire(monkeypatch, no_invitation)
    reply = compose(review(TEXT), JUDGED, business())
    assert "invite_back" not in reply.acts
    assert reply.checks[0].outcome == "repaired"


def test_what_cannot_be_mended_is_reported_after_a_few_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = fire(monkeypatch, lambda text, context: [Finding("tone", "Sounds off.", "vary", 0, 5)])
    reply = compose(review(TEXT), JUDGED, business())
    assert len(seen) == TRIES + 1
    assert [(check.check, check.outcome) for check in reply.checks] == [("tone", "reported")]
    assert "tone: Sounds off." in reply.needs_attention


def test_what_only_a_person_can_mend_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = fire(monkeypatch, lambda text, context: [Finding("legal", "Look at this.", "person")])
    compose(review(TEXT), JUDGED, business())
    assert len(seen) == 1


def test_parts_point_into_the_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    def look(text: str, context: CheckContext):  # type: ignore[no-untyped-def]
        assert {part.act for part in context.parts} == set(range(len(context.plan.acts)))
        for part in context.parts:
            assert text[part.start : part.end].strip() == text[part.start : part.end]
        covered = "".join(sorted({text[part.start : part.end] for part in context.parts}, key=text.index))
        assert covered.replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")
        return []

    seen = fire(monkeypatch, look)
    for seed in range(10):
        compose(review(TEXT), JUDGED, business(), None, seed)
    assert len(seen) == 10


def test_a_foreign_drafter_goes_through_the_same_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    class Robot:
        name = "robot"

        def draft(self, review, analysis, business, plan, seed=0, memory=None):  # type: ignore[no-untyped-def]
            return f"Beep {seed}."

    fire(monkeypatch, lambda text, context: [Finding("tone", "Cold.", "vary")])
    reply = compose(review(TEXT), JUDGED, business(), drafter=Robot())
    assert reply.drafter == "robot"
    assert reply.checks[0].outcome == "reported"


def test_the_very_same_reply_is_not_given_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    fire(monkeypatch, lambda text, context: [])
    memory = ReplyMemory()
    said = [compose(review(TEXT), JUDGED, business(), memory).text for _ in range(60)]
    assert len(set(said)) == 60
