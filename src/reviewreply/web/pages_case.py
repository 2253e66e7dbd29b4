"""The page of one case, and its forms. They work without a script; the script only makes them quicker."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from reviewreply.errors import ReviewReplyError
from reviewreply.platforms import platform_rules
from reviewreply.queue import CaseView
from reviewreply.queue.columns import now
from reviewreply.queue.conflicts import ConflictError
from reviewreply.queue.deciding import Wish
from reviewreply.queue.model import Suggestion
from reviewreply.queue.store import ACTIONS
from reviewreply.web.identity import Caller, Known, Posted, field
from reviewreply.web.marks import stretches
from reviewreply.web.problems import LOG, where
from reviewreply.web.render import page
from reviewreply.web.shapes import Number
from reviewreply.web.state import state

router = APIRouter()
HOURS = ("1", "4", "24", "72")
STYLE_NAMES = {"another": "", "shorter": "shorter", "warmer": "warmer", "firmer": "firmer"}


@router.get("/next")
def next_page(request: Request, caller: Known, skip: int | None = None, done: int = 0, kind: str = "") -> Response:
    """Takes the next case in hand and shows it; back to the queue when nothing is left."""
    store = state(request).store
    if skip is not None and 0 < skip < 2**53:
        store.give_back(skip, caller.name)
    case = store.next_case(caller.name, skip=skip)
    told = "?" + urlencode({"done": done, "kind": kind[:20]}) if done else ""
    return RedirectResponse(f"/cases/{case.summary.id}{told}" if case else f"/queue{told}", 303)


@router.get("/cases/{case_id}")
def case_page(request: Request, caller: Known, case_id: Number) -> Response:
    """One case. Opening it takes it in hand, if it is open and free."""
    here = state(request)
    view = here.store.view(case_id)
    if view.summary.state == "open" and not _still_held(view, caller, here.store.lease):
        try:
            here.store.take(case_id, caller.name)
        except ConflictError:
            LOG.debug("case %d is in other hands", case_id)
        view = here.store.view(case_id)
    return _shown(request, caller, view)


@router.post("/cases/{case_id}/suggest")
def suggest(request: Request, caller: Known, form: Posted, case_id: Number) -> Response:
    """Another draft."""
    here = state(request)
    style = STYLE_NAMES.get(field(form, "style"))
    if style is None:
        raise HTTPException(422, "There is no such style.")
    here.store.take(case_id, caller.name)
    here.desk.another(here.store.view(case_id), style, caller.name)
    return RedirectResponse(f"/cases/{case_id}#reply", 303)


@router.post("/cases/{case_id}/{action}")
def decide(request: Request, caller: Known, form: Posted, case_id: Number, action: str) -> Response:
    """A decision; then the next case, or the same one where there is more to do with it."""
    if action not in ACTIONS:
        raise HTTPException(404, "There is no such action.")
    store = state(request).store
    try:
        decision = store.decide(action, _wish(case_id, caller, form, action))
    except ReviewReplyError as error:
        view = store.view(case_id)
        status = 409 if isinstance(error, ConflictError) else 422
        typed = field(form, "text") if action == "approve" else None
        return _shown(request, caller, view, status, str(error), typed)
    if action in ("undo", "reopen"):
        return RedirectResponse(f"/cases/{case_id}", 303)
    return RedirectResponse("/next?" + urlencode({"done": case_id, "kind": decision.kind}), 303)


def _wish(case_id: int, caller: Caller, form: FormData, action: str) -> Wish:
    hours, revision, suggestion = field(form, "hours"), field(form, "revision"), field(form, "suggestion")
    return Wish(
        case_id,
        caller.name,
        text=field(form, "text") if action == "approve" else None,
        reason=field(form, "reason")[:2000] or None,
        until=now() + timedelta(hours=int(hours)) if hours in HOURS else None,
        assignee=field(form, "assignee").replace("\0", "")[:60] or None,
        suggestion_id=_number(suggestion) if action == "approve" else None,
        revision=_number(revision),
    )


def _still_held(view: CaseView, caller: Caller, lease: timedelta) -> bool:
    """Whether the caller has just taken the case: then there is nothing to write."""
    until = view.lease_until
    return view.summary.holder == caller.name and until is not None and until - now() > lease * 0.8


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _shown(
    request: Request, caller: Caller, view: CaseView, status: int = 200, refused: str | None = None,
    typed: str | None = None,
) -> Response:  # fmt: skip
    here = state(request)
    chosen = _chosen(request, view)
    decided = view.state.decision.text if view.state.decision and view.summary.state == "approved" else None
    text = typed if typed is not None else decided or view.scratch or chosen.reply["text"]
    mine = view.summary.state == "open" and view.summary.holder in (None, caller.name)
    try:
        checked = here.desk.check(view, text)
    except Exception as error:
        LOG.error("checks failed: %s", where(error))
        checked = None
    done = request.query_params.get("done", "")
    return page(
        request, "case.html", status, caller=caller, case=view, chosen=chosen, text=text, mine=mine, checked=checked,
        refused=refused, parts_of=stretches(str(view.version.review["text"]), chosen.analysis["claims"]),
        rules=platform_rules(view.summary.platform), hours=HOURS, styles=tuple(STYLE_NAMES),
        people=[user.name for user in here.accounts.users() if user.active],
        done=(int(done), request.query_params.get("kind", "")[:20]) if _number(done) else None,
    )  # fmt: skip


def _chosen(request: Request, view: CaseView) -> Suggestion:
    number = _number(request.query_params.get("draft", ""))
    found = [suggestion for suggestion in view.suggestions if suggestion.id == number]
    return found[0] if found else view.suggestion
