"""People who log in, their sessions, and tokens for scripts. Passwords and secrets are kept as hashes alone."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, cast

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from reviewreply.errors import MissingExtraError, StoreError
from reviewreply.queue.columns import now
from reviewreply.queue.conflicts import ConflictError, NotFoundError
from reviewreply.queue.schema import SessionRow, TokenRow, UserRow
from reviewreply.queue.store import Store

if TYPE_CHECKING:
    from argon2 import PasswordHasher

Role = Literal["moderator", "admin"]
ROLES: tuple[Role, ...] = ("moderator", "admin")
SESSION = timedelta(hours=12)
SHORTEST = 10
LONGEST = 200
_NAME = re.compile(r"[\w.@+-]{1,60}")
PREFIX = "rr_"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may work at the desk."""

    id: int
    name: str
    role: Role
    active: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Login:
    """A session: whose it is, and what its forms have to carry."""

    user: User
    csrf: str


@dataclass(frozen=True, slots=True)
class Token:
    """A token for scripts, without its secret."""

    id: int
    name: str
    role: Role
    created_by: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


class Accounts:
    """Users, sessions and tokens of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # ---------------------------------------------------------------------------------------------------------- users

    def add_user(self, name: str, password: str, role: str = "moderator") -> User:
        """A new user. Raises StoreError for a name, password or role that cannot be taken."""
        if not _NAME.fullmatch(name):
            raise StoreError("The name cannot be taken.", "Use up to 60 letters, digits and . _ - @ +.")
        hashed = _hashed(password)
        try:
            with self._store.writing() as session:
                row = UserRow(name=name, password=hashed, role=_role(role), active=True, created_at=now())
                session.add(row)
                session.flush()
                return _user(row)
        except IntegrityError as error:
            raise ConflictError("There is a user of that name.", "Choose another name.") from error

    def users(self) -> list[User]:
        """All users by name."""
        with self._store.reading() as session:
            return [_user(row) for row in session.scalars(select(UserRow).order_by(UserRow.name))]

    def has_users(self) -> bool:
        """Whether anybody can log in."""
        with self._store.reading() as session:
            return bool(session.scalar(select(func.count()).select_from(UserRow).where(UserRow.active.is_(True))))

    def change_user(
        self, name: str, *, password: str | None = None, role: str | None = None, active: bool | None = None
    ) -> User:
        """Changes what is given; the sessions of the user end. The last active admin stays one."""
        with self._store.writing() as session:
            row = session.scalar(select(UserRow).where(UserRow.name == name).with_for_update())
            if row is None:
                raise NotFoundError("There is no user of that name.", "List the users to see which there are.")
            if password is not None:
                row.password = _hashed(password)
            row.role = _role(role) if role is not None else row.role
            row.active = active if active is not None else row.active
            session.flush()
            admins = select(func.count()).select_from(UserRow).where(UserRow.role == "admin", UserRow.active.is_(True))
            if (role is not None or active is not None) and not session.scalar(admins):
                raise ConflictError("Nobody would be admin any more.", "Make another user admin first.")
            session.execute(delete(SessionRow).where(SessionRow.user_id == row.id))
            return _user(row)

    # -------------------------------------------------------------------------------------------------------- sessions

    def log_in(self, name: str, password: str) -> tuple[str, Login] | None:
        """The secret of a new session; None where name and password do not fit, which takes as long either way."""
        with self._store.reading() as session:
            row = session.scalar(select(UserRow).where(UserRow.name == name[:100]))
            hashed = row.password if row is not None else _nobody()
        fits = _fits(hashed, password[: LONGEST + 1])
        if row is None or not fits or not row.active:
            return None
        secret, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
        moment = now()
        with self._store.writing() as session:
            session.execute(delete(SessionRow).where(SessionRow.expires_at < moment))
            session.add(
                SessionRow(
                    secret=_digest(secret), user_id=row.id, csrf=csrf, created_at=moment, expires_at=moment + SESSION
                )
            )
        return secret, Login(_user(row), csrf)

    def session(self, secret: str) -> Login | None:
        """The session that a cookie stands for, while it lasts."""
        query = (
            select(SessionRow.csrf, UserRow)
            .join(UserRow, UserRow.id == SessionRow.user_id)
            .where(SessionRow.secret == _digest(secret), SessionRow.expires_at > now(), UserRow.active.is_(True))
        )
        with self._store.reading() as session:
            found = session.execute(query).first()
            return Login(_user(found[1]), found[0]) if found else None

    def log_out(self, secret: str) -> None:
        """Ends a session."""
        with self._store.writing() as session:
            session.execute(delete(SessionRow).where(SessionRow.secret == _digest(secret)))

    # ---------------------------------------------------------------------------------------------------------- tokens

    def add_token(self, name: str, role: str, created_by: str, days: int | None = None) -> tuple[str, Token]:
        """A new token; its secret is shown this once."""
        if not _NAME.fullmatch(name):
            raise StoreError("The name cannot be taken.", "Use up to 60 letters, digits and . _ - @ +.")
        secret = PREFIX + secrets.token_urlsafe(32)
        moment = now()
        try:
            with self._store.writing() as session:
                row = TokenRow(
                    name=name, secret=_digest(secret), role=_role(role), created_by=created_by, created_at=moment,
                    expires_at=moment + timedelta(days=days) if days else None,
                )  # fmt: skip
                session.add(row)
                session.flush()
                return secret, _token(row)
        except IntegrityError as error:
            raise ConflictError("There is a token of that name.", "Choose another name.") from error

    def tokens(self) -> list[Token]:
        """All tokens by name."""
        with self._store.reading() as session:
            return [_token(row) for row in session.scalars(select(TokenRow).order_by(TokenRow.name))]

    def revoke_token(self, name: str) -> None:
        """Ends a token for good."""
        with self._store.writing() as session:
            row = session.scalar(select(TokenRow).where(TokenRow.name == name))
            if row is None:
                raise NotFoundError("There is no token of that name.", "List the tokens to see which there are.")
            row.revoked_at = row.revoked_at or now()

    def token(self, secret: str) -> Token | None:
        """The token of a secret, while it lasts."""
        with self._store.reading() as session:
            row = session.scalar(select(TokenRow).where(TokenRow.secret == _digest(secret)))
            if row is None or row.revoked_at is not None or (row.expires_at is not None and row.expires_at <= now()):
                return None
            return _token(row)


def _role(role: str) -> Role:
    if role not in ROLES:
        raise StoreError("There is no such role.", f"Known: {', '.join(ROLES)}.")
    return role


def _digest(secret: str) -> str:
    """Secrets are random and long, so one round of a fast hash keeps them."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


@cache
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher
    except ImportError as error:
        raise MissingExtraError("argon2-cffi", "web") from error
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


@cache
def _nobody() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))


def _hashed(password: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        raise StoreError(
            "The password cannot be taken.", f"It takes {SHORTEST} to {LONGEST} characters; a few words are best."
        )
    return _hasher().hash(password)


def _fits(hashed: str, password: str) -> bool:
    from argon2.exceptions import Argon2Error, InvalidHashError

    try:
        return _hasher().verify(hashed, password)
    except (Argon2Error, InvalidHashError):
        return False


def _user(row: UserRow) -> User:
    return User(row.id, row.name, cast(Role, row.role), row.active, row.created_at)


def _token(row: TokenRow) -> Token:
    return Token(row.id, row.name, cast(Role, row.role), row.created_by, row.created_at, row.expires_at, row.revoked_at)
