"""Puts the application together."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from reviewreply import __version__
from reviewreply.queue import Store
from reviewreply.queue.accounts import Accounts
from reviewreply.queue.jobs import Jobs
from reviewreply.web import (
    api_admin,
    api_cases,
    api_drafts,
    api_out,
    api_status,
    pages,
    pages_case,
    pages_more,
    problems,
)
from reviewreply.web.desk import Desk
from reviewreply.web.guard import Guard
from reviewreply.web.limits import Limiter, Metrics
from reviewreply.web.settings import Settings
from reviewreply.web.state import State
from reviewreply.web.worker import Worker

if TYPE_CHECKING:
    from reviewreply.business import Business
    from reviewreply.pipeline import Pipeline

_API = (api_status, api_drafts, api_cases, api_out, api_admin)
_PAGES = (pages, pages_case, pages_more)


def create_app(
    store: Store, pipeline: Pipeline, business: Business, fingerprint: str = "", settings: Settings | None = None
) -> FastAPI:
    """The service for one store and one business.

    Parameters
    ----------
    fingerprint: names the business file as it is now; kept with every draft.
    """
    settings = settings or Settings()
    desk, jobs, metrics = Desk(store, pipeline, business, fingerprint), Jobs(store), Metrics()
    worker = Worker(store, jobs, desk)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        threading.Thread(target=desk.warm, name="warm", daemon=True).start()
        if settings.worker:
            worker.start()
        yield
        worker.stop()

    app = FastAPI(
        title="reviewreply",
        version=__version__,
        summary="Judges public reviews claim by claim and drafts replies that a person approves.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        lifespan=lifespan,
    )
    app.state.parts = State(
        settings, store, Accounts(store), jobs, desk, worker, Limiter(settings.rate), Limiter(settings.login_rate),
        metrics,
    )  # fmt: skip
    problems.install(app)
    for module in _API:
        app.include_router(module.router)
    for module in _PAGES:
        app.include_router(module.router, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    app.add_middleware(Guard, settings=settings, metrics=metrics)
    return app
