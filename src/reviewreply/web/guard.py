"""What every request goes through: known host, bounded body, strict headers, no error that says too much."""

from __future__ import annotations

import time
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reviewreply.web.limits import Metrics
from reviewreply.web.problems import LOG, problem, where
from reviewreply.web.settings import Settings

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
UPLOADS = ("/api/v1/jobs", "/api/v1/tasks/", "/import")
"""Paths whose bodies may be as long as an upload."""


class _TooLarge(Exception):
    """The body went over the limit while it was read."""


class Guard:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics) -> None:
        self._app, self._settings, self._metrics = app, settings, metrics
        self._hosts = {host.casefold() for host in settings.hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        started, answered, over = time.perf_counter(), [0], [False]

        async def answer(message: Message) -> None:
            if over[0] and not answered[0]:
                return  # whatever the application makes of a body that was cut short
            if message["type"] == "http.response.start":
                answered[0] = message["status"]
                message["headers"] = [*message["headers"], *_missing(message["headers"], scope["path"], self._settings)]
            await send(message)

        try:
            refused = self._refused(scope)
            if refused is not None:
                await refused(scope, receive, answer)
            else:
                await self._app(scope, self._bounded(scope, receive, over), answer)
        except Exception as error:
            if not over[0]:
                LOG.error("failed: %s", where(error))
            if not answered[0] and not over[0]:
                await problem(500, "The program failed; the log says where.")(scope, receive, answer)
        finally:
            if over[0] and not answered[0]:
                over[0] = False
                await problem(413, "The body is too large.")(scope, receive, answer)
            route = getattr(scope.get("route"), "path", "other")
            self._metrics.add(_method(scope), route, answered[0], time.perf_counter() - started)

    def _refused(self, scope: Scope) -> Any:
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1").casefold()
        name = host[: host.rindex("]") + 1] if host.startswith("[") and "]" in host else host.partition(":")[0]
        if name not in self._hosts and "*" not in self._hosts:
            return problem(400, "This host name is not served here; see --allow-host.")
        if "\0" in scope["path"]:
            return problem(400, "The path cannot be used.")
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or len(length) > 18:
            return problem(400, "The length of the body cannot be read.")
        return problem(413, "The body is too large.") if int(length) > self._limit(scope) else None

    def _limit(self, scope: Scope) -> int:
        uploads = scope["path"].startswith(UPLOADS)
        return self._settings.max_body if uploads else self._settings.max_request

    def _bounded(self, scope: Scope, receive: Receive, over: list[bool]) -> Receive:
        limit, seen = self._limit(scope), [0]

        async def bounded() -> Message:
            message = await receive()
            if message["type"] == "http.request":
                seen[0] += len(message.get("body", b""))
                if seen[0] > limit:
                    over[0] = True
                    raise _TooLarge
            return message

        return bounded


def _missing(given: list[tuple[bytes, bytes]], path: str, settings: Settings) -> list[tuple[bytes, bytes]]:
    names = {name.lower() for name, _ in given}
    added = [entry for entry in _HEADERS if entry[0] not in names]
    if b"cache-control" not in names:
        added.append((b"cache-control", b"public, max-age=3600" if path.startswith("/static/") else b"no-store"))
    if settings.https:
        added.append((b"strict-transport-security", b"max-age=31536000"))
    return added


def _method(scope: Scope) -> str:
    known = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
    return scope["method"] if scope["method"] in known else "other"
