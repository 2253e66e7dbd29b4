"""Reviews go through a task in blocks, always the same ones, so that a resumed run gives what an undisturbed one gives.

A review on which the program itself fails is rejected and does not stop the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reviewreply.errors import ReviewReplyError
from reviewreply.files.journal import Result
from reviewreply.files.tasks import Task
from reviewreply.record import Review

BLOCK = 128
"""Reviews in a block: what a kill costs at most."""
REJECTED = "rejected"
"""The key of a result that says why there is none."""


def run_block(task: Task, reviews: Sequence[Review], flat: bool, step: Callable[[], None]) -> list[Result]:
    """One result per review, in order; ``step`` is called after each.

    Errors with a remedy, a full memory and errors of the system go through; so does one that strikes every review.
    """
    results: list[Result] = []
    try:
        for result in task.run(reviews, flat):
            results.append(result)
            step()
    except (ReviewReplyError, MemoryError, OSError, ImportError):
        raise
    except Exception as error:
        return results + _one_by_one(task, reviews[len(results) :], flat, step, error)
    if len(results) != len(reviews):
        raise RuntimeError(f"{len(results)} results for {len(reviews)} reviews")
    return results


def _one_by_one(
    task: Task, reviews: Sequence[Review], flat: bool, step: Callable[[], None], first: Exception
) -> list[Result]:
    results = [_alone(task, review, flat) for review in reviews]
    if len(results) > 1 and all(REJECTED in result for result in results):
        raise first
    for _ in results:
        step()
    return results


def _alone(task: Task, review: Review, flat: bool) -> Result:
    try:
        return next(iter(task.run([review], flat)))
    except (ReviewReplyError, MemoryError, OSError, ImportError):
        raise
    except Exception as error:
        return {REJECTED: f"the program failed on this review ({type(error).__name__}); please report it"}


def blocks(reviews: Iterator[Review], size: int) -> Iterator[list[Review]]:
    """Lists of ``size`` reviews, the last one shorter."""
    block: list[Review] = []
    for review in reviews:
        block.append(review)
        if len(block) == size:
            yield block
            block = []
    if block:
        yield block
