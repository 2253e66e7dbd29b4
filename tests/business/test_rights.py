"""Rights of law: what is flagged, and what is left alone."""

from __future__ import annotations

from typing import Any

import pytest

from reviewreply.business import Business, business_from_dict

BULGARIA, RUSSIA, AMERICA = "Europe/Sofia", "Europe/Moscow", "America/New_York"


def shop(zone: str, trade: str = "shop", **policy: Any) -> Business:
    policy = {"id": "p", "about": ["refund"], "text": {"en": "x"}, **policy}
    return business_from_dict({"business": {"name": "A", "trade": trade, "timezone": zone}, "policies": [policy]})


def term(days: str, counts_from: str = "delivered", **more: Any) -> dict[str, Any]:
    return {"within": days, "counts_from": counts_from, **more}


@pytest.mark.parametrize(
    ("zone", "policy", "right", "part"),
    [
        (BULGARIA, term("7 days", channels=["online"]), "eu-withdrawal", "within"),
        (BULGARIA, term("13 days"), "eu-withdrawal", "within"),
        (BULGARIA, term("14 days", "ordered", channels=["online"]), "eu-withdrawal", "within"),
        (BULGARIA, term("10 working days", channels=["online"]), "eu-withdrawal", "within"),
        (BULGARIA, term("14 days", requires=["defect"], channels=["online"]), "eu-withdrawal", "requires"),
        (BULGARIA, {"kind": "exclusion", "text": {"bg": "Не подлежи на връщане."}}, "eu-withdrawal", "text"),
        (BULGARIA, {"kind": "exclusion", "text": {"en": "No refunds."}}, "eu-withdrawal", "text"),
        ("Europe/Berlin", term("7 days", channels=["online"]), "eu-withdrawal", "within"),
        (RUSSIA, term("3 days", channels=["online"]), "ru-withdrawal", "within"),
        (RUSSIA, term("7 days", channels=["shop"]), "ru-exchange", "within"),
        (RUSSIA, term("30 days", "return_requested", kind="promise", channels=["online"]), "ru-refund", "within"),
        (
            RUSSIA,
            {"text": {"ru": "Товар возврату и обмену не подлежит."}, "channels": ["online"]},
            "ru-withdrawal",
            "text",
        ),
    ],
)
def test_what_denies_a_right_is_flagged(zone: str, policy: dict[str, Any], right: str, part: str) -> None:
    business = shop(zone, **policy)
    assert [(note.right, note.part) for note in business.rights][:1] == [(right, part)]
    assert not business.rights[0].usable
    assert not business.usable(business.policies[0])
    assert any(business.rights[0].says in warning for warning in business.warnings)


@pytest.mark.parametrize(
    ("zone", "policy"),
    [
        (BULGARIA, term("14 days", channels=["online"])),
        (BULGARIA, term("2 weeks")),
        (BULGARIA, term("30 days", "ordered")),
        (BULGARIA, term("7 days", channels=["shop"])),  # bought on the spot: no withdrawal
        (BULGARIA, term("3 days", "before booked_for")),
        (BULGARIA, term("14 days", requires=["unused", "no reason needed"])),
        (BULGARIA, {"kind": "exclusion", "text": {"bg": "Бельото не подлежи на връщане по хигиенни причини."}}),
        (BULGARIA, {"kind": "exclusion", "text": {"en": "Made to order goods cannot be returned."}}),
        (RUSSIA, term("7 days", channels=["online"])),
        (RUSSIA, term("10 days", "return_requested", kind="promise")),
        (AMERICA, term("3 days", channels=["online"])),
        ("UTC", term("3 days", channels=["online"])),
    ],
)
def test_what_keeps_to_the_law_is_left_alone(zone: str, policy: dict[str, Any]) -> None:
    business = shop(zone, **policy)
    assert business.rights == ()
    assert business.usable(business.policies[0])


def test_other_trades_and_other_matters_are_left_alone() -> None:
    assert shop(BULGARIA, trade="hotel", **term("7 days")).rights == ()
    assert shop(BULGARIA, about=["delivery"], **term("7 days")).rights == ()


def test_the_note_tells_what_the_law_gives() -> None:
    note = shop(BULGARIA, **term("7 days")).rights[0]
    assert note.at_least is not None
    assert (note.at_least.value, note.at_least.unit, note.counts_from) == (14, "days", "delivered")
    assert "Art. 50" in note.law


def test_a_season_that_ends_too_soon_is_flagged() -> None:
    season = {"event": "ordered", "from": "2026-11-15", "to": "2026-12-24"}
    assert shop(BULGARIA, valid=season, until="2026-12-31").rights[0].part == "until"
    assert shop(BULGARIA, valid=season, until="2027-01-15").rights == ()


def test_a_country_goes_before_the_time_zone() -> None:
    head = {"name": "A", "trade": "shop", "timezone": "UTC", "country": "bg"}
    policy = {"id": "p", "about": ["refund"], **term("7 days")}
    assert business_from_dict({"business": head, "policies": [policy]}).rights
