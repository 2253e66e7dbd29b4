"""What the other reviews of a batch say: faults that recur (B4), windows of time in which they came."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from reviewreply.justify.weights import Weights, default_weights
from reviewreply.record import Analysis, ComplaintType, Review

_REMEMBERED = 2000
"""The latest complaints that are remembered, so that an endless stream stays within memory and time."""


_COMPLAINTS = "all complaints"


class _Raised(NamedTuple):
    """A complaint that was raised: by whom, when, of what."""

    id: str | None
    day: date | None
    types: tuple[str, ...]
    incident: str | None

    @property
    def counted(self) -> tuple[str, ...]:
        """What it adds one to; within a known incident it is no sign of a fault that recurs."""
        return (_COMPLAINTS, *(self.types if self.incident is None else ()))


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
        self._raised: deque[_Raised] = deque()
        self._by_day: dict[date | None, Counter[str]] = {}
        self._by_id: dict[str, list[_Raised]] = {}
        self._all: Counter[str] = Counter()
        self._new: list[_Raised] = []
        for review, analysis in pairs:
            self.add(review, analysis)

    def add(self, review: Review, analysis: Analysis) -> None:
        """Take one more review into account."""
        if analysis.is_complaint:
            types = tuple(sorted({score.type for score in analysis.types} - {"other"}))
            self._add(_Raised(review.id, _day(review), types, analysis.incident))

    def news(self) -> list[list[Any]]:
        """What was added since this was last asked, as JSON; ``recall`` takes it into another batch."""
        news = [[raised.id, raised.day and raised.day.isoformat(), *raised[2:]] for raised in self._new]
        self._new = []
        return news

    def recall(self, news: Iterable[list[Any]]) -> None:
        """Add what another batch had as ``news``."""
        for id, day, types, incident in news:
            self._add(_Raised(id, day and date.fromisoformat(day), tuple(types), incident))
        self._new = []

    def count(self, type: ComplaintType, review: Review) -> int:
        """How many reviews raise this complaint around the day of ``review``, itself included."""
        return 1 + self._others(review, type)

    def recurring(self, type: ComplaintType, review: Review) -> int | None:
        """The count where it makes a recurring fault, else None."""
        if type == "other":
            return None
        count = self.count(type, review)
        if count < self._numbers["least"]:
            return None
        complaints = 1 + self._others(review, _COMPLAINTS)
        return count if count / complaints >= self._numbers["share"] else None

    def _others(self, review: Review, what: str) -> int:
        """Complaints of other reviews within the window that count for ``what``; reviews without a date always do."""
        day, window = _day(review), int(self._numbers["window_days"])
        if day is None:
            found = self._all[what]
        else:
            days = (None, *(day + timedelta(days=offset) for offset in range(-window, window + 1)))
            found = sum(self._by_day[near][what] for near in days if near in self._by_day)
        for own in self._by_id.get(review.id, ()) if review.id is not None else ():
            if day is None or own.day is None or abs((own.day - day).days) <= window:
                found -= own.counted.count(what)
        return found

    def _add(self, raised: _Raised) -> None:
        self._raised.append(raised)
        self._new.append(raised)
        self._by_day.setdefault(raised.day, Counter()).update(raised.counted)
        self._all.update(raised.counted)
        if raised.id is not None:
            self._by_id.setdefault(raised.id, []).append(raised)
        if len(self._raised) > _REMEMBERED:
            self._forget(self._raised.popleft())

    def _forget(self, raised: _Raised) -> None:
        day = self._by_day[raised.day]
        day.subtract(raised.counted)
        self._all.subtract(raised.counted)
        if not day[_COMPLAINTS]:
            del self._by_day[raised.day]
        if raised.id is not None:
            self._by_id[raised.id].remove(raised)
            if not self._by_id[raised.id]:
                del self._by_id[raised.id]


def _day(review: Review) -> date | None:
    return review.date.date() if isinstance(review.date, datetime) else review.date
