"""Choosing among the variants of an act and filling them in: rotation, register, no matter named twice in a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from reviewreply.record import Act
from reviewreply.reply.case import Case
from reviewreply.reply.memory import ReplyMemory, split_sentences
from reviewreply.reply.phrasebook import MATTER, SLOTS, Phrasebook, Variant, fold
from reviewreply.reply.slots import Slots, mix
from reviewreply.reply.tidying import capitalise, decapitalise, tidy

Register = Literal["formal", "warm"]
_EXEMPT = frozenset({"contact", "sign"})
"""Acts that are meant to be the same each time."""
_PRAISED = frozenset({"praise_that", "praise_for"})
_STATED = frozenset({"fact", "remedy"})
_NOUNS = frozenset({"for", "about"})
_OWNING = frozenset({"own_fault", "apologise", "own_extra"})
_RECOGNISING = frozenset({"thank", "acknowledge"})
"""Acts that answer a claim only by naming its matter."""
_REGRETS = frozenset({"rating_low", "acknowledge"})
"""Acts that may regret an impression where nothing is known yet that speaks for or against a fault."""
_THANKING = ("thank", "mixed_thanks")
"""How the names of the acts begin that thank; one thanks is enough for a reply."""


@dataclass
class Said:
    """One act, or several of a kind together, in words."""

    kind: str
    acts: tuple[int, ...]
    text: str
    keys: tuple[str, ...]


@dataclass
class Writer:
    """Writes the acts of one draft, and knows what the draft has said so far.

    Parameters
    ----------
    brief: choose the shortest variant instead of the one that was used longest ago.
    banned: keys of variants that a check refused.
    """

    case: Case
    base: int
    memory: ReplyMemory | None = None
    register: Register = "formal"
    brief: bool = False
    banned: frozenset[str] = frozenset()
    sorry_planned: bool = False
    regrets: bool = False
    signed: bool = False
    """Whether a signature follows: a greeting need not name the business then."""
    situation: frozenset[str] = frozenset()
    """What holds for the whole reply, for the ``needs`` of variants."""
    thanks_planned: bool = False
    past: bool = False
    """Whether the matter was made good already: a clause such as "your money has not come back" is not true now."""
    bare_only: frozenset[str] = frozenset()
    """Acts that must not name the matter: it was named already."""
    _named: dict[str, int] = field(default_factory=dict)
    _slots_used: set[tuple[str, str]] = field(default_factory=set)
    _sorry: bool = False
    _sentences: set[str] = field(default_factory=set)
    _said_here: set[str] = field(default_factory=set)
    """Keys of the variants that the draft has used."""

    def bare(self, kind: str) -> bool:
        """Whether an act can be said without naming the matter, and not for the hundredth time."""
        return any(
            not variant.slots and self.register in variant.register
            and variant.key not in self.banned and not self._worn(tidy(variant.text, self.case))
            for variant in self.case.book.acts.get(kind, ())
        )  # fmt: skip

    def write(self, kind: str, acts: list[tuple[int, Act]], optional: bool) -> Said | None:
        """The words of an act, or None where it is optional and would only repeat what was said too often."""
        base = mix(self.base, sum(ord(letter) * (place + 7) for place, letter in enumerate(kind)) + acts[0][0])
        slots = Slots(self.case, [act for _, act in acts], base, self.memory, self.situation)
        fallback: Said | None = None
        for variant in self._candidates(kind, slots, base):
            text = self._filled(variant, slots)
            if kind == "sign" and text is not None:
                text = _signed(text, slots["signature"] or "")
            if text is None or self._unwanted(kind, text):
                continue
            said = Said(kind, tuple(index for index, _ in acts), text, (variant.key, *self._slot_keys(variant, slots)))
            if kind in _EXEMPT or not self._worn(text, slots.stated):
                return self._keep(said, variant, slots)
            if fallback is None:
                fallback = said
        if fallback is not None and not optional:
            self._sentences.update(split_sentences(fallback.text))
            return fallback
        return None

    # ------------------------------------------------------------------------------------------------------ choosing

    def _candidates(self, kind: str, slots: Slots, base: int) -> list[Variant]:
        case, fill = self.case, slots.fill
        known = pool(case.book, kind, case.business.trade, case.rules.name)
        variants = [
            variant
            for variant in known
            if (variant.anywhere or self._fits(variant, slots)) and (not variant.slots or fill(variant.slots))
        ]
        if kind in _RECOGNISING and self._unnamed(slots):
            variants = [variant for variant in variants if variant.names_matter] or variants
        if self._must_not_regret(kind):
            variants = [variant for variant in variants if not variant.sorry]
        if self.thanks_planned and not kind.startswith(_THANKING):
            variants = [variant for variant in variants if not variant.thanks] or variants
        if kind in ("thank_praise", "mixed_thanks"):
            variants = self._answering_praise(variants)
        if kind == "sign" and _takes_leave(slots["signature"] or ""):
            variants = [variant for variant in variants if variant.text == "{signature}"] or variants
        if self.banned:
            variants = [variant for variant in variants if variant.key not in self.banned]
        if self.signed:
            variants = [variant for variant in variants if "business" not in variant.slots] or variants
        if self.past and kind in _OWNING:
            variants = [variant for variant in variants if "that" not in variant.slots] or variants
        if kind in self.bare_only:
            variants = [variant for variant in variants if not variant.slots]
        elif kind == "apologise":
            variants = [variant for variant in variants if variant.slots] or variants
            if len(slots.issues) > 1:  # clauses strung together sound like a list
                variants = [variant for variant in variants if variant.slots & _NOUNS] or variants
        if slots.cites:
            variants = [variant for variant in variants if variant.slots & _STATED] or variants
        if slots.records:
            twice = self.case.book.cues["record"]
            variants = [variant for variant in variants if not twice.search(fold(variant.text))] or variants
        register = self.register
        chosen = [variant for variant in variants if register in variant.register] or variants
        chosen = [variant for variant in chosen if variant.special] or chosen
        memory = self.memory

        used = (memory.used if memory else {}).get
        brief, repeats = self.brief, self._repeats(slots)

        def order(variant: Variant) -> tuple[int, int, int, int]:
            again = repeats(variant) if variant.names_matter else 0
            again += 2 * (variant.key in self._said_here)
            return (again, len(variant.text) if brief else 0, used(variant.key, 0), mix(base, variant.index))

        return sorted(chosen, key=order)

    def _answering_praise(self, variants: list[Variant]) -> list[Variant]:
        """What the customer praised is named where it is known; where it is not, nothing is."""
        praised = bool(self.case.praise)
        return [variant for variant in variants if bool(variant.slots & _PRAISED) == praised] or variants

    def _fits(self, variant: Variant, slots: Slots) -> bool:
        if variant.claims and variant.claims != ("many" if len(slots.issues) > 1 else "one"):
            return False
        if variant.types and not any(issue.type in variant.types for issue in slots.issues):
            return False
        return all(_has(slots, need) for need in variant.needs)

    def _repeats(self, slots: Slots) -> Callable[[Variant], int]:
        """How much of what the draft has named already a variant would name again."""
        ids = [issue.id for issue in slots.issues]
        again = max((self._named.get(id, 0) for id in ids), default=0)
        named = frozenset(slot for id, slot in self._slots_used if id in ids)
        return lambda variant: again + (not named.isdisjoint(variant.slots))

    def _unwanted(self, kind: str, text: str) -> bool:
        """A second apology, one where none is due, or a word that the business avoids."""
        if self._must_not_regret(kind) and self._says_sorry(text):
            return True
        avoid = self.case.business.voice.avoid.get(self.case.language, ())
        return bool(avoid) and any(word.lower() in text.lower() for word in avoid)

    def _unnamed(self, slots: Slots) -> bool:
        """Whether the acts answer a claim whose matter the draft has not named yet."""
        claims = any(act.claim is not None for act in slots.acts)
        return claims and any(issue.definite and issue.id not in self._named for issue in slots.issues)

    def _must_not_regret(self, kind: str) -> bool:
        one_too_many = self._sorry or self.sorry_planned or not (self.regrets and kind in _REGRETS)
        return kind != "apologise" and one_too_many

    def _says_sorry(self, text: str) -> bool:
        return self.case.book.cues["apology"].search(fold(text)) is not None

    def _worn(self, text: str, stated: str = "") -> bool:
        """Whether a sentence was said too often; what the business itself stated does not count."""
        sentences = [sentence for sentence in split_sentences(text) if not stated or sentence not in stated]
        if any(sentence in self._sentences for sentence in sentences):
            return True
        return self.memory is not None and any(self.memory.worn(sentence) for sentence in sentences)

    def _keep(self, said: Said, variant: Variant, slots: Slots) -> Said:
        self._said_here.add(variant.key)
        if variant.names_matter:
            for issue in slots.issues:
                self._named[issue.id] = self._named.get(issue.id, 0) + 1
                self._slots_used.update((issue.id, slot) for slot in variant.slots & MATTER)
        self._sorry = self._sorry or self._says_sorry(said.text)
        self._sentences.update(split_sentences(said.text))
        return said

    @staticmethod
    def _slot_keys(variant: Variant, slots: Slots) -> Iterable[str]:
        return (slots.keys[slot] for slot in variant.slots if slot in slots.keys)

    # ------------------------------------------------------------------------------------------------------- filling

    def _filled(self, variant: Variant, slots: Slots) -> str | None:
        text = ""
        for literal, slot in variant.pieces:
            text += literal
            if slot:
                value = slots[slot]
                if value is None:
                    return None
                text += self._in_place(text, slot, value)
        if slots.cites and not variant.slots & _STATED:
            text = f"{tidy(text, self.case)} {capitalise(slots['fact'] or slots['remedy'] or '')}"
        return tidy(text, self.case)

    def _in_place(self, before: str, slot: str, value: str) -> str:
        """A value with its first letter and its last mark as its place in the sentence asks for."""
        before = before.rstrip()
        if not before or before[-1] in ".!?…":
            return capitalise(value)
        if slot in ("standard", "ask"):
            return decapitalise(value, self.case)
        if slot == "fact" and self.case.book.cues["small_start"].match(value):
            return decapitalise(value, self.case)
        return value.rstrip(".") if slot == "remedy" else value


@lru_cache(maxsize=512)
def pool(book: Phrasebook, kind: str, trade: str, platform: str) -> tuple[Variant, ...]:
    """The variants of an act that a trade and a platform allow."""
    return tuple(
        variant
        for variant in book.acts.get(kind, ())
        if (not variant.trades or trade in variant.trades) and (not variant.platforms or platform in variant.platforms)
    )


def _takes_leave(signature: str) -> bool:
    """Whether a signature brings its own words of leave: "С уважением, отель «Бреза»"."""
    return "," in signature


def _signed(text: str, signature: str) -> str:
    """A signature has no full stop of its own, and stands on its own line."""
    text = text if signature.endswith(".") else text.rstrip(".")
    return text.replace(f", {signature}", f",\n{signature}")


def _has(slots: Slots, need: str) -> bool:
    return slots[need] is not None if need in SLOTS else need in slots.flags
