"""Batches in the background: what is asked for is kept at once, and worked on in pieces that are kept too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import func, insert, select, update

from reviewreply.queue.columns import now
from reviewreply.queue.conflicts import NotFoundError
from reviewreply.queue.schema import JobItemRow, JobRow
from reviewreply.queue.store import Store

JobKind = Literal["analyze", "draft", "import"]
KINDS: tuple[JobKind, ...] = ("analyze", "draft", "import")


@dataclass(frozen=True, slots=True)
class Job:
    """A batch. ``state`` is waiting, running, finished, failed or cancelled."""

    id: int
    kind: str
    name: str
    state: str
    total: int
    done: int
    failed: int
    actor: str
    created_at: datetime
    finished_at: datetime | None
    error: str | None
    summary: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class JobItem:
    """One review of a job."""

    number: int
    review: Mapping[str, Any]
    result: Mapping[str, Any] | None
    error: str | None


class Jobs:
    """The batches of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, kind: JobKind, reviews: list[dict[str, Any]], actor: str, name: str = "") -> Job:
        """A new batch; ``reviews`` are records as ``review_to_dict`` makes them."""
        with self._store.writing() as session:
            row = JobRow(
                kind=kind, name=name[:200], state="waiting", total=len(reviews), done=0, failed=0, actor=actor,
                created_at=now(), summary={},
            )  # fmt: skip
            session.add(row)
            session.flush()
            items = [{"job_id": row.id, "number": number, "review": review} for number, review in enumerate(reviews)]
            for start in range(0, len(items), 1000):
                session.execute(insert(JobItemRow), items[start : start + 1000])
            return _job(row)

    def get(self, job_id: int) -> Job:
        """A batch as it stands. Raises NotFoundError."""
        with self._store.reading() as session:
            row = session.get(JobRow, job_id)
            if row is None:
                raise NotFoundError(f"There is no job {job_id}.", "List the jobs to see which there are.")
            return _job(row)

    def recent(self, limit: int = 50) -> list[Job]:
        """The latest batches first."""
        with self._store.reading() as session:
            return [_job(row) for row in session.scalars(select(JobRow).order_by(JobRow.id.desc()).limit(limit))]

    def unfinished(self) -> Job | None:
        """The oldest batch with something left to do."""
        query = select(JobRow).where(JobRow.state.in_(("waiting", "running"))).order_by(JobRow.id).limit(1)
        with self._store.reading() as session:
            row = session.scalar(query)
            return _job(row) if row is not None else None

    def pending(self, job_id: int, limit: int | None = None) -> list[JobItem]:
        """Reviews of a batch that wait for their turn."""
        query = (
            select(JobItemRow)
            .where(JobItemRow.job_id == job_id, JobItemRow.result.is_(None), JobItemRow.error.is_(None))
            .order_by(JobItemRow.number)
            .limit(limit)
        )
        with self._store.reading() as session:
            return [_item(row) for row in session.scalars(query)]

    def keep(self, job_id: int, outcomes: Mapping[int, tuple[dict[str, Any] | None, str | None]]) -> bool:
        """Keeps results, or errors, by number; False where the batch was cancelled meanwhile."""
        with self._store.writing() as session:
            job = session.get_one(JobRow, job_id, with_for_update=True)
            if job.state == "cancelled":
                return False
            for number, (result, error) in outcomes.items():
                item = session.get_one(JobItemRow, (job_id, number))
                item.result, item.error = result, error
            job.state = "running"
            job.done += len(outcomes)
            job.failed += sum(error is not None for _, error in outcomes.values())
            return True

    def progress(self, job_id: int, done: int) -> bool:
        """Sets how far a batch is that keeps no results of its own; False where it was cancelled meanwhile."""
        alive = update(JobRow).where(JobRow.id == job_id, JobRow.state != "cancelled")
        with self._store.writing() as session:
            changed = session.scalar(alive.values(done=done, state="running").returning(JobRow.id))
            return changed is not None

    def finish(self, job_id: int, error: str | None = None, summary: Mapping[str, Any] | None = None) -> None:
        """The end of a batch, good or bad."""
        with self._store.writing() as session:
            job = session.get_one(JobRow, job_id, with_for_update=True)
            if job.state in ("waiting", "running"):
                job.state = "failed" if error else "finished"
                job.finished_at, job.error, job.summary = now(), error, dict(summary or {})
                if error is None:
                    job.done = job.total

    def cancel(self, job_id: int) -> Job:
        """Stops a batch after the piece it is at; what is finished stays."""
        with self._store.writing() as session:
            job = session.get(JobRow, job_id, with_for_update=True)
            if job is None:
                raise NotFoundError(f"There is no job {job_id}.", "List the jobs to see which there are.")
            if job.state in ("waiting", "running"):
                job.state, job.finished_at = "cancelled", now()
            return _job(job)

    def results(self, job_id: int) -> Iterator[JobItem]:
        """All reviews of a batch in their order."""
        size, after = 500, -1
        while True:
            query = select(JobItemRow).where(JobItemRow.job_id == job_id, JobItemRow.number > after)
            with self._store.reading() as session:
                rows = [_item(row) for row in session.scalars(query.order_by(JobItemRow.number).limit(size))]
            yield from rows
            if len(rows) < size:
                return
            after = rows[-1].number

    def waiting(self) -> int:
        """How many batches are not finished."""
        query = select(func.count()).select_from(JobRow).where(JobRow.state.in_(("waiting", "running")))
        with self._store.reading() as session:
            return session.scalar(query) or 0


def _job(row: JobRow) -> Job:
    return Job(
        row.id, row.kind, row.name, row.state, row.total, row.done, row.failed, row.actor, row.created_at,
        row.finished_at, row.error, row.summary,
    )  # fmt: skip


def _item(row: JobItemRow) -> JobItem:
    return JobItem(row.number, row.review, row.result, row.error)
