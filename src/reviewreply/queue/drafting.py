"""What the store needs of the program: reviews in, drafts out, and the name of what drafted them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewreply.record import Draft, Review

if TYPE_CHECKING:
    from reviewreply.business import Business
    from reviewreply.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class Drafting:
    """Drafts replies. ``program``, ``model`` and ``business`` are kept with each suggestion."""

    draft: Callable[[Iterable[Review]], Iterator[Draft]]
    program: str
    model: str
    business: str
    seed: int = 0


def drafting(pipeline: Pipeline, business: Business, fingerprint: str) -> Drafting:
    """Drafting with a pipeline for a business; ``fingerprint`` names the business file as it is now."""
    from reviewreply import __version__

    def draft(reviews: Iterable[Review]) -> Iterator[Draft]:
        return pipeline.draft_stream(reviews, business)

    version = getattr(getattr(pipeline, "encoder", None), "version", "unknown")
    return Drafting(draft, __version__, version, fingerprint, pipeline.seed)
