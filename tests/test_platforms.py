from __future__ import annotations

import pytest

from reviewreply.platforms import platform_name, platform_names, platform_rules


@pytest.mark.parametrize(
    ("name", "limit", "unit", "minimum"),
    [
        ("google", 4096, "bytes", 1),
        ("google_play", 350, "characters", 1),
        ("app_store", 5970, "characters", 1),
        ("wildberries", 5000, "characters", 2),
        ("yandex_market", 4096, "characters", 1),
        ("ozon", None, "characters", 1),
    ],
)
def test_limits_are_the_documented_ones(name: str, limit: int | None, unit: str, minimum: int) -> None:
    rules = platform_rules(name)
    assert (rules.limit, rules.unit, rules.minimum) == (limit, unit, minimum)


@pytest.mark.parametrize(
    ("alias", "name"),
    [("WB", "wildberries"), ("Google Maps", "google"), ("Яндекс.Маркет", "yandex_market"), ("Booking.com", "booking")],
)
def test_aliases_name_their_platform(alias: str, name: str) -> None:
    assert platform_name(alias) == name


@pytest.mark.parametrize("name", [None, "", "facebook"])
def test_an_unknown_platform_has_generic_rules(name: str | None) -> None:
    assert platform_name(name) is None
    assert platform_rules(name).name == "generic"


def test_bytes_are_counted_where_the_platform_counts_bytes() -> None:
    assert platform_rules("google").fits("я" * 2048)
    assert not platform_rules("google").fits("я" * 2049)
    assert not platform_rules("wildberries").fits("я")


def test_every_platform_has_a_title_and_forbids_asking_for_a_change() -> None:
    for name in platform_names():
        rules = platform_rules(name)
        assert rules.title
        assert "no_change_request" in rules.rules
