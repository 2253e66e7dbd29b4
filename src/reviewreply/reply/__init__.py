"""From analysis and facts to a draft: plan, phrasebook, realisation.

``make_plan`` says what a reply does, a ``Drafter`` puts it into words, ``compose`` does both and has it checked.
"""

from __future__ import annotations

from reviewreply.reply.compose import compose
from reviewreply.reply.drafter import Drafter, PhrasebookDrafter
from reviewreply.reply.memory import ReplyMemory, repetition_report
from reviewreply.reply.plan import make_plan

__all__ = ["Drafter", "PhrasebookDrafter", "ReplyMemory", "compose", "make_plan", "repetition_report"]
