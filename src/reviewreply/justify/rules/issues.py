"""What a stretch of text is about in detail: late, charged twice, wrong item …"""

from __future__ import annotations

from reviewreply.justify.rules.lexicon import LANGUAGES, folded, lexicon, matches
from reviewreply.record import ComplaintType, Language
from reviewreply.text.latin import to_cyrillic

ISSUE_TYPES: dict[str, tuple[ComplaintType, ...]] = {
    "late": ("delivery", "waiting"),
    "not_received": ("delivery", "order_accuracy"),
    "handling": ("delivery",),
    "damaged": ("delivery", "quality", "order_accuracy"),
    "wrong_item": ("order_accuracy", "delivery", "quality"),
    "missing_part": ("order_accuracy", "delivery"),
    "charged_twice": ("refund", "honesty", "app", "price"),
    "overbilled": ("refund", "honesty", "price"),
    "not_refunded": ("refund", "support", "honesty"),
    "return_refused": ("refund", "quality", "support"),
    "waited": ("waiting", "delivery", "staff"),
    "no_answer": ("support", "staff", "app"),
    "cancelled": ("availability", "refund", "delivery"),
    "closed": ("availability", "waiting", "premises", "support", "honesty"),
    "refused_entry": ("availability", "staff"),
    "promotion": ("honesty", "price", "refund", "app"),
    "noise": ("premises",),
    "fee": ("refund", "price", "honesty"),
    "defect": ("quality", "refund", "premises"),
}
"""Issues, and the types of claim in which they are looked for, the most usual first."""
_VAGUE = ("promotion", "fee", "defect", "wrong_item", "late", "handling")
_HINT, _VAGUE_HINT = 1.0, 0.5


def issues_in(text: str, language: Language) -> frozenset[str]:
    """The issues that the words of a stretch name; none in a language without lexicons."""
    if language.code not in LANGUAGES:
        return frozenset()
    latin = language.latin_script and language.code != "en"
    read = folded(to_cyrillic(text, language.code).text if latin else text)
    entries = lexicon(language.code, "issues").entries
    return frozenset(entry.kind for entry in entries if next(matches(entry, read), None) is not None)


def type_hints(issues: frozenset[str]) -> dict[str, float]:
    """How strongly the issues speak for a type, from 0 to 1: words are a hint, no more."""
    hints: dict[str, float] = {}
    for issue in issues:
        type = ISSUE_TYPES[issue][0]
        hints[type] = max(hints.get(type, 0.0), _VAGUE_HINT if issue in _VAGUE else _HINT)
    return hints
