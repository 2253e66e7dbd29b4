"""What the routes share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from fastapi import Request

from reviewreply.queue import Store
from reviewreply.queue.accounts import Accounts
from reviewreply.queue.jobs import Jobs
from reviewreply.web.desk import Desk
from reviewreply.web.limits import Limiter, Metrics
from reviewreply.web.settings import Settings
from reviewreply.web.worker import Worker


@dataclass(frozen=True, slots=True)
class State:
    """One application's parts."""

    settings: Settings
    store: Store
    accounts: Accounts
    jobs: Jobs
    desk: Desk
    worker: Worker
    limiter: Limiter
    log_ins: Limiter
    metrics: Metrics


def state(request: Request) -> State:
    """The parts of the application that a request came to."""
    return cast(State, request.app.state.parts)
