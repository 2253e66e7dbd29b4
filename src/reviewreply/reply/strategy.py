"""Which shape a reply takes, and the whole of it where a review does not complain."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reviewreply.record import Act
from reviewreply.reply.case import Case
from reviewreply.reply.citing import contact_words
from reviewreply.reply.treatment import Treatment


def strategy_of(case: Case, treatments: Mapping[int, Treatment]) -> str:
    """The shape of the reply: a verdict, or what goes before it (a threat, abuse, hearsay, taste, no complaint)."""
    review, analysis = case.review, case.analysis
    if not review.text.strip():
        return _rating_strategy(review.stars or analysis.sentiment.stars)
    if not analysis.is_complaint:
        return _calm_strategy(case)
    verdict, signals = analysis.justification.verdict, case.signals
    if "blackmail" in signals:
        return "threat"
    if "abusive" in signals and verdict in ("unjustified", "unclear"):
        return "abuse"
    if "hearsay" in signals and verdict in ("unjustified", "unclear"):
        return "hearsay"
    if set(treatments.values()) == {"taste"}:
        return "taste"
    return "unclear" if verdict == "not_applicable" else verdict


def _rating_strategy(stars: int) -> str:
    return "rating_positive" if stars >= 4 else "rating_neutral" if stars == 3 else "rating_negative"


def _calm_strategy(case: Case) -> str:
    stars = case.analysis.sentiment.stars
    if case.cue("suggestion") and stars < 5:
        return "suggestion"
    if stars < 5 and (case.cue("question") or (stars == 3 and "?" in case.text)):
        return "question"
    given = case.review.stars or stars
    return "praise" if stars == 5 or given >= 4 or (case.praise and stars != 3) else "neutral"


def contact_acts(case: Case) -> list[Act]:
    """The direct channel, or the one that the customer knows where none may be named."""
    if contact_words(case.business, case.rules):
        return [Act("contact", fact="contact")]
    return [Act("contact_none")]


def _rating(kind: str) -> Callable[[Case], list[Act]]:
    def build(case: Case) -> list[Act]:
        if kind == "thank_rating":
            return [Act(kind), Act("invite_praise")]
        return [Act(kind), *(contact_acts(case) if kind == "rating_low" else [])]

    return build


def _praised(case: Case) -> list[Act]:
    return [Act("thank_praise"), Act("invite_praise")]


def _neutral(case: Case) -> list[Act]:
    return [Act("thank_feedback")]


def _hearsay(case: Case) -> list[Act]:
    """Plain and open: what was seen at first hand is asked for, and the way to send it; no position is taken."""
    asked = [Act("hearsay", index if index >= 0 else None) for index in case.claims]
    return [*asked, *contact_acts(case), Act("close")]


def _question(case: Case) -> list[Act]:
    return [*_praise_before(case), Act("answer_question")]


def _suggestion(case: Case) -> list[Act]:
    return [*_praise_before(case), Act("suggestion")]


def _praise_before(case: Case) -> list[Act]:
    return [Act("thank_praise")] if case.praise else []


CALM: dict[str, Callable[[Case], list[Act]]] = {
    "rating_positive": _rating("thank_rating"),
    "rating_neutral": _rating("thank_rating_neutral"),
    "rating_negative": _rating("rating_low"),
    "praise": _praised,
    "neutral": _neutral,
    "question": _question,
    "suggestion": _suggestion,
    "hearsay": _hearsay,
}
"""The acts of a reply that does not judge any claim, by strategy."""
