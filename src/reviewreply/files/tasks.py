"""What is done to every review of a file: its language, its analysis, or its draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from reviewreply.record import Language, Review
from reviewreply.wire import (
    DETECT_COLUMNS,
    FLAT_COLUMNS,
    REPLY_COLUMNS,
    analysis_to_dict,
    draft_to_dict,
    flat_columns,
    flat_language,
    language_to_dict,
)

if TYPE_CHECKING:
    from reviewreply.business import Business
    from reviewreply.language import LanguageDetector
    from reviewreply.pipeline import Pipeline

Result = dict[str, Any]


class Task(Protocol):
    """``columns`` are what it adds to a table; ``run`` gives one result per review, in order.

    A result is the record without the review (``flat`` False) or the added columns (``flat`` True).
    """

    name: str
    columns: tuple[str, ...]

    def run(self, reviews: Iterable[Review], flat: bool) -> Iterator[Result]: ...


class Detect:
    """Only the language; a review that leaves it open gets help from its neighbours in the block."""

    name = "detect"
    columns: tuple[str, ...] = DETECT_COLUMNS

    def __init__(self, detector: LanguageDetector) -> None:
        self._detector = detector

    def run(self, reviews: Iterable[Review], flat: bool) -> Iterator[Result]:
        from reviewreply.language import settle

        block = list(reviews)
        found = self._detector.detect_many([review.text for review in block])
        authors: dict[str, list[Language]] = {}
        for review, language in zip(block, found, strict=True):
            if review.author:
                authors.setdefault(review.author, []).append(language)
        for review, language in zip(block, found, strict=True):
            same_author = authors.get(review.author or "", [])
            settled = settle(review.text, language, author=same_author, locale=review.lang, batch=found)
            yield flat_language(settled) if flat else {"id": review.id, "language": language_to_dict(settled)}


class Analyze:
    """The analysis; without a business it stands on the text alone."""

    name = "analyze"
    columns: tuple[str, ...] = FLAT_COLUMNS

    def __init__(self, pipeline: Pipeline, business: Business | None = None) -> None:
        self._pipeline, self._business = pipeline, business

    def run(self, reviews: Iterable[Review], flat: bool) -> Iterator[Result]:
        for analysis in self._pipeline.analyze_stream(reviews, self._business):
            yield flat_columns(analysis) if flat else analysis_to_dict(analysis)


class Drafts:
    """The analysis and a reply."""

    name = "draft"
    columns: tuple[str, ...] = (*FLAT_COLUMNS, *REPLY_COLUMNS)

    def __init__(self, pipeline: Pipeline, business: Business) -> None:
        self._pipeline, self._business = pipeline, business

    def run(self, reviews: Iterable[Review], flat: bool) -> Iterator[Result]:
        for draft in self._pipeline.draft_stream(reviews, self._business):
            yield flat_columns(draft.analysis, draft.reply) if flat else draft_to_dict(draft)
