"""Who writes the words of a plan: the phrasebook that is built in, or anything else that keeps to the protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from reviewreply.business.model import Business
from reviewreply.record import Analysis, Plan, Review
from reviewreply.reply.case import Case
from reviewreply.reply.memory import ReplyMemory
from reviewreply.reply.plan import Style
from reviewreply.reply.realise import Traced, realise


@runtime_checkable
class Drafter(Protocol):
    """Puts a plan into words. Whatever it writes goes through the same checks."""

    @property
    def name(self) -> str:
        """As it stands in ``Reply.drafter``."""
        ...

    def draft(
        self,
        review: Review,
        analysis: Analysis,
        business: Business,
        plan: Plan,
        seed: int = 0,
        memory: ReplyMemory | None = None,
    ) -> str:
        """The text of the reply; another seed, another wording."""
        ...


@dataclass(frozen=True)
class PhrasebookDrafter:
    """Works offline from the phrase files; the same text for the same review, plan, seed and memory."""

    seed: int = 0
    style: Style = ""
    name: str = "phrasebook"

    def draft(
        self,
        review: Review,
        analysis: Analysis,
        business: Business,
        plan: Plan,
        seed: int = 0,
        memory: ReplyMemory | None = None,
    ) -> str:
        """The text of the reply."""
        return self.trace(Case(review, analysis, business), plan, seed, memory).text

    def trace(
        self,
        case: Case,
        plan: Plan,
        seed: int = 0,
        memory: ReplyMemory | None = None,
        banned: frozenset[str] = frozenset(),
    ) -> Traced:
        """The text with the trace of how it came about."""
        return realise(case, plan, seed + 1_000_003 * self.seed, memory, banned, self.style)
