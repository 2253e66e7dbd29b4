"""What a check is told about a draft, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reviewreply.business.model import Business
from reviewreply.platforms import PlatformRules
from reviewreply.record import Analysis, Plan, ReplyLanguage, Review

Repair = Literal["vary", "drop", "shorten", "person"]


@dataclass(frozen=True, slots=True)
class Part:
    """One act as it stands in the draft: ``text[start:end]`` is what was written for ``plan.acts[act]``."""

    act: int
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CheckContext:
    """Everything a check may look at.

    Parameters
    ----------
    plan: the acts that this very draft carries out, in their order.
    language: the language of the reply.
    facts: the texts of the business that the draft cites, by id (``policies.returns``, ``facts.0``, ``remedy:0``,
        ``incident:outage-may``, ``contact``, ``signature``); numbers and promises must trace to these or the review.
    facts_used: the ids of ``facts`` in the order of use.
    recent: the last replies of this business, latest last; empty where none are known.
    parts: which stretch of the draft carries out which act; empty for drafters that cannot tell.
    """

    review: Review
    analysis: Analysis
    business: Business
    plan: Plan
    language: ReplyLanguage
    rules: PlatformRules
    facts: Mapping[str, str] = field(default_factory=dict)
    facts_used: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that fired: its name, what is wrong in words, where in the draft, and what would help.

    ``repair``: ``vary`` say it otherwise, ``drop`` leave the act out, ``shorten``, ``person`` no drafter can mend it.
    Offsets are None where no place shows it (something is missing).
    """

    check: str
    message: str
    repair: Repair = "vary"
    start: int | None = None
    end: int | None = None
