"""A review, its analysis and a plan in a line, and the names of the checks that a draft sets off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reviewreply.business.load import business_from_dict
from reviewreply.business.model import Business
from reviewreply.checks import run_checks
from reviewreply.checks.context import CheckContext, Finding, Part
from reviewreply.platforms import platform_rules
from reviewreply.record import Act, Analysis, Claim, Justification, Language, Plan, Review, Sentiment, Signal, TypeScore

REVIEWS = {
    "en": ("The parcel came late and the box was crushed.", "The parcel came late"),
    "ru": ("Посылка пришла поздно, коробка помята.", "Посылка пришла поздно"),
    "bg": ("Пратката дойде късно, кутията беше смачкана.", "Пратката дойде късно"),
}
SIGNATURE = {"en": "The Kettle & Co team", "ru": "Команда Kettle & Co", "bg": "Екипът на Kettle & Co"}


def business(**more: Any) -> Business:
    values: dict[str, Any] = {
        "business": {"name": "Kettle & Co", "trade": "shop", "timezone": "Europe/Sofia", "signature": SIGNATURE},
        "contact": {"email": "help@kettle.example", "phone": "+359 2 000 0000"},
    }
    return business_from_dict(values | more)


def claim(text: str, part: str, type: str = "delivery", verdict: str = "justified", **more: Any) -> Claim:
    start = text.index(part)
    confidence = more.pop("confidence", 0.9)
    responsible = more.pop("responsible", "business")
    return Claim(start, start + len(part), part, type, responsible, confidence, verdict, **more)  # type: ignore[arg-type]


def context(
    lang: str = "en",
    verdict: str = "justified",
    *,
    says: str | None = None,
    claims: Sequence[Claim] | None = None,
    signals: Sequence[str] = (),
    acts: Sequence[Act | str] = (),
    facts: Mapping[str, str] | None = None,
    platform: str | None = None,
    recent: Sequence[str] = (),
    parts: Sequence[Part] = (),
    author: str | None = None,
    shop: Business | None = None,
    stars: int = 1,
) -> CheckContext:
    """A complaint about a late parcel, unless something else is said."""
    words, part = REVIEWS[lang]
    words = says if says is not None else words
    if claims is None:
        judged = verdict if verdict in ("justified", "unjustified", "unclear") else "justified"
        claims = [claim(words, part if says is None else words, "delivery", judged)] if words else []
    complaint = verdict != "not_applicable"
    analysis = Analysis(
        id="r-1", language=Language(lang), sentiment=Sentiment(stars, "negative" if stars < 3 else "positive", 0.9),  # type: ignore[arg-type]
        is_complaint=complaint, complaint_confidence=0.9,
        types=tuple(TypeScore(item.type, 0.9) for item in claims) if complaint else (),
        claims=tuple(claims) if complaint else (),
        justification=Justification(verdict, 0.5, 0.9, tuple(Signal(name, 0.9) for name in signals)),  # type: ignore[arg-type]
        urgency="normal",
    )  # fmt: skip
    plan = Plan(verdict, lang, tuple(act if isinstance(act, Act) else Act(act) for act in acts))  # type: ignore[arg-type]
    return CheckContext(
        review=Review(text=words, stars=stars, id="r-1", author=author, platform=platform),
        analysis=analysis, business=shop or business(), plan=plan, language=lang,  # type: ignore[arg-type]
        rules=platform_rules(platform), facts=dict(facts or {}), facts_used=tuple(facts or ()), recent=tuple(recent),
        parts=tuple(parts),
    )  # fmt: skip


def found(text: str, ctx: CheckContext | None = None, /, **more: Any) -> list[Finding]:
    return run_checks(text, ctx or context(**more))


def names(text: str, ctx: CheckContext | None = None, /, **more: Any) -> set[str]:
    """The checks that a draft sets off."""
    return {finding.check for finding in found(text, ctx, **more)}
