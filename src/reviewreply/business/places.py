"""Time zones and the countries they lie in, from the time zone data base of the ``tzdata`` package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from reviewreply.business.reader import nearest


def known_zone(zone: str) -> bool:
    """True for a name of the time zone data base."""
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        return False
    return True


def nearest_zone(zone: str) -> str | None:
    """The zone that was probably meant: "Sofia" or "europe/sofia" for "Europe/Sofia"."""
    by_lower = {name.lower(): name for name in available_timezones()}
    wanted = zone.lower().replace(" ", "_")
    for lower, name in by_lower.items():
        if lower == wanted or lower.endswith(f"/{wanted}"):
            return name
    near = nearest(wanted, by_lower.keys())
    return by_lower[near] if near else None


def country_of(zone: str) -> str | None:
    """ISO 3166 code of the country of a zone, or None for UTC and the like."""
    return _countries().get(zone)


@cache
def _countries() -> dict[str, str]:
    """Zone to country, from zone.tab: lines of code, coordinates, zone, remarks, parted by tabs."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows if len(row) > 2}
