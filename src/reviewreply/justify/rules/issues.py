"""What a stretch of text is about in detail: late, charged twice, wrong item …"""

from __future__ import annotations

from functools import lru_cache

from reviewreply.justify.rules.lexicon import LANGUAGES, folded, matches
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
    return _issues_in(text, language.code, language.latin_script and language.code != "en")


@lru_cache(maxsize=64)
def _issues_in(text: str, language: str, latin: bool) -> frozenset[str]:
    """The last stretches are remembered: a claim is asked for its type, for its facts, and once more in its batch."""
    read = folded(to_cyrillic(text, language).text if latin else text)
    return frozenset(match.entry.kind for found in matches(read, language, ("issues",)).values() for match in found)


def type_hints(issues: frozenset[str]) -> dict[str, float]:
    """How strongly the issues speak for a type, from 0 to 1, in the order of the issues: words are a hint, no more."""
    hints: dict[str, float] = {}
    for issue in (issue for issue in ISSUE_TYPES if issue in issues):
        type = ISSUE_TYPES[issue][0]
        hints[type] = max(hints.get(type, 0.0), _VAGUE_HINT if issue in _VAGUE else _HINT)
    return hints
