"""What a business tells the program about itself: the shapes of business.toml, frozen and without logic of their own.

Texts are mappings from a language code (``ru``, ``bg``, ``en``) to a text; a language may be missing. The meaning of
every key is in ``docs/business.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from reviewreply.business.condition import Condition
from reviewreply.record import Channel, ComplaintType, EventName, Party, Verdict
from reviewreply.text.deadlines import Duration

Trade = Literal[
    "shop", "courier", "hotel", "restaurant", "clinic", "bank", "telecom", "app", "school", "transport", "repair",
    "fitness", "culture", "public", "other",
]  # fmt: skip
PolicyKind = Literal["term", "promise", "exclusion", "condition", "price", "promotion"]
Binds = Literal["customer", "business"]
Formality = Literal["formal", "warm"]
Warmth = Literal["low", "normal", "high"]
Granted = Literal["automatic", "on_request"]
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Contact:
    """Direct channels that a reply may name where the platform allows it."""

    email: str | None = None
    phone: str | None = None
    url: str | None = None
    hours: Texts = field(default_factory=dict)
    address: Texts = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.email or self.phone or self.url)


@dataclass(frozen=True, slots=True)
class Voice:
    """How replies sound. ``max_length`` counts characters; None leaves it to the platform.

    ``prefer`` maps a language to words and what to say in their stead (``{"en": {"customer": "guest"}}``);
    ``avoid`` maps a language to words and phrases that a reply does without.
    """

    formality: Formality = "formal"
    warmth: Warmth = "normal"
    sign: bool = True
    max_length: int | None = None
    prefer: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    avoid: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Validity:
    """A season: the policy counts for orders whose ``event`` fell between ``start`` and ``end``, both included."""

    event: EventName
    start: date | datetime | None = None
    end: date | datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenHours:
    """A daily stretch of local time; ``end`` before ``start`` runs over midnight, equal ends mean round the clock."""

    start: time
    end: time

    def __contains__(self, moment: time) -> bool:
        if self.start == self.end:
            return True
        if self.start < self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


@dataclass(frozen=True, slots=True)
class Policy:
    """A rule or a promise that can be cited in a reply.

    ``within`` runs from ``counts_from``, or back from it where ``before`` is true; ``until`` is the last day whatever
    the count says. ``channels`` empty: all. ``index`` is the place in the file, from 0.
    """

    id: str
    index: int
    about: tuple[ComplaintType, ...]
    kind: PolicyKind
    binds: Binds
    text: Texts = field(default_factory=dict)
    within: Duration | None = None
    counts_from: EventName | None = None
    before: bool = False
    until: date | datetime | None = None
    channels: tuple[Channel, ...] = ()
    requires: tuple[str, ...] = ()
    overrides: str | None = None
    valid: Validity | None = None
    amount: float | None = None
    currency: str | None = None
    hours: tuple[OpenHours, ...] = ()


@dataclass(frozen=True, slots=True)
class Remedy:
    """Something that a reply may offer; nothing else may be offered. ``condition`` None: no further condition."""

    index: int
    about: tuple[ComplaintType, ...]
    when: tuple[Verdict, ...]
    text: Texts = field(default_factory=dict)
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Compensation:
    """What everyone hit by an incident received, or receives on request."""

    granted: Granted
    text: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Incident:
    """A known event that many reviews may be about. Either end may be open (None)."""

    id: str
    index: int
    about: tuple[ComplaintType, ...]
    start: date | datetime | None = None
    end: date | datetime | None = None
    responsible: Party = "business"
    announced: bool = False
    text: Texts = field(default_factory=dict)
    compensation: Compensation | None = None


@dataclass(frozen=True, slots=True)
class Loyalty:
    """Where the report of a real fault is handed to a loyalty programme; never tied to a change of the review."""

    webhook: str
    when: tuple[Verdict, ...] = ("justified", "partly")
    points: int | None = None


@dataclass(frozen=True, slots=True)
class RightNote:
    """A policy that would deny a customer a right of law. The part named must not be used against a customer.

    ``part`` is the key concerned (``within``, ``requires`` or ``text``); ``at_least`` is the term that the law gives,
    from ``counts_from``; ``law`` names the article.
    """

    policy: str
    index: int
    part: Literal["within", "until", "requires", "text"]
    right: str
    law: str
    says: str
    at_least: Duration | None = None
    counts_from: EventName | None = None
    usable: bool = False


@dataclass(frozen=True, slots=True)
class Business:
    """Everything a business has told about itself. Only ``name`` and ``trade`` are always there."""

    name: Texts
    trade: Trade
    timezone: str = "UTC"
    country: str | None = None
    """ISO 3166 code, as given or as the time zone tells."""
    signature: Texts = field(default_factory=dict)
    contact: Contact = field(default_factory=Contact)
    voice: Voice = field(default_factory=Voice)
    policies: tuple[Policy, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    incidents: tuple[Incident, ...] = ()
    loyalty: Loyalty | None = None
    rights: tuple[RightNote, ...] = ()
    """Policies that would deny a right of law: not to be cited or held against a customer."""
    warnings: tuple[str, ...] = ()
    """What may be left as it is but is worth a look, in words."""

    @property
    def zone(self) -> tzinfo:
        """The business's time zone."""
        return ZoneInfo(self.timezone)

    def policy(self, id: str) -> Policy | None:
        """The policy of that id, or None."""
        return next((policy for policy in self.policies if policy.id == id), None)

    def usable(self, policy: Policy) -> bool:
        """False for a policy that would deny a right of law (see ``rights``)."""
        return all(note.policy != policy.id for note in self.rights)
