"""A draft as the checks read it: its sentences, small letters, and the stretches that the business itself wrote."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from reviewreply.checks.context import CheckContext, Finding, Repair
from reviewreply.checks.lexicon import Entry, folded, lexicon, possible
from reviewreply.record import ReplyLanguage, SignalName
from reviewreply.text.sentences import Sentence, sentences

SURE = 0.5
"""Claims and signals at or above this confidence count."""
WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_STEM = 5
_QUOTED = re.compile(r"[«“„]([^«»“”\"„\n]{4,70})[»”“]")


@dataclass(frozen=True)
class Draft:
    """One text to check, with what several checks need worked out once."""

    text: str
    context: CheckContext

    @cached_property
    def language(self) -> ReplyLanguage:
        return self.context.language

    @cached_property
    def folded(self) -> str:
        return folded(self.text)

    @cached_property
    def words(self) -> list[str]:
        """The words of the text, folded."""
        return words(self.folded)

    @cached_property
    def review_words(self) -> str:
        """The words of the review, folded, with single spaces between and around."""
        return f" {' '.join(words(self.review))} "

    @cached_property
    def possible(self) -> dict[str, list[Entry]]:
        """The entries of all lexicons that can hit at all, by lexicon."""
        return possible(self.language, self.folded)

    @cached_property
    def sentences(self) -> list[Sentence]:
        return sentences(self.text, self.language)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def signals(self) -> frozenset[SignalName]:
        """The signals of the review that are more likely there than not."""
        found = self.context.analysis.justification.signals
        return frozenset(signal.signal for signal in found if signal.confidence >= SURE)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of acts that the plan of this draft names."""
        return frozenset(act.kind for act in self.context.plan.acts)

    @cached_property
    def given(self) -> str:
        """Everything that the business states in this reply, folded: facts, contact, signature, name."""
        business = self.context.business
        contact = business.contact
        words = [*self.context.facts.values(), *business.name.values(), *business.signature.values()]
        words += [contact.email or "", contact.phone or "", contact.url or ""]
        words += [*contact.hours.values(), *contact.address.values()]
        return folded("\n".join(words))

    @cached_property
    def review(self) -> str:
        """The text of the review, folded."""
        return folded(self.context.review.text)

    @cached_property
    def cited(self) -> list[tuple[int, int]]:
        """Where facts of the business stand word for word, and words of the review in quotation marks."""
        found = []
        for words in self.context.facts.values():
            bare = folded(words).strip().rstrip(".!…")
            start = self.folded.find(bare) if len(bare) > 3 else -1
            if start >= 0:
                found.append((start, start + len(bare)))
        return found + self.quoted

    @cached_property
    def quoted(self) -> list[tuple[int, int]]:
        """A few words of the review in quotation marks, where the platform lets a reply quote it."""
        if "no_quote" in self.context.rules.rules:
            return []
        return [match.span() for match in _QUOTED.finditer(self.folded) if match[1] in self.review]

    def is_cited(self, start: int, end: int) -> bool:
        """Whether a stretch is the business's own wording of a fact, or the customer's words."""
        return any(left <= start and end <= right for left, right in self.cited)

    def sentence_at(self, place: int) -> Sentence:
        """The sentence around a place of the text."""
        index = bisect_right(self._starts, place) - 1
        return self.sentences[max(0, index)]

    def around(self, place: int) -> str:
        """The same, folded."""
        sentence = self.sentence_at(place)
        return self.folded[sentence.start : sentence.end]

    def hits(self, name: str, *kinds: str, cited: bool = False) -> Iterator[tuple[Entry, int, int]]:
        """Hits of a lexicon that nothing in their sentence makes harmless.

        Parameters
        ----------
        cited: also those within a fact that stands in the draft word for word.
        """
        for entry, start, end, in_fact in self._hits_of(name):
            if (not kinds or entry.kind in kinds) and (cited or not in_fact):
                yield entry, start, end

    def _hits_of(self, name: str) -> list[tuple[Entry, int, int, bool]]:
        """All hits of a lexicon, found once; the last item tells those within the words of a fact."""
        known = self._found.get(name)
        if known is None:
            known = self._found[name] = [
                (entry, *match.span(), self.is_cited(*match.span()))
                for entry in self.possible.get(name, ())
                for match in entry.find.finditer(self.folded)
                if not self._harmless(entry, match.start())
            ]
        return known

    def _harmless(self, entry: Entry, place: int) -> bool:
        """Whether the sentence around a hit takes its meaning away; looked at once per sentence."""
        if not entry.unless:
            return False
        key = (id(entry), self.sentence_at(place).start)
        if key not in self._excused:
            self._excused[key] = entry.unless.search(self.around(place)) is not None
        return self._excused[key]

    @cached_property
    def _excused(self) -> dict[tuple[int, int], bool]:
        return {}

    @cached_property
    def _found(self) -> dict[str, list[tuple[Entry, int, int, bool]]]:
        return {}

    def says(self, name: str, *kinds: str, start: int = 0, end: int | None = None) -> bool:
        """Whether a lexicon has any hit, be it in the words of a fact; within a stretch where one is given."""
        last = len(self.folded) if end is None else end
        return any(
            entry.find.search(self.folded, start, last) is not None
            for entry in self.possible.get(name, ())
            if entry.kind in kinds
        )

    def rests_on_facts(self, name: str, kind: str) -> bool:
        """Whether a fact says what a hit of this kind says."""
        pattern = lexicon(self.language, name).covers.get(kind)
        return pattern is not None and any(pattern.search(words) for words in self.granting)

    @cached_property
    def granting(self) -> tuple[str, ...]:
        """The facts, folded, without those that the plan disagrees on: a rule that refuses grants nothing."""
        refusing = {act.fact for act in self.context.plan.acts if act.kind.startswith(("disagree", "decline"))}
        return tuple(folded(words) for id, words in self.context.facts.items() if id not in refusing)


def finding(check: str, message: str, place: tuple[int, int] | None = None, repair: Repair = "vary") -> Finding:
    """A finding with or without a place."""
    start, end = place if place else (None, None)
    return Finding(check, message, repair, start, end)


def words(text: str) -> list[str]:
    """The words of a folded text."""
    return WORD.findall(text)


@lru_cache(maxsize=512)
def stems(text: str) -> frozenset[str]:
    """The words of a folded text by their first letters, short ones left out: enough to see what it is about."""
    return frozenset(word[:_STEM] for word in words(text) if len(word) > 3)
