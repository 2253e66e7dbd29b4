"""The rule layer: small named functions over versioned lexicons, one folder per language."""

from __future__ import annotations

from reviewreply.justify.rules.hit import Hit
from reviewreply.justify.rules.run import find_hits

__all__ = ["Hit", "find_hits"]
