"""What of a business's own statements a reply may cite, in which words, and why something may not be cited."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reviewreply.business.model import Business, Incident, Remedy
from reviewreply.platforms import PlatformRules
from reviewreply.record import Analysis, Claim, Fact, ReplyLanguage, Review

_FACT = re.compile(r"facts\.(\d+)")
_POLICY = re.compile(r"policies\.(.+)")
LANGUAGE_NAMES: Mapping[ReplyLanguage, str] = {"ru": "Russian", "bg": "Bulgarian", "en": "English"}
_REPLY_LANGUAGES: tuple[ReplyLanguage, ...] = ("ru", "bg", "en")
_COUNTRY_LANGUAGE: Mapping[str, ReplyLanguage] = {"BG": "bg", "RU": "ru", "BY": "ru", "KZ": "ru"}


@dataclass(frozen=True, slots=True)
class Citation:
    """A statement that a reply may cite. ``id`` as in ``Reply.facts_used``."""

    id: str
    text: str


class Sources:
    """The statements of one business about one review, in one language.

    ``missing`` collects the ids of what would have been cited but has no text in the language of the reply,
    ``withheld`` those of what a platform does not let a reply offer.
    """

    def __init__(self, review: Review, analysis: Analysis, business: Business, language: ReplyLanguage) -> None:
        self.review, self.analysis, self.business, self.language = review, analysis, business, language
        self.missing: list[str] = []
        self.withheld: list[str] = []

    def text(self, id: str) -> str | None:
        """The words of a statement by its id; None where it may not be cited or has none in this language."""
        texts = self._texts(id)
        return texts.get(self.language) or None if texts else None

    def cite(self, id: str) -> Citation | None:
        """A statement to cite, or None; a missing translation is noted."""
        texts = self._texts(id)
        if not texts:
            return None
        text = texts.get(self.language)
        if not text:
            if id not in self.missing:
                self.missing.append(id)
            return None
        return Citation(id, text)

    def facts(self, claim: Claim | None) -> list[tuple[str, Fact]]:
        """The citable facts about a claim's type, or about any claim where none is named."""
        return [
            (f"facts.{index}", fact)
            for index, fact in enumerate(self.review.facts)
            if not fact.private and fact.text and (claim is None or claim.type in fact.about)
        ]

    def against(self, claim: Claim) -> Citation | None:
        """The statement that best carries a disagreement with a claim: a fact before a rule."""
        ids = [item.id for item in claim.evidence if item.stance in ("contradicts", "weakens") and not item.private]
        ids += [id for id, fact in self.facts(claim) if fact.stance in ("contradicts", "weakens")]
        ids.sort(key=lambda id: not id.startswith("facts."))
        return next((citation for id in ids if (citation := self.cite(id))), None)

    def confirming(self, claim: Claim) -> Citation | None:
        """A fact that confirms a claim, or bears on it without a stance, and is not about what was made good."""
        for id, fact in self.facts(claim):
            if not fact.resolved and fact.stance in ("confirms", None) and (citation := self.cite(id)):
                return citation
        return None

    def resolved(self, claim: Claim) -> Citation | None:
        """A fact that says that a claim was already made good."""
        found = (self.cite(id) for id, fact in self.facts(claim) if fact.resolved)
        return next((citation for citation in found if citation), None)

    def remedies(self, claim: Claim) -> list[Remedy]:
        """The remedies that a claim earns: type, verdict and condition fit."""
        business = self.business
        return [
            remedy
            for remedy in business.remedies
            if claim.type in remedy.about
            and claim.verdict in remedy.when
            and (remedy.condition is None or remedy.condition.evaluate(self.review.order, business.zone) is True)
        ]

    def incident(self) -> Incident | None:
        """The known event that the review falls into."""
        return next((item for item in self.business.incidents if item.id == self.analysis.incident), None)

    def _texts(self, id: str) -> Mapping[str, str] | None:
        if match := _FACT.fullmatch(id):
            index = int(match[1])
            facts = self.review.facts
            return facts[index].text if index < len(facts) and not facts[index].private else None
        if match := _POLICY.fullmatch(id):
            policy = self.business.policy(match[1])
            return policy.text if policy and self.business.usable(policy) else None
        kind, _, name = id.partition(":")
        if kind == "remedy" and name.isdigit() and int(name) < len(self.business.remedies):
            return self.business.remedies[int(name)].text
        if kind in ("incident", "compensation"):
            incident = next((item for item in self.business.incidents if item.id == name), None)
            if incident and kind == "incident":
                return incident.text
            return incident.compensation.text if incident and incident.compensation else None
        return self.business.signature if id == "signature" else None


def reply_language(review: Review, analysis: Analysis, business: Business) -> ReplyLanguage:
    """The language to answer in: the review's, or the business's first one where that is none of the three.

    A review without words is answered in the language that came with it, where one did. The business's first language
    is the only one of its name, else that of its country, else the first of its signature or its texts, else English.
    """
    if analysis.language.code in _REPLY_LANGUAGES:
        return analysis.language.code
    told = next((language for language in _REPLY_LANGUAGES if (review.lang or "").lower().startswith(language)), None)
    if told is not None and analysis.language.code == "und":
        return told
    names = [language for language in _REPLY_LANGUAGES if language in business.name]
    if len(names) == 1:
        return names[0]
    if business.country is not None and business.country in _COUNTRY_LANGUAGE:
        return _COUNTRY_LANGUAGE[business.country]
    for texts in (business.signature, *(policy.text for policy in business.policies)):
        for language in texts:
            if language in _REPLY_LANGUAGES:
                return language
    return "en"


def contact_words(business: Business, rules: PlatformRules) -> dict[str, str]:
    """The direct channels that may be named on a platform: ``email``, ``phone``, ``url``."""
    if "no_contacts" in rules.rules:
        return {}
    contact = business.contact
    found = {"email": contact.email, "phone": contact.phone}
    if "no_links" not in rules.rules:
        found["url"] = contact.url
    return {kind: value for kind, value in found.items() if value}
