"""``reviewreply serve``: the HTTP service and its page."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from reviewreply.cli.accounts import ask_password
from reviewreply.cli.business import fingerprint, read_business
from reviewreply.cli.console import Console
from reviewreply.cli.options import business_option, model_options, quiet_option
from reviewreply.cli.store import opened, store_option
from reviewreply.errors import MissingExtraError, ReviewReplyError

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command("serve")
@business_option(required=True)
@store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8080, show_default=True)
@click.option("--allow-host", multiple=True, metavar="NAME", help="Name under which browsers may call; repeatable.")
@click.option("--https", is_flag=True, help="Behind a proxy that speaks HTTPS: cookies only go over HTTPS.")
@click.option("--create-admin", metavar="NAME", help="Make this admin first; the password is asked for, or piped in.")
@click.option(
    "--deadline", type=click.FloatRange(0.1, 24 * 90), default=24.0, show_default=True, help="Hours to reply."
)
@click.option("--lease", type=click.FloatRange(0.1, 24 * 60), default=15.0, show_default=True, help="Minutes in hand.")
@click.option(
    "--max-upload", type=click.IntRange(1, 1024), default=20, show_default=True, help="Megabytes per request."
)
@click.option("--rate", type=click.IntRange(1), default=600, show_default=True, help="Requests a minute per caller.")
@model_options
@quiet_option
def command(
    business: Path, store: str, host: str, port: int, allow_host: tuple[str, ...], https: bool,
    create_admin: str | None, deadline: float, lease: float, max_upload: int, rate: int, device: str,
    model: Path | None, weights: Path | None, quiet: bool,
) -> None:  # fmt: skip
    """Serve the page for moderators and the interface for scripts.

    \b
    reviewreply serve -b business.toml --create-admin maria
    then open http://127.0.0.1:8080

    Listens on this computer only, unless --host says otherwise; put a proxy with HTTPS before it then. Nothing is
    posted anywhere: approved replies leave as files, when somebody exports them.
    """
    from datetime import timedelta

    console = Console(quiet)
    known = read_business(business, console)
    desk = opened(store)
    desk.lease, desk.deadline = timedelta(minutes=lease), timedelta(hours=deadline)
    try:
        import uvicorn

        from reviewreply.queue.accounts import Accounts
        from reviewreply.web import Settings, create_app
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or "fastapi", "web") from error
    if create_admin:
        Accounts(desk).add_user(create_admin, ask_password(), "admin")
        console.say(f"{create_admin} may log in as admin.")
    if not Accounts(desk).has_users():
        console.say("Nobody can log in yet: reviewreply user add NAME --role admin", loud=True)
    if host not in _LOOPBACK and not https:
        console.say(f"Listening on {host} without HTTPS: passwords can be read on the way.", loud=True)
    from reviewreply.pipeline import Pipeline

    settings = Settings(
        hosts=(*_LOOPBACK, "[::1]", host, *allow_host), https=https, max_body=max_upload * 1_000_000, rate=rate
    )
    app = create_app(
        desk, Pipeline(model=model, device=device, weights=weights), known, fingerprint(business), settings
    )
    shown = f"[{host}]" if ":" in host else host
    console.say(f"http://{shown}:{port}  (Ctrl-C stops)")
    server = uvicorn.Server(
        uvicorn.Config(
            app, host=host, port=port, log_config=None, access_log=False, server_header=False, proxy_headers=False
        )
    )
    with suppress(SystemExit):  # uvicorn's way to say that it could not listen
        server.run()
    desk.close()
    if not server.started:
        raise ReviewReplyError(f"{shown}:{port} cannot be listened at.", "Choose another --port.")
