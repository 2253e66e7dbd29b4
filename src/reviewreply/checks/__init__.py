"""One file per family of checks on a draft. ``run_checks`` runs them all, whatever wrote the draft.

Each check is a small function that reads a ``Draft`` and yields findings: a name (``family.kind``), what is wrong and
what would help, where, and how it can be mended. Word lists are in ``lexicons/``, one folder per language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewreply.checks.context import CheckContext, Finding

__all__ = ["run_checks"]


def run_checks(text: str, context: CheckContext) -> list[Finding]:
    """All that is wrong with a draft, in the order of its text; what has no place comes last.

    Parameters
    ----------
    text: the reply as it would be published.
    context: the review, its analysis, the plan, the facts cited, the platform and the last replies.
    """
    from reviewreply.checks.families import findings

    return findings(text, context)
