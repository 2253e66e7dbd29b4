"""The road itself: review → language → reading → justification → plan, draft, checks; read it in a minute."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from reviewreply.record import Analysis, Draft, Language, Review

if TYPE_CHECKING:
    from reviewreply.business import Business
    from reviewreply.encoder.protocol import Encoder, Reading
    from reviewreply.justify import Batch, Weights
    from reviewreply.language import LanguageDetector
    from reviewreply.reply.memory import ReplyMemory

BATCH = 64
"""Reviews read together in a stream: memory stays flat, every core has work."""


class Pipeline:
    """Analyses reviews and drafts replies. Models load at first use and are shared by all calls.

    Parameters
    ----------
    encoder: any ``Encoder``; the shipped one where None.
    language: a ``LanguageDetector``; the shipped one where None.
    model: a model folder to load the encoder from instead of the shipped one.
    device: ``cpu`` or ``cuda``.
    weights: a weights file of the business, or weights read before; the shipped ones where None.
    seed: replies are the same for the same seed, reviews and order.
    """

    def __init__(
        self,
        encoder: Encoder | None = None,
        language: LanguageDetector | None = None,
        *,
        model: str | Path | None = None,
        device: str = "cpu",
        weights: str | Path | Weights | None = None,
        seed: int = 0,
    ) -> None:
        self._weights = _load(weights) if isinstance(weights, str | Path) else weights
        self._encoder = encoder
        self._language = language
        self._model = model
        self._device = device
        self.seed = seed

    @property
    def weights(self) -> Weights | None:
        """The business's own weights, where there are any."""
        return self._weights

    @property
    def encoder(self) -> Encoder:
        if self._encoder is None:
            from reviewreply.encoder import load_encoder

            self._encoder = load_encoder(self._model, self._device)
        return self._encoder

    @property
    def language(self) -> LanguageDetector:
        if self._language is None:
            from reviewreply.language import LanguageDetector

            self._language = LanguageDetector.load()
        return self._language

    def detect(self, review: Review) -> Language:
        """The language of one review, its locale field helping where the words leave doubt."""
        return self.languages([review])[0]

    def analyze(self, review: Review, business: Business | None = None) -> Analysis:
        return self._analyze([review], self._read([review]), business)[0]

    def draft(self, review: Review, business: Business) -> Draft:
        return next(self.draft_stream([review], business))

    def analyze_stream(
        self, reviews: Iterable[Review], business: Business | None = None, batch: Batch | None = None
    ) -> Iterator[Analysis]:
        """Analyses in the order of the reviews, which may be endless; ``batch`` holds what came before them."""
        batch = batch if batch is not None else _batch(self._weights)
        for group, readings in self._read_ahead(reviews):
            yield from self._analyze(group, readings, business, batch)

    def draft_stream(
        self,
        reviews: Iterable[Review],
        business: Business,
        memory: ReplyMemory | None = None,
        batch: Batch | None = None,
    ) -> Iterator[Draft]:
        """Drafts in the order of the reviews.

        ``memory`` keeps wordings from repeating, ``batch`` counts what recurs; give them to go on where an earlier
        stream of the same business ended.
        """
        from reviewreply.reply import compose
        from reviewreply.reply.memory import ReplyMemory

        batch = batch if batch is not None else _batch(self._weights)
        recent = memory if memory is not None else ReplyMemory()
        for group, readings in self._read_ahead(reviews):
            for review, analysis in zip(group, self._analyze(group, readings, business, batch), strict=True):
                yield Draft(review, analysis, compose(review, analysis, business, memory=recent, seed=self.seed))

    def languages(self, reviews: list[Review]) -> list[Language]:
        """Languages of a group; doubtful ones are settled by the author's other reviews, the locale and the group."""
        from reviewreply.language.fallback import settle

        found = self.language.detect_many(review.text for review in reviews)
        by_author: dict[str, list[Language]] = {}
        for review, language in zip(reviews, found, strict=True):
            if review.author:
                by_author.setdefault(review.author, []).append(language)
        return [
            settle(review.text, language, author=_others(by_author, review, language), locale=review.lang, batch=found)
            for review, language in zip(reviews, found, strict=True)
        ]

    def _read(self, group: list[Review]) -> list[Reading]:
        return self.encoder.read([review.text for review in group])

    def _read_ahead(self, reviews: Iterable[Review]) -> Iterator[tuple[list[Review], list[Reading]]]:
        """Groups of reviews with their readings; while a group is worked on, a thread reads the next one.

        No more than these two are held. An error of the source or of the encoder is raised where its group would
        come, after all that came before it.
        """
        groups = _groups(reviews)
        with ThreadPoolExecutor(1, thread_name_prefix="read-ahead") as reader:  # no thread before a second group
            group = next(groups, None)
            readings = self._read(group) if group else []
            while group:
                following = _next(groups)
                if not isinstance(following, list):
                    yield group, readings
                    if following is not None:
                        raise following
                    return
                reading = reader.submit(self._read, following)
                yield group, readings
                group, readings = following, reading.result()

    def _analyze(
        self, group: list[Review], readings: list[Reading], business: Business | None, batch: Batch | None = None
    ) -> list[Analysis]:
        """Judge a group; what the batch shows to recur is judged once more in its light."""
        from reviewreply.justify import hear

        thresholds = self.encoder.thresholds
        parts = zip(group, self.languages(group), readings, strict=True)
        hearings = [hear(*part, business, thresholds, self._weights) for part in parts]
        analyses = [hearing.analysis() for hearing in hearings]
        if batch is None:
            return analyses
        for review, analysis in zip(group, analyses, strict=True):
            batch.add(review, analysis)
        counts = [hearing.recurring(batch) for hearing in hearings]
        return [
            analysis if count is None else hearing.analysis(count)
            for hearing, analysis, count in zip(hearings, analyses, counts, strict=True)
        ]


def _load(path: str | Path) -> Weights:
    from reviewreply.justify import load_weights

    return load_weights(path)


def _batch(weights: Weights | None) -> Batch:
    from reviewreply.justify import Batch

    return Batch(weights=weights)


def _others(by_author: dict[str, list[Language]], review: Review, own: Language) -> list[Language]:
    """The languages of the author's other reviews."""
    known = deque(by_author.get(review.author or "", ()))
    if own in known:
        known.remove(own)
    return list(known)


def _next(groups: Iterator[list[Review]]) -> list[Review] | Exception | None:
    """The next group, the error in its place, or None where all are done."""
    try:
        return next(groups, None)
    except Exception as error:
        return error


def _groups(reviews: Iterable[Review]) -> Iterator[list[Review]]:
    iterator = iter(reviews)
    while group := list(islice(iterator, BATCH)):
        yield group
