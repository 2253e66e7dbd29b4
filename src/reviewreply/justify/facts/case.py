"""One review with everything that is known of it, as the fact readers see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from reviewreply.business.model import Business
from reviewreply.record import Language, Order, Review

_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Case:
    review: Review
    language: Language
    business: Business | None = None

    @property
    def order(self) -> Order:
        """What is known of the order; an empty one where nothing is."""
        return self.review.order or Order()

    @property
    def zone(self) -> tzinfo:
        return self.business.zone if self.business else _UTC

    @property
    def written(self) -> date | datetime | None:
        """When the review was written: what had not happened by then, the customer could not know."""
        return self.review.date
