"""What of a business's own statements a reply may cite, in which words, and why something may not be cited."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from reviewreply.business.expressions import moment_of
from reviewreply.business.model import Business, Incident, Policy, Remedy
from reviewreply.platforms import PlatformRules
from reviewreply.record import Analysis, Claim, ComplaintType, Evidence, Fact, ReplyLanguage, Review
from reviewreply.reply.events import names_day_of, opens_with_words_of, shared_words, shares_words, speaks_of
from reviewreply.reply.recorded import dates_of, recorded
from reviewreply.text.deadlines import lateness

_FACT = re.compile(r"facts\.(\d+)")
_POLICY = re.compile(r"policies\.(.+)")
_RECORD = re.compile(r"(?:events|lines)\..+|status|payments")
LANGUAGE_NAMES: Mapping[ReplyLanguage, str] = {"ru": "Russian", "bg": "Bulgarian", "en": "English"}
_AGAINST = ("contradicts", "weakens")
_PARTICULAR = frozenset({"exclusion", "promotion"})
"""Rules about one thing, which they name in their first words: limescale, the autumn promotion."""
_NARROW = frozenset({"app", "support"})
"""Types in which a complaint of the time of an event is about that event, whatever its words."""
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
    ``withheld`` those of what a platform does not let a reply offer, ``aside`` those of what was held against a claim
    that it does not seem to be about.
    """

    def __init__(
        self, review: Review, analysis: Analysis, business: Business, language: ReplyLanguage, text: str = ""
    ) -> None:
        self.review, self.analysis, self.business, self.language = review, analysis, business, language
        self.words = text or review.text
        self.missing: list[str] = []
        self.withheld: list[str] = []
        self.aside: list[str] = []

    def text(self, id: str) -> str | None:
        """The words of a statement by its id; None where it may not be cited or has none in this language."""
        if _RECORD.fullmatch(id):
            return recorded(id, self.review, self.business, self.language)
        texts = self._texts(id)
        return texts.get(self.language) or None if texts else None

    def cite(self, id: str) -> Citation | None:
        """A statement to cite, or None; a missing translation is noted."""
        if _RECORD.fullmatch(id):
            told = self.text(id)
            return Citation(id, told) if told else None
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
        """The statement that best carries a disagreement with a claim: a fact, then the record, then a rule."""
        return next(iter(self.reasons(claim)), None)

    def reasons(self, claim: Claim) -> tuple[Citation, ...]:
        """What a disagreement with a claim rests on; a rule goes with the dates that it was held against."""
        ids = [_citable(item.id) for item in self.contradictions(claim) if self.bears(claim, item)]
        ids += [id for id, fact in self.facts(claim) if fact.stance in _AGAINST]
        ids.sort(key=lambda id: (_rank(id), -shared_words(self._account(id), self.words)))
        best = next((citation for id in dict.fromkeys(ids) if (citation := self.cite(id))), None)
        rule = next((id for id in ids if _POLICY.fullmatch(id)), None)
        dates = self._dates(rule) if rule and (best is None or best.id == rule) else None
        return tuple(citation for citation in (best, dates) if citation is not None)

    def _account(self, id: str) -> str:
        """A statement in the language of the reply, for comparing words; nothing is noted."""
        return (self._texts(id) or {}).get(self.language, "")

    def bears(self, claim: Claim, item: Evidence) -> bool:
        """Whether a piece of evidence may be said, and is about what the claim complains of.

        A rule that speaks of other matters than the claim is no reason, and a promise was not kept because a longer
        term was, where the day that was promised went by.
        """
        if item.private:
            return False
        if item.source == "incident":
            return self.tells_of(item.id.removeprefix("incidents."), claim)
        match = _POLICY.fullmatch(item.id)
        policy = self.business.policy(match[1]) if match else None
        return policy is None or self.applies(policy, (claim.type,))

    def applies(self, policy: Policy, types: Collection[str]) -> bool:
        """Whether a rule speaks of what a review of these types tells; a rule that does not is noted.

        A rule that binds customers must come up in the review, or have been held against the dates of the order.
        """
        account = policy.text.get(self.language, "")
        if policy.kind in _PARTICULAR:
            told = opens_with_words_of(account, self.words, self.language, 2 if policy.kind == "promotion" else 1)
        elif policy.binds == "customer":
            told = dates_of(policy, self.review) is not None or speaks_of(account, self.words, self.language)
        else:
            told = not (policy.binds == "business" and self._went_by())
        fits = told and not set(types).isdisjoint(policy.about)
        if not fits and f"policies.{policy.id}" not in self.aside:
            self.aside.append(f"policies.{policy.id}")
        return fits

    def about(self, item: Evidence) -> tuple[ComplaintType, ...]:
        """The types that the rule or the event behind a piece of evidence is about; none for anything else."""
        if match := _POLICY.fullmatch(item.id):
            policy = self.business.policy(match[1])
            return policy.about if policy is not None else ()
        id = item.id.removeprefix("incidents.") if item.source == "incident" else None
        return next((event.about for event in self.business.incidents if event.id == id), ())

    def contradictions(self, claim: Claim) -> list[Evidence]:
        """What was found against a claim outside its own words."""
        return [item for item in claim.evidence if item.stance in _AGAINST and item.source != "text"]

    def tells_of(self, id: str, claim: Claim | None = None) -> bool:
        """Whether the review speaks of a known event: by its words, by a day of it, or by a delay on record."""
        incident = next((item for item in self.business.incidents if item.id == id), None)
        if incident is None:
            return False
        delayed = claim is not None and claim.type in ("delivery", "waiting") and self._went_by()
        told = (
            (claim is not None and claim.type in _NARROW and claim.type in incident.about)
            or (delayed and "delivery" in incident.about)
            or names_day_of(incident, self.words, self.language, self.business.zone, self.review.date)
            or shares_words(incident.text.get(self.language, ""), self.words, self.language)
        )
        if not told and f"incident:{id}" not in self.aside:
            self.aside.append(f"incident:{id}")
        return told

    def _went_by(self) -> bool:
        """Whether the order came after the day that was promised for it."""
        order, zone = self.review.order, self.business.zone
        promised, delivered = (moment_of(order, name) if order else None for name in ("promised", "delivered"))
        return promised is not None and delivered is not None and lateness(delivered, promised, zone).days >= 1

    def _dates(self, rule: str) -> Citation | None:
        policy = self.business.policy(rule.removeprefix("policies."))
        id = dates_of(policy, self.review) if policy is not None else None
        return self.cite(id) if id else None

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
        """The remedies that a claim earns: type, verdict and condition fit. The one that fits most closely first."""
        business = self.business
        fitting = [
            remedy
            for remedy in business.remedies
            if claim.type in remedy.about
            and claim.verdict in remedy.when
            and (remedy.condition is None or remedy.condition.evaluate(self.review.order, business.zone) is True)
        ]
        return sorted(fitting, key=lambda remedy: (remedy.condition is None, len(remedy.about), remedy.index))

    @cached_property
    def incident(self) -> Incident | None:
        """The known event that the review falls into and speaks of."""
        known = next((item for item in self.business.incidents if item.id == self.analysis.incident), None)
        if known is None:
            return None
        claims = self.analysis.claims or (None,)
        return known if any(self.tells_of(known.id, claim) for claim in claims) else None

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


def _citable(id: str) -> str:
    """The id under which a piece of evidence is cited."""
    return f"incident:{id.removeprefix('incidents.')}" if id.startswith("incidents.") else id


def _rank(id: str) -> int:
    """Facts are the business's own words on this very case; the record is about it too; a rule is about every case."""
    return 0 if id.startswith("facts.") else 1 if _RECORD.fullmatch(id) else 2


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
