"""Grovelling tone: apologising again and again, self-abasement, signing whatever is asked, conceding what is not so."""

from __future__ import annotations

from collections.abc import Iterator

from reviewreply.checks.context import Finding
from reviewreply.checks.draft import Draft, finding

_WORDS = {
    "abasement": "Humbles the business beyond measure; one plain apology says more.",
    "always_right": "Submits to whatever the customer says; say what is right in it and what is not.",
    "blank_cheque": "Offers whatever the customer may want; offer only what your facts allow.",
}


def repeated_apology(draft: Draft) -> Iterator[Finding]:
    """A second sentence that apologises."""
    sentences: list[int] = []
    for _, start, end in sorted(draft.hits("apology", "strong", "regret"), key=lambda hit: hit[1]):
        sentence = draft.sentence_at(start).start
        if sentences and sentence not in sentences:
            message = "Apologises again; one apology is enough."
            yield finding("grovelling.repeated_apology", message, (start, end), "drop")
        sentences.append(sentence)


def submission(draft: Draft) -> Iterator[Finding]:
    """Self-abasement, "the customer is always right", "anything you want"."""
    for entry, start, end in draft.hits("grovelling", *_WORDS):
        yield finding(f"grovelling.{entry.kind}", _WORDS[entry.kind], (start, end))


def conceding(draft: Draft) -> Iterator[Finding]:
    """Agreement with everything where part or all of the complaint is unfounded."""
    if draft.context.analysis.justification.verdict not in ("partly", "unjustified"):
        return
    for _, start, end in draft.hits("grovelling", "conceding"):
        message = "Agrees with everything, though not all of the complaint holds; name the part that does."
        yield finding("grovelling.conceding", message, (start, end))


CHECKS = (repeated_apology, submission, conceding)
