"""From evidence to verdicts: first each claim, then the review.

Order of precedence for a claim: what the business concedes, what the record shows, a cause outside the business's
control, the customer's own doing, what the business denies; without any of these the text decides, with the benefit
of the doubt on the customer's side. ``docs/justification.md`` has the table.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from reviewreply.justify.claims import Found
from reviewreply.justify.finding import Finding, status_of
from reviewreply.justify.weights import Weights
from reviewreply.record import Verdict

_OUTSIDE = ("nobody", "third_party")


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with its score in [0, 1] and the probability that it is right. ``factual``: facts decided it."""

    verdict: Verdict
    score: float
    confidence: float
    factual: bool = False


def verdict_of(score: float, weights: Weights) -> Verdict:
    """The verdict whose band holds a score."""
    if score <= weights.bands["unjustified"]:
        return "unjustified"
    return "justified" if score >= weights.bands["justified"] else "partly"


def judge_claim(found: Found, findings: Sequence[Finding], text: Judged, weights: Weights) -> Judged:
    """One claim. ``text`` is the verdict on the whole review from its text alone."""
    deciding = [finding for finding in findings if finding.stance or _tells(finding)]
    if deciding:
        score, confidence = _from_facts(deciding, weights)
        return Judged(verdict_of(score, weights), score, weights.confidence[confidence], factual=True)
    if text.verdict == "unclear":
        return Judged("unclear", weights.claim["unclear"], text.confidence)
    score = sum(p * weights.claim[f"text_{party}"] for party, p in found.parties.items())
    score = score / (sum(found.parties.values()) or 1.0)
    if text.verdict == "justified" and found.responsible in ("business", "unclear"):
        score = max(score, text.score)
    return Judged(verdict_of(score, weights), score, text.confidence)


def _tells(finding: Finding) -> bool:
    return finding.responsible is not None or finding.told_before or finding.resolved


def _from_facts(findings: Sequence[Finding], weights: Weights) -> tuple[float, str]:
    """Score, and the kind of confidence it deserves."""
    claim = weights.claim
    records = [finding for finding in findings if finding.kind != "statement"]
    statements = [finding for finding in findings if finding.kind == "statement"]
    said = {finding.stance for finding in statements} - {None}
    party = next((finding.responsible for finding in findings if finding.responsible), None)
    told = any(finding.told_before for finding in findings)
    kind = "record" if records else "statement"
    if party in _OUTSIDE and "confirms" not in said | {f.stance for f in records if f.responsible == "business"}:
        partly = any(f.stance == "confirms" and f.responsible is None for f in records) and _only_weakened(findings)
        return (claim["weakened"], "mixed") if partly else (claim["outside"], kind)
    if "confirms" in said and "contradicts" in said:
        return claim["conflict"], "conflict"
    record = status_of(records)
    if "confirms" in said:
        return _conceded(party, told, claim), "mixed" if record == "contradicted" else "statement"
    if party in _OUTSIDE:
        return claim["outside"], kind
    if record == "conflict":
        return claim["conflict"], "conflict"
    if record == "contradicted":
        return (claim["own_doing"] if party == "customer" else claim["contradicted"]), "record"
    if record == "confirmed":
        if "contradicts" in said:
            return claim["record_over_statement"], "mixed"
        if any(finding.announced for finding in records):
            return claim["announced"], "mixed"
        return (claim["weakened"] if "weakens" in said else claim["confirmed"]), "record"
    if party == "customer":
        return claim["own_doing"], kind
    if "contradicts" in said:
        return claim["denied"], "statement"
    if told:
        return claim["told_before"], "mixed"
    if record == "weakened" or "weakens" in said:
        return claim["weakened"], "mixed"
    return claim["conceded"] if party == "business" else claim["text_business"], "statement"


def _conceded(party: str | None, told: bool, claim: Mapping[str, float]) -> float:
    """What the business says itself: it is so; but another may answer for it, or the customer may have known."""
    if party in _OUTSIDE:
        return claim["outside"]
    if party == "customer":
        return claim["own_doing"]
    return claim["conflict"] if told else claim["conceded"]


def _only_weakened(findings: Sequence[Finding]) -> bool:
    """A cause outside that explains only part of it (the storm lasted a day, the delay three weeks)."""
    outside = [finding for finding in findings if finding.responsible in _OUTSIDE]
    return all(finding.stance == "weakens" and finding.kind == "incident" for finding in outside)


def judge_review(
    claims: Sequence[tuple[Found, Judged, Sequence[Finding]]],
    text: Judged,
    main_type: str | None,
    signals: Collection[str],
    recurring: bool,
    weights: Weights,
) -> Judged:
    """The review as a whole: the text's verdict where no fact speaks, else the claims weighed together."""
    factual = [judged for _, judged, _ in claims if judged.factual]
    if not factual:
        return _lifted(text, signals, recurring, weights)
    heavy = [
        (judged, _weight(found, judged, main_type, weights))
        for found, judged, _ in claims
        if judged.factual or (judged.verdict != "unclear" and found.confidence >= weights.review["silent"])
    ]
    most = max(weight for _, weight in heavy)
    matter = [(j, w) for j, w in heavy if w >= weights.review["least"] * most]
    score = sum(judged.score * weight for judged, weight in matter) / sum(weight for _, weight in matter)
    score = _one_verdict(score, [judged.verdict for judged, _ in matter], weights)
    resolved = any(finding.resolved for _, _, findings in claims for finding in findings)
    score = _bounded(score, signals, resolved, recurring, text, weights)
    confidence = min(judged.confidence for judged in factual)
    return Judged(verdict_of(score, weights), round(score, 4), confidence, factual=True)


def _weight(found: Found, judged: Judged, main_type: str | None, weights: Weights) -> float:
    factor = weights.review["with_facts"] if judged.factual else 1.0
    return found.confidence * factor * (weights.review["main"] if found.type == main_type else 1.0)


def _one_verdict(score: float, verdicts: Sequence[str], weights: Weights) -> float:
    """Where all claims that matter agree the review does too; where they do not it is partly right."""
    low, high = weights.bands["unjustified"], weights.bands["justified"]
    if all(verdict == "justified" for verdict in verdicts):
        return max(score, high)
    if all(verdict == "unjustified" for verdict in verdicts):
        return min(score, low)
    return min(max(score, low + 0.05), high - 0.05)


def _bounded(
    score: float, signals: Collection[str], resolved: bool, recurring: bool, text: Judged, weights: Weights
) -> float:
    """What the customer asks for, and how far they go, on top of a fault that is real."""
    review = weights.review
    if score <= weights.bands["unjustified"]:
        return score
    demand = "excessive_demand" in signals or "blackmail" in signals
    if resolved and demand:
        return min(score, review["resolved_demand"])
    if "blackmail" in signals:
        return min(score, review["blackmail"])
    if demand:
        return min(score, review["demand"])
    if "overgeneralised" in signals and not recurring and text.verdict in ("partly", "unjustified"):
        return min(score, review["sweep"])
    return min(score, review["resolved"]) if resolved else score


def _lifted(text: Judged, signals: Collection[str], recurring: bool, weights: Weights) -> Judged:
    """B4: a generalisation that the batch of reviews bears out is no isolated case."""
    if not recurring or "overgeneralised" not in signals or text.verdict not in ("partly", "justified"):
        return text
    score = min(1.0, text.score + weights.review["recurring"])
    return Judged(verdict_of(score, weights), score, text.confidence)
