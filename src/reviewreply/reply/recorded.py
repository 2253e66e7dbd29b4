"""What the business's records say of an order, in a sentence that a reply can cite: dates, states, payments."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Any

from reviewreply.business.expressions import moment_of
from reviewreply.business.model import Business, Policy
from reviewreply.record import EventName, Order, ReplyLanguage, Review
from reviewreply.text.deadlines import Moment, day_of, lateness, local

_SINCE: Mapping[EventName, tuple[EventName, ...]] = {
    "delivered": ("promised", "booked_for", "ordered"),
    "started": ("promised", "booked_for", "arrived"),
    "ended": ("promised", "booked_for", "started"),
    "arrived": ("booked_for",),
    "refunded": ("return_requested", "returned", "cancelled_by_customer", "cancelled_by_business"),
    "returned": ("delivered",),
    "return_requested": ("delivered",),
    "claim_filed": ("delivered",),
    "claim_answered": ("claim_filed", "return_requested"),
    "cancelled_by_customer": ("booked_for", "ordered"),
}
"""What an event is told together with: the first of these that is known."""
_REQUESTS: tuple[EventName, ...] = ("return_requested", "returned", "claim_filed")
_KEPT: Mapping[EventName, tuple[EventName, ...]] = {
    "ordered": ("delivered", "started"), "return_requested": ("refunded",), "returned": ("refunded",),
    "claim_filed": ("claim_answered",), "booked_for": ("started",),
}  # fmt: skip
"""What keeps a promise that counts from an event."""


@cache
def record_words(language: ReplyLanguage) -> Mapping[str, Any]:
    """The sentences about records in a language."""
    source = resources.files("reviewreply.reply").joinpath("phrases", language, "record.toml")
    return tomllib.loads(source.read_text("utf-8"))


def recorded(id: str, review: Review, business: Business, language: ReplyLanguage) -> str | None:
    """What the record says at a place of the order: ``events.delivered``, ``status``, ``payments``, ``lines.0.billed``.

    None where the record does not say it, or where it cannot be told in a sentence.
    """
    if review.order is None:
        return None
    teller = _Teller(review, review.order, business, language)
    kind, _, name = id.partition(".")
    if kind == "events":
        return teller.event(name)  # type: ignore[arg-type]
    if kind == "status":
        return teller.status()
    if kind == "payments":
        return teller.payments()
    if kind == "lines":
        return teller.line(name)
    return None


def dates_of(policy: Policy, review: Review) -> str | None:
    """The event of the order that a term or a promise was held against, as an id; None where none is known."""
    if review.order is None or policy.counts_from is None:
        return None
    names = _REQUESTS if policy.binds == "customer" else _KEPT.get(policy.counts_from, ())
    if policy.binds == "customer" and policy.before:
        names = ("cancelled_by_customer",)
    known = (name for name in names if name != policy.counts_from and moment_of(review.order, name) is not None)
    found = next(known, None)
    return f"events.{found}" if found and moment_of(review.order, policy.counts_from) is not None else None


class _Teller:
    """Tells the record of one order."""

    def __init__(self, review: Review, order: Order, business: Business, language: ReplyLanguage) -> None:
        self.review, self.order, self.zone = review, order, business.zone
        self.words = record_words(language)

    def moment(self, name: EventName) -> Moment | None:
        return moment_of(self.order, name)

    def event(self, name: EventName) -> str | None:
        at, promised = self.moment(name), self.moment("promised")
        if at is None:
            return None
        if name == "promised":
            return self._not_due(at)
        if name == "delivery_attempted":
            in_time = promised is not None and lateness(at, promised, self.zone).total_seconds() <= 0
            return self._sentence("attempted_in_time" if in_time else "attempted")
        if name == "delivered" and promised is not None and not self._hours(at, promised):
            return self._in_time(at, promised)
        return self._told(name, at)

    def status(self) -> str | None:
        sentences = self.words["sentences"]
        return sentences.get(self.order.status) if self.order.status in ("delivered", "completed", "no_show") else None

    def payments(self) -> str | None:
        payments = self.order.payments
        if payments is None:
            return None
        states = [payment.state for payment in payments]
        taken = states.count("captured")
        if "refunded" in states:
            return self._sentence("refund_known")
        if taken == 1:
            return self._sentence("one_held" if len(states) > 1 else "one_payment")
        return self._sentence("no_payment") if taken == 0 else None

    def line(self, place: str) -> str | None:
        number, _, what = place.partition(".")
        if not number.isdigit() or int(number) >= len(self.order.lines):
            return None
        line = self.order.lines[int(number)]
        if what == "billed" and line.billed is not None and line.billed == line.due:
            return self._sentence("billed_as_due")
        same = line.item is not None and line.sent is not None and line.item.lower() == line.sent.lower()
        return self._sentence("sent_as_ordered") if what == "sent" and same else None

    def _not_due(self, promised: Moment) -> str | None:
        written = self.review.date
        if written is None or lateness(written, promised, self.zone).total_seconds() > 0:
            return None
        return self._sentence("not_due", written=self._day(written))

    def _in_time(self, delivered: Moment, promised: Moment) -> str:
        same = day_of(delivered, self.zone) == day_of(promised, self.zone)
        return self._sentence("on_the_day" if same else "in_time")

    def _told(self, name: EventName, at: Moment) -> str:
        """The event, after the one that it is told together with."""
        pair: list[tuple[EventName, Moment]] = [(name, at)]
        for before in _SINCE.get(name, ()):
            if (since := self.moment(before)) is not None:
                pair.insert(0, (before, since))
                break
        hours = len(pair) == 2 and self._hours(pair[0][1], at)
        told = [self._named(event, moment, hours) for event, moment in pair]
        joint = self.words["list_and"]
        joined = (f"{joint} " if joint == "," else f" {joint} ").join(told)
        return str(self.words["list"]).format(events=joined).replace("..", ".")

    def _named(self, name: EventName, moment: Moment, hours: bool) -> str:
        date_ = self._time(moment) if hours else self._day(moment)
        when = str(self.words["at" if hours else "on"]).format(date=date_, time=date_)
        return str(self.words["events"][name]).format(when=when, date=date_)

    def _sentence(self, kind: str, **more: str) -> str:
        known = {event.what: self._day(moment) for event in self.order.events if (moment := self.moment(event.what))}
        return str(self.words["sentences"][kind]).format(**known, **more).replace("..", ".")

    def _hours(self, one: Moment, other: Moment) -> bool:
        """Whether both hours are known and fall on one day: then the hours are what matters."""
        timed = isinstance(one, datetime) and isinstance(other, datetime)
        return timed and day_of(one, self.zone) == day_of(other, self.zone)

    def _time(self, moment: Moment) -> str:
        return local(moment, self.zone).strftime("%H:%M")

    def _day(self, moment: Moment) -> str:
        day = day_of(moment, self.zone)
        form = "day" if self._one_year(day) else "day_year"
        return str(self.words[form]).format(day=day.day, month=self.words["month"][day.month - 1], year=day.year)

    def _one_year(self, day: date) -> bool:
        """Whether the year goes without saying: everything known happened in it."""
        moments: Sequence[Moment] = [event.at for event in self.order.events]
        years = {day_of(moment, self.zone).year for moment in moments} | {day.year}
        if self.review.date is not None:
            years.add(day_of(self.review.date, self.zone).year)
        return len(years) == 1
