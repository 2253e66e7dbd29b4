"""Pages: log-in, the queue, the dashboard."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from reviewreply.queue import Filters
from reviewreply.web import dashboard
from reviewreply.web.identity import COOKIE, Known, Posted, address, check_origin, field
from reviewreply.web.render import LANGUAGE_COOKIE, page, words_of
from reviewreply.web.shapes import Word
from reviewreply.web.state import state
from reviewreply.web.words import LANGUAGES

router = APIRouter()
PAGE = 30
_FILTERS = ("state", "urgency", "language", "verdict", "type", "platform", "assignee")


@router.get("/")
def home() -> RedirectResponse:
    """The queue is where work begins."""
    return RedirectResponse("/queue", 303)


@router.get("/login")
def login_page(request: Request) -> Response:
    """The form to log in."""
    return page(request, "login.html", problem=None)


@router.post("/login")
async def log_in(request: Request) -> Response:
    """Begins a session. Its cookie is only sent by our own pages, which is what protects this form too."""
    check_origin(request)
    here = state(request)
    form = await request.form(max_files=0, max_fields=5, max_part_size=10_000)
    name, password = field(form, "name"), field(form, "password")
    if here.limiter.take(f"from {address(request)}") or here.log_ins.take(name.casefold()[:100]):
        return page(request, "login.html", 429, {"Retry-After": "60"}, problem="login_often")
    found = await run_in_threadpool(here.accounts.log_in, name, password)
    if found is None:
        return page(request, "login.html", 401, problem="login_wrong")
    answer = RedirectResponse("/queue", 303)
    answer.set_cookie(COOKIE, found[0], httponly=True, samesite="strict", secure=here.settings.https, path="/")
    return answer


@router.post("/logout")
def log_out(request: Request, caller: Known, form: Posted) -> Response:
    """Ends the session."""
    state(request).accounts.log_out(request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


@router.get("/language/{code}")
def choose_language(request: Request, code: Word) -> Response:
    """Another language for the page, kept in a cookie."""
    if code not in LANGUAGES:
        raise HTTPException(404, "There is no such language.")
    back = urlsplit(request.headers.get("referer", "")).path
    answer = RedirectResponse(back if back.startswith("/") and not back.startswith("//") else "/queue", 303)
    secure = state(request).settings.https
    answer.set_cookie(LANGUAGE_COOKIE, code, max_age=31_536_000, samesite="lax", secure=secure, httponly=True)
    return answer


@router.get("/queue")
def queue_page(
    request: Request,
    caller: Known,
    number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
    search: Word = "",
) -> Response:
    """Cases in their order, with filters."""
    here = state(request)
    given = {name: request.query_params.get(name, "")[:60].replace("\0", "") for name in _FILTERS}
    given["state"] = request.query_params.get("state", "open")[:60]
    flags = {name: request.query_params.get(name) == "1" for name in ("overdue", "attention")}
    filters = Filters(**{name: value or None for name, value in given.items()}, **flags, search=search)  # type: ignore[arg-type]
    cases, total = here.store.list_cases(filters, PAGE, (number - 1) * PAGE)
    kept = {name: value for name, value in given.items() if value} | {"state": given["state"]}
    kept |= {name: "1" for name, on in flags.items() if on} | ({"search": search} if search else {})
    return page(
        request, "queue.html", caller=caller, cases=cases, total=total, filters=filters, number=number,
        pages=max(1, -(-total // PAGE)), link=urlencode(kept), done=_done(request),
        filtered=any(value for name, value in kept.items() if name not in ("state", "search")),
        platforms=here.store.values("platform"), assignees=here.store.values("assignee"),
    )  # fmt: skip


@router.get("/dashboard")
def dashboard_page(request: Request, caller: Known) -> Response:
    """Numbers and plots."""
    words = words_of(request)
    numbers = state(request).store.statistics()
    return page(request, "dashboard.html", caller=caller, numbers=numbers, plots=dashboard.plots(numbers, words))


@router.get("/dashboard/{name}.svg")
def plot_file(request: Request, caller: Known, name: Word) -> Response:
    """One plot as a file."""
    found = {plot.name: plot for plot in dashboard.plots(state(request).store.statistics(), words_of(request))}
    if name not in found:
        raise HTTPException(404, "There is no such plot.")
    headers = {"Content-Disposition": f'attachment; filename="{name}.svg"'}
    return Response(dashboard.saved(found[name]), media_type="image/svg+xml", headers=headers)


def _done(request: Request) -> tuple[int, str] | None:
    """What was just decided, for the message that offers to undo it."""
    number, kind = request.query_params.get("done", ""), request.query_params.get("kind", "")
    return (int(number), kind[:20]) if number.isascii() and number.isdigit() and len(number) < 16 else None
