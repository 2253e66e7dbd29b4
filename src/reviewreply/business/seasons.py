"""Which policies hold for one order: its channel, its season, and what takes the place of what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import tzinfo

from reviewreply.business.expressions import moment_of
from reviewreply.business.model import Business, Policy
from reviewreply.record import Order
from reviewreply.text.deadlines import span_of


def in_season(policy: Policy, order: Order | None, tz: tzinfo) -> bool | None:
    """Whether the event that a policy's season looks at fell into it; None where the event is not known."""
    if policy.valid is None:
        return True
    moment = None if order is None else moment_of(order, policy.valid.event)
    if moment is None:
        return None
    low, high = span_of(moment, tz)
    after_start = policy.valid.start is None or high >= span_of(policy.valid.start, tz)[0]
    before_end = policy.valid.end is None or low <= span_of(policy.valid.end, tz)[1]
    return after_start and before_end


def policies_in_force(business: Business, order: Order | None) -> tuple[Policy, ...]:
    """The policies that hold for an order, in the order of the file.

    Left out are policies of another channel (where the order's is known), out of season or of a season that cannot be
    told, and those that another policy in force takes the place of. A policy that takes the place of another and
    names no channels keeps the channels of the other.
    """
    held = [
        policy
        for policy in _with_channels(business)
        if in_season(policy, order, business.zone) and _channel_fits(policy, order)
    ]
    replaced = {over for policy in held for over in _overridden(policy, business)}
    last_of = {policy.overrides: policy.id for policy in held if policy.overrides}
    return tuple(
        policy
        for policy in held
        if policy.id not in replaced and (policy.overrides is None or last_of[policy.overrides] == policy.id)
    )


def _with_channels(business: Business) -> Iterator[Policy]:
    for policy in business.policies:
        base = business.policy(policy.overrides) if policy.overrides else None
        yield replace(policy, channels=base.channels) if base and not policy.channels else policy


def _overridden(policy: Policy, business: Business) -> Iterator[str]:
    """The policies whose place this one takes, down the whole chain."""
    current: Policy | None = policy
    while current is not None and current.overrides is not None:
        yield current.overrides
        current = business.policy(current.overrides)


def _channel_fits(policy: Policy, order: Order | None) -> bool:
    return not policy.channels or order is None or order.channel is None or order.channel in policy.channels
