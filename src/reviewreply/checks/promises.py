"""Invented promises and deeds: what a reply says was done or will be done must rest on a fact of the business."""

from __future__ import annotations

from collections.abc import Iterator

from reviewreply.checks.context import Finding
from reviewreply.checks.draft import Draft, finding

_OPENING = tuple('„«“"')
"""Quoted words are spoken about, not promised."""
_WORDS = {
    "refund": "Promises money back, and no fact allows it; name only the remedies of business.toml.",
    "replace": "Promises a replacement or repair, and no fact allows it.",
    "compensate": "Promises a gift, discount or compensation, and no fact allows it.",
    "contact": "Promises that the business will call or write; give the contact instead.",
    "punish": "Speaks of consequences for people, and no fact states them.",
    "prevent": "Promises that it will not happen again; nobody can keep that.",
    "investigate": "Says that something was checked or passed on, and no fact states it.",
    "done": "Says that something was already made good, and no fact states it.",
    "improve": "Announces improvements, and no fact states them.",
}


def promise(draft: Draft) -> Iterator[Finding]:
    """A promise or a deed of a kind that no fact of this reply speaks of."""
    allowed: dict[str, bool] = {}
    for entry, start, end in draft.hits("promises"):
        kind = entry.kind
        if draft.text[max(0, start - 1) : start] in _OPENING:
            continue
        if kind not in allowed:
            allowed[kind] = draft.rests_on_facts("promises", kind)
        if not allowed[kind]:
            yield finding(f"invented.promise_{kind}", _WORDS[kind], (start, end), "drop")


CHECKS = (promise,)
