"""The JSON record: a review on its way in, an analysis and a draft on their way out.

The same shape in JSON Lines, in the Python objects, in the HTTP service and in the queue. The names are settled;
fields may be added, none renamed.
"""

from __future__ import annotations

from typing import Any

from reviewreply.record import Analysis, Claim, Draft, Evidence, Language, Plan, Reply, Signal
from reviewreply.wire_in import order_from_dict, review_from_dict

__all__ = [
    "DETECT_COLUMNS",
    "FLAT_COLUMNS",
    "REPLY_COLUMNS",
    "analysis_to_dict",
    "draft_to_dict",
    "flat_columns",
    "flat_language",
    "language_to_dict",
    "order_from_dict",
    "plan_to_dict",
    "reply_to_dict",
    "review_from_dict",
]

DETECT_COLUMNS = ("language", "latin_script", "language_confidence", "language_guess")
"""The columns that ``detect`` adds to a table."""

FLAT_COLUMNS = (
    "language", "latin_script", "predicted_stars", "polarity", "is_complaint", "types", "verdict", "justified_score",
    "signals", "urgency",
)  # fmt: skip
"""The columns that ``analyze`` adds to a table."""

REPLY_COLUMNS = ("reply", "needs_attention")
"""The columns that ``draft`` adds after those of ``analyze``."""

_DIGITS = 4


def analysis_to_dict(analysis: Analysis) -> dict[str, Any]:
    """The output record of ``analyze``: only what JSON knows; probabilities with four digits."""
    sentiment, justification = analysis.sentiment, analysis.justification
    record: dict[str, Any] = {
        "id": analysis.id,
        "language": language_to_dict(analysis.language),
        "sentiment": {
            "stars": sentiment.stars,
            "polarity": sentiment.polarity,
            "confidence": _number(sentiment.confidence),
        },
        "is_complaint": analysis.is_complaint,
        "complaint_confidence": _number(analysis.complaint_confidence),
        "types": [{"type": score.type, "confidence": _number(score.confidence)} for score in analysis.types],
        "claims": [_claim(claim) for claim in analysis.claims],
        "justification": {
            "verdict": justification.verdict,
            "score": None if justification.score is None else _number(justification.score),
            "confidence": _number(justification.confidence),
            "signals": [_signal(signal) for signal in justification.signals],
            "reasons": [_evidence(reason) for reason in justification.reasons],
        },
        "urgency": analysis.urgency,
    }
    optional: dict[str, Any] = {
        "incident": analysis.incident,
        "recurring": analysis.recurring,
        "notes": list(analysis.notes),
    }
    return record | {key: value for key, value in optional.items() if value not in (None, [])}


def draft_to_dict(draft: Draft) -> dict[str, Any]:
    """The output record of ``draft``: that of ``analyze`` with the reply."""
    return analysis_to_dict(draft.analysis) | {"reply": reply_to_dict(draft.reply)}


def reply_to_dict(reply: Reply) -> dict[str, Any]:
    """A reply with its acts, the facts it used, every check that fired and why a person should look twice."""
    checks = []
    for check in reply.checks:
        place = {} if check.start is None else {"start": check.start, "end": check.end}
        checks.append({"check": check.check, "outcome": check.outcome, "message": check.message, **place})
    return {
        "text": reply.text,
        "language": reply.language,
        "strategy": reply.strategy,
        "acts": list(reply.acts),
        "facts_used": list(reply.facts_used),
        "checks": checks,
        "drafter": reply.drafter,
        "needs_attention": list(reply.needs_attention),
    }


def plan_to_dict(plan: Plan) -> dict[str, Any]:
    """A plan: strategy, language and acts, each with the claim and the fact it may cite."""
    acts = []
    for act in plan.acts:
        cited: dict[str, Any] = {"claim": act.claim, "fact": act.fact}
        acts.append({"kind": act.kind, **{key: value for key, value in cited.items() if value is not None}})
    return {"strategy": plan.strategy, "language": plan.language, "acts": acts, "attention": list(plan.attention)}


def language_to_dict(language: Language) -> dict[str, Any]:
    """A language; ``guess`` is there only where the language behind ``other`` could be guessed."""
    record: dict[str, Any] = {
        "code": language.code,
        "latin_script": language.latin_script,
        "confidence": _number(language.confidence),
    }
    return record if language.guess is None else record | {"guess": language.guess}


def flat_columns(analysis: Analysis, reply: Reply | None = None) -> dict[str, Any]:
    """The same as columns of a table: text, true or false, numbers; empty cells are None."""
    justification = analysis.justification
    flat: dict[str, Any] = {
        "language": analysis.language.code,
        "latin_script": analysis.language.latin_script,
        "predicted_stars": analysis.sentiment.stars,
        "polarity": analysis.sentiment.polarity,
        "is_complaint": analysis.is_complaint,
        "types": ",".join(score.type for score in analysis.types),
        "verdict": justification.verdict,
        "justified_score": None if justification.score is None else _number(justification.score),
        "signals": ",".join(dict.fromkeys(signal.signal for signal in justification.signals)),
        "urgency": analysis.urgency,
    }
    if reply is not None:
        flat |= {"reply": reply.text, "needs_attention": "; ".join(reply.needs_attention)}
    return flat


def flat_language(language: Language) -> dict[str, Any]:
    """What ``detect`` adds to a row of a table."""
    values = (language.code, language.latin_script, _number(language.confidence), language.guess)
    return dict(zip(DETECT_COLUMNS, values, strict=True))


def _claim(claim: Claim) -> dict[str, Any]:
    record: dict[str, Any] = {
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "type": claim.type,
        "responsible": claim.responsible,
        "confidence": _number(claim.confidence),
        "verdict": claim.verdict,
        "score": _number(claim.score),
        "evidence": [_evidence(evidence) for evidence in claim.evidence],
    }
    return record | ({"matter": claim.matter} if claim.matter else {})


def _signal(signal: Signal) -> dict[str, Any]:
    place = {} if signal.start is None else {"start": signal.start, "end": signal.end}
    return {"signal": signal.signal, **place, "confidence": _number(signal.confidence), "source": signal.source}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    record: dict[str, Any] = {"source": evidence.source, "id": evidence.id, "says": evidence.says}
    if evidence.stance is not None:
        record["stance"] = evidence.stance
    return record | {"private": True} if evidence.private else record


def _number(value: float) -> float:
    """A plain rounded float: numpy's own numbers are not JSON."""
    return round(float(value), _DIGITS)
