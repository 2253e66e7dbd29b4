"""Which issue of the phrasebook a claim is about, and what a review praises."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reviewreply.record import Claim
from reviewreply.reply.openings import may_match
from reviewreply.reply.phrasebook import Issue, Phrasebook, Praise, fold

_SENTENCE_END = re.compile(r"[.!?…]+[\s)\"»”]+|\n+|\)\)+\s*")
_CLAUSE_END = re.compile(r"[,;:()]\s*|\s[-–—]+\s")
_PRAISE_WITHIN = 1200
_WORD, _SHORT = 6, 40
_SURE_IN_SHORT, _SURE_AROUND, _SURE_ELSEWHERE = 0.6, 2.4, 2.2
GRAVE_TYPES = frozenset({"honesty", "safety", "other"})
"""Types that a claim is not given on the strength of its words alone: an accusation, harm, nothing definite."""
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


def clause_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of whole clauses around ``text[start:end]``: up to the next comma, dash, colon or end."""
    left, right = sentence_bounds(text, start, end)
    for match in _CLAUSE_END.finditer(text, left, right):
        if match.end() <= start:
            left = match.end()
        elif match.start() >= end:
            return left, match.start()
    return left, right


def pick_issue(
    book: Phrasebook, claim: Claim, text: str, trade: str, others: Sequence[Claim] = (), whole: bool = False
) -> Issue:
    """The issue that fits a claim best; the general one of its type where nothing is recognised.

    What the encoder takes a claim to be about goes before what its words look like.

    Parameters
    ----------
    text: the review in the script of the reply's language, with the claim's offsets valid for it.
    others: the other claims of the review. The rest of a claim's clause tells what it is about only where no other one
        is in it; words elsewhere tell nothing.
    whole: the claim stands for a review in which none was marked, and so passing words are no sign of its matter.
    """
    if claim.matter is not None and not claim.matter.endswith(".other"):
        left, right = clause_bounds(text, claim.start, claim.end)
        return _of_matter(book, claim.matter, text[left:right], trade)
    entries = [issue for issue in book.issues[claim.type] if not issue.trades or trade in issue.trades]
    left, right = clause_bounds(text, claim.start, claim.end)
    span, clause = fold(text[claim.start : claim.end]), fold(text[left : min(right, left + _LONGEST)])
    sure = _SURE_AROUND if whole else 1.0 if len(span) > _SHORT else _SURE_IN_SHORT
    best = _best(entries, span, trade, sure)
    if best is None and not any(other.start < right and other.end > left for other in others):
        best = _best(entries, clause, trade, _SURE_AROUND)
    return best or book.general(claim.type)


def _of_matter(book: Phrasebook, matter: str, text: str, trade: str) -> Issue:
    """The issue of a matter; of several kinds of it the one whose words its clause uses, else the first."""
    entries = [issue for issue in book.by_matter.get(matter, ()) if not issue.trades or trade in issue.trades]
    if not entries:
        return book.general(matter.split(".")[0])
    return (len(entries) > 1 and _best(entries, fold(text[:_LONGEST]), trade, _SURE_IN_SHORT)) or entries[0]


def plain_issue(book: Phrasebook, claim: Claim, trade: str) -> Issue | None:
    """The issue of another type that the very words of a claim name beyond doubt, where none of its own type does."""
    span = fold(claim.text[:_LONGEST])
    entries = [
        issue
        for type, issues in book.issues.items()
        if type != claim.type and type not in GRAVE_TYPES
        for issue in issues
        if not issue.trades or trade in issue.trades
    ]
    return _best(entries, span, trade, _SURE_ELSEWHERE)


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
    first: dict[int, tuple[int, int]] = {}
    for group in book.praise_patterns:
        for index, pattern, start, end in group.places(folded):
            if index in first and first[index][0] <= start:
                continue
            if _praised(folded, start, end, pattern, book) and not (openly and not _openly(folded, start, end, book)):
                first[index] = (start, end)
    found = [(start, end, book.praise[index]) for index, (start, end) in sorted(first.items())]
    found = [item for item in found if not item[2].trades or trade in item[2].trades]
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
        score = 0.0
        for (pattern, sure_sign), starts in zip(issue.patterns, issue.starts, strict=True):
            if may_match(starts, text) and (match := pattern.search(text)) is not None:
                score += max(_weight(match, text), 1.0) if sure_sign else _weight(match, text)
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


def _praised(folded: str, start: int, end: int, pattern: re.Pattern[str], book: Phrasebook) -> bool:
    """Whether a match is worth something, and no negation stands before or in it."""
    if not _says_much(folded, start, end) or _negated(folded, start, book):
        return False
    return not _negated_inside(folded[start:end], pattern, book)


def _negated(folded: str, start: int, book: Phrasebook) -> bool:
    before = folded[max(0, start - _NEAR) : start]
    before = re.split(r"[.!?,;:]", before)[-1]
    return book.cues["negation"].search(before) is not None


def _negated_inside(said: str, pattern: re.Pattern[str], book: Phrasebook) -> bool:
    """ "Staff that were not friendly": a negation in the words found that the pattern itself does not ask for."""
    negation = book.cues["negation"]
    return negation.search(said) is not None and negation.search(pattern.pattern) is None


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
