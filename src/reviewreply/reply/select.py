"""Which issue of the phrasebook a claim is about, and what a review praises."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reviewreply.record import Claim
from reviewreply.reply.phrasebook import Issue, Opening, Phrasebook, Praise, fold

_SENTENCE_END = re.compile(r"[.!?…]+[\s)\"»”]+|\n+|\)\)+\s*")
_PRAISE_WITHIN = 1200
_WORD, _SHORT = 6, 40
_SURE_IN_SHORT, _SURE_AROUND = 0.6, 2.4
_LONGEST = 4000
"""Characters of a review that are searched; more than any review needs to name its matter."""
_MOST = 3
_LONG, _PASSING_WORD, _SHORT_WORD = 220, 8, 4
_STOP = re.compile(r"[.!?\n]")
_NEAR = 22
"""How far back a negation turns praise into its opposite."""


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of whole sentences around ``text[start:end]``."""
    left = 0
    right = len(text)
    for match in _SENTENCE_END.finditer(text):
        if match.end() <= start:
            left = match.end()
        elif match.start() >= max(end - 1, start):
            right = match.end()
            break
    return left, right


def pick_issue(book: Phrasebook, claim: Claim, text: str, trade: str, others: Sequence[Claim] = ()) -> Issue:
    """The issue that fits a claim best; the general one of its type where nothing is recognised.

    Parameters
    ----------
    text: the review in the script of the reply's language, with the claim's offsets valid for it.
    others: the other claims of the review. Words around a claim tell what it is about only where no other one is near.
    """
    entries = [issue for issue in book.issues[claim.type] if not issue.trades or trade in issue.trades]
    left, right = sentence_bounds(text, claim.start, claim.end)
    span, sentence = fold(text[claim.start : claim.end]), fold(text[left : min(right, left + _LONGEST)])
    best = _best(entries, span, trade, 1.0 if len(span) > _SHORT else _SURE_IN_SHORT)
    if best is None and not any(other.start < right and other.end > left for other in others):
        best = _best(entries, sentence, trade, _SURE_AROUND)
    if best is None and not others:
        best = _best(entries, fold(text[:_LONGEST]), trade, _SURE_AROUND)
    return best or book.general(claim.type)


def pick_praise(
    book: Phrasebook, text: str, without: Iterable[tuple[int, int]] = (), trade: str = "", openly: bool = False
) -> list[Praise]:
    """What a review praises, in the order of its text.

    Parameters
    ----------
    without: stretches not to be looked at (the claims).
    openly: only where a word of praise stands in the same clause; a review that complains names much that it does
        not praise.
    """
    folded = fold(_blank(text[:_PRAISE_WITHIN], without))
    found: list[tuple[int, int, Praise]] = []
    heads: dict[re.Pattern[str], list[int]] = {}
    for praise in book.praise:
        if praise.trades and trade not in praise.trades:
            continue
        place = _first(praise, folded, book, heads, openly)
        if place is not None:
            found.append((place[0], place[1], praise))
    taken = _apart(sorted(found, key=lambda item: (item[0], -item[1])))
    definite = [item for item in taken if not item[2].overall] or taken[:1]
    clearest = sorted(definite, key=lambda item: item[0] - item[1])[:_MOST]
    return [praise for _, _, praise in sorted(clearest, key=lambda item: item[0])]


def _best(entries: list[Issue], text: str, trade: str, sure: float) -> Issue | None:
    """The issue with the strongest signs, if they amount to ``sure``; issues of the trade win a close race.

    A sign counts by its length: a word of six letters is worth 1, a longer phrase up to 3, the tail of a word
    nothing.
    """
    best, top = None, 0.0
    for issue in entries:
        score = sum(_weight(match, text) for pattern in issue.patterns if (match := pattern.search(text)) is not None)
        if score < sure:
            continue
        if trade in issue.trades:
            score += 0.5
        if score > top:
            best, top = issue, score
    return best


def _weight(match: re.Match[str], text: str) -> float:
    start, end = match.span()
    inside = start > 0 and text[start - 1].isalpha() and text[start : start + 1].isalpha()
    if inside and end - start < _WORD:
        return 0.0
    return min((end - start) / _WORD, 3.0)


def _first(
    praise: Praise, folded: str, book: Phrasebook, heads: dict[re.Pattern[str], list[int]], openly: bool
) -> tuple[int, int] | None:
    """Where a praise first stands without a negation before it."""
    for opening in praise.openings:
        for start, end in opening.places(folded, heads):
            if not _says_much(folded, start, end) or (openly and not _openly(folded, start, end, book)):
                continue
            if not _negated(folded, start, book) and not _negated_inside(folded[start:end], opening, book):
                return start, end
    return None


def _negated(folded: str, start: int, book: Phrasebook) -> bool:
    before = folded[max(0, start - _NEAR) : start]
    before = re.split(r"[.!?,;:]", before)[-1]
    return book.cues["negation"].search(before) is not None


def _negated_inside(said: str, opening: Opening, book: Phrasebook) -> bool:
    """"Staff that were not friendly": a negation in the words found that the pattern itself does not ask for."""
    negation = book.cues["negation"]
    return negation.search(said) is not None and negation.search(opening.pattern.pattern) is None


def _blank(text: str, without: Iterable[tuple[int, int]]) -> str:
    for start, end in ((start, min(end, len(text))) for start, end in without if start < len(text)):
        text = text[:start] + "." * (end - start) + text[end:]
    return text


def _says_much(folded: str, start: int, end: int) -> bool:
    """Whether a match can be trusted: from the start of a word, in one sentence, no passing word of a long review."""
    if start > 0 and folded[start - 1].isalpha() and folded[start].isalpha():
        return False
    least = _PASSING_WORD if len(folded) > _LONG else _SHORT_WORD
    return end - start >= least and not _STOP.search(folded, start, end)


def _openly(folded: str, start: int, end: int, book: Phrasebook) -> bool:
    left = max(folded.rfind(mark, 0, start) for mark in ".!?,;\n") + 1
    right = min((place for mark in ".!?,;\n" if (place := folded.find(mark, end)) >= 0), default=len(folded))
    return book.cues["positive"].search(folded, left, right) is not None


def _apart(found: list[tuple[int, int, Praise]]) -> list[tuple[int, int, Praise]]:
    """Drop what overlaps something already taken: one word is one praise."""
    taken: list[tuple[int, int, Praise]] = []
    last = -1
    for start, end, praise in found:
        if start >= last:
            taken.append((start, end, praise))
            last = end
    return taken
