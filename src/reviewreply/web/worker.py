"""Works on batches in the background, one after the other; what was interrupted goes on at the next start."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from reviewreply.errors import ReviewReplyError
from reviewreply.files.raw import Item
from reviewreply.queue import Store
from reviewreply.queue.jobs import Job, JobItem, Jobs
from reviewreply.queue.records import stored_review
from reviewreply.record import Review
from reviewreply.web.desk import Desk
from reviewreply.web.problems import LOG, where
from reviewreply.wire import analysis_to_dict, draft_to_dict

PIECE = 64
"""Reviews between two looks at whether a job was cancelled."""


class _Stopped(Exception):
    """The job was cancelled, or the server ends; what is imported stays."""


class Worker:
    """A thread that waits for jobs."""

    def __init__(self, store: Store, jobs: Jobs, desk: Desk) -> None:
        self._store, self._jobs, self._desk = store, jobs, desk
        self._wake, self._stop = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begins to work, also on what an earlier run left."""
        self._thread = threading.Thread(target=self._run, name="reviewreply-jobs", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends after the piece at hand."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=30)

    def wake(self) -> None:
        """There is something new to do."""
        self._wake.set()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            try:
                job = self._jobs.unfinished()
                if job is None:
                    self._wake.wait(5)
                    continue
                self.work(job)
            except Exception as error:
                LOG.error("a job stopped: %s", where(error))
                self._wake.wait(5)

    def work(self, job: Job) -> None:
        """Works on one job to its end, or until the worker is stopped."""
        try:
            done = self._import(job) if job.kind == "import" else self._answer(job)
        except Exception as error:
            LOG.error("job %d failed: %s", job.id, where(error))
            said = str(error) if isinstance(error, ReviewReplyError) else f"The program failed ({where(error)})."
            self._jobs.finish(job.id, said)
            return
        if done is not None:
            self._jobs.finish(job.id, summary=done)

    def _answer(self, job: Job) -> Mapping[str, Any] | None:
        while items := self._jobs.pending(job.id, PIECE):
            if self._stop.is_set():
                return None
            if not self._jobs.keep(job.id, self._outcomes(job.kind, items)):
                return None
        return {}

    def _outcomes(self, kind: str, items: list[JobItem]) -> dict[int, tuple[dict[str, Any] | None, str | None]]:
        """All at once, or one by one where one of them fails."""
        try:
            results = self._results(kind, [stored_review(item.review) for item in items])
        except Exception as error:
            LOG.error("a piece of a job is tried one by one: %s", where(error))
            return {item.number: self._outcome(kind, item) for item in items}
        return {item.number: (result, None) for item, result in zip(items, results, strict=True)}

    def _results(self, kind: str, reviews: list[Review]) -> list[dict[str, Any]]:
        if kind == "draft":
            return [draft_to_dict(draft) for draft in self._desk.draft_all(reviews)]
        return [analysis_to_dict(analysis) for analysis in self._desk.analyze(reviews)]

    def _outcome(self, kind: str, item: JobItem) -> tuple[dict[str, Any] | None, str | None]:
        try:
            return self._results(kind, [stored_review(item.review)])[0], None
        except Exception as error:
            return None, str(error) if isinstance(error, ReviewReplyError) else where(error)

    def _import(self, job: Job) -> Mapping[str, Any] | None:
        reviews = [stored_review(item.review) for item in self._jobs.results(job.id)]
        items = [Item(number + 1, review.row, review) for number, review in enumerate(reviews)]
        through = [0]

        def step(count: int) -> None:
            through[0] += count
            if self._stop.is_set() or not self._jobs.progress(job.id, min(through[0], job.total)):
                raise _Stopped

        name = job.name or "upload"
        try:
            return self._store.import_reviews(
                items, self._desk.drafting, name=name, actor=job.actor, step=step
            ).as_dict()
        except _Stopped:
            return None
