"""From the encoder's spans to clean claims: one thing said twice merged, typed, attributed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast

from reviewreply.encoder.protocol import Reading, SpanReading
from reviewreply.justify.rules.issues import issues_in, type_hints
from reviewreply.justify.spans import clauses, sentence_at, sentences, whole_spans, word_bounds
from reviewreply.record import ComplaintType, Language, Party, TypeScore
from reviewreply.text.shouting import readable

_WORD = re.compile(r"\w+")
_ANYWAY = 0.15
_HINT = 0.12
_OVERLOOKED = 0.5
_UNKNOWN = Language("und")
_MATTER = 0.6
_SAME = 0.6
_STEM = 5


@dataclass(frozen=True, slots=True)
class Found:
    """A claim as it was found, before facts speak to it. ``types`` and ``parties`` are probabilities."""

    start: int
    end: int
    text: str
    type: ComplaintType
    responsible: Party
    confidence: float
    types: Mapping[str, float]
    parties: Mapping[str, float]
    matter: str | None = None


def find_claims(
    text: str, reading: Reading, types: Sequence[TypeScore], language: Language = _UNKNOWN
) -> tuple[Found, ...]:
    """The claims of a text that complains, in the order of the text; at least one.

    Parameters
    ----------
    types: the types of the whole review, strongest first.
    language: where it has lexicons, the words of a claim hint at its type.
    """
    found = [_typed(text, span, reading, language) for span in whole_spans(text, reading.spans)]
    merged = _said_once(found)
    return tuple(merged) or (_whole_sentence(text, reading, types, language),)


def named_by_words(
    text: str, claims: Sequence[Found], reading: Reading, language: Language, parties: Mapping[str, float]
) -> list[Found]:
    """Clauses outside the claims whose words name an issue: what an encoder may have overlooked.

    They become claims only where a fact speaks to them (``facts.gather``).
    """
    extra = []
    for low, high in clauses(text):
        start, end = word_bounds(text, low, high)
        if start >= end or any(claim.start < end and claim.end > start for claim in claims):
            continue
        hints = type_hints(issues_in(text[start:end], language))
        if not hints:
            continue
        types = _weighed(dict.fromkeys(reading.types, 1.0), reading, {name: 2 * hint for name, hint in hints.items()})
        best = cast(ComplaintType, _likeliest(hints, "other"))
        extra.append(Found(start, end, text[start:end], best, "business", _OVERLOOKED, types, parties))
    return extra


@lru_cache(maxsize=64)
def stems(text: str) -> frozenset[str]:
    """The words of a text cut to five letters, short ones left out: enough to see that one thing is said twice."""
    return frozenset(word[:_STEM] for word in _WORD.findall(readable(text).lower()) if len(word) > 3 or word.isdigit())


def _typed(text: str, span: SpanReading, reading: Reading, language: Language) -> Found:
    """A span with its likeliest type, where the review as a whole and the words have their say."""
    hints = type_hints(issues_in(text[span.start : span.end], language))
    types = _weighed(span.types, reading, hints)
    return Found(
        span.start, span.end, text[span.start : span.end], _likeliest(types, "other"),  # type: ignore[arg-type]
        _likeliest(span.parties, "unclear"), span.confidence, types, span.parties,  # type: ignore[arg-type]
        _matter(span.matters, types),
    )  # fmt: skip


def _weighed(types: Mapping[str, float], reading: Reading, hints: Mapping[str, float]) -> dict[str, float]:
    weighed = {
        name: p * (_ANYWAY + reading.types.get(name, 0.0)) + _HINT * hints.get(name, 0.0) for name, p in types.items()
    }
    total = sum(weighed.values()) or 1.0
    return {name: value / total for name, value in weighed.items()}


def _matter(matters: Mapping[str, float], types: Mapping[str, float]) -> str | None:
    """What a claim is about, where that is likelier than all else; matters of a likelier type count for more."""
    weighed = {name: p * (_ANYWAY + types.get(name.split(".")[0], 0.0)) for name, p in matters.items()}
    best = _likeliest(weighed, "")
    total = sum(weighed.values()) + (1 - sum(matters.values())) * _ANYWAY
    return best if best and weighed[best] >= _MATTER * total else None


def _likeliest(probabilities: Mapping[str, float], default: str) -> str:
    return max(probabilities, key=lambda name: probabilities[name]) if probabilities else default


def _said_once(found: Sequence[Found]) -> list[Found]:
    """Two stretches of one type that use mostly the same words are one claim: the one that says more stays."""
    kept: list[Found] = []
    for claim in found:
        twin = next((n for n, other in enumerate(kept) if _same(other, claim)), None)
        if twin is None:
            kept.append(claim)
        else:
            fuller = max(kept[twin], claim, key=lambda c: (len(stems(c.text)), c.confidence))
            kept[twin] = replace(fuller, confidence=max(kept[twin].confidence, claim.confidence))
    return sorted(kept, key=lambda claim: claim.start)


def _same(one: Found, other: Found) -> bool:
    if one.type != other.type:
        return False
    a, b = stems(one.text), stems(other.text)
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= _SAME and len(a & b) / len(a | b) >= _SAME / 2


def _whole_sentence(text: str, reading: Reading, types: Sequence[TypeScore], language: Language) -> Found:
    """A complaint without a span: the sentence that says most of its strongest type, else the first one."""
    spread = _weighed(dict.fromkeys(reading.types, 1.0), reading, type_hints(issues_in(text, language)))
    best = types[0].type if types and types[0].type != "other" else cast(ComplaintType, _likeliest(spread, "other"))
    signal = reading.signals.get("specific")
    pieces = sentences(text)
    if signal is not None and signal.start is not None and signal.end is not None:
        start, end = sentence_at(text, signal.start, signal.end)
    else:
        start, end = max(pieces, key=lambda s: s[1] - s[0]) if len(pieces) <= 3 else pieces[0]
    start, end = word_bounds(text, start, end)
    party: Party = "business" if best != "other" else "unclear"
    return Found(start, end, text[start:end], best, party, 0.4, spread or {best: 1.0}, {party: 1.0})
