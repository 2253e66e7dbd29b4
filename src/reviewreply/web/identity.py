"""Who is calling: a person with a session, whose forms prove that they are ours, or a script with a token."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import FormData

from reviewreply.queue.accounts import Role
from reviewreply.web.problems import LoginNeeded, wants_page
from reviewreply.web.state import state

COOKIE = "reviewreply_session"
CSRF_HEADER = "X-CSRF-Token"
_SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Caller:
    """``name`` is what decisions are kept under; a token's begins with ``token:``. Tokens have no ``csrf``."""

    name: str
    role: Role
    csrf: str | None = None

    @property
    def is_admin(self) -> bool:
        """Whether users, tokens and imports are this caller's business."""
        return self.role == "admin"


def find_caller(request: Request) -> Caller | None:
    """The caller, if known; counted against the rate limit."""
    here = state(request)
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    found: Caller | None = None
    if kind.casefold() == "bearer" and secret:
        token = here.accounts.token(secret.strip())
        found = Caller(f"token:{token.name}", token.role) if token is not None else None
    elif cookie := request.cookies.get(COOKIE):
        login = here.accounts.session(cookie)
        found = Caller(login.user.name, login.user.role, login.csrf) if login is not None else None
    wait = here.limiter.take(found.name if found else f"from {address(request)}")
    if wait is not None:
        raise HTTPException(429, "Too many requests.", {"Retry-After": str(wait)})
    return found


def address(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else "?"


def caller(request: Request) -> Caller:
    """The caller of the interface; raises 401, or 403 for a request that some other page may have sent."""
    found = find_caller(request)
    if found is None:
        if wants_page(request):
            raise LoginNeeded
        raise HTTPException(401, "Log in, or send a token.", {"WWW-Authenticate": "Bearer"})
    if found.csrf is not None and request.method not in _SAFE and request.url.path.startswith("/api/"):
        check_origin(request)
        check_csrf(found, request.headers.get(CSRF_HEADER, ""))
    request.state.caller = found
    return found


def admin(found: Annotated[Caller, Depends(caller)]) -> Caller:
    """The caller, who has to be an admin."""
    if not found.is_admin:
        raise HTTPException(403, "This is for admins.")
    return found


async def posted(request: Request, found: Annotated[Caller, Depends(caller)]) -> FormData:
    """A form of ours."""
    check_origin(request)
    form = await request.form(max_files=1, max_fields=50, max_part_size=100_000)
    check_csrf(found, form.get("csrf"))
    return form


def check_csrf(found: Caller, given: object) -> None:
    """Raises 403 unless the form carries what only our page knows."""
    known = found.csrf or ""
    if not known or not isinstance(given, str) or not secrets.compare_digest(known.encode(), given.encode()):
        raise HTTPException(403, "The form does not belong to this session; load the page again.")


def check_origin(request: Request) -> None:
    """Raises 403 for a request that a browser sent from another site."""
    origin = request.headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if foreign or request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403, "The request comes from another site.")


def field(form: FormData, name: str, default: str = "") -> str:
    """A text of a form; files and fields that are not there are the default."""
    value = form.get(name)
    return value if isinstance(value, str) else default


Known = Annotated[Caller, Depends(caller)]
Admin = Annotated[Caller, Depends(admin)]
Posted = Annotated[FormData, Depends(posted)]
