"""The business's own facts, matched to claims: order, terms, promises, incidents, statements about this review."""

from __future__ import annotations

from reviewreply.justify.facts.case import Case, case_of
from reviewreply.justify.facts.gather import Gathered, gather

__all__ = ["Case", "Gathered", "case_of", "gather"]
