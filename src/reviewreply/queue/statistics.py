"""Numbers for managers: what is open, what is complained about, how often justified, what recurs, what checks found."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from reviewreply.queue.columns import now
from reviewreply.queue.listing import is_open
from reviewreply.queue.schema import CaseRow, TagRow

WEEKS = 12
RECURS = 3
"""So many reviews with the same kind of fault within four weeks are a fault that recurs."""
_FAULTY = ("justified", "partly")


@dataclass(frozen=True, slots=True)
class Statistics:
    """``weeks`` are ISO weeks (``2026-W47``), the earliest first; ``recurring`` the most frequent faults first."""

    cases: int
    open: int
    overdue: int
    postponed: int
    approved: int
    rejected: int
    exported: int
    answered_share: float | None
    negative_answered_share: float | None
    median_hours: float | None
    in_time_share: float | None
    weeks: tuple[str, ...]
    types_by_week: dict[str, dict[str, int]]
    verdicts: dict[str, int]
    verdicts_by_type: dict[str, dict[str, int]]
    justified_share: float | None
    recurring: tuple[dict[str, Any], ...]
    checks: dict[str, dict[str, int]]
    languages: dict[str, int]
    platforms: dict[str, int]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


def statistics(session: Session, weeks: int = WEEKS) -> Statistics:
    """All numbers as of this moment; the weeks are those up to the latest review."""
    moment = now()
    states = _states(session, moment)
    total = sum(states.values())
    latest = session.scalar(select(func.max(CaseRow.reviewed_at))) or moment
    first = _monday(min(latest, moment)) - timedelta(weeks=weeks - 1)
    names = tuple(_week(first + timedelta(weeks=place)) for place in range(weeks))
    verdicts = _counted(session, CaseRow.verdict, CaseRow.is_complaint.is_(True))
    judged = sum(count for name, count in verdicts.items() if name in ("justified", "partly", "unjustified"))
    return Statistics(
        cases=total,
        open=states["open"],
        overdue=_count(session, is_open(moment), CaseRow.due_at < moment),
        postponed=states["postponed"],
        approved=states["approved"],
        rejected=states["rejected"],
        exported=_count(session, CaseRow.exported_at.is_not(None)),
        answered_share=_share(states["approved"], total),
        negative_answered_share=_share(
            _count(session, CaseRow.state == "approved", CaseRow.is_complaint.is_(True)),
            _count(session, CaseRow.is_complaint.is_(True)),
        ),
        **_speed(session),
        weeks=names,
        types_by_week=_types_by_week(session, first, names),
        verdicts=verdicts,
        verdicts_by_type=_verdicts_by_type(session),
        justified_share=_share(sum(verdicts.get(name, 0) for name in _FAULTY), judged),
        recurring=_recurring(session, min(latest, moment)),
        checks=_checks(session),
        languages=_counted(session, CaseRow.language),
        platforms=_counted(session, CaseRow.platform),
    )


def _states(session: Session, moment: datetime) -> Counter[str]:
    states = Counter(_counted(session, CaseRow.state))
    back = _count(session, and_(CaseRow.state == "postponed", CaseRow.postponed_until <= moment))
    states["open"] += back
    states["postponed"] -= back
    return states


def _count(session: Session, *conditions: Any) -> int:
    return session.scalar(select(func.count()).select_from(CaseRow).where(*conditions)) or 0


def _counted(session: Session, column: Any, *conditions: Any) -> dict[str, int]:
    query = select(column, func.count()).where(*conditions).group_by(column).order_by(func.count().desc(), column)
    return {name or "unknown": count for name, count in session.execute(query)}


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _speed(session: Session) -> dict[str, float | None]:
    """How long an answer took, from the moment the review was first seen here."""
    query = select(CaseRow.first_seen, CaseRow.decided_at, CaseRow.due_at).where(CaseRow.state == "approved")
    hours: list[float] = []
    in_time = 0
    for seen, decided, due in session.execute(query):
        if decided is not None:
            hours.append((decided - seen).total_seconds() / 3600)
            in_time += decided <= due
    median = sorted(hours)[len(hours) // 2] if hours else None
    return {"median_hours": None if median is None else round(median, 2), "in_time_share": _share(in_time, len(hours))}


def _types_by_week(session: Session, first: datetime, names: tuple[str, ...]) -> dict[str, dict[str, int]]:
    query = (
        select(TagRow.name, CaseRow.reviewed_at)
        .join(CaseRow, CaseRow.suggestion_id == TagRow.suggestion_id)
        .where(TagRow.kind == "type", CaseRow.is_complaint.is_(True), CaseRow.reviewed_at >= first)
    )
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for name, at in session.execute(query):
        if at is not None:
            found[name][_week(at)] += 1
    ordered = sorted(found, key=lambda name: (-found[name].total(), name))
    return {name: {week: found[name][week] for week in names} for name in ordered}


def _verdicts_by_type(session: Session) -> dict[str, dict[str, int]]:
    query = (
        select(TagRow.name, TagRow.value, func.count())
        .join(CaseRow, CaseRow.suggestion_id == TagRow.suggestion_id)
        .where(TagRow.kind == "type", CaseRow.is_complaint.is_(True))
        .group_by(TagRow.name, TagRow.value)
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for name, verdict, count in session.execute(query):
        found[name][verdict] = count
    return dict(sorted(found.items(), key=lambda entry: -sum(entry[1].values())))


def _recurring(session: Session, latest: datetime) -> tuple[dict[str, Any], ...]:
    """Faults that were granted at least ``RECURS`` times in the last four weeks, beside the four before."""
    since = latest - timedelta(weeks=4)
    query = (
        select(TagRow.name, CaseRow.reviewed_at, CaseRow.id)
        .join(CaseRow, CaseRow.suggestion_id == TagRow.suggestion_id)
        .where(TagRow.kind == "claim", TagRow.value.in_(_FAULTY), CaseRow.reviewed_at >= since - timedelta(weeks=4))
    )
    lately, before = Counter[str](), Counter[str]()
    for name, at, _ in {(name, at, case) for name, at, case in session.execute(query)}:
        (lately if at is not None and at >= since else before)[name] += 1
    return tuple(
        {"type": name, "count": count, "before": before[name]}
        for name, count in lately.most_common()
        if count >= RECURS
    )


def _checks(session: Session) -> dict[str, dict[str, int]]:
    query = (
        select(TagRow.name, TagRow.value, func.count())
        .join(CaseRow, CaseRow.suggestion_id == TagRow.suggestion_id)
        .where(TagRow.kind == "check")
        .group_by(TagRow.name, TagRow.value)
    )
    found: dict[str, dict[str, int]] = {}
    for name, outcome, count in session.execute(query):
        found.setdefault(name, {"repaired": 0, "reported": 0})[outcome] = count
    return dict(sorted(found.items(), key=lambda entry: -sum(entry[1].values())))


def _monday(moment: datetime) -> datetime:
    day = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day - timedelta(days=day.weekday())


def _week(moment: datetime) -> str:
    year, week, _ = moment.isocalendar()
    return f"{year}-W{week:02d}"
