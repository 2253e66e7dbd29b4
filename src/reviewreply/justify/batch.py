"""What the other reviews of a batch say: faults that recur (B4), windows of time in which they came."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from reviewreply.justify.weights import Weights, default_weights
from reviewreply.record import Analysis, ComplaintType, Review

_REMEMBERED = 2000
"""The latest complaints that are remembered, so that an endless stream stays within memory and time."""


@dataclass(frozen=True, slots=True)
class _Raised:
    id: str | None
    day: date | None
    types: frozenset[str]
    incident: str | None


class Batch:
    """Counts complaints of one type over the reviews around a day.

    Build it from earlier analyses, then give it to ``judge``; an analysis of the review itself may be among them and
    is not counted twice. A review whose complaint fell into a known incident counts for the incident, not as a fault
    that recurs.

    Parameters
    ----------
    pairs: reviews with their analyses, in any order.
    weights: section ``batch`` says from when on a fault recurs.
    """

    def __init__(self, pairs: Iterable[tuple[Review, Analysis]] = (), weights: Weights | None = None) -> None:
        self._numbers = (weights or default_weights()).batch
        self._raised: deque[_Raised] = deque(maxlen=_REMEMBERED)
        for review, analysis in pairs:
            self.add(review, analysis)

    def add(self, review: Review, analysis: Analysis) -> None:
        """Take one more review into account."""
        if analysis.is_complaint:
            types = frozenset(score.type for score in analysis.types) - {"other"}
            self._raised.append(_Raised(review.id, _day(review), types, analysis.incident))

    def count(self, type: ComplaintType, review: Review) -> int:
        """How many reviews raise this complaint around the day of ``review``, itself included."""
        return 1 + sum(type in other.types for other in self._around(review) if other.incident is None)

    def recurring(self, type: ComplaintType, review: Review) -> int | None:
        """The count where it makes a recurring fault, else None."""
        if type == "other":
            return None
        count, complaints = self.count(type, review), 1 + len(self._around(review))
        enough = count >= self._numbers["least"] and count / complaints >= self._numbers["share"]
        return count if enough else None

    def _around(self, review: Review) -> list[_Raised]:
        """The other complaints within the window; reviews without a date count always."""
        day, window = _day(review), self._numbers["window_days"]
        return [
            other
            for other in self._raised
            if (review.id is None or other.id != review.id)
            and (day is None or other.day is None or abs((other.day - day).days) <= window)
        ]


def _day(review: Review) -> date | None:
    return review.date.date() if isinstance(review.date, datetime) else review.date
