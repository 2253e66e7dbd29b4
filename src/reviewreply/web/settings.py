"""What the service is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and names.

    Parameters
    ----------
    hosts: names under which browsers may call; others are refused, so that no foreign page reaches a local service.
    https: whether cookies go over HTTPS alone.
    max_body: the largest upload in bytes; other requests are held to ``max_request``.
    rate: requests a minute of one caller; ``login_rate``: log-ins a minute under one name.
    max_batch: the most reviews of one job.
    worker: whether jobs are worked on in this process.
    """

    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    https: bool = False
    max_body: int = 20_000_000
    max_request: int = 1_000_000
    rate: int = 600
    login_rate: int = 10
    max_batch: int = 50_000
    worker: bool = True
