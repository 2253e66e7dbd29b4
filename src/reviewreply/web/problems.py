"""Errors as problem+json (RFC 9457), or as a page where a browser asks. No text of a review, no traceback."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from reviewreply.errors import ModelError, ReviewReplyError
from reviewreply.queue.conflicts import ConflictError, NotFoundError, UnavailableError

LOG = logging.getLogger("reviewreply.web")
MEDIA = "application/problem+json"


class LoginNeeded(Exception):
    """A page was asked for by somebody who is not logged in."""


def problem(status: int, detail: str = "", headers: Mapping[str, str] | None = None, **more: Any) -> JSONResponse:
    """An error as JSON."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    body |= ({"detail": detail} if detail else {}) | more
    return JSONResponse(body, status, dict(headers or {}), MEDIA)


def status_of(error: ReviewReplyError) -> int:
    """The HTTP status of an error of the program."""
    if isinstance(error, ConflictError):
        return 409
    if isinstance(error, NotFoundError):
        return 404
    if isinstance(error, (UnavailableError, ModelError)):
        return 503
    return 422


def where(error: BaseException) -> str:
    """Type and place of an error, nothing of what it says: that may be a customer's text."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} in {place}"


def wants_page(request: Request) -> bool:
    """Whether a person looks at the answer."""
    return not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", "")


def install(app: FastAPI) -> None:
    """Every error of the application goes through here."""

    async def explained(request: Request, error: Exception) -> Response:
        assert isinstance(error, ReviewReplyError)
        return _answer(request, status_of(error), str(error))

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return _answer(request, error.status_code, str(error.detail), error.headers)

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        errors = [{"at": ".".join(map(str, entry["loc"])), "what": entry["msg"]} for entry in error.errors()[:20]]
        broken = any(entry["type"] == "json_invalid" for entry in error.errors())
        if broken:
            return problem(400, "The body is not JSON.")
        return problem(422, "The request cannot be used as it is.", errors=_harmless(errors))

    async def login(request: Request, error: Exception) -> Response:
        return RedirectResponse("/login", 303)

    app.add_exception_handler(ReviewReplyError, explained)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(LoginNeeded, login)


def _harmless(errors: list[dict[str, str]]) -> list[dict[str, str]]:
    """Places and messages without half characters; what was sent is not sent back."""
    return [{key: value.encode("utf-8", "replace").decode()[:200] for key, value in entry.items()} for entry in errors]


def _answer(request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    if wants_page(request):
        from reviewreply.web.render import page

        known = getattr(request.state, "caller", None)
        return page(request, "error.html", status, headers, caller=known, code=status, detail=detail)
    return problem(status, detail, headers)
