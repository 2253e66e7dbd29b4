"""What is done to every review of a file: its language, its analysis, or its draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from reviewreply.record import Review
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
    from reviewreply.pipeline import Pipeline

Result = dict[str, Any]


class Task(Protocol):
    """``columns`` are what it adds to a table; ``run`` gives one result per review, in order.

    A result is the record without the review (``flat`` False) or the added columns (``flat`` True).
    """

    name: str
    columns: tuple[str, ...]

    def run(self, reviews: Iterable[Review], flat: bool) -> Iterator[Result]: ...

    def news(self) -> Any:
        """What later reviews depend on and was learnt since this was last asked, as JSON."""

    def recall(self, news: Any) -> None:
        """Learn it again, when an interrupted run goes on."""


class Detect:
    """Only the language."""

    name = "detect"
    columns: tuple[str, ...] = DETECT_COLUMNS

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def run(self, reviews: Iterable[Review], flat: bool) -> Iterator[Result]:
        block = list(reviews)
        for review, language in zip(block, self._pipeline.languages(block), strict=True):
            yield flat_language(language) if flat else {"id": review.id, "language": language_to_dict(language)}

    def news(self) -> None:
        return None

    def recall(self, news: None) -> None:
        pass


class Analyze:
    """The analysis; without a business it stands on the text alone."""

    name = "analyze"
    columns: tuple[str, ...] = FLAT_COLUMNS

    def __init__(self, pipeline: Pipeline, business: Business | None = None) -> None:
        from reviewreply.justify import Batch

        self._pipeline, self._business, self._batch = pipeline, business, Batch()

    def run(self, reviews: Iterable[Review], flat: bool) -> Iterator[Result]:
        for analysis in self._pipeline.analyze_stream(reviews, self._business, self._batch):
            yield flat_columns(analysis) if flat else analysis_to_dict(analysis)

    def news(self) -> list[Any]:
        return self._batch.news()

    def recall(self, news: list[Any]) -> None:
        self._batch.recall(news)


class Drafts:
    """The analysis and a reply."""

    name = "draft"
    columns: tuple[str, ...] = (*FLAT_COLUMNS, *REPLY_COLUMNS)

    def __init__(self, pipeline: Pipeline, business: Business) -> None:
        from reviewreply.justify import Batch
        from reviewreply.reply.memory import ReplyMemory

        self._pipeline, self._business = pipeline, business
        self._batch, self._memory = Batch(), ReplyMemory()

    def run(self, reviews: Iterable[Review], flat: bool) -> Iterator[Result]:
        for draft in self._pipeline.draft_stream(reviews, self._business, self._memory, self._batch):
            yield flat_columns(draft.analysis, draft.reply) if flat else draft_to_dict(draft)

    def news(self) -> dict[str, list[Any]]:
        return {"batch": self._batch.news(), "memory": self._memory.news()}

    def recall(self, news: dict[str, list[Any]]) -> None:
        self._batch.recall(news["batch"])
        self._memory.recall(news["memory"])
