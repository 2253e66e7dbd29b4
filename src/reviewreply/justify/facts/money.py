"""Money: charged twice, billed too much, not given back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reviewreply.justify.facts.case import Case, said
from reviewreply.justify.facts.evidence import record
from reviewreply.justify.facts.subject import Subject
from reviewreply.justify.finding import Finding
from reviewreply.record import Payment
from reviewreply.text.deadlines import Moment

_CENT = 0.005
_MONEY_TYPES = ("refund", "honesty", "price", "app", "support")


def charges(case: Case, subject: Subject) -> Iterator[Finding]:
    """Findings on claims about double charges and wrong bills."""
    if not subject.of(*_MONEY_TYPES):
        return
    if subject.about("charged_twice"):
        yield from _twice(case)
    elif not subject.about("promotion", "not_refunded", "return_refused", "no_answer"):
        yield from _overbilled(case, subject)
        if subject.of("refund") and subject.plain and _same_twice(case):
            yield from _twice(case)


def refunds(case: Case, subject: Subject) -> Iterator[Finding]:
    """Findings on claims that money was not given back."""
    if subject.about("charged_twice", "overbilled"):
        return
    asked = subject.about("not_refunded") and subject.of(*_MONEY_TYPES, "availability", "delivery")
    if not asked and not (subject.of("refund") and not subject.about("return_refused")):
        return
    paid = case.order.payments
    refunded = _refunded_at(case)
    if refunded is not None:
        if case.written is None or case.before(refunded, case.written):
            yield record("events.refunded", f"refunded on {said(refunded)}", "contradicts")
        else:
            says = f"refunded on {said(refunded)}, after the review was written"
            yield record("events.refunded", says, None, resolved=True)
    elif paid is not None and not paid:
        yield record("payments", "nothing was paid", "contradicts")
    elif paid and all(payment.state in ("held", "released") for payment in paid):
        says = "the money was only held, and released" if _has(paid, "released") else "the money is held, not taken"
        yield record("payments", says, "contradicts" if _has(paid, "released") else "weakens")
    elif paid and _has(paid, "refunded"):
        yield record("payments", "a refund is on record", "contradicts")


def _same_twice(case: Case) -> bool:
    """The same sum taken twice on one day, for no more than one position."""
    taken = Counter(
        (payment.amount, case.day(payment.at) if payment.at else None)
        for payment in case.order.payments or ()
        if payment.state == "captured"
    )
    return len(case.order.lines) <= 1 and any(times > 1 for times in taken.values())


def _refunded_at(case: Case) -> Moment | None:
    event = case.moment("refunded")
    if event is not None:
        return event
    dates = [payment.at for payment in case.order.payments or () if payment.state == "refunded" and payment.at]
    return max(dates, key=case.day) if dates else None


def _twice(case: Case) -> Iterator[Finding]:
    paid = case.order.payments
    if paid is None:
        return
    captured = [payment for payment in paid if payment.state == "captured"]
    again = Counter(round(payment.amount or 0.0, 2) for payment in captured).most_common(1)
    if not captured:
        yield record("payments", "nothing was taken; what was held was released" if paid else "nothing was paid",
                     "contradicts")  # fmt: skip
    elif again[0][1] >= 2 or _more_than_due(case, captured):
        amount, times = again[0]
        given_back = _has(paid, "refunded") or case.moment("refunded") is not None
        says = f"{amount:g} taken {times} times" + ("; one of them refunded" if given_back else "")
        if times < 2:
            says = f"{sum(payment.amount or 0.0 for payment in captured):g} taken, {_due(case):g} due"
        yield record("payments", says, "confirms", resolved=given_back)
    elif _has(paid, "refunded"):
        yield record("payments", "one payment taken, one refunded", "confirms", resolved=True)
    else:
        held = " and one hold" if _has(paid, "held") or _has(paid, "released") else ""
        yield record("payments", f"one payment of {captured[0].amount or 0:g} taken{held}", "contradicts")


def _overbilled(case: Case, subject: Subject) -> Iterator[Finding]:
    lines = [(n, line) for n, line in enumerate(case.order.lines) if line.billed is not None and line.due is not None]
    for n, line in lines:
        assert line.billed is not None
        assert line.due is not None
        if line.billed > line.due + _CENT:
            yield record(f"lines.{n}.billed", f"billed {line.billed:g}, due {line.due:g}", "confirms")
            return
    if lines and (subject.about("overbilled", "fee") or subject.plain):
        total = sum(line.billed or 0.0 for _, line in lines)
        yield record(f"lines.{lines[0][0]}.billed", f"billed {total:g}, as due", "contradicts")
        return
    captured = [payment for payment in case.order.payments or () if payment.state == "captured"]
    if captured and _due(case) and subject.about("overbilled"):
        taken = sum(payment.amount or 0.0 for payment in captured)
        stance = "confirms" if taken > _due(case) + _CENT else "contradicts"
        yield record("payments", f"{taken:g} taken, {_due(case):g} due", stance)  # type: ignore[arg-type]


def _more_than_due(case: Case, captured: list[Payment]) -> bool:
    due = _due(case)
    return bool(due) and sum(payment.amount or 0.0 for payment in captured) > due + _CENT


def _due(case: Case) -> float:
    """What the lines say was due, 0 where they do not say."""
    return sum((line.due if line.due is not None else line.billed) or 0.0 for line in case.order.lines)


def _has(payments: tuple[Payment, ...], state: str) -> bool:
    return any(payment.state == state for payment in payments)
