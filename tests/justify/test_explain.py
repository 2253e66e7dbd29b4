"""An explanation in the terminal and as a page."""

from __future__ import annotations

from helpers import judged

from reviewreply.cli.explain_html import page
from reviewreply.cli.explain_text import in_terminal
from reviewreply.record import Review

ORDER = {"events": [{"what": "promised", "at": "2026-03-05"}, {"what": "delivered", "at": "2026-03-13"}]}
TEXT = "Late by a week <script>alert(1)</script>\x1b[31m, really."


def test_the_terminal_shows_claims_reasons_and_no_control_characters() -> None:
    analysis = judged(TEXT, ("Late by a week", "delivery"), order=ORDER)
    shown = in_terminal(Review(text=TEXT), analysis)
    assert "[1: Late by a week]" in shown
    assert "8 days after the promised 2026-03-05" in shown
    assert "\x1b[31m, really" not in shown


def test_the_page_escapes_what_came_from_outside() -> None:
    analysis = judged(TEXT, ("Late by a week", "delivery"), order=ORDER)
    html = page(Review(text=TEXT, id="<b>"), analysis)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "&lt;b&gt;" in html
    assert "http" not in html.replace("http-equiv", "")


def test_a_review_without_a_text_is_shown() -> None:
    from helpers import reading_of

    from reviewreply.justify import judge
    from reviewreply.record import Language

    review = Review(text="", stars=1)
    analysis = judge(review, Language("und"), reading_of({"is_complaint": False}))
    assert "rating without a text" in in_terminal(review, analysis)
    assert "rating without a text" in page(review, analysis)
