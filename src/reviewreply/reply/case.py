"""One review as the plan and the words see it: its matter, its praise, its citable statements; worked out once."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property

from reviewreply.business.model import Business
from reviewreply.matters import matters
from reviewreply.platforms import PlatformRules, platform_rules
from reviewreply.record import Analysis, Claim, ReplyLanguage, Review, SignalName
from reviewreply.reply.citing import Sources, reply_language
from reviewreply.reply.numbers import find_amount, find_duration
from reviewreply.reply.phrasebook import Issue, Phrasebook, Praise, fold, load_phrasebook
from reviewreply.reply.select import (
    GRAVE_TYPES,
    clause_bounds,
    pick_issue,
    pick_praise,
    plain_issue,
    sentence_bounds,
)
from reviewreply.text.latin import Transliterated, to_cyrillic

SURE_MOOD = 0.6
SURE = 0.5
"""Claims at or above this confidence have to be answered."""


_GRAVEST = frozenset(name for name in matters() if name.startswith("safety.") and name != "safety.other")
"""Matters that a reply speaks of first."""
_QUOTED = re.compile(r"[«„“\"][^«„“”»\"\n]{0,60}[“”»\"]")
"""Words in quotation marks: a length of time in them was promised, not endured."""
_LATE = frozenset({"events.delivered", "events.promised"})
"""Places of the record that show a delay where they confirm a claim about a delivery."""


@dataclass(frozen=True)
class Case:
    """A review with its analysis, its business, and what the phrasebook makes of them."""

    review: Review
    analysis: Analysis
    business: Business

    @cached_property
    def language(self) -> ReplyLanguage:
        return reply_language(self.review, self.analysis, self.business)

    @cached_property
    def rules(self) -> PlatformRules:
        return platform_rules(self.review.platform)

    @cached_property
    def book(self) -> Phrasebook:
        return load_phrasebook(self.language)

    @cached_property
    def sources(self) -> Sources:
        return Sources(self.review, self.analysis, self.business, self.language, self.text)

    @cached_property
    def signals(self) -> frozenset[SignalName]:
        """The signals that are more likely there than not."""
        return frozenset(item.signal for item in self.analysis.justification.signals if item.confidence >= SURE)

    @cached_property
    def mood(self) -> int:
        """How content the author is, 1 to 5: the stars that the text sounds like, and no more than were given.

        Where none were given, a text that complains is not taken for content on a doubtful reading.
        """
        sentiment, given = self.analysis.sentiment, self.review.stars
        if given is not None:
            return min(sentiment.stars, given)
        doubtful = self.analysis.is_complaint and sentiment.confidence < SURE_MOOD
        return min(sentiment.stars, 3) if doubtful else sentiment.stars

    def signal_of_facts(self, name: SignalName) -> bool:
        """Whether a signal is shown by what the business states, and not by the review."""
        shown = [item.source for item in self.analysis.justification.signals if item.signal == name]
        return bool(shown) and set(shown) == {"facts"}

    @cached_property
    def text(self) -> str:
        """The review, Latin-typed Russian or Bulgarian put into Cyrillic letters."""
        return self._cyrillic.text if self._cyrillic else self.review.text

    @cached_property
    def _cyrillic(self) -> Transliterated | None:
        if not self.analysis.language.latin_script or self.language == "en":
            return None
        return to_cyrillic(self.review.text, self.language)

    @cached_property
    def claims(self) -> dict[int, Claim]:
        """The claims to answer by their index in the analysis, the one that matters most first.

        Offsets and texts are those of ``text``; the type is the one that the words name, where they do so plainly.
        """
        return {
            index: replace(claim, type=self._issue_of[index].type)  # type: ignore[arg-type]
            if self._issue_of[index].type not in (claim.type, "other")
            else claim
            for index, claim in self._found.items()
        }

    @cached_property
    def _found(self) -> dict[int, Claim]:
        """The claims as the analysis types them."""
        order = {score.type: rank for rank, score in enumerate(self.analysis.types)}
        sure = [(index, claim) for index, claim in enumerate(self.analysis.claims) if claim.confidence >= SURE]
        sure.sort(key=lambda item: (item[1].matter not in _GRAVEST, order.get(item[1].type, len(order)), item[0]))
        if not sure and self.analysis.is_complaint:
            return {-1: self._whole()}
        return {index: self._placed(claim) for index, claim in sure}

    def _whole(self) -> Claim:
        """The stand-in for a complaint in which no claim is sure: all of it, of its first type, or of a fact's."""
        judged = self.analysis.justification
        type_ = self.analysis.types[0].type if self.analysis.types else "other"
        evidence = tuple(item for claim in self.analysis.claims for item in claim.evidence)
        told = next((fact for id, fact in self.sources.facts(None) if any(item.id == id for item in evidence)), None)
        if told is not None and type_ not in told.about:
            type_ = told.about[0]
        verdict = "unclear" if judged.verdict == "not_applicable" else judged.verdict
        return Claim(0, len(self.text), self.text, type_, "unclear", verdict=verdict, evidence=evidence)

    @cached_property
    def issues(self) -> dict[int, Issue]:
        """What every claim is about. A claim that names nothing follows one of its type that does."""
        found = self._issue_of
        named = {issue.type: issue for issue in reversed(found.values()) if not issue.general}
        return {index: named.get(issue.type, issue) if issue.general else issue for index, issue in found.items()}

    @cached_property
    def _issue_of(self) -> dict[int, Issue]:
        """What the words of every claim name; for a type that nothing bears out, no definite matter at all."""
        claims, trade = self._found, self.business.trade
        main = self.analysis.types[0].type if self.analysis.types else None
        found = {}
        for index, claim in claims.items():
            others = [other for at, other in claims.items() if at != index]
            issue = pick_issue(self.book, claim, self.text, trade, others, whole=index < 0)
            if issue.general and claim.responsible != "nobody" and index >= 0 and claim.type != main:
                issue = plain_issue(self.book, claim, trade) or issue
            if issue.general:
                issue = self._borne_out(claim, issue)
            found[index] = issue
        return found

    def _borne_out(self, claim: Claim, general: Issue) -> Issue:
        """What a claim that names nothing is about: what the record shows, its type, or nothing definite.

        A type that neither the review as a whole nor a fact bears out is not named; nor is harm or dishonesty, where
        nothing but the type of a stretch speaks of it.
        """
        confirming = [item for item in claim.evidence if item.stance == "confirms"]
        if claim.type == "delivery" and any(item.id in _LATE for item in confirming):
            return next((issue for issue in self.book.issues["delivery"] if issue.id == "delivery.late"), general)
        event = self.sources.incident
        if event is not None and claim.type not in event.about and any(i.source == "incident" for i in confirming):
            return self.book.general(event.about[0])
        types = {score.type for score in self.analysis.types}
        if claim.type != "safety" and claim.type in types:
            return general
        if any(claim.type in self.sources.about(item) for item in confirming):
            return general
        return self.book.general("other") if types - {"other"} or claim.type in GRAVE_TYPES else general

    @cached_property
    def praise(self) -> tuple[Praise, ...]:
        """What the review praises apart from its claims; nothing where the whole of it is bitter (irony is likely)."""
        if self.analysis.is_complaint and self.analysis.sentiment.stars < 3:
            return ()
        spans = [sentence_part(self.text, claim) for claim in self.claims.values()]
        if not self.analysis.is_complaint:
            spans = self._asked
        found = pick_praise(self.book, self.text, spans, self.business.trade, self.analysis.is_complaint)
        blamed = {claim.matter or f"{claim.type}." for claim in self.claims.values()}
        return tuple(item for item in found if not _contradicted(item, blamed))

    @property
    def _asked(self) -> list[tuple[int, int]]:
        """The sentences that ask or suggest something: what they name was not praised."""
        if self.analysis.sentiment.stars == 5:
            return []
        cues = self.book.cues["question"], self.book.cues["suggestion"]
        text = fold(self.text)
        ends = [match.end() for match in re.finditer(r"[.!?…]+\s*|\n+", text)]
        starts = [0, *ends]
        return [
            (start, end)
            for start, end in zip(starts, [*ends, len(text)], strict=True)
            if any(cue.search(text[start:end]) for cue in cues)
        ]

    def duration(self, index: int) -> str | None:
        """How long the customer says that something took, in the form to say it again."""
        claim = self.claims[index]
        left, right = clause_bounds(self.text, claim.start, claim.end)
        if (told := find_duration(_QUOTED.sub(" ", claim.text), self.language)) is not None:
            return told
        around = find_duration(_QUOTED.sub(" ", self.text[left:right]), self.language)
        return around if around is None or not self.book.cues["years"].search(fold(around)) else None

    def amount(self, index: int) -> str | None:
        """The sum that a claim names, as the customer wrote it."""
        return find_amount(self.claims[index].text, self.language)

    def cue(self, name: str) -> bool:
        """Whether the review shows a cue of the phrasebook (``question``, ``suggestion`` …)."""
        return self.book.cues[name].search(fold(self.text[:4000])) is not None

    def claim_cue(self, name: str, index: int) -> bool:
        """The same for the sentence of one claim."""
        claim = self.claims[index]
        left, right = sentence_bounds(self.text, claim.start, claim.end)
        return self.book.cues[name].search(fold(self.text[left:right])) is not None

    def _placed(self, claim: Claim) -> Claim:
        """A claim with its place and words in ``text``."""
        if self._cyrillic is None:
            return claim
        start, end = (bisect_left(self._cyrillic.starts, place) for place in (claim.start, claim.end))
        return replace(claim, start=start, end=end, text=self.text[start:end])


_OPPOSITES = {
    "food": "quality.food", "people": "staff.", "staff": "staff.", "price": "price.", "delivery": "delivery.",
    "app": "app.", "place.clean": "premises.dirty", "premises.clean": "premises.dirty",
    "place.quiet": "premises.noise", "premises.quiet": "premises.noise", "service.fast": "waiting.",
    "service.no": "waiting.", "service.support": "support.", "service.delivery": "delivery.",
}  # fmt: skip
"""What is praised, by the beginning of its id, and the matters of which a complaint makes that praise sound false."""


def _contradicted(praise: Praise, blamed: set[str]) -> bool:
    """Whether the review complains of the very thing: thanks for the food, and then sorry for the food."""
    return any(
        praise.id.startswith(liked) and any(matter.startswith(disliked) for matter in blamed)
        for liked, disliked in _OPPOSITES.items()
    )


def sentence_part(text: str, claim: Claim) -> tuple[int, int]:
    """The claim and the words around it up to the next comma, dash or end: where no praise is looked for."""
    marks = ".!?,;:()–—\n"
    start, end = claim.start, claim.end
    while start > 0 and text[start - 1] not in marks:
        start -= 1
    while end < len(text) and text[end] not in marks:
        end += 1
    return start, end
