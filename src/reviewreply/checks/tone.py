"""Tone as a reader would call it: sentences that the classifier finds arrogant or grovelling, beside the lexicons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from reviewreply.checks.context import Finding
from reviewreply.checks.draft import Draft, finding
from reviewreply.record import ReplyLanguage

_LEAST_WORDS = 3
_REMEDIES = {
    "arrogant": "Reads as arrogant; say it as you would to a guest whom you respect.",
    "grovelling": "Reads as grovelling; say it once and plainly.",
}
_KEPT = 4096
"""Sentences whose tone is remembered: replies of one business share many."""


def reads_badly(draft: Draft) -> Iterator[Finding]:
    """A sentence whose probability of being arrogant or grovelling is above what was calibrated."""
    places = [
        (sentence.start, sentence.end)
        for sentence in draft.sentences
        if not any(left < sentence.end and sentence.start < right for left, right in draft.cited)
    ]
    labels = _tones(draft.language, [draft.text[start:end] for start, end in places])
    for place, label in zip(places, labels, strict=True):
        if label is not None:
            yield finding(f"tone.{label}", _REMEDIES[label], place)


def _tones(language: ReplyLanguage, texts: Sequence[str]) -> list[str | None]:
    """The label that each sentence is raised for; None for most."""
    remembered = _remembered(language)
    known = {text: remembered[text] for text in texts if text in remembered}
    new = [text for text in dict.fromkeys(texts) if text not in known]
    if new:
        found = dict(zip(new, _judge(language, new), strict=True))
        known |= found
        if len(remembered) + len(new) <= _KEPT:
            remembered |= found
    return [known[text] for text in texts]


@lru_cache(maxsize=3)
def _remembered(language: str) -> dict[str, str | None]:
    return {}


def _judge(language: ReplyLanguage, texts: Sequence[str]) -> list[str | None]:
    from reviewreply.checks.tone_model import LABELS, tone_model

    model = tone_model(language)
    long_enough = [len(text.split()) >= _LEAST_WORDS for text in texts]
    shares = model.probabilities(texts)
    return [
        next((name for name, limit in model.thresholds.items() if row[LABELS.index(name)] >= limit), None)
        if fit
        else None
        for row, fit in zip(shares, long_enough, strict=True)
    ]


CHECKS = (reads_badly,)
