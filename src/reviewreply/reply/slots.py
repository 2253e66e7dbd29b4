"""What fills the slots of a phrase: the customer's matter, the business's statements, contacts and names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reviewreply.record import Act
from reviewreply.reply.case import Case
from reviewreply.reply.citing import contact_words
from reviewreply.reply.memory import ReplyMemory
from reviewreply.reply.phrasebook import MATTER, Issue, Praise
from reviewreply.reply.treatment import outside_kind, treat

_RECORD = ("events.", "lines.", "status", "payments")
_FACTS = ("facts.", "policies.", "incident:", "compensation:", *_RECORD)
_OFFERS = ("remedy:", "compensation:")
_MASK = (1 << 64) - 1


def mix(base: int, index: int) -> int:
    """A number that looks random and is the same everywhere (a multiplicative hash of 64 bits)."""
    value = ((base ^ (index + 1) * 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9) & _MASK
    return value ^ (value >> 29)


@dataclass
class Slots:
    """The values for a group of acts of one kind. A slot without a value is None: such a variant does not fit.

    Parameters
    ----------
    acts: the acts that are carried out together, at least one.
    base: a number that chooses among equals, the same for the same review and seed.
    """

    case: Case
    acts: Sequence[Act]
    base: int
    memory: ReplyMemory | None
    situation: frozenset[str] = frozenset()
    """What holds for the whole reply; see ``flags``."""
    keys: dict[str, str] = field(default_factory=dict)
    """Keys of what was chosen for a slot, for the memory."""
    _values: dict[str, str | None] = field(default_factory=dict)
    _filled: dict[frozenset[str], bool] = field(default_factory=dict)

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """The distinct definite matters of the acts; for an act without a claim the main one of the review."""
        found = [self.case.issues[index] for act in self.acts if (index := self._index(act)) is not None]
        definite = [issue for issue in found if issue.definite]
        return tuple(dict.fromkeys(definite or found))

    def __getitem__(self, slot: str) -> str | None:
        if slot not in self._values:
            self._values[slot] = self._value(slot)
        return self._values[slot]

    @cached_property
    def flags(self) -> frozenset[str]:
        """What a variant may ask for in ``needs`` besides slots.

        A signal; an outside cause (``weather``, ``post`` …); ``owned``: some fault is granted; ``calm``; ``top`` and
        ``one_star``; ``terms`` and ``record``: the reason is a rule, or a fact; ``late``: the customer missed a term;
        ``day``: the day of the incident is known; ``quoted``: the customer names the rule that speaks against them;
        ``mild``: an unclear remark of a customer who is not unhappy.
        What holds for the whole reply: its strategy (``unclear``, ``taste`` …); ``case``: there is a case to look at
        together; ``complaint``: the customer complains of something they met with themselves; ``declined``: what is
        said comes after a demand or a threat was declined.
        """
        case = self.case
        given = case.review.stars
        incident = case.sources.incident
        cited = {(act.fact or "").split(".")[0] for act in self.acts}
        told = {
            "owned": any(treat(case, index) == "own" for index in case.claims),
            "calm": "abusive" not in case.signals and case.mood > 1,
            "top": given == 5,
            "one_star": given == 1,
            "terms": "policies" in cited,
            "record": self.records or "facts" in cited,
            "late": self._late(),
            "mild": case.mood > 2
            and case.analysis.justification.verdict == "unclear"
            and any(issue.definite for issue in self.issues),
            "day": incident is not None and incident.start is not None,
            "quoted": "against_policy" in case.signals and not case.signal_of_facts("against_policy"),
        }
        indexes = [index for act in self.acts if (index := self._index(act)) is not None]
        kinds = {kind for index in indexes if (kind := outside_kind(case, index))}
        return self.situation | case.signals | kinds | {name for name, holds in told.items() if holds}

    def _late(self) -> bool:
        """Whether the reason given against a claim is a term that the customer missed."""
        policies = [self.case.business.policy((act.fact or "").removeprefix("policies.")) for act in self.acts]
        return any(policy is not None and policy.within is not None for policy in policies)

    @property
    def cites(self) -> bool:
        """Whether the acts rest on a statement that has to be said."""
        return any(act.fact and act.fact.startswith((*_FACTS, *_OFFERS)) for act in self.acts)

    @property
    def records(self) -> bool:
        """Whether what is cited begins with the business's records."""
        return bool(self.acts[0].fact) and str(self.acts[0].fact).startswith(_RECORD)

    @property
    def stated(self) -> str:
        """The business's own words among the values."""
        return f"{self['fact'] or ''} {self['remedy'] or ''}".strip() if self.cites else ""

    def fill(self, slots: frozenset[str]) -> bool:
        """Whether every one of these slots has a value."""
        if slots not in self._filled:
            self._filled[slots] = all(self[slot] is not None for slot in slots)
        return self._filled[slots]

    def _index(self, act: Act) -> int | None:
        if act.claim is not None:
            return act.claim
        return next(iter(self.case.issues), None)

    def _value(self, slot: str) -> str | None:
        if slot in MATTER:
            return self._matter(slot)
        if slot in ("standard", "ask"):
            return self._sentence(slot)
        if slot in ("praise_that", "praise_for"):
            return self._praise(slot)
        if slot in ("duration", "amount"):
            return self._measure(slot)
        return self._stated(slot)

    def _matter(self, slot: str) -> str | None:
        issues = self.issues
        if not issues:
            return None
        if slot in ("subject", "asfor") or len(issues) == 1:
            return issues[0].forms.get(slot) if len(issues) == 1 else None
        return self._joined([issue.forms[slot] for issue in issues], clauses=slot == "that")

    def _sentence(self, slot: str) -> str | None:
        """One of an issue's sentences, the one that was used longest ago."""
        if not self.issues:
            return None
        issue = self.issues[0]
        sentences = issue.standard if slot == "standard" else issue.ask
        if not sentences:
            return None
        memory = self.memory

        def order(index: int) -> tuple[int, int]:
            return (memory.last_used(f"{issue.id}.{slot}#{index}") if memory else 0, mix(self.base, index))

        best = min(range(len(sentences)), key=order)
        self.keys[slot] = f"{issue.id}.{slot}#{best}"
        return sentences[best]

    def _praise(self, slot: str) -> str | None:
        praise: Sequence[Praise] = self.case.praise or self.case.book.praise[:1]
        clauses = slot == "praise_that"
        said = [item.that if clauses else item.for_ for item in praise]
        bare = [words if clauses else _PRAISE_LEAD.sub("", words) for words in said]
        place = next((place for place in range(1, len(bare)) if not _alike(bare[place], bare[0])), None)
        other = None if place is None else bare[place] if _PRAISE_LEAD.match(said[0]) else said[place]
        return self._joined([said[0], other], clauses) if other else said[0]

    def _measure(self, slot: str) -> str | None:
        index = self._index(self.acts[0])
        if index is None or self.acts[0].kind == "compensation":
            return None
        return self.case.duration(index) if slot == "duration" else self.case.amount(index)

    def _stated(self, slot: str) -> str | None:
        case, business = self.case, self.case.business
        if slot in ("fact", "remedy"):
            kinds = _OFFERS if slot == "remedy" else _FACTS
            ids = [act.fact for act in self.acts if act.fact and act.fact.startswith(kinds)]
            cited = [text for id in ids if (text := case.sources.text(id))]
            return " ".join(dict.fromkeys(cited)) or None
        if slot == "name":
            return given_name(case)
        if slot == "business":
            return business.name.get(case.language) or next(iter(business.name.values()), None)
        if slot == "signature":
            return case.sources.text("signature")
        channels = contact_words(business, case.rules)
        if slot == "hours":
            return business.contact.hours.get(case.language)
        if slot == "contact":
            word = case.book.words["or"]
            direct = [channels[kind] for kind in ("email", "phone") if kind in channels]
            return f" {word} ".join(direct) or channels.get("url")
        return channels.get(slot)

    def _joined(self, parts: Sequence[str], clauses: bool) -> str:
        """ "a", "a and b", "a, b and c"."""
        parts = list(dict.fromkeys(parts))
        word = self.case.book.words["and_clauses" if clauses else "and"]
        if len(parts) == 1:
            return parts[0]
        return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


_PRAISE_LEAD = re.compile(
    r"^(?:(?:(?:добрите|милите|топлите|хубавите|похвалните|добри|мили|топли|хубави) )*думите? |"
    r"(?:(?:добрите|добри|мили|топли|хубави) )+думи |(?:(?:добрые|т[её]плые|хорошие|приятные|лестные) )*слова |"
    r"(?:your )?(?:(?:kind|good|generous|warm|lovely|nice) )*words )(?=за |о |об |обо |about |on )"
)
"""How praise is named: said once where two things were praised ("добрите думи за колегата и за търпението")."""


def _alike(one: str, other: str) -> bool:
    """Whether two phrases share the stem of a word that matters: joined, they would sound like a list."""
    return bool(_stems(one) & _stems(other))


def _stems(words: str) -> set[str]:
    return {word[:5] for word in words.lower().split() if len(word) > 3}


_NAME = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


def given_name(case: Case) -> str | None:
    """The first name of the public nickname, where it is a known name of the reply's language; never a surname."""
    if not case.review.author or "no_names" in case.rules.rules:
        return None
    match = _NAME.match(case.review.author.strip())
    name = match[0].capitalize() if match else ""
    return name if name in case.book.names else None
