"""All checks by family, and running them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from reviewreply.checks import (
    concession,
    disagreement,
    excuses,
    fault,
    grovelling,
    invented,
    language,
    liability,
    personal,
    platform,
    promises,
    repetition,
    superior,
    tone,
    unanswered,
    voice,
)
from reviewreply.checks.context import CheckContext, Finding
from reviewreply.checks.draft import Draft

Check = Callable[[Draft], Iterator[Finding]]

FAMILIES: Mapping[str, tuple[Check, ...]] = {
    "language": language.CHECKS,
    "superior": superior.CHECKS,
    "grovelling": grovelling.CHECKS,
    "excuses": excuses.CHECKS,
    "concession": concession.CHECKS,
    "fault": fault.CHECKS,
    "disagreement": disagreement.CHECKS,
    "unanswered": unanswered.CHECKS,
    "invented": (*invented.CHECKS, *promises.CHECKS),
    "personal": personal.CHECKS,
    "liability": liability.CHECKS,
    "platform": platform.CHECKS,
    "repetition": repetition.CHECKS,
    "voice": voice.CHECKS,
    "tone": tone.CHECKS,
}
_WRONG_TONGUE = frozenset({"language.wrong", "language.script"})


def findings(text: str, context: CheckContext) -> list[Finding]:
    """Run every family; in a draft of another language the word lists of this one say nothing, so only that is told."""
    draft = Draft(text, context)
    found: list[Finding] = []
    for name, checks in FAMILIES.items():
        found += [finding for check in checks for finding in check(draft)]
        if name == "language" and any(item.check in _WRONG_TONGUE and item.start is None for item in found):
            break
    return sorted(_single(found), key=lambda item: (item.start is None, item.start or 0))


def _single(found: list[Finding]) -> Iterator[Finding]:
    """Of findings of one check that share characters only the first."""
    kept: dict[str, list[Finding]] = {}
    for item in found:
        known = kept.setdefault(item.check, [])
        if not any(_overlap(item, other) for other in known):
            known.append(item)
            yield item


def _overlap(left: Finding, right: Finding) -> bool:
    if left.start is None or right.start is None or left.end is None or right.end is None:
        return left == right
    return left.start < right.end and right.start < left.end
