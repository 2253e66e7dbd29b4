"""Policies that would deny a right of law: never used against a customer whose purchase has that right."""

from __future__ import annotations

from reviewreply.business.model import Policy, RightNote
from reviewreply.business.rights import all_rights
from reviewreply.justify.facts.case import Case


def notes_on(case: Case, rule: Policy) -> list[RightNote]:
    """What speaks against using a policy for this order; nothing where the right is for another channel."""
    if case.business is None:
        return []
    channels = {right.id: right.channel for right in all_rights()}
    return [
        note
        for note in case.business.rights
        if note.policy == rule.id
        and (case.order.channel is None or channels.get(note.right, case.order.channel) == case.order.channel)
    ]


def unusable(case: Case, rule: Policy, part: str) -> bool:
    """Whether this part of the policy (``within``, ``until``, ``requires``, ``text``) must not be used."""
    return any(note.part == part for note in notes_on(case, rule))
