"""The store: every method is one transaction, safe to call from many threads and many programs at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from reviewreply.errors import StoreError
from reviewreply.files.raw import Item
from reviewreply.queue import deciding, exporting, importing, leases, listing, outputs
from reviewreply.queue.cases import add_suggestion
from reviewreply.queue.conflicts import NotFoundError, UnavailableError
from reviewreply.queue.deciding import Wish
from reviewreply.queue.drafting import Drafting
from reviewreply.queue.engine import WRITE, make_engine, migrate, store_url
from reviewreply.queue.exporting import Export, Outgoing
from reviewreply.queue.model import CaseSummary, CaseView, Decision, Filters, ImportSummary, Suggestion, Version
from reviewreply.queue.schema import CaseRow
from reviewreply.queue.scratch import keep_scratch
from reviewreply.queue.statistics import Statistics, statistics
from reviewreply.record import Analysis, Reply

DEFAULT_STORE = "reviewreply.sqlite"
LEASE = timedelta(minutes=15)
DEADLINE = timedelta(hours=24)
_ACTIONS: dict[str, Callable[[Session, Wish], Decision]] = {
    "approve": deciding.approve,
    "reject": deciding.reject,
    "postpone": deciding.postpone,
    "assign": deciding.assign,
    "reopen": deciding.reopen,
    "undo": deciding.undo,
}
ACTIONS = tuple(_ACTIONS)
_Given = TypeVar("_Given")


class Store:
    """Cases, suggestions, decisions; see ``open_store``.

    Parameters
    ----------
    lease: how long a case that somebody took is nobody else's.
    deadline: how long after the review a reply is due.
    """

    def __init__(self, engine: Engine, lease: timedelta = LEASE, deadline: timedelta = DEADLINE) -> None:
        self.engine = engine
        self.lease = lease
        self.deadline = deadline
        # SQLite has one writer at a time: waiting in line here is fairer and quicker than asking it again and again.
        self._turn = threading.Lock() if engine.dialect.name == "sqlite" else nullcontext()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that writes; committed at the end, or nothing of it stays."""
        with (
            self._turn,
            _explained(),
            self.engine.connect().execution_options(**WRITE) as connection,
            connection.begin(),
            Session(connection, expire_on_commit=False) as session,
        ):
            yield session
            session.flush()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only reads."""
        with _explained(), self.engine.connect() as connection, Session(connection) as session:
            yield session

    def close(self) -> None:
        """Gives the connections back."""
        self.engine.dispose()

    # ------------------------------------------------------------------------------------------------------------- in

    def import_reviews(
        self,
        items: Iterable[Item],
        drafts: Drafting,
        *,
        name: str,
        actor: str,
        step: Callable[[int], None] = lambda done: None,
    ) -> ImportSummary:
        """Takes reviews in and drafts what is new or changed; the same export twice adds nothing."""
        return importing.import_reviews(
            self.writing, items, drafts, name=name, actor=actor, deadline=self.deadline, step=step
        )

    def suggest(
        self, case_id: int, analysis: Analysis, reply: Reply, drafts: Drafting, *, asked_by: str, style: str, seed: int
    ) -> Suggestion:
        """Keeps another draft for the newest version of a review."""
        with self.writing() as session:
            case = session.get(CaseRow, case_id, with_for_update=True)
            if case is None:
                raise NotFoundError(f"There is no case {case_id}.", "List the cases to see which there are.")
            row = add_suggestion(session, case, analysis, reply, drafts, asked_by=asked_by, style=style, seed=seed)
            return listing.as_suggestion(row)

    # ---------------------------------------------------------------------------------------------------------- people

    def next_case(self, holder: str, filters: Filters | None = None, skip: int | None = None) -> CaseView | None:
        """The next case in turn, now in the hands of ``holder``; None when nothing is left."""
        with self.writing() as session:
            case_id = leases.take_next(session, holder, self.lease, filters or Filters(), skip)
        return None if case_id is None else self.view(case_id)

    def take(self, case_id: int, holder: str) -> None:
        """Takes one case in hand, or keeps it. Raises ConflictError where somebody else has it."""
        with self.writing() as session:
            leases.take(session, case_id, holder, self.lease)

    def give_back(self, case_id: int, holder: str) -> None:
        """Lays a case down undecided."""
        with self.writing() as session:
            leases.give_back(session, case_id, holder)

    def keep_scratch(self, case_id: int, holder: str, text: str) -> None:
        """Keeps a reply that is not finished, for whoever takes the case up again."""
        with self.writing() as session:
            keep_scratch(session, case_id, holder, text, self.lease)

    def decide(self, action: str, wish: Wish) -> Decision:
        """``approve``, ``reject``, ``postpone``, ``assign``, ``reopen`` or ``undo``. Raises StoreError.

        When the call returns, the decision is on disk.
        """
        if action not in _ACTIONS:
            raise StoreError(f"There is no action {action!r}.", f"Known: {', '.join(ACTIONS)}.")
        try:
            with self.writing() as session:
                return _ACTIONS[action](session, wish)
        except IntegrityError:
            with self.writing() as session:  # the same request came twice at the same moment
                return _ACTIONS[action](session, wish)

    # --------------------------------------------------------------------------------------------------------- looking

    def list_cases(
        self, filters: Filters | None = None, limit: int = 50, offset: int = 0
    ) -> tuple[list[CaseSummary], int]:
        """Cases in the order of the queue, and how many there are."""
        with self.reading() as session:
            return listing.list_cases(session, filters or Filters(), limit, offset)

    def view(self, case_id: int) -> CaseView:
        """All about one case. Raises NotFoundError."""
        with self.reading() as session:
            return listing.view_case(session, case_id)

    def versions(self, case_id: int) -> list[Version]:
        """What a review said over time."""
        with self.reading() as session:
            return listing.earlier_versions(session, case_id)

    def values(self, name: str) -> list[str]:
        """Values of ``language``, ``platform`` or ``assignee`` that occur."""
        with self.reading() as session:
            return listing.values_of(session, name)

    def statistics(self, weeks: int = 12) -> Statistics:
        """Numbers as of now."""
        with self.reading() as session:
            return statistics(session, weeks)

    def case_count(self) -> int:
        """How many cases there are."""
        with self.reading() as session:
            return session.scalar(select(func.count()).select_from(CaseRow)) or 0

    # ------------------------------------------------------------------------------------------------------------ out

    def start_export(self, form: str, platform: str | None, actor: str) -> Export:
        """Marks approved replies as gone out, once and for all; ``outgoing`` gives them. Raises OutputError.

        For the format ``platform`` only what that platform takes goes out; the rest is counted in ``left_out``.
        """
        usable = outputs.usable(form, platform)
        with self.writing() as session:
            return exporting.start_export(session, form, platform, actor, usable)

    def export(self, export_id: int) -> Export:
        """One export. Raises NotFoundError."""
        with self.reading() as session:
            return exporting.get_export(session, export_id)

    def outgoing(self, export_id: int) -> list[Outgoing]:
        """The replies of an export, as often as they are asked for."""
        with self.reading() as session:
            return exporting.outgoing(session, export_id)

    def exports(self) -> list[Export]:
        """The exports so far, the latest first."""
        with self.reading() as session:
            return exporting.list_exports(session)

    def pairs(self) -> list[Outgoing]:
        """Draft and final text of every approved reply."""
        with self.reading() as session:
            return exporting.pairs(session)


def open_store(place: str | Path = DEFAULT_STORE, lease: timedelta = LEASE, deadline: timedelta = DEADLINE) -> Store:
    """Opens a store, a file or a ``postgresql://`` URL, and creates it at first use. Raises StoreError."""
    engine = make_engine(store_url(place))
    try:
        migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, lease, deadline)


@contextmanager
def _explained() -> Iterator[None]:
    """Errors of the database as errors of the store; they name no text of a review."""
    try:
        yield
    except IntegrityError:
        raise
    except PoolTimeoutError as error:
        raise UnavailableError("The store is too busy.", "Try again in a moment.") from error
    except DBAPIError as error:
        raise UnavailableError(
            f"The store failed ({type(error.orig).__name__}).", "Is there room on the disk, and is the database up?"
        ) from error
