"""The program's side of the desk: analyses, drafts, other wordings, and checks on what a person writes."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, cast, get_args

from reviewreply.errors import InputError
from reviewreply.queue import CaseView, Store
from reviewreply.queue.drafting import Drafting, drafting
from reviewreply.queue.model import Suggestion
from reviewreply.queue.records import analysis_from_dict, stored_review
from reviewreply.record import Analysis, Draft, ReplyLanguage, Review
from reviewreply.reply.memory import ReplyMemory
from reviewreply.reply.plan import Style
from reviewreply.web.render import compile_templates

if TYPE_CHECKING:
    from reviewreply.business import Business
    from reviewreply.pipeline import Pipeline

STYLES: tuple[str, ...] = get_args(Style)
_PRIME = 104_729
_TRIES = 6


class Desk:
    """A pipeline and a business; one call at a time, since the model takes all cores anyway."""

    def __init__(self, store: Store, pipeline: Pipeline, business: Business, fingerprint: str) -> None:
        self._store, self._pipeline, self._business, self._fingerprint = store, pipeline, business, fingerprint
        self._lock = threading.Lock()
        self._memory = ReplyMemory()
        self._warming = threading.Lock()
        self._warm = False

    def warm(self) -> None:
        """Read phrases, lexicons and templates once; many first callers would each begin to read them."""
        from reviewreply.reply.situations import situations

        with self._warming:
            if self._warm:
                return
            for language in get_args(ReplyLanguage):
                first = next(situations(language, business=self._business))
                check_text(first.review, first.analysis, self._business, first.review.text)
            compile_templates()
            self._warm = True

    @property
    def drafting(self) -> Drafting:
        """For imports: the model is loaded now, and works between other calls."""
        made = drafting(self._pipeline, self._business, self._fingerprint)
        return Drafting(self._drafts, made.program, made.model, made.business, made.seed)

    def _drafts(self, reviews: Iterable[Review]) -> Iterator[Draft]:
        stream = self._pipeline.draft_stream(reviews, self._business, memory=self._memory)
        while True:
            with self._lock:
                draft = next(stream, None)
            if draft is None:
                return
            yield draft

    def analyze(self, reviews: list[Review]) -> list[Analysis]:
        """Analyses in the order given."""
        with self._lock:
            return list(self._pipeline.analyze_stream(reviews, self._business))

    def draft(self, review: Review, style: str = "", seed: int = 0) -> Draft:
        """A draft in a style; another seed, another wording."""
        from reviewreply.reply import compose

        chosen, analysis = _style(style), self.analyze([review])[0]
        return Draft(review, analysis, compose(review, analysis, self._business, seed=seed, style=chosen))

    def draft_all(self, reviews: list[Review]) -> list[Draft]:
        """Drafts of a batch, whose wordings do not repeat."""
        return list(self._drafts(reviews))

    def another(self, case: CaseView, style: str, asked_by: str) -> Suggestion:
        """Another draft for a case, unlike those that it has; it is kept beside them."""
        from reviewreply.reply import compose

        self.warm()
        review, analysis = stored_review(case.version.review), analysis_from_dict(case.suggestion.analysis)
        known = {suggestion.reply["text"] for suggestion in case.suggestions}
        for attempt in range(_TRIES):
            seed = _PRIME * (len(case.suggestions) + attempt) + 1
            reply = compose(review, analysis, self._business, seed=seed, style=_style(style))
            if reply.text not in known:
                break
        return self._store.suggest(
            case.summary.id, analysis, reply, self.drafting, asked_by=asked_by, style=style, seed=seed
        )

    def check(self, case: CaseView, text: str) -> dict[str, Any]:
        """What the checks say of a reply as it is being written, and how long it is as the platform counts."""
        self.warm()
        review, analysis = stored_review(case.version.review), analysis_from_dict(case.suggestion.analysis)
        return check_text(review, analysis, self._business, text, case.suggestion.style)


def check_text(review: Review, analysis: Analysis, business: Business, text: str, style: str = "") -> dict[str, Any]:
    """Findings and length of a reply to a review."""
    from reviewreply.checks import run_checks
    from reviewreply.checks.context import CheckContext
    from reviewreply.reply.case import Case
    from reviewreply.reply.plan import plan_case

    case = Case(review, analysis, business)
    plan = plan_case(case, _style(style))
    facts = {act.fact: words for act in plan.acts if act.fact and (words := case.sources.text(act.fact))}
    context = CheckContext(
        review=review, analysis=analysis, business=business, plan=plan, language=case.language, rules=case.rules,
        facts=facts, facts_used=tuple(facts),
    )  # fmt: skip
    findings = [
        {"check": found.check, "message": found.message, "start": found.start, "end": found.end}
        for found in run_checks(text, context)
    ]
    rules = case.rules
    return {
        "findings": findings, "length": rules.length(text), "limit": rules.limit, "unit": rules.unit,
        "fits": rules.fits(text), "platform": rules.title,
        "facts": facts,
    }  # fmt: skip


def _style(style: str) -> Style:
    if style not in STYLES:
        raise InputError("There is no such style.", f"Known: {', '.join(name for name in STYLES if name)}.")
    return cast(Style, style)
