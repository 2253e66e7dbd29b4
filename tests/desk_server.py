"""A real server for tests and benchmarks: ``reviewreply serve`` in a process of its own, and moderators who use it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path
from typing import Any

from desk import SHOP

from reviewreply.queue import Store


class Server:
    """``reviewreply serve`` on a store; ``kill`` is kill -9."""

    def __init__(self, place: str, folder: Path, *options: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "reviewreply", "serve", "-q", "-b", str(SHOP), "--store", place]
        self.log = folder / "serve.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port), "--rate", "1000000", *options], stdout=log, stderr=log
            )
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + 30
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/api/v1/health", timeout=5):
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"the server did not start: {self.log.read_text()[-500:]}")

    def kill(self) -> None:
        """Ends the process at once, in the middle of whatever it does."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ends the process as Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=30)


def call(url: str, token: str, body: Any = None, method: str = "POST") -> tuple[int, Any]:
    """One request of a script: its status, and the answer."""
    request = urllib.request.Request(
        url,
        None if body is None else json.dumps(body).encode(),
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        method=method,
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            content = answer.read()
            return answer.status, json.loads(content) if content else None
    except urllib.error.HTTPError as error:
        return error.code, None


def kill_round(place: str, folder: Path, store: Store, tokens: list[str], after: float, least: int = 0) -> set[int]:
    """Moderators decide until the server is killed, after ``after`` seconds and ``least`` decisions; gives those."""
    server = Server(place, folder)
    acknowledged: set[int] = set()

    def work(token: str) -> None:
        try:
            while True:
                status, case = call(f"{server.url}/api/v1/cases/next", token)
                if status != 200:
                    return
                wish = {"action": "approve", "text": "Thank you for telling us.", "revision": case["revision"]}
                status, made = call(f"{server.url}/api/v1/cases/{case['id']}/decisions", token, wish)
                if status == 201:
                    acknowledged.add(made["id"])
        except (OSError, HTTPException):
            return

    workers = [threading.Thread(target=work, args=(token,)) for token in tokens]
    for worker in workers:
        worker.start()
    time.sleep(after)
    end = time.monotonic() + 20
    while len(acknowledged) < least and time.monotonic() < end:
        time.sleep(0.02)
    server.kill()
    for worker in workers:
        worker.join()
    return acknowledged
