"""The stream: order, what it holds, errors in their place, a clean end, the next group read meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pytest

from reviewreply.encoder.protocol import Reading
from reviewreply.pipeline import BATCH, Pipeline
from reviewreply.record import Analysis, Language, Review


class Reader:
    """An encoder that finds praise everywhere, keeps count, and fails on a text."""

    version = "test"
    thresholds: Mapping[str, float] = {}

    def __init__(self, fails_on: str | None = None) -> None:
        self.groups: list[int] = []
        self.second = threading.Event()
        self._fails_on = fails_on

    def read(self, texts: Sequence[str]) -> list[Reading]:
        self.groups.append(len(texts))
        if len(self.groups) == 2:
            self.second.set()
        if self._fails_on in texts:
            raise RuntimeError("the encoder broke")
        return [Reading((0.0, 0.0, 0.0, 0.0, 1.0), 0.01, {}, (), {}, {}, 0.5) for _ in texts]


class English:
    def detect_many(self, texts: Iterable[str]) -> list[Language]:
        return [Language("en") for _ in texts]


def reviews(count: int, fails_after: int | None = None) -> Iterator[Review]:
    for number in range(count):
        if number == fails_after:
            raise ValueError("the source broke")
        yield Review(f"lovely {number}", id=str(number))


def pipeline(reader: Reader) -> Pipeline:
    return Pipeline(reader, English())  # type: ignore[arg-type]


def until_error(stream: Iterator[Analysis], error: type[Exception]) -> list[str | None]:
    """Ids of what came before the error."""
    ids: list[str | None] = []
    with pytest.raises(error):
        ids.extend(analysis.id for analysis in stream)
    return ids


def reading_ahead() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("read-ahead")]


@pytest.mark.parametrize("count", [0, 1, BATCH - 1, BATCH, BATCH + 1, 3 * BATCH + 5])
def test_analyses_come_in_the_order_of_the_reviews(count: int) -> None:
    reader = Reader()
    assert [analysis.id for analysis in pipeline(reader).analyze_stream(reviews(count))] == list(map(str, range(count)))
    assert sum(reader.groups) == count


def test_the_next_group_is_read_while_one_is_worked_on() -> None:
    reader = Reader()
    stream = pipeline(reader).analyze_stream(reviews(2 * BATCH))
    next(stream)
    assert reader.second.wait(10)
    stream.close()  # type: ignore[attr-defined]


def test_an_endless_stream_is_taken_two_groups_at_a_time() -> None:
    taken = 0

    def endless() -> Iterator[Review]:
        nonlocal taken
        while True:
            taken += 1
            yield Review("lovely")

    stream = pipeline(Reader()).analyze_stream(endless())
    for done in range(5 * BATCH):
        next(stream)
        assert taken <= done + 2 * BATCH
    stream.close()  # type: ignore[attr-defined]


def test_an_error_of_the_source_comes_after_the_groups_before_it() -> None:
    stream = pipeline(Reader()).analyze_stream(reviews(300, fails_after=2 * BATCH + 3))
    assert until_error(stream, ValueError) == list(map(str, range(2 * BATCH)))


def test_an_error_of_the_encoder_comes_after_the_groups_before_it() -> None:
    stream = pipeline(Reader(fails_on=f"lovely {BATCH + 3}")).analyze_stream(reviews(300))
    assert until_error(stream, RuntimeError) == list(map(str, range(BATCH)))


def test_a_stream_that_is_left_leaves_no_thread() -> None:
    stream = pipeline(Reader()).analyze_stream(reviews(300))
    next(stream)
    assert reading_ahead()
    stream.close()  # type: ignore[attr-defined]
    assert not reading_ahead()


def test_one_group_needs_no_thread() -> None:
    stream = pipeline(Reader()).analyze_stream(reviews(3))
    next(stream)
    assert not reading_ahead()
