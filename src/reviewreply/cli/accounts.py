"""``reviewreply user`` and ``reviewreply token``: who may log in, and what scripts may do."""

from __future__ import annotations

import sys

import click

from reviewreply.cli.console import Console
from reviewreply.cli.store import json_option, opened, say_json, store_option, who

_ROLE = click.option("--role", type=click.Choice(["moderator", "admin"]), default="moderator", show_default=True)


@click.group("user")
def user_command() -> None:
    """People who may log in to the page: moderators work, admins also manage users, tokens and imports."""


@user_command.command("add")
@click.argument("name")
@_ROLE
@store_option
def add_user(name: str, role: str, store: str) -> None:
    """Add a user. The password is asked for, or read from standard input."""
    from reviewreply.queue.accounts import Accounts

    user = Accounts(opened(store)).add_user(name, ask_password(), role)
    Console().say(f"{user.name} may log in as {user.role}.")


@user_command.command("password")
@click.argument("name")
@store_option
def change_password(name: str, store: str) -> None:
    """Give a user a new password; all sessions of that user end."""
    from reviewreply.queue.accounts import Accounts

    Accounts(opened(store)).change_user(name, password=ask_password())
    Console().say(f"{name} has a new password.")


@user_command.command("role")
@click.argument("name")
@click.argument("role", type=click.Choice(["moderator", "admin"]))
@store_option
def change_role(name: str, role: str, store: str) -> None:
    """Make a user moderator or admin."""
    from reviewreply.queue.accounts import Accounts

    Accounts(opened(store)).change_user(name, role=role)
    Console().say(f"{name} is {role} now.")


@user_command.command("disable")
@click.argument("name")
@click.option("--enable", is_flag=True, help="Let the user in again.")
@store_option
def disable_user(name: str, enable: bool, store: str) -> None:
    """Keep a user out; what the user decided stays."""
    from reviewreply.queue.accounts import Accounts

    Accounts(opened(store)).change_user(name, active=enable)
    Console().say(f"{name} may {'log in again' if enable else 'no longer log in'}.")


@user_command.command("list")
@store_option
@json_option
def list_users(store: str, as_json: bool) -> None:
    """List the users."""
    from reviewreply.queue.accounts import Accounts

    for user in Accounts(opened(store)).users():
        if as_json:
            say_json({name: getattr(user, name) for name in user.__slots__})
        else:
            click.echo(f"{user.name:<30}{user.role:<12}{'' if user.active else 'disabled'}".rstrip())


@click.group("token")
def token_command() -> None:
    """Tokens that scripts show to the HTTP service: Authorization: Bearer TOKEN."""


@token_command.command("add")
@click.argument("name")
@_ROLE
@click.option("--days", type=click.IntRange(1, 3650), help="For so many days; for good when left out.")
@store_option
def add_token(name: str, role: str, days: int | None, store: str) -> None:
    """Make a token and write it to standard output, this once."""
    from reviewreply.queue.accounts import Accounts

    secret, _ = Accounts(opened(store)).add_token(name, role, who(None), days)
    click.echo(secret)


@token_command.command("revoke")
@click.argument("name")
@store_option
def revoke_token(name: str, store: str) -> None:
    """End a token for good."""
    from reviewreply.queue.accounts import Accounts

    Accounts(opened(store)).revoke_token(name)
    Console().say(f"The token {name} is no longer valid.")


@token_command.command("list")
@store_option
@json_option
def list_tokens(store: str, as_json: bool) -> None:
    """List the tokens, without their secrets."""
    from reviewreply.queue.accounts import Accounts

    for token in Accounts(opened(store)).tokens():
        if as_json:
            say_json({name: getattr(token, name) for name in token.__slots__})
        else:
            state = "revoked" if token.revoked_at else f"until {token.expires_at:%Y-%m-%d}" if token.expires_at else ""
            click.echo(f"{token.name:<30}{token.role:<12}{state}".rstrip())


def ask_password() -> str:
    """A new password: asked for twice at a terminal, else one line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return password
