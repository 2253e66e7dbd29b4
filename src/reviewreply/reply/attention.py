"""Why a person should look twice before a reply goes out, in words."""

from __future__ import annotations

from collections.abc import Iterator

from reviewreply.record import Evidence
from reviewreply.reply.case import Case
from reviewreply.reply.citing import LANGUAGE_NAMES

LOW_CONFIDENCE = 0.6
_SIGNALS = {
    "legal": "The review speaks of a court, an authority or a lawyer.",
    "blackmail": "The review threatens, to get something.",
    "hearsay": "The author may not have been a customer.",
    "contradictory_rating": "The stars and the text point opposite ways.",
}


def attention(case: Case) -> tuple[str, ...]:
    """The reasons, each once; empty where nothing is out of the ordinary."""
    return tuple(dict.fromkeys(_reasons(case)))


def left_out(case: Case) -> tuple[str, ...]:
    """Notes on what was not cited for want of a text or of a tie to the review, and on what a platform forbids."""
    notes = []
    if case.sources.missing:
        names = ", ".join(case.sources.missing)
        notes.append(f"Not used, because it has no text in {LANGUAGE_NAMES[case.language]}: {names}.")
    if case.sources.aside:
        names = ", ".join(case.sources.aside)
        notes.append(f"Not used, because the review does not seem to speak of it: {names}.")
    if case.sources.withheld:
        names = ", ".join(case.sources.withheld)
        notes.append(f"Not offered in public, because {case.rules.title} forbids incentives in replies: {names}.")
    return tuple(notes)


def _reasons(case: Case) -> Iterator[str]:
    analysis = case.analysis
    if analysis.language.code in ("other", "und") and case.review.text.strip():
        yield f"The language of the review is none of the three; the reply is in {LANGUAGE_NAMES[case.language]}."
    for signal, words in _SIGNALS.items():
        if signal in case.signals:
            yield words
    if analysis.is_complaint:
        if any(claim.type == "safety" for claim in analysis.claims) or any(t.type == "safety" for t in analysis.types):
            yield "The complaint is about safety, health or personal data."
        yield from _doubts(case)
    elif analysis.complaint_confidence < LOW_CONFIDENCE:
        yield "It is not certain whether this is a complaint."
    yield from analysis.notes


def _doubts(case: Case) -> Iterator[str]:
    judged = case.analysis.justification
    if min(judged.confidence, case.analysis.complaint_confidence) < LOW_CONFIDENCE:
        yield "The analysis is not certain."
    if any(_contradicted(claim.evidence) for claim in case.claims.values()):
        yield "Your records say something else than the customer."
    if judged.verdict == "partly" and not _reason_to_disagree(case):
        yield "Judged partly justified, but nothing names the part to disagree with."


def _contradicted(evidence: tuple[Evidence, ...]) -> bool:
    return any(item.stance == "contradicts" and item.source in ("order", "fact") for item in evidence)


def _reason_to_disagree(case: Case) -> bool:
    declined = {"overgeneralised", "excessive_demand", "against_policy", "abusive", "blackmail"}
    return bool(case.signals & declined) or any(claim.verdict == "unjustified" for claim in case.claims.values())
