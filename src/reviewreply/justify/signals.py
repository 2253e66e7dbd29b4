"""Signals from two sources that check each other: the encoder's heads and the rules.

Combination, per signal, with p the encoder's probability and r the strength of the rule: both say so: the encoder's
threshold is lowered by the factor 1 - r (never below ``agree``), the confidence is 1 - (1 - p)(1 - r / 2). The encoder
alone: its own threshold, for what a reply declines at least ``grave``. A rule alone: where r reaches ``rule_alone`` and
the encoder does not rule it out (``rule_floor``). The numbers are in ``weights.toml``, section ``signals``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from reviewreply.encoder.protocol import Reading, SignalReading
from reviewreply.justify.rules import Hit
from reviewreply.justify.weights import Weights
from reviewreply.record import Signal, SignalName

_MIDDLE = 3
_GRAVE = ("blackmail", "abusive", "excessive_demand")  # what a reply declines: a wrong one offends


def combine(reading: Reading, hits: Sequence[Hit], thresholds: Mapping[str, float], weights: Weights) -> list[Signal]:
    """The signals of a complaint, in the order of the text."""
    best: dict[str, Hit] = {}
    for hit in hits:
        if hit.signal not in best or hit.strength > best[hit.signal].strength:
            best[hit.signal] = hit
    names = [*reading.signals, *(name for name in best if name not in reading.signals)]
    found = [
        signal
        for name in names
        if (signal := _one(name, reading.signals.get(name), best.get(name), thresholds, weights)) is not None
    ]
    return sorted(found, key=lambda signal: (signal.start is None, signal.start or 0))


def _one(
    name: str, read: SignalReading | None, hit: Hit | None, thresholds: Mapping[str, float], weights: Weights
) -> Signal | None:
    numbers = weights.signals
    threshold = thresholds.get(f"signal.{name}", numbers["default_threshold"])
    p = read.probability if read is not None else 0.0
    signal = cast(SignalName, name)
    if hit is not None and p >= threshold * max(numbers["agree"], 1 - hit.strength):
        return Signal(signal, 1 - (1 - p) * (1 - hit.strength / 2), hit.start, hit.end, "both")
    if read is not None and p >= (max(threshold, numbers["grave"]) if name in _GRAVE else threshold):
        return Signal(signal, p, read.start, read.end, "encoder")
    if hit is not None and hit.strength >= numbers["rule_alone"] and (read is None or p >= numbers["rule_floor"]):
        return Signal(signal, max(p, hit.strength * 0.9), hit.start, hit.end, "rule")
    return None


def contradictory_rating(given: int | None, reading: Reading, text: str, weights: Weights) -> Signal | None:
    """The stars given and the text point opposite ways: one of them praises, the other does not.

    Few ratings do, so the text has to be read as the opposite with some certainty (``opposite``).
    """
    if given is None or given == _MIDDLE or not any(character.isalpha() for character in text):
        return None
    low, high = sum(reading.stars[:2]), sum(reading.stars[3:])
    opposite = low * reading.complaint if given > _MIDDLE else high
    if opposite < weights.signals["opposite"]:
        return None
    return Signal("contradictory_rating", min(1.0, opposite), None, None, "rule")
