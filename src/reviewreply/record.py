"""What flows along the road: a review on its way in, its analysis, the plan and the draft on their way out.

Frozen, typed, no logic. The names are those of the JSON record (see ``wire.py``); the meaning of every label is in
the annotation guide (``docs/labels.md``). Offsets count characters of ``Review.text`` as received.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Literal

LanguageCode = Literal["ru", "bg", "en", "other", "und"]
ReplyLanguage = Literal["ru", "bg", "en"]
Polarity = Literal["negative", "neutral", "positive"]
ComplaintType = Literal[
    "delivery", "quality", "order_accuracy", "staff", "waiting", "support", "price", "refund",
    "premises", "app", "availability", "safety", "honesty", "other",
]  # fmt: skip
Party = Literal["business", "customer", "third_party", "nobody", "unclear"]
Verdict = Literal["justified", "partly", "unjustified", "unclear", "not_applicable"]
SignalName = Literal[
    "specific", "overgeneralised", "outside_control", "own_action", "against_policy", "excessive_demand",
    "blackmail", "abusive", "hearsay", "contradictory_rating", "churn", "legal",
]  # fmt: skip
Urgency = Literal["high", "normal", "low"]
Stance = Literal["confirms", "weakens", "contradicts"]
EventName = Literal[
    "ordered", "booked_for", "promised", "arrived", "started", "delivered", "delivery_attempted", "return_requested",
    "returned", "refunded", "claim_filed", "claim_answered", "refused", "cancelled_by_customer",
    "cancelled_by_business", "ended",
]  # fmt: skip
OrderStatus = Literal["open", "delivered", "partly_delivered", "completed", "lost", "no_show", "cancelled"]
Channel = Literal["online", "shop", "phone", "platform"]
PaymentState = Literal["held", "captured", "released", "refunded"]
CheckOutcome = Literal["repaired", "reported"]

_NOTHING: Mapping[str, Any] = MappingProxyType({})


# ---------------------------------------------------------------------------------------------------------------- in


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an order. ``at`` is a date, or a date with time when the hour is known."""

    what: EventName
    at: date | datetime
    line: int | None = None


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One position: what was ordered, what was sent, what was billed and what was due (currency units)."""

    item: str | None = None
    quantity: float | None = None
    sent: str | None = None
    billed: float | None = None
    due: float | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """One movement of money as the business recorded it."""

    amount: float | None = None
    state: PaymentState = "captured"
    at: date | datetime | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What the business knows of this customer's order, stay, visit, ride or contract; every part is optional.

    ``payments`` is None when nothing is known, empty when it is known that nothing was paid.
    """

    channel: Channel | None = None
    status: OrderStatus | None = None
    events: tuple[Event, ...] = ()
    lines: tuple[OrderLine, ...] = ()
    payments: tuple[Payment, ...] | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement of the business about one review. ``stance`` None: worked out where terms or dates allow."""

    about: tuple[ComplaintType, ...]
    text: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    stance: Stance | None = None
    responsible: Party | None = None
    resolved: bool = False
    notified: str | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """One review as it came in. At least one of ``text`` and ``stars`` is there."""

    text: str = ""
    stars: int | None = None
    id: str | None = None
    author: str | None = None
    date: date | datetime | None = None
    platform: str | None = None
    lang: str | None = None
    order: Order | None = None
    facts: tuple[Fact, ...] = ()
    row: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    """The source row, untouched, for writers that give it back."""


# ---------------------------------------------------------------------------------------------------------- analysis


@dataclass(frozen=True, slots=True)
class Language:
    """``guess`` names the language behind ``other`` (ISO 639-1) where one can be guessed."""

    code: LanguageCode
    latin_script: bool = False
    confidence: float = 1.0
    guess: str | None = None


@dataclass(frozen=True, slots=True)
class Sentiment:
    stars: int
    polarity: Polarity
    confidence: float


@dataclass(frozen=True, slots=True)
class TypeScore:
    type: ComplaintType
    confidence: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a claim was judged so. ``source``: text, order, policy, fact, incident, batch.

    ``id`` points to the place (``events.delivered``, ``policies.returns``, ``facts.0``, ``12:40`` for text offsets).
    ``private`` evidence serves the verdict and is never cited in a reply.
    """

    source: str
    id: str
    says: str
    stance: Stance | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One unmet expectation: the shortest stretch that states it, its type, who answers for it, how it was judged."""

    start: int
    end: int
    text: str
    type: ComplaintType
    responsible: Party
    confidence: float = 1.0
    verdict: Verdict = "unclear"
    score: float = 0.5
    evidence: tuple[Evidence, ...] = ()
    matter: str | None = None
    """What exactly it is about (``matters.toml``), where that is likely enough."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal of the guide. ``source``: encoder, rule, both or facts. Offsets are None where no place shows it."""

    signal: SignalName
    confidence: float
    start: int | None = None
    end: int | None = None
    source: str = "encoder"


@dataclass(frozen=True, slots=True)
class Justification:
    """The verdict on the whole review. ``score`` is None where not applicable. ``reasons`` in the order they count."""

    verdict: Verdict
    score: float | None
    confidence: float
    signals: tuple[Signal, ...] = ()
    reasons: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    id: str | None
    language: Language
    sentiment: Sentiment
    is_complaint: bool
    complaint_confidence: float
    """How sure ``is_complaint`` is, whichever way it was decided."""
    types: tuple[TypeScore, ...]
    claims: tuple[Claim, ...]
    justification: Justification
    urgency: Urgency
    incident: str | None = None
    recurring: int | None = None
    """How many reviews of the batch raise the same complaint, where a batch was given."""
    notes: tuple[str, ...] = ()
    """In words, why a person should look twice at the analysis."""


# ------------------------------------------------------------------------------------------------------------- reply


@dataclass(frozen=True, slots=True)
class Act:
    """One speech act of a plan. ``claim`` indexes ``Analysis.claims``; ``fact`` is what it may cite (``remedy:0``)."""

    kind: str
    claim: int | None = None
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    strategy: str
    language: ReplyLanguage
    acts: tuple[Act, ...]
    attention: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A check that fired on a draft, where, and what was done about it."""

    check: str
    outcome: CheckOutcome
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    text: str
    language: ReplyLanguage
    strategy: str
    acts: tuple[str, ...]
    facts_used: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    drafter: str = "phrasebook"
    needs_attention: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A review, what was made of it, and what might be answered. A person decides."""

    review: Review
    analysis: Analysis
    reply: Reply
