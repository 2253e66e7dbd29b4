"""Users and tokens, for admins."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from reviewreply.web.identity import Admin
from reviewreply.web.shapes import TokenIn, UserChange, UserIn, Word, plain
from reviewreply.web.state import state

router = APIRouter(prefix="/api/v1", tags=["admin"])


@router.get("/users")
def users(request: Request, caller: Admin) -> list[dict[str, Any]]:
    """Everybody who may log in."""
    found: list[dict[str, Any]] = plain(state(request).accounts.users())
    return found


@router.post("/users", status_code=201)
def add_user(request: Request, caller: Admin, body: UserIn) -> dict[str, Any]:
    """A new user."""
    user: dict[str, Any] = plain(state(request).accounts.add_user(body.name, body.password, body.role))
    return user


@router.patch("/users/{name}")
def change_user(request: Request, caller: Admin, name: Word, body: UserChange) -> dict[str, Any]:
    """Change password, role, or whether a user may log in; the sessions of the user end."""
    changed = state(request).accounts.change_user(name, password=body.password, role=body.role, active=body.active)
    user: dict[str, Any] = plain(changed)
    return user


@router.get("/tokens")
def tokens(request: Request, caller: Admin) -> list[dict[str, Any]]:
    """All tokens, without their secrets."""
    found: list[dict[str, Any]] = plain(state(request).accounts.tokens())
    return found


@router.post("/tokens", status_code=201)
def add_token(request: Request, caller: Admin, body: TokenIn) -> dict[str, Any]:
    """A new token; the secret is in this answer and nowhere else."""
    secret, token = state(request).accounts.add_token(body.name, body.role, caller.name, body.days)
    made: dict[str, Any] = plain(token)
    return {"token": secret} | made


@router.delete("/tokens/{name}", status_code=204)
def revoke_token(request: Request, caller: Admin, name: Word) -> Response:
    """End a token for good."""
    state(request).accounts.revoke_token(name)
    return Response(status_code=204)
