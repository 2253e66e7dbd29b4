"""Blackmail: publicity or a bad rating, on a condition, to get something.

One part alone is no threat: naming TikTok, saying "or else", asking for a refund. Together, and in the right order,
they are: "DEMAND or PUBLICITY", or publicity under a condition with a demand close by, or a deal about the review
itself ("five stars once you pay"). A court or an authority is no publicity: that is ``legal``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from reviewreply.justify.rules.hit import Hit
from reviewreply.justify.rules.lexicon import Match, lexicon

_SENTENCE = 90
_TWO_SENTENCES = 170
_ALTERNATIVE = 0.8
_CONDITION = 0.65
_CLOSE = 45
_DEAL = 0.8
_MORE = 0.08
Place = tuple[int, int]
Places = dict[str, list[Place]]


def threats(found: Sequence[Match], language: str) -> Iterator[Hit]:
    """Threats, each from its first part to its last."""
    places: Places = defaultdict(list)
    for entry, start, end in found:
        places[entry.kind].append((start, end))
    if not (places["publicity"] or places["offer"] or places["deal"]):
        return
    signal = lexicon(language, "threats").signal
    for start, end, strength, rule in (*_alternatives(places), *_conditions(places), *_deals(places)):
        yield Hit(signal, start, end, strength, rule)


def _alternatives(places: Places) -> Iterator[tuple[int, int, float, str]]:
    """ "Refund me or I post it": a demand, the alternative, the publicity, in this order."""
    for low, high in places["link"]:
        demand = _last_before(places["demand"], low, _SENTENCE)
        publicity = _first_after(places["publicity"], high, _SENTENCE)
        if demand and publicity:
            many = sum(high <= start <= high + _SENTENCE for start, _ in places["publicity"]) > 1
            yield demand[0], publicity[1], _ALTERNATIVE + (_MORE if many else 0.0), "threats.alternative"


def _conditions(places: Places) -> Iterator[tuple[int, int, float, str]]:
    """Publicity under a condition: surer with a demand close by."""
    for start, end in places["publicity"]:
        condition = _nearest(places["condition"], start, end, _SENTENCE)
        demand = _nearest(places["demand"], start, end, _TWO_SENTENCES)
        if condition:
            tight = demand and _gap(condition, start, end) <= _CLOSE and _gap(demand, start, end) <= _SENTENCE
            strength = _DEAL if tight else _CONDITION if demand else _CONDITION / 2
            yield min(start, condition[0]), max(end, condition[1]), strength, "threats.condition"


def _deals(places: Places) -> Iterator[tuple[int, int, float, str]]:
    """A deal about the review itself."""
    for start, end in places["offer"]:
        near = _nearest([*places["condition"], *places["demand"]], start, end, _TWO_SENTENCES)
        yield start, end, _DEAL if near else _CONDITION, "threats.offer"
    for start, end in places["deal"]:
        condition = _nearest(places["condition"], start, end, _SENTENCE)
        demand = _nearest(places["demand"], start, end, _SENTENCE)
        if condition and demand:
            yield min(start, condition[0]), max(end, condition[1]), _DEAL, "threats.deal"


def _last_before(places: list[Place], at: int, reach: int) -> Place | None:
    return max((place for place in places if at - reach <= place[1] <= at), default=None)


def _first_after(places: list[Place], at: int, reach: int) -> Place | None:
    return min((place for place in places if at <= place[0] <= at + reach), default=None)


def _nearest(places: list[Place], start: int, end: int, reach: int) -> Place | None:
    """The part that lies closest to a stretch, not beyond ``reach`` characters."""
    best = min(places, key=lambda place: _gap(place, start, end), default=None)
    return best if best is not None and _gap(best, start, end) <= reach else None


def _gap(place: Place, start: int, end: int) -> int:
    return max(place[0] - end, start - place[1], 0)
