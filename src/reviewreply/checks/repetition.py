"""Repetition: the same sentence twice in one reply, and replies that repeat the last ones of this business."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reviewreply.checks.context import Finding
from reviewreply.checks.draft import Draft, finding, stems
from reviewreply.checks.lexicon import folded

_SPLIT = re.compile(r"(?<=[.!?…])\s+|\n+")
_NOT_WORD = re.compile(r"[\W_]+")
_LEAST_WORDS = 4
"""Shorter sentences (greetings, leave-taking) may repeat."""
_SAME_WORDS = 0.8
_MOST_SHARED = 0.6
_LEAST_SHARED = 3


def inside(draft: Draft) -> Iterator[Finding]:
    """Two sentences of one reply with the same, or nearly the same, words."""
    seen: list[frozenset[str]] = []
    for sentence in draft.sentences:
        known = stems(draft.folded[sentence.start : sentence.end])
        if len(known) < _LEAST_WORDS:
            continue
        if any(_alike(known, other) for other in seen):
            message = "Says the same thing twice; keep one of the two sentences."
            yield finding("repetition.inside", message, (sentence.start, sentence.end))
        seen.append(known)


def against_recent(draft: Draft) -> Iterator[Finding]:
    """A reply most of whose sentences stand in one of the last replies."""
    if draft.text in draft.context.recent:
        yield finding("repetition.recent", "Repeats a recent reply word for word; vary the wording.")
        return
    own = _bare(draft.text) - _bare(draft.given)
    if len(own) < _LEAST_SHARED:
        return
    for other in draft.context.recent:
        shared = own & _bare(other)
        if len(shared) >= max(_LEAST_SHARED, _MOST_SHARED * len(own)):
            place = next((span for span in _spans(draft) if _plain(draft.text[slice(*span)]) in shared), None)
            message = "Repeats a recent reply almost word for word; vary the wording."
            yield finding("repetition.recent", message, place)
            return


def _alike(left: frozenset[str], right: frozenset[str]) -> bool:
    return len(left & right) >= _SAME_WORDS * len(left | right)


def _spans(draft: Draft) -> Iterator[tuple[int, int]]:
    for sentence in draft.sentences:
        yield sentence.start, sentence.end


def _plain(sentence: str) -> str:
    return _NOT_WORD.sub(" ", folded(sentence)).strip()


@lru_cache(maxsize=256)
def _bare(text: str) -> frozenset[str]:
    """The sentences of a reply without marks, short ones left out."""
    plain = (_NOT_WORD.sub(" ", sentence).strip() for sentence in _SPLIT.split(folded(text)))
    return frozenset(sentence for sentence in plain if sentence.count(" ") >= _LEAST_WORDS - 1)


CHECKS = (inside, against_recent)
