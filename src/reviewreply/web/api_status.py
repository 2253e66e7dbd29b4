"""Health for whoever watches over the service, and metrics."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse

from reviewreply import __version__
from reviewreply.web.identity import Known
from reviewreply.web.state import state

router = APIRouter(prefix="/api/v1", tags=["status"])


@router.get("/health")
def health(request: Request) -> dict[str, Any]:
    """Whether the service and its store answer. Needs no log-in and tells no numbers."""
    state(request).store.case_count()
    return {"status": "ok", "version": __version__}


@router.get("/metrics", response_class=PlainTextResponse)
def metrics(request: Request, caller: Known) -> PlainTextResponse:
    """Requests, durations and the length of the queue, for Prometheus."""
    here = state(request)
    numbers = here.store.statistics(1)
    gauges = {
        "cases": numbers.cases, "cases_open": numbers.open, "cases_overdue": numbers.overdue,
        "cases_approved": numbers.approved, "cases_exported": numbers.exported, "jobs_waiting": here.jobs.waiting(),
    }  # fmt: skip
    return PlainTextResponse(here.metrics.text(gauges), media_type="text/plain; version=0.0.4")


@router.get("/stats")
def stats(request: Request, caller: Known) -> dict[str, Any]:
    """The numbers of the dashboard."""
    return state(request).store.statistics().as_dict()
