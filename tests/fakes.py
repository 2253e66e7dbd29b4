"""A pipeline without models: small, real rules, the same answer for the same review."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from reviewreply.justify import Batch
from reviewreply.record import Analysis, Draft, Justification, Language, Reply, Review, Sentiment, Signal, TypeScore
from reviewreply.reply.memory import ReplyMemory

PAUSE = "FAKE_PAUSE"
FAILS_ON = "BOOM"


class FakePipeline:
    """Language by letters, complaint by stars; fails on texts that hold ``BOOM``; pauses as ``FAKE_PAUSE`` says."""

    def __init__(self, **options: Any) -> None:
        self.seed = options.get("seed", 0)

    def languages(self, reviews: list[Review]) -> list[Language]:
        return [self.detect(review) for review in reviews]

    def detect(self, review: Review) -> Language:
        if not review.text.strip():
            return Language("und", confidence=0.0)
        cyrillic = any("а" <= letter <= "я" for letter in review.text.lower())
        return Language("ru" if cyrillic else "en", confidence=0.9)

    def analyze(self, review: Review, business: object = None) -> Analysis:
        time.sleep(float(os.environ.get(PAUSE, 0)))
        if FAILS_ON in review.text:
            raise ValueError(review.text)
        stars = review.stars or 3
        verdict = ("justified", "partly", "unjustified", "unclear", "not_applicable")[stars - 1]
        score = None if stars == 5 else 1 - stars / 5
        signals = (Signal("specific", 0.8, 0, 1), Signal("specific", 0.7), Signal("legal", 0.6)) if stars == 1 else ()
        return Analysis(
            id=review.id,
            language=self.detect(review),
            sentiment=Sentiment(stars, "negative" if stars < 3 else "positive", 0.91234567),
            is_complaint=stars < 4,
            complaint_confidence=0.9,
            types=(TypeScore("delivery", 0.9), TypeScore("quality", 0.6)) if stars < 4 else (),
            claims=(),
            justification=Justification(verdict, score, 0.8, signals),  # type: ignore[arg-type]
            urgency="normal",
        )

    def draft(self, review: Review, business: object) -> Draft:
        analysis = self.analyze(review, business)
        text = f"Reply {self.seed} to {len(review.text)} characters"
        attention = ("legal threat", "low confidence") if analysis.sentiment.stars == 1 else ()
        return Draft(review, analysis, Reply(text, "en", "justified", ("thank",), needs_attention=attention))

    def analyze_stream(
        self, reviews: Iterable[Review], business: object = None, batch: Batch | None = None
    ) -> Iterator[Analysis]:
        for review in reviews:
            yield self.analyze(review, business)

    def draft_stream(
        self,
        reviews: Iterable[Review],
        business: object,
        memory: ReplyMemory | None = None,
        batch: Batch | None = None,
    ) -> Iterator[Draft]:
        """Each draft names how many the memory knew of, so that a memory that was lost shows."""
        for review in reviews:
            draft = self.draft(review, business)
            if memory is not None:
                text = f"{draft.reply.text}, after {len(memory.used)} others"
                memory.add(text, [text])
                draft = replace(draft, reply=replace(draft.reply, text=text))
            yield draft
