"""The one door to a classifier: texts in, readings out.

The shipped ONNX encoder, a fine-tuned model or one from the Hub can stand behind it; nothing else in the package
knows which.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SpanReading:
    """A stretch the encoder takes for a claim. Offsets in characters of the text; probabilities sum to 1."""

    start: int
    end: int
    confidence: float
    types: Mapping[str, float]
    parties: Mapping[str, float]
    matters: Mapping[str, float] = field(default_factory=dict)
    """What exactly it is about; only the likelier ones of ``matters.toml``."""


@dataclass(frozen=True, slots=True)
class SignalReading:
    """Calibrated probability of one signal for the whole text, and the place that shows it best, if any."""

    probability: float
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder says of one text. All probabilities calibrated.

    ``stars``: five probabilities, for 1 to 5. ``types``, ``signals``: independent probabilities per label (the
    signals of the guide without ``contradictory_rating``, which needs the given stars). ``verdict``: probabilities of
    justified, partly, unjustified, unclear, given that the text complains, read from the text alone; ``score`` in
    [0, 1] likewise.
    """

    stars: tuple[float, float, float, float, float]
    complaint: float
    types: Mapping[str, float]
    spans: tuple[SpanReading, ...]
    signals: Mapping[str, SignalReading]
    verdict: Mapping[str, float]
    score: float
    tokens: int = 0


def polarity_of(stars: Sequence[float], thresholds: Mapping[str, float]) -> tuple[str, float]:
    """The polarity that five star probabilities amount to, and its probability.

    Three stars are rarer than the rest and lie between them, so their probability counts ``neutral`` times as much
    (chosen on the development part).
    """
    shares = {"negative": sum(stars[:2]), "neutral": stars[2], "positive": sum(stars[3:])}
    factor = thresholds.get("neutral", 1.0)
    best = max(shares, key=lambda name: shares[name] * (factor if name == "neutral" else 1.0))
    return best, min(1.0, shares[best])


class Encoder(Protocol):
    """Reads texts. ``version`` names the weights, for records of what drafted a reply.

    ``thresholds`` holds the decision points chosen on the development part: ``complaint`` and one per type and signal
    (keys ``type.delivery``, ``signal.legal`` …), and ``neutral``, see ``polarity_of``.
    """

    version: str
    thresholds: Mapping[str, float]

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """One reading per text, in the order given. An empty text gets a reading too."""
        ...
