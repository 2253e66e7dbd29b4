"""One made-up review for each situation that a voice has to master, with the analysis a person would give it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from reviewreply.business.model import Business
from reviewreply.record import (
    Analysis,
    Claim,
    Evidence,
    Justification,
    Language,
    Polarity,
    ReplyLanguage,
    Review,
    Sentiment,
    Signal,
    TypeScore,
)
from reviewreply.reply.compose import compose
from reviewreply.reply.memory import ReplyMemory
from reviewreply.reply.plan import Style


@dataclass(frozen=True, slots=True)
class Situation:
    """A review and its analysis; ``id`` names what it is a case of (``partly``, ``threat`` …)."""

    id: str
    review: Review
    analysis: Analysis


def situations(
    language: ReplyLanguage, platform: str | None = None, business: Business | None = None
) -> Iterator[Situation]:
    """The situations of one language, complaints first.

    Parameters
    ----------
    business: where it has a rule for what a claim is about, the claim that goes against it is judged by that rule.
    """
    source = resources.files("reviewreply.reply").joinpath("phrases", language, "situations.toml")
    for entry in tomllib.loads(source.read_text("utf-8"))["situation"]:
        id = f"{language}-{entry['id']}"
        review = Review(text=entry["text"], stars=entry["stars"], id=id, platform=platform, lang=language)
        yield Situation(entry["id"], review, _analysis(entry, language, business))


def preview(
    business: Business,
    languages: Sequence[ReplyLanguage],
    situation: str | None = None,
    platform: str | None = None,
    style: Style | None = None,
    seed: int = 0,
) -> Iterator[dict[str, Any]]:
    """One reply per situation and language, as plain data: what ``reviewreply preview`` shows.

    Parameters
    ----------
    situation: only the one of that name.
    platform: as if the reviews stood there.
    """
    for language in languages:
        memory = ReplyMemory()
        for case in situations(language, platform, business):
            if situation is not None and case.id != situation:
                continue
            reply = compose(case.review, case.analysis, business, memory, seed, style=style or "")
            yield {
                "language": language, "situation": case.id, "review": case.review.text, "stars": case.review.stars,
                "reply": reply.text, "acts": list(reply.acts), "facts_used": list(reply.facts_used),
                "needs_attention": list(reply.needs_attention),
            }  # fmt: skip


def _analysis(entry: Mapping[str, Any], language: ReplyLanguage, business: Business | None) -> Analysis:
    claims = tuple(_claim(entry["text"], claim, business) for claim in entry.get("claims", ()))
    stars: int = entry["stars"]
    polarity: Polarity = "negative" if stars < 3 else "neutral" if stars == 3 else "positive"
    score = {"justified": 0.9, "partly": 0.5, "unjustified": 0.1, "unclear": 0.5}.get(entry["verdict"])
    return Analysis(
        id=f"{language}-{entry['id']}",
        language=Language(language),
        sentiment=Sentiment(stars, polarity, 1.0),
        is_complaint=bool(claims),
        complaint_confidence=1.0,
        types=tuple(TypeScore(name, 1.0) for name in dict.fromkeys(claim.type for claim in claims)),
        claims=claims,
        justification=Justification(
            entry["verdict"], score, 1.0, tuple(Signal(name, 1.0) for name in entry.get("signals", ()))
        ),
        urgency="normal" if claims else "low",
    )


def _claim(text: str, claim: Mapping[str, Any], business: Business | None) -> Claim:
    start = text.index(claim["text"])
    rules = [policy for policy in business.policies if claim["type"] in policy.about] if business else []
    against = claim["verdict"] == "unjustified" and claim["responsible"] == "customer"
    return Claim(
        start, start + len(claim["text"]), claim["text"], claim["type"], claim["responsible"], 1.0, claim["verdict"],
        evidence=tuple(
            Evidence("policy", f"policies.{policy.id}", "made up for the preview", "contradicts")
            for policy in (rules[:1] if against else ())
        ),
    )  # fmt: skip
