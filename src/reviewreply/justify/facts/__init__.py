"""The business's own facts, matched to claims: order, terms, promises, incidents, statements about this review."""

from __future__ import annotations

from reviewreply.justify.facts.case import Case
from reviewreply.justify.facts.gather import Gathered, gather

__all__ = ["Case", "Gathered", "gather"]
