"""Reviews into the store. The same export twice adds nothing; a review that changed is a new version."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from itertools import islice
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from reviewreply.files.raw import Item
from reviewreply.queue.cases import add_case, add_version
from reviewreply.queue.columns import now
from reviewreply.queue.drafting import Drafting
from reviewreply.queue.model import ImportSummary
from reviewreply.queue.records import content_hash, review_to_dict
from reviewreply.queue.schema import CaseRow, ImportRow, VersionRow
from reviewreply.record import Draft, Review

BATCH = 64
"""Reviews per transaction: what is imported stays imported when the rest fails."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A review on its way in, and what makes it the same review the next time."""

    review: Review
    key: str
    record: dict[str, Any]
    content: str


def identified(items: Iterable[Item], summary: ImportSummary) -> list[Incoming]:
    """The reviews of a file, each once. Of several with one id the last counts, as long as they are one author's.

    A review without an id is known by all it says; the second that says the same is known as the second, so that ten
    ratings without a text stay ten.
    """
    found: dict[str, Incoming] = {}
    authors: dict[str, str | None] = {}
    seen: dict[str, int] = {}
    for item in items:
        summary.read += 1
        if item.review is None:
            summary.rejected += 1
            reason = item.reason or "not a review"
            summary.reasons[reason] = summary.reasons.get(reason, 0) + 1
            continue
        review = item.review
        name = _name(review)
        if review.id is None:
            seen[name] = seen.get(name, 0) + 1
            name += f"\0{seen[name]}"
        elif authors.setdefault(name, review.author) != review.author:
            name += f"\0{review.author}"
        key = sha256(name.encode("utf-8", "replace")).hexdigest()
        summary.repeated += key in found
        record = review_to_dict(review)
        found[key] = Incoming(review, key, record, content_hash(record))
    return list(found.values())


def _name(review: Review) -> str:
    if review.id is not None:
        return f"id\0{review.platform or ''}\0{review.id}"
    said = (review.platform, review.author, review.date, review.stars, review.text)
    return "text\0" + "\0".join("" if part is None else str(part) for part in said)


def import_reviews(
    begin: Callable[[], Any],
    items: Iterable[Item],
    drafts: Drafting,
    *,
    name: str,
    actor: str,
    deadline: timedelta,
    step: Callable[[int], None] = lambda done: None,
) -> ImportSummary:
    """Takes reviews in, drafts what is new or changed, and sums up.

    Parameters
    ----------
    begin: a context manager giving a session that commits at its end.
    step: called with the number of reviews that are through.
    """
    summary = ImportSummary()
    incoming = identified(items, summary)
    with begin() as session:
        row = ImportRow(name=name, actor=actor, at=now(), counts={})
        session.add(row)
        session.flush()
        import_id = row.id
    for group in _groups(_drafted(_unknown(begin, incoming, summary, step), drafts)):
        with begin() as session:
            _alone(session)
            for entry, draft in group:
                _take_in(session, entry, draft, drafts, import_id, deadline, summary)
        step(len(group))
    with begin() as session:
        session.get_one(ImportRow, import_id).counts = summary.as_dict()
    return summary


def _drafted(entries: Iterator[Incoming], drafts: Drafting) -> Iterator[tuple[Incoming, Draft]]:
    """Entries with their drafts, all of one batch: what recurs in it counts, and wordings do not repeat."""
    waiting: deque[Incoming] = deque()

    def reviews() -> Iterator[Review]:
        for entry in entries:
            waiting.append(entry)
            yield entry.review

    for draft in drafts.draft(reviews()):
        yield waiting.popleft(), draft


def _groups(pairs: Iterator[tuple[Incoming, Draft]]) -> Iterator[list[tuple[Incoming, Draft]]]:
    while group := list(islice(pairs, BATCH)):
        yield group


def _unknown(
    begin: Callable[[], Any], incoming: list[Incoming], summary: ImportSummary, step: Callable[[int], None]
) -> Iterator[Incoming]:
    """Those whose newest version is not what the store has; drafting is spared for the rest."""
    size = 500
    for start in range(0, len(incoming), size):
        part = incoming[start : start + size]
        with begin() as session:
            contents = _newest(session, [entry.key for entry in part])
        known = sum(contents.get(entry.key) == entry.content for entry in part)
        if known:
            step(known)
        for entry in part:
            if contents.get(entry.key) == entry.content:
                summary.known += 1
            else:
                yield entry


def _newest(session: Session, keys: list[str]) -> dict[str, str]:
    query = (
        select(CaseRow.source_key, VersionRow.content)
        .join(VersionRow, VersionRow.id == CaseRow.version_id)
        .where(CaseRow.source_key.in_(keys))
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _alone(session: Session) -> None:
    """Two imports of the same export take turns; SQLite knows but one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(7264012)"))


def _take_in(
    session: Session,
    entry: Incoming,
    draft: Draft,
    drafts: Drafting,
    import_id: int,
    deadline: timedelta,
    summary: ImportSummary,
) -> None:
    """One review; another import may have brought it meanwhile."""
    case = session.scalar(select(CaseRow).where(CaseRow.source_key == entry.key).with_for_update())
    if case is None:
        add_case(session, entry.key, entry.record, entry.content, draft, drafts, import_id, deadline)
        summary.new += 1
    elif session.get_one(VersionRow, case.version_id).content == entry.content:
        summary.known += 1
    else:
        add_version(session, case, entry.record, entry.content, draft, drafts, import_id, deadline)
        summary.changed += 1
