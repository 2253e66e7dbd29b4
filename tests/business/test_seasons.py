"""Which policies hold for an order."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from reviewreply.business import Business, business_from_dict, policies_in_force
from reviewreply.business.seasons import in_season
from reviewreply.record import Channel, Event, Order

CHRISTMAS = {"event": "ordered", "from": "2026-11-15", "to": "2026-12-24"}


@pytest.fixture
def business() -> Business:
    policies: list[dict[str, Any]] = [
        {"id": "returns", "about": ["refund"], "within": "14 days", "counts_from": "delivered", "channels": ["online"]},
        {"id": "christmas", "about": ["refund"], "overrides": "returns", "valid": CHRISTMAS, "until": "2027-01-15"},
        {"id": "shop", "about": ["refund"], "channels": ["shop"]},
        {"id": "quiet", "about": ["premises"]},
    ]
    head = {"name": "A", "trade": "shop", "timezone": "Europe/Sofia"}
    return business_from_dict({"business": head, "policies": policies})


def held(business: Business, at: date | None, channel: Channel | None = None) -> list[str]:
    events = (Event("ordered", at),) if at else ()
    return [policy.id for policy in policies_in_force(business, Order(channel=channel, events=events))]


def test_in_season_the_special_rule_takes_the_place(business: Business) -> None:
    assert held(business, date(2026, 12, 1), "online") == ["christmas", "quiet"]


@pytest.mark.parametrize("day", [date(2026, 11, 15), date(2026, 12, 24), datetime(2026, 12, 24, 23, 59)])
def test_both_ends_belong_to_the_season(business: Business, day: date) -> None:
    assert "christmas" in held(business, day, "online")


@pytest.mark.parametrize("day", [date(2026, 11, 14), date(2026, 12, 25), datetime(2026, 12, 25, 0, 0)])
def test_out_of_season_the_rule_holds(business: Business, day: date) -> None:
    assert held(business, day, "online") == ["returns", "quiet"]


def test_the_day_is_that_of_the_business(business: Business) -> None:
    late_in_utc = datetime.fromisoformat("2026-12-24T22:30:00+00:00")  # 25 December in Sofia
    assert held(business, late_in_utc, "online") == ["returns", "quiet"]


def test_a_special_rule_has_the_channels_of_the_other(business: Business) -> None:
    assert held(business, date(2026, 12, 1), "shop") == ["shop", "quiet"]


def test_without_a_date_no_season_is_assumed(business: Business) -> None:
    assert held(business, None) == ["returns", "shop", "quiet"]
    assert in_season(business.policies[1], None, business.zone) is None
    assert [policy.id for policy in policies_in_force(business, None)] == ["returns", "shop", "quiet"]
