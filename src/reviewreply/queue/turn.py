"""Whose turn it is: the numbers that the queue is ordered by."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from reviewreply.record import Analysis, Review

URGENCIES = ("high", "normal", "low")
"""The rank of an urgency is its place here."""


def reviewed_at(review: Review) -> datetime | None:
    """When a review was written; a date alone stands for its beginning. Times without an offset are taken for UTC."""
    if isinstance(review.date, datetime):
        return review.date if review.date.tzinfo else review.date.replace(tzinfo=UTC)
    return None if review.date is None else datetime.combine(review.date, time(), UTC)


def due_at(review: Review, seen: datetime, hours: float) -> datetime:
    """When a reply is due: so many hours after the review, which came at the end of its day if no time is known."""
    written = reviewed_at(review) or seen
    if isinstance(review.date, date) and not isinstance(review.date, datetime):
        written += timedelta(days=1)
    return min(written, seen) + timedelta(hours=hours)


def due_hour(due: datetime) -> int:
    """Deadlines within an hour are equal, so that doubt can count among them."""
    return int(due.timestamp() // 3600)


def doubt(analysis: Analysis) -> float:
    """How sure the program is of a case, 0 to 1: the least of its confidences."""
    judged = analysis.justification.confidence if analysis.is_complaint else 1.0
    return round(min(analysis.language.confidence, analysis.complaint_confidence, judged), 3)
