"""Liability in law: a reply may be sorry for an experience, it admits no liability, guilt or breach."""

from __future__ import annotations

from collections.abc import Iterator

from reviewreply.checks.context import Finding
from reviewreply.checks.draft import Draft, finding

_WORDS = {
    "responsibility": "Takes on liability in law; own the fault in plain words instead.",
    "guilt": "Admits guilt or negligence in public; say what went wrong and that you are sorry.",
    "law": "Admits a breach of law in public; leave the judgement to those who make it.",
}


def admission(draft: Draft) -> Iterator[Finding]:
    """Words that admit liability."""
    for entry, start, end in draft.hits("liability"):
        yield finding(f"liability.{entry.kind}", _WORDS[entry.kind], (start, end))


CHECKS = (admission,)
