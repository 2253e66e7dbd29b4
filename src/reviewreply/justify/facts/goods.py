"""The right thing, and all of it: what was ordered against what was sent."""

from __future__ import annotations

from collections.abc import Iterator

from reviewreply.justify.claims import stems
from reviewreply.justify.facts.case import Case
from reviewreply.justify.facts.evidence import record
from reviewreply.justify.facts.subject import Subject
from reviewreply.justify.finding import Finding
from reviewreply.record import OrderLine


def goods(case: Case, subject: Subject) -> Iterator[Finding]:
    """Findings on claims about wrong or missing things."""
    if not (subject.of("order_accuracy") or subject.about("wrong_item", "missing_part")):
        return
    known = [(n, line) for n, line in enumerate(case.order.lines) if line.item and line.sent is not None]
    if known:
        yield from _compared(subject, _named(subject, known))
    elif subject.about("missing_part") and case.order.status == "partly_delivered":
        yield record("status", "delivered only in part", "confirms")


def _named(subject: Subject, lines: list[tuple[int, OrderLine]]) -> list[tuple[int, OrderLine]]:
    """The lines that the claim names, or all of them."""
    words = stems(subject.text)
    named = [pair for pair in lines if words & stems(f"{pair[1].item} {pair[1].sent}")]
    wrong = [pair for pair in lines if not same_item(pair[1])]
    return named if named and (not wrong or any(pair in wrong for pair in named)) else wrong or lines


def _compared(subject: Subject, lines: list[tuple[int, OrderLine]]) -> Iterator[Finding]:
    wrong = [(n, line) for n, line in lines if not same_item(line)]
    for n, line in wrong:
        says = f"ordered {line.item}, sent {line.sent}" if line.sent else f"ordered {line.item}, not sent"
        yield record(f"lines.{n}.sent", says, "confirms")
    if not wrong and not subject.about("damaged", "defect"):
        n, line = lines[0]
        yield record(f"lines.{n}.sent", f"ordered {line.item} and sent {line.sent}: the same", "contradicts")


def same_item(line: OrderLine) -> bool:
    """What was sent is what was ordered, whatever the case, order of words and marks."""
    return _bag(line.item or "") == _bag(line.sent or "")


def _bag(name: str) -> list[str]:
    return sorted("".join(c if c.isalnum() else " " for c in name.lower()).split())
