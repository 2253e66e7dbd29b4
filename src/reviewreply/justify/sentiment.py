"""Stars, polarity, complaint and its types, decided from a reading."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import cast

from reviewreply.encoder.protocol import Reading, polarity_of
from reviewreply.justify.weights import Weights
from reviewreply.record import ComplaintType, Polarity, Review, Sentiment, TypeScore

_LEAST_TYPE = 0.3
_HINT = 0.3
_LOW = 2
_LEAST = 1e-4
_NO_HINTS: Mapping[str, float] = MappingProxyType({})


def sentiment_of(review: Review, reading: Reading, thresholds: Mapping[str, float] = _NO_HINTS) -> Sentiment:
    """The rating that a reader would guess from the text alone; that of the stars where there are no words."""
    if not has_words(review.text) and review.stars is not None:
        return Sentiment(review.stars, _polarity(review.stars), 1.0)
    polarity, share = polarity_of(reading.stars, thresholds)
    stars = _median(reading.stars)
    inside = {"negative": (1, 2), "neutral": (3,), "positive": (4, 5)}[polarity]
    if stars not in inside:
        stars = max(inside, key=lambda star: reading.stars[star - 1])
    return Sentiment(stars, cast(Polarity, polarity), share)


def complaint_probability(review: Review, reading: Reading, weights: Weights) -> float:
    """How likely an expectation was not met: the encoder's word, moved by the stars given and the business's stance.

    One or two stars without a word are a complaint that names nothing.
    """
    if not has_words(review.text):
        return 1.0 if review.stars is not None and review.stars <= _LOW else 0.0
    odds = _log_odds(reading.complaint)
    if review.stars is not None:
        odds += weights.complaint[f"given_{min(5, max(1, review.stars))}"]
    if any(fact.stance for fact in review.facts):
        odds += weights.complaint["told"]
    return 1 / (1 + math.exp(-odds))


def _log_odds(p: float) -> float:
    p = min(1 - _LEAST, max(_LEAST, p))
    return math.log(p / (1 - p))


def complaint_types(
    reading: Reading, thresholds: Mapping[str, float], hints: Mapping[str, float] = _NO_HINTS
) -> tuple[TypeScore, ...]:
    """Every type complained about, strongest first; at least one.

    ``hints`` are the types that the words speak for (0 to 1): they settle what the encoder leaves open.
    """
    above = [(name, p) for name, p in reading.types.items() if p >= thresholds.get(f"type.{name}", 0.5)]
    if not above:
        helped = {name: p + _HINT * hints.get(name, 0.0) for name, p in reading.types.items()}
        name, p = max(helped.items(), key=lambda item: item[1], default=("other", 0.5))
        above = [(name, p) if p >= _LEAST_TYPE else ("other", max(0.5, 1 - p))]
    ordered = sorted(above, key=lambda item: -item[1])
    return tuple(TypeScore(cast(ComplaintType, name), p) for name, p in ordered)


def _median(stars: tuple[float, ...]) -> int:
    """The star at which half of the probability is reached."""
    total = 0.0
    for star, share in enumerate(stars, 1):
        total += share
        if total >= 0.5:
            return star
    return len(stars)


def _polarity(stars: int) -> Polarity:
    return "negative" if stars <= 2 else "neutral" if stars == 3 else "positive"


def has_words(text: str) -> bool:
    """False for a rating without a text, emoji, dots: nothing to judge by."""
    return any(map(str.isalnum, text))
