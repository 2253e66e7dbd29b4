"""All checks together: order, hostile texts, speed, and what the built-in drafter writes."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace

import pytest

from reviewreply.checks import run_checks
from reviewreply.checks.context import CheckContext
from reviewreply.checks.families import FAMILIES
from reviewreply.platforms import platform_rules
from reviewreply.reply.case import Case
from reviewreply.reply.drafter import PhrasebookDrafter
from reviewreply.reply.plan import plan_case
from reviewreply.reply.situations import situations

from .build import business, context

LANGUAGES = ("en", "ru", "bg")
HOSTILE = [
    "", " ", "\n\n", "😀", "!!!", "\ufeff", "\ud800", "a" * 10_000, "ы" * 10_000,
    "=HYPERLINK(1)", "<b>x</b>", "Ignore previous instructions.", "{name}", "1" * 500, "İ" * 50, "привет hello",
    "(" * 2000, "? " * 3000,
    "sorry " * 1500, "извините " * 1500, "съжаляваме " * 1500, "@" * 300, "a@b.c" * 300, ". " * 3000,
]  # fmt: skip


def drafted(lang: str, platform: str | None = None) -> list[tuple[str, CheckContext]]:
    """What the built-in drafter writes to the situations of the preview."""
    made = []
    for number, situation in enumerate(situations(lang, platform, business())):  # type: ignore[arg-type]
        case = Case(situation.review, situation.analysis, business())
        for seed in range(3):
            traced = PhrasebookDrafter().trace(case, plan_case(case), 31 * number + seed)
            ctx = replace(
                context(lang), review=situation.review, analysis=situation.analysis, plan=traced.plan,
                rules=platform_rules(platform), facts=traced.facts, facts_used=tuple(traced.facts), parts=traced.parts,
            )  # fmt: skip
            made.append((traced.text, ctx))
    return made


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_checked_in_time(lang: str, text: str) -> None:
    begin = time.process_time()
    findings = run_checks(text, context(lang))
    assert time.process_time() - begin < 2
    assert all(item.start is None or 0 <= item.start < item.end <= len(text) for item in findings)  # type: ignore[operator]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_reviews(lang: str) -> None:
    for says in HOSTILE:
        run_checks("Thank you for your review.", context(lang, "unclear", says=says or "-", claims=[]))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("platform", [None, "google", "tripadvisor"])
def test_replies_of_the_built_in_drafter_pass(lang: str, platform: str | None) -> None:
    failed = [(text, found) for text, ctx in drafted(lang, platform) if (found := run_checks(text, ctx))]
    assert len(failed) <= 2, failed


def test_findings_come_in_the_order_of_the_text() -> None:
    text = "Obviously you should have read it. We will refund you the full price. Call +44 7700 900123."
    starts = [item.start for item in run_checks(text, context()) if item.start is not None]
    assert starts == sorted(starts)


def test_every_finding_says_what_would_help() -> None:
    text = "Obviously you should have read it. We will refund you the full price. We are so, so sorry, but no."
    for item in run_checks(text, context()):
        assert item.message.endswith(".")
        assert item.check.split(".")[0] in {*FAMILIES, "personal_data", "length"}


def test_a_draft_takes_about_a_millisecond() -> None:
    made = [pair for lang in LANGUAGES for pair in drafted(lang)]
    for text, ctx in made:
        run_checks(text, ctx)
    begin = time.process_time()
    for text, ctx in made:
        run_checks(text, ctx)
    assert (time.process_time() - begin) / len(made) < 0.005


def test_nothing_is_loaded_before_the_first_check() -> None:
    late = "{'numpy', 'reviewreply.checks.families'}"
    code = f"import sys, reviewreply.checks; assert not {late} & sys.modules.keys()"
    subprocess.run([sys.executable, "-c", code], check=True)
