"""The judgement of one review: claims, signals, facts, verdict, score, urgency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from reviewreply.encoder.protocol import Reading
from reviewreply.justify.batch import Batch
from reviewreply.justify.claims import Found, find_claims, named_by_words
from reviewreply.justify.facts import Gathered, case_of, gather
from reviewreply.justify.finding import Finding, status_of
from reviewreply.justify.rules import find_hits
from reviewreply.justify.rules.issues import issues_in, type_hints
from reviewreply.justify.sentiment import complaint_probability, complaint_types, has_words, sentiment_of
from reviewreply.justify.signals import combine, contradictory_rating
from reviewreply.justify.text_verdict import from_text
from reviewreply.justify.urgency import money_taken, urgency_of
from reviewreply.justify.verdict import Judged, judge_claim, judge_review
from reviewreply.justify.weights import Weights, default_weights
from reviewreply.record import (
    Analysis,
    Claim,
    ComplaintType,
    Evidence,
    Justification,
    Language,
    Review,
    Sentiment,
    Signal,
    TypeScore,
)

if TYPE_CHECKING:
    from reviewreply.business import Business

_NO_THRESHOLDS: Mapping[str, float] = MappingProxyType({})
_LOW_CONFIDENCE = 0.5
_BUSINESS: Mapping[str, float] = MappingProxyType({"business": 1.0})


def judge(
    review: Review,
    language: Language,
    reading: Reading,
    business: Business | None = None,
    batch: Batch | None = None,
    thresholds: Mapping[str, float] = _NO_THRESHOLDS,
    weights: Weights | None = None,
) -> Analysis:
    """How far the customer is right, with the reasons.

    Parameters
    ----------
    reading: what the encoder says of ``review.text``; its offsets count characters of that text.
    business: terms, promises and incidents, where they are known.
    batch: the other reviews, where they are known: a fault that recurs is no isolated case.
    thresholds: the encoder's decision points (``complaint``, ``type.delivery``, ``signal.legal`` …); 0.5 where absent.
    weights: how claims, facts and signals are weighed; the shipped ones where None.
    """
    hearing = hear(review, language, reading, business, thresholds, weights)
    return hearing.analysis(hearing.recurring(batch) if batch is not None else None)


@dataclass(frozen=True, slots=True)
class Hearing:
    """All that a judgement rests on but the other reviews: judging again in their light costs little.

    ``signals`` are those of the text, ``rating`` the one that the stars given show against it.
    """

    review: Review
    language: Language
    reading: Reading
    weights: Weights
    sentiment: Sentiment
    rating: Signal | None
    complaint: float
    types: tuple[TypeScore, ...] = ()
    named: bool = False
    signals: tuple[Signal, ...] = ()
    gathered: Gathered | None = None

    @property
    def main_type(self) -> ComplaintType | None:
        return self.types[0].type if self.types else None

    def recurring(self, batch: Batch) -> int | None:
        """How many reviews of a batch raise the same complaint, where that makes a recurring fault."""
        return batch.recurring(self.main_type, self.review) if self.main_type else None

    def analysis(self, recurring: int | None = None) -> Analysis:
        """The judgement, where ``recurring`` reviews raise the same complaint."""
        if self.gathered is None:
            return _no_complaint(self.review, self.language, self.complaint, self.sentiment, self.rating)
        return _complaint(self, self.gathered, recurring)


def hear(
    review: Review,
    language: Language,
    reading: Reading,
    business: Business | None = None,
    thresholds: Mapping[str, float] = _NO_THRESHOLDS,
    weights: Weights | None = None,
) -> Hearing:
    """Claims, signals and facts of one review; parameters as those of ``judge``."""
    weights = weights or default_weights()
    sentiment = sentiment_of(review, reading, thresholds)
    rating = contradictory_rating(review.stars, reading, review.text, weights)
    complaint = complaint_probability(review, reading, weights)
    if complaint < min(thresholds.get("complaint", 0.5), weights.complaint["ceiling"]):
        return Hearing(review, language, reading, weights, sentiment, rating, complaint)
    worded = has_words(review.text)
    hints = type_hints(issues_in(review.text, language))
    types = complaint_types(reading, thresholds, hints) if worded else (TypeScore("other", 1.0),)
    claims = find_claims(review.text, reading, types, language) if worded else ()
    main_type = types[0].type if types else None
    signals = combine(reading, find_hits(review.text, language), thresholds, weights)
    about = frozenset(score.type for score in types) | {claim.type for claim in claims}
    known = business is not None or review.order is not None
    overlooked = named_by_words(review.text, claims, reading, language, _BUSINESS) if known and worded else ()
    gathered = gather(case_of(review, language, business, about), claims, main_type, overlooked)
    return Hearing(
        review, language, reading, weights, sentiment, rating, complaint, types, bool(claims), tuple(signals), gathered
    )


def _complaint(hearing: Hearing, gathered: Gathered, recurring: int | None) -> Analysis:
    weights = hearing.weights
    text = (
        from_text(hearing.reading, _weighed(hearing.signals, recurring), weights)
        if hearing.named
        else Judged("unclear", weights.claim["unclear"], 1.0)
    )
    judged = [
        (found, judge_claim(found, findings, text, weights), findings)
        for found, findings in zip(gathered.claims, gathered.findings, strict=True)
    ]
    signals = _with_facts(hearing.signals, gathered)
    names: set[str] = {signal.signal for signal in signals}
    whole = judge_review(judged, text, hearing.main_type, names, recurring is not None, weights)
    taken = money_taken(gathered.issues, gathered.findings)
    shown = (*signals, *([hearing.rating] if hearing.rating else ()))
    return Analysis(
        id=hearing.review.id,
        language=hearing.language,
        sentiment=hearing.sentiment,
        is_complaint=True,
        complaint_confidence=hearing.complaint,
        types=hearing.types,
        claims=tuple(_claim(found, verdict, findings) for found, verdict, findings in judged),
        justification=Justification(
            whole.verdict, round(whole.score, 4), whole.confidence * _sure(hearing.complaint, whole), shown,
            _reasons(judged, signals, whole, recurring),
        ),
        urgency=urgency_of(True, {score.type for score in hearing.types}, names, taken),
        incident=gathered.incident,
        recurring=recurring,
        notes=_notes(gathered, judged, whole, names),
    )  # fmt: skip


def _sure(complaint: float, whole: Judged) -> float:
    """A verdict from the text alone is right only if there is a complaint at all."""
    return 1.0 if whole.factual else complaint


def _weighed(signals: Sequence[Signal], recurring: int | None) -> Sequence[Signal]:
    """The signals that bear on the verdict: a generalisation that the batch bears out is none (B4)."""
    return [s for s in signals if recurring is None or s.signal != "overgeneralised"]


def _no_complaint(
    review: Review, language: Language, complaint: float, sentiment: Sentiment, rating: Signal | None
) -> Analysis:
    confidence = 1 - complaint
    justification = Justification("not_applicable", None, confidence, (rating,) if rating else ())
    return Analysis(
        review.id, language, sentiment, False, confidence, (), (), justification, "low",
        notes=("the stars and the text point opposite ways",) if rating else (),
    )  # fmt: skip


def _claim(found: Found, judged: Judged, findings: Sequence[Finding]) -> Claim:
    party = next((finding.responsible for finding in findings if finding.responsible), found.responsible)
    return Claim(
        found.start, found.end, found.text, found.type, party, found.confidence, judged.verdict,
        round(judged.score, 4), tuple(finding.evidence for finding in findings), found.matter,
    )  # fmt: skip


def _with_facts(signals: Sequence[Signal], gathered: Gathered) -> list[Signal]:
    """The signals that facts show: added, or made surer where the text shows them too."""
    shown = {finding.signal for findings in gathered.findings for finding in findings if finding.signal}
    result = [replace(s, confidence=max(s.confidence, 0.95)) if s.signal in shown else s for s in signals]
    known = {signal.signal for signal in signals}
    return result + [Signal(name, 0.95, None, None, "facts") for name in sorted(shown - known)]


def _reasons(
    judged: Sequence[tuple[Found, Judged, Sequence[Finding]]],
    signals: Sequence[Signal],
    whole: Judged,
    recurring: int | None,
) -> tuple[Evidence, ...]:
    """What led to the verdict, in the order it counted: facts, then what the text shows."""
    reasons = [finding.evidence for _, _, findings in judged for finding in findings if finding.stance]
    if recurring is not None:
        reasons.append(Evidence("batch", "recurring", f"{recurring} reviews raise the same complaint", "confirms"))
    reasons += [
        Evidence("text", f"{found.start}:{found.end}", f"claim ({found.type}): {verdict.verdict}")
        for found, verdict, _ in judged
    ]
    reasons += [
        Evidence("text", f"{signal.start}:{signal.end}", signal.signal.replace("_", " "))
        for signal in signals
        if signal.start is not None
    ]
    return tuple(dict.fromkeys(reasons))


def _notes(
    gathered: Gathered,
    judged: Sequence[tuple[Found, Judged, Sequence[Finding]]],
    whole: Judged,
    signals: set[str],
) -> tuple[str, ...]:
    """Why a person should look twice."""
    notes = list(gathered.notes)
    if any(status_of(findings) == "conflict" for _, _, findings in judged):
        notes.append("the record or the statements on this review contradict each other")
    if "legal" in signals:
        notes.append("a court, an authority, a lawyer or the press is mentioned")
    if "blackmail" in signals:
        notes.append("a bad review or publicity is used as a threat")
    if any(found.type == "safety" for found, _, _ in judged):
        notes.append("harm or danger is reported")
    if whole.confidence < _LOW_CONFIDENCE:
        notes.append(f"the verdict is doubtful ({whole.confidence:.0%})")
    return tuple(notes)
