"""Promotions and prices: the published terms decide (B6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewreply.business.model import Policy
from reviewreply.business.seasons import in_season
from reviewreply.justify.facts.case import Case, said
from reviewreply.justify.facts.evidence import policy
from reviewreply.justify.facts.subject import Subject
from reviewreply.justify.finding import Finding
from reviewreply.text.deadlines import Moment

_CENT = 0.005
_AT_LEAST = re.compile(r"(?:over|from|min(?:imum)?|at least|above|more than)\D{0,12}(\d+(?:[.,]\d+)?)", re.IGNORECASE)


def promotions(case: Case, subject: Subject) -> Iterator[Finding]:
    """Findings on claims that a promotion was not honoured: was the order in its time, channel and size?"""
    if case.business is None or not (subject.about("promotion") or subject.of("honesty", "price")):
        return
    rules = [p for p in case.business.policies if p.kind == "promotion" and subject.types & set(p.about)]
    if not subject.about("promotion") and len(rules) != 1:
        return
    found = [finding for rule in rules for finding in _on(case, rule)]
    confirmed = [finding for finding in found if finding.stance == "confirms"]
    yield from confirmed or found


def _on(case: Case, rule: Policy) -> Iterator[Finding]:
    if rule.channels and case.order.channel is not None and case.order.channel not in rule.channels:
        yield _not_covered(rule, f"bought through {case.order.channel}; the promotion holds {', '.join(rule.channels)}")
        return
    season = in_season(rule, case.review.order, case.zone)
    if season is None:
        season = _by_text(case, rule)
    moment = case.moment(rule.valid.event) if rule.valid else None
    when = f"{rule.valid.event.replace('_', ' ')} {said(moment)}" if rule.valid and moment is not None else "the date"
    if season is False:
        yield _not_covered(rule, f"{when} lies outside the promotion{_span(rule)}")
    elif season:
        least, total = _least(rule), _total(case)
        if least is not None and total is not None and total < least - _CENT:
            yield _not_covered(rule, f"{total:g} bought, the promotion holds from {least:g}")
        elif rule.valid is not None and (not rule.requires or least is not None):
            says = f"{when} lies within the promotion{_span(rule)}"
            yield policy(rule.id, says, "confirms", responsible="business")


def _not_covered(rule: Policy, says: str) -> Finding:
    return policy(rule.id, says, "contradicts", responsible="customer", signal="against_policy")


def _by_text(case: Case, rule: Policy) -> bool | None:
    """The season by a date that the text names."""
    if rule.valid is None:
        return True
    days = [mention.date for mention in case.terms.dates if mention.date is not None]
    if not days:
        return None
    start, end = rule.valid.start, rule.valid.end
    return any((start is None or case.day(start) <= d) and (end is None or d <= case.day(end)) for d in days)


def _span(rule: Policy) -> str:
    if rule.valid is None:
        return ""
    return f" ({_said(rule.valid.start)} to {_said(rule.valid.end)})"


def _said(moment: Moment | None) -> str:
    return said(moment) if moment is not None else "open"


def _least(rule: Policy) -> float | None:
    """The least sum that the promotion asks for ("orders over 50 EUR")."""
    for requirement in rule.requires:
        if match := _AT_LEAST.search(requirement):
            return float(match[1].replace(",", "."))
    return None


def _total(case: Case) -> float | None:
    lines = [line.due if line.due is not None else line.billed for line in case.order.lines]
    known = [amount for amount in lines if amount is not None]
    if known:
        return sum(known)
    paid = [payment.amount or 0.0 for payment in case.order.payments or () if payment.state in ("captured", "held")]
    return sum(paid) if paid else None


def prices(case: Case, subject: Subject) -> Iterator[Finding]:
    """Findings on claims about a price or fee that is published."""
    if not (subject.of("price", "honesty", "refund") and not subject.about("promotion", "charged_twice")):
        return
    for rule in case.policies:
        if rule.kind != "price" or rule.amount is None or not subject.types & set(rule.about):
            continue
        charged = _charged(case, rule.amount)
        if charged is not None:
            yield _against_price(rule, charged)


def _charged(case: Case, amount: float) -> float | None:
    """What was taken under this price: the line or payment that comes nearest to it."""
    sums = [line.billed for line in case.order.lines if line.billed is not None]
    sums += [payment.amount for payment in case.order.payments or () if payment.amount and payment.state == "captured"]
    if not sums:
        sums = [mentioned.value for mentioned in case.terms.amounts]
    return min(sums, key=lambda value: abs(value - amount)) if sums else None


def _against_price(rule: Policy, charged: float) -> Finding:
    assert rule.amount is not None
    if charged > rule.amount + _CENT:
        return policy(rule.id, f"{charged:g} taken, the published price is {rule.amount:g}", "confirms",
                      responsible="business")  # fmt: skip
    return policy(rule.id, f"{charged:g} taken, as published", "contradicts", signal="against_policy")
