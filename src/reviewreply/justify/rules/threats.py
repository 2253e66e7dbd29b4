"""Blackmail: publicity or a bad rating, on a condition, to get something.

One part alone is no threat: naming TikTok, saying "or else", asking for a refund. Publicity with a condition next to it
is one; a demand close by makes it surer. A deal about the review itself ("five stars once you pay") stands alone.
A court or an authority is no publicity: that is ``legal``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from reviewreply.justify.rules.hit import Hit
from reviewreply.justify.rules.lexicon import lexicon, matches

_NEAR = 90
"""Characters between the parts of a threat: about a sentence and a half."""
Place = tuple[int, int, float]


def threats(folded_text: str, language: str) -> Iterator[Hit]:
    """Threats, each from the condition to the publicity."""
    found = lexicon(language, "threats")
    places: dict[str, list[Place]] = defaultdict(list)
    for entry in found.entries:
        for start, end in matches(entry, folded_text):
            places[entry.kind].append((start, end, entry.strength))
    for start, end, strength in places["offer"]:
        demand = _nearest(places["demand"], start, end, 2 * _NEAR)
        yield Hit(found.signal, start, end, min(0.95, strength + (0.1 if demand else 0.0)), "threats.offer")
    for start, end, strength in places["publicity"]:
        condition = _nearest(places["condition"], start, end, _NEAR)
        if condition is None:
            continue
        demand = _nearest(places["demand"], start, end, 2 * _NEAR)
        more = sum(1 for other in places["publicity"] if abs(other[0] - start) <= _NEAR) > 1
        sure = strength + (0.2 if demand else -0.15) + (0.1 if more else 0.0)
        low, high = min(start, condition[0]), max(end, condition[1])
        yield Hit(found.signal, low, high, min(0.95, sure), "threats")


def _nearest(places: list[Place], start: int, end: int, reach: int) -> Place | None:
    """The part that lies closest to a stretch, not beyond ``reach`` characters."""
    best = min(places, key=lambda place: _gap(place, start, end), default=None)
    return best if best is not None and _gap(best, start, end) <= reach else None


def _gap(place: Place, start: int, end: int) -> int:
    return max(place[0] - end, start - place[1], 0)
