"""The queue and decisions."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from reviewreply.queue import Filters
from reviewreply.queue.deciding import Wish
from reviewreply.queue.model import CaseView
from reviewreply.web.identity import Known
from reviewreply.web.shapes import (
    DecisionIn,
    Limit,
    Number,
    Offset,
    SuggestIn,
    TextIn,
    Word,
    case_out,
    decision_out,
    plain,
    suggestion_out,
    view_out,
)
from reviewreply.web.state import state

router = APIRouter(prefix="/api/v1/cases", tags=["cases"])


@router.get("")
def list_cases(
    request: Request,
    caller: Known,
    case_state: Annotated[Literal["open", "postponed", "approved", "rejected"] | None, Query(alias="state")] = None,
    urgency: Literal["high", "normal", "low"] | None = None,
    language: Word | None = None,
    verdict: Word | None = None,
    type: Word | None = None,
    platform: Word | None = None,
    assignee: Word | None = None,
    overdue: bool = False,
    attention: bool = False,
    search: Word = "",
    limit: Limit = 50,
    offset: Offset = 0,
) -> dict[str, Any]:
    """Cases in the order of the queue: urgency, deadline, doubt, date."""
    filters = Filters(
        state=case_state, urgency=urgency, language=language, verdict=verdict, type=type, platform=platform,
        assignee=assignee, overdue=overdue, attention=attention, search=search,
    )  # fmt: skip
    cases, total = state(request).store.list_cases(filters, limit, offset)
    return {"total": total, "cases": [case_out(case) for case in cases]}


@router.post("/next")
def next_case(request: Request, caller: Known) -> Any:
    """Take the next case in hand. 204 when nothing is left."""
    case = state(request).store.next_case(caller.name)
    return Response(status_code=204) if case is None else view_out(case)


@router.get("/{case_id}")
def get_case(request: Request, caller: Known, case_id: Number) -> dict[str, Any]:
    """A case with its drafts and its history. Looking takes nothing in hand."""
    return view_out(state(request).store.view(case_id))


@router.get("/{case_id}/versions")
def get_versions(request: Request, caller: Known, case_id: Number) -> list[dict[str, Any]]:
    """What the review said over time."""
    versions: list[dict[str, Any]] = plain(state(request).store.versions(case_id))
    return versions


@router.post("/{case_id}/lease")
def take_case(request: Request, caller: Known, case_id: Number) -> dict[str, Any]:
    """Take a case in hand, or keep it a while longer."""
    store = state(request).store
    store.take(case_id, caller.name)
    return view_out(store.view(case_id))


@router.delete("/{case_id}/lease", status_code=204)
def lay_down(request: Request, caller: Known, case_id: Number) -> Response:
    """Lay a case down undecided."""
    state(request).store.give_back(case_id, caller.name)
    return Response(status_code=204)


@router.post("/{case_id}/decisions", status_code=201)
def decide(request: Request, caller: Known, case_id: Number, body: DecisionIn) -> dict[str, Any]:
    """Approve, reject, postpone, assign, reopen or undo. When the answer comes, the decision is on disk."""
    wish = Wish(
        case_id, caller.name, text=body.text, reason=body.reason, until=body.until, assignee=body.assignee,
        suggestion_id=body.suggestion, revision=body.revision, request=body.request,
    )  # fmt: skip
    return decision_out(state(request).store.decide(body.action, wish))


@router.post("/{case_id}/suggestions", status_code=201)
def suggest(request: Request, caller: Known, case_id: Number, body: SuggestIn) -> dict[str, Any]:
    """Another wording, or one that is shorter, warmer or firmer. The earlier drafts stay."""
    here = state(request)
    here.store.take(case_id, caller.name)
    return suggestion_out(here.desk.another(_view(request, case_id), body.style, caller.name))


@router.post("/{case_id}/check")
def check(request: Request, caller: Known, case_id: Number, body: TextIn) -> dict[str, Any]:
    """What the checks say of a reply as it is being written."""
    return state(request).desk.check(_view(request, case_id), body.text)


@router.put("/{case_id}/scratch", status_code=204)
def keep(request: Request, caller: Known, case_id: Number, body: TextIn) -> Response:
    """Keep a reply that is not finished, and the case in hand."""
    state(request).store.keep_scratch(case_id, caller.name, body.text)
    return Response(status_code=204)


def _view(request: Request, case_id: int) -> CaseView:
    return state(request).store.view(case_id)
