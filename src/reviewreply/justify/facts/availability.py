"""Cancelled by whom, no-shows, closed doors: what the order says of availability."""

from __future__ import annotations

from collections.abc import Iterator

from reviewreply.justify.facts.case import Case, said
from reviewreply.justify.facts.evidence import record
from reviewreply.justify.facts.subject import Subject
from reviewreply.justify.finding import Finding

_OWN = ("availability", "refund", "support", "honesty", "delivery", "order_accuracy")


def _counted(case: Case) -> bool:
    """A term says until when the customer may cancel: then that decides, not who cancelled."""
    return any(rule.binds == "customer" and rule.within and rule.before for rule in case.policies)


def availability(case: Case, subject: Subject) -> Iterator[Finding]:
    """Findings on claims about cancellations and refusals."""
    if not subject.of(*_OWN) or not (subject.of("availability") or subject.about("cancelled", "refused_entry")):
        return
    ours, theirs = case.moment("cancelled_by_business"), case.moment("cancelled_by_customer")
    if ours is not None:
        yield record("events.cancelled_by_business", f"cancelled by the business on {said(ours)}", "confirms")
    elif theirs is not None and not subject.about("closed") and not _counted(case):
        yield record(
            "events.cancelled_by_customer", f"cancelled by the customer on {said(theirs)}", "contradicts",
            responsible="customer", signal="own_action",
        )  # fmt: skip
    elif case.order.status == "no_show":
        yield record("status", "the customer did not come", "contradicts", responsible="customer", signal="own_action")
    elif subject.about("cancelled") and case.order.status in ("completed", "delivered"):
        yield record("status", f"the order is {case.order.status}, not cancelled", "contradicts")
