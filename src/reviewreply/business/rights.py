"""Rights that a policy may not take away: a policy that would is flagged and not used against a customer.

The list is ``rights.toml``: what the law gives, where, and for which trade. It is a safety net for replies, not
legal advice: it knows only terms and plain words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo

from reviewreply.business.model import Business, Policy, RightNote
from reviewreply.business.terms import parse_duration
from reviewreply.record import EventName
from reviewreply.text.deadlines import Duration, day_of

_CUSTOMER_KINDS = frozenset({"term", "condition", "exclusion"})
_BEFORE_DELIVERY = frozenset({"ordered", "promised", "booked_for", "started"})
_AFTER_REQUEST = frozenset({"return_requested", "returned", "claim_filed", "cancelled_by_customer"})


@dataclass(frozen=True, slots=True)
class Right:
    """One right of law; the keys are explained in rights.toml."""

    id: str
    countries: frozenset[str]
    trades: frozenset[str]
    channel: str
    gives: Literal["return", "exchange", "refund"]
    within: Duration
    counts_from: EventName
    law: str
    says: str


def review_rights(business: Business) -> tuple[RightNote, ...]:
    """Every policy part that would deny a right which holds for this business; empty where the country is unknown."""
    rights = [right for right in all_rights() if business.country in right.countries and business.trade in right.trades]
    return tuple(
        note
        for policy in business.policies
        if "refund" in policy.about
        for right in rights
        for note in _notes(policy, right)
    )


@cache
def all_rights() -> tuple[Right, ...]:
    """The rights of rights.toml."""
    return tuple(
        Right(
            id=row["id"],
            countries=frozenset(row["countries"]),
            trades=frozenset(row["trades"]),
            channel=row["channel"],
            gives=row["gives"],
            within=cast(Duration, parse_duration(row["within"])),
            counts_from=row["counts_from"],
            law=row["law"],
            says=row["says"],
        )
        for row in _data()["rights"]
    )


def _notes(policy: Policy, right: Right) -> Iterator[RightNote]:
    if policy.channels and right.channel not in policy.channels:
        return
    if right.gives == "refund":
        if _pays_too_late(policy, right):
            yield _note(policy, right, "within", f"promises the money only within {_words(policy.within)}")
        return
    if policy.binds != "customer" or policy.kind not in _CUSTOMER_KINDS:
        return
    if _too_short(policy, right):
        yield _note(policy, right, "within", f"gives {_words(policy.within)} from {policy.counts_from}")
    if _ends_too_soon(policy, right):
        yield _note(policy, right, "until", f"ends on {policy.until}")
    if right.gives == "return" and _asks_for_reason(policy):
        yield _note(policy, right, "requires", "makes the return depend on a reason")
    if _shuts_the_door(policy):
        yield _note(policy, right, "text", "excludes what the law gives")


def _note(policy: Policy, right: Right, part: Literal["within", "until", "requires", "text"], what: str) -> RightNote:
    says = f"{what}, but {right.says} ({right.law}); it is not held against a customer and not cited."
    return RightNote(policy.id, policy.index, part, right.id, right.law, says, right.within, right.counts_from)


def _too_short(policy: Policy, right: Right) -> bool:
    """Shorter than the law gives; as long but counted from before the delivery is shorter too."""
    if policy.within is None or policy.before or policy.kind == "exclusion":
        return False
    if right.counts_from == "delivered" and policy.counts_from in _BEFORE_DELIVERY:
        return policy.within.delta <= right.within.delta
    if policy.counts_from in _AFTER_REQUEST:
        return False
    return policy.within.delta < right.within.delta


def _ends_too_soon(policy: Policy, right: Right) -> bool:
    """A last day that comes sooner after the last purchase of the season than the term of the law."""
    if policy.until is None or policy.valid is None or policy.valid.end is None:
        return False
    utc = ZoneInfo("UTC")
    last: date = day_of(policy.valid.end, utc)
    return day_of(policy.until, utc) - last < timedelta(days=right.within.delta.days)


def _pays_too_late(policy: Policy, right: Right) -> bool:
    return (
        policy.binds == "business"
        and policy.within is not None
        and policy.counts_from in _AFTER_REQUEST
        and policy.within.delta > right.within.delta
    )


def _asks_for_reason(policy: Policy) -> bool:
    reasons: list[str] = _data()["reasons"]["words"]
    asked = {word for requirement in policy.requires for word in re.findall(r"\w+", requirement.lower())}
    return not asked.isdisjoint(reasons) and "no" not in asked and "without" not in asked


def _shuts_the_door(policy: Policy) -> bool:
    shut, exceptions = _data()["shut"], _data()["exceptions"]
    return any(
        _found(shut.get(language, ()), text) and not _found(exceptions.get(language, ()), text)
        for language, text in policy.text.items()
    )


def _found(patterns: tuple[str, ...], text: str) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


def _words(duration: Duration | None) -> str:
    return f"{duration.value:g} {duration.unit.replace('_', ' ')}" if duration else ""


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / "rights.toml").read_text(encoding="utf-8"))
