"""One review with everything that is known of it, as the fact readers see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from reviewreply.business.expressions import moment_of
from reviewreply.business.model import Business, Policy
from reviewreply.business.seasons import policies_in_force
from reviewreply.record import ComplaintType, EventName, Language, Order, Review
from reviewreply.text.deadlines import Moment, day_of, span_of
from reviewreply.text.terms import Terms, read_terms

_UTC = ZoneInfo("UTC")
_NOTHING = Terms((), (), ())


@dataclass(frozen=True, slots=True)
class Case:
    """``types``: every type the review complains about. ``policies``: those in force for this order."""

    review: Review
    language: Language
    business: Business | None
    order: Order
    zone: tzinfo
    types: frozenset[ComplaintType]
    policies: tuple[Policy, ...]
    terms: Terms

    @property
    def written(self) -> Moment | None:
        """When the review was written: what had not happened by then, the customer could not know."""
        return self.review.date

    def moment(self, what: EventName, line: int | None = None) -> Moment | None:
        """When something happened, or None where it is not known."""
        return moment_of(self.order, what, line)

    def first(self, *names: EventName) -> tuple[EventName, Moment] | None:
        """The first of these events that is known."""
        return next(((name, moment) for name in names if (moment := self.moment(name)) is not None), None)

    def day(self, moment: Moment) -> date:
        return day_of(moment, self.zone)

    def before(self, one: Moment, other: Moment) -> bool:
        """``one`` lies before ``other`` or may do so within the same day."""
        if isinstance(one, datetime) and isinstance(other, datetime):
            return span_of(one, self.zone)[0] <= span_of(other, self.zone)[0]
        return self.day(one) <= self.day(other)


def case_of(review: Review, language: Language, business: Business | None, types: frozenset[ComplaintType]) -> Case:
    """Gather what is known; what the text says of time and money is read only where there is something to compare."""
    known = business is not None or review.order is not None
    code = language.code if language.code in ("ru", "bg", "en") else "en"
    zone = business.zone if business else _UTC
    written = day_of(review.date, zone) if review.date is not None else None
    return Case(
        review,
        language,
        business,
        review.order or Order(),
        zone,
        types,
        policies_in_force(business, review.order) if business else (),
        read_terms(review.text, code, latin_script=language.latin_script, written=written) if known else _NOTHING,
    )


def said(moment: Moment) -> str:
    """A moment in the words of a reason: "2026-09-05" or "2026-09-05 18:40"."""
    return moment.strftime("%Y-%m-%d %H:%M") if isinstance(moment, datetime) else moment.isoformat()
