"""Tone by a classifier."""

from __future__ import annotations

from collections.abc import Iterator

from reviewreply.checks.context import Finding
from reviewreply.checks.draft import Draft


def _nothing(draft: Draft) -> Iterator[Finding]:
    yield from ()


CHECKS = (_nothing,)
