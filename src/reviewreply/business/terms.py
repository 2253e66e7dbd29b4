"""Short values of business.toml read into their meaning: lengths of time, opening hours, where a count starts."""

from __future__ import annotations

import re
from datetime import time

from reviewreply.text.deadlines import Duration, Unit

_UNITS: dict[str, Unit] = {
    "minute": "minutes", "minutes": "minutes", "min": "minutes",
    "hour": "hours", "hours": "hours", "h": "hours",
    "day": "days", "days": "days", "calendar days": "days", "calendar day": "days",
    "working day": "working_days", "working days": "working_days",
    "business day": "working_days", "business days": "working_days",
    "week": "weeks", "weeks": "weeks", "month": "months", "months": "months", "year": "years", "years": "years",
}  # fmt: skip
_DURATION = re.compile(r"\s*(\d{1,6}(?:[.,]\d{1,3})?)\s*([a-z]+(?:\s+[a-z]+)?)\s*", re.IGNORECASE)
_HOURS = re.compile(r"\s*(\d{1,2})(?::(\d{2}))?\s*[-–—]\s*(\d{1,2})(?::(\d{2}))?\s*")


def parse_duration(text: str) -> Duration | None:
    """Read "14 days", "60 minutes", "3 working days"; None when it is none."""
    match = _DURATION.fullmatch(text)
    unit = _UNITS.get(" ".join(match[2].lower().split())) if match else None
    if match is None or unit is None:
        return None
    value = float(match[1].replace(",", "."))
    return Duration(int(value) if value.is_integer() else value, unit)


def parse_hours(text: str) -> tuple[tuple[time, time], ...] | None:
    """Read "08:00-22:00" or "9-13, 14-18" into pairs of times; None when it is none. 24:00 is midnight."""
    spans: list[tuple[time, time]] = []
    for part in text.split(","):
        match = _HOURS.fullmatch(part)
        ends = match and [_clock(match[1], match[2]), _clock(match[3], match[4])]
        if not ends or ends[0] is None or ends[1] is None:
            return None
        spans.append((ends[0], ends[1]))
    return tuple(spans)


def _clock(hour: str, minute: str | None) -> time | None:
    h, m = int(hour), int(minute or 0)
    if (h, m) == (24, 0):
        return time(0, 0)
    return time(h, m) if h < 24 and m < 60 else None
