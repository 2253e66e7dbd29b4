"""Short ways to write a review, its analysis and a business for tests of replies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reviewreply.business.load import business_from_dict
from reviewreply.business.model import Business
from reviewreply.record import (
    Analysis,
    Claim,
    Evidence,
    Fact,
    Justification,
    Language,
    Review,
    Sentiment,
    Signal,
    TypeScore,
)

SIGNATURE = {"en": "The Kettle & Co team", "ru": "Команда Kettle & Co", "bg": "Екипът на Kettle & Co"}
REFUND_FEE = {
    "en": "we refund the delivery fee within 3 working days",
    "ru": "мы возвращаем стоимость доставки в течение 3 рабочих дней",
    "bg": "възстановяваме таксата за доставка в срок до 3 работни дни",
}
RETURNS = {
    "en": "Unused goods can be returned within 14 days of delivery.",
    "ru": "Неиспользованный товар можно вернуть в течение 14 дней после доставки.",
    "bg": "Неизползвани стоки се връщат до 14 дни от доставката.",
}


def business(**more: Any) -> Business:
    """A shop with a contact and a signature; sections given replace these."""
    values: dict[str, Any] = {
        "business": {"name": "Kettle & Co", "trade": "shop", "timezone": "Europe/Sofia", "signature": SIGNATURE},
        "contact": {"email": "help@kettle.example", "phone": "+359 2 000 0000"},
    }
    return business_from_dict(values | more)


def remedies() -> list[dict[str, Any]]:
    return [{"about": ["delivery"], "when": ["justified", "partly"], "text": REFUND_FEE}]


def returns() -> list[dict[str, Any]]:
    return [{"id": "returns", "about": ["refund", "delivery"], "text": RETURNS}]


def claim(text: str, part: str, type: str, verdict: str, responsible: str = "business", **more: Any) -> Claim:
    """A claim by the words that state it."""
    start = text.index(part)
    more.setdefault("confidence", 0.9)
    return Claim(start, start + len(part), part, type, responsible, verdict=verdict, **more)  # type: ignore[arg-type]


def analysis(
    verdict: str,
    claims: Sequence[Claim] = (),
    *,
    lang: str = "en",
    stars: int = 1,
    signals: Sequence[str] = (),
    complaint: bool | None = None,
    **more: Any,
) -> Analysis:
    """An analysis that is sure of everything."""
    types = tuple(TypeScore(name, 0.9) for name in dict.fromkeys(claim.type for claim in claims))
    return Analysis(
        id="r-1",
        language=more.pop("language", Language(lang)),  # type: ignore[arg-type]
        sentiment=Sentiment(stars, "negative" if stars < 3 else "neutral" if stars == 3 else "positive", 0.95),
        is_complaint=bool(claims) if complaint is None else complaint,
        complaint_confidence=more.pop("complaint_confidence", 0.95),
        types=types,
        claims=tuple(claims),
        justification=Justification(
            verdict,
            0.5,
            more.pop("confidence", 0.95),
            tuple(Signal(name, 0.9) for name in signals),  # type: ignore[arg-type]
        ),
        urgency="normal",
        **more,
    )


def review(text: str, **more: Any) -> Review:
    more.setdefault("id", "r-1")
    return Review(text=text, **more)


def against(id: str, source: str = "policy", private: bool = False) -> tuple[Evidence, ...]:
    return (Evidence(source, id, "says otherwise", "contradicts", private),)


def fact(type: str, texts: dict[str, str], stance: str | None = None, **more: Any) -> Fact:
    return Fact((type,), texts, stance, **more)  # type: ignore[arg-type]
