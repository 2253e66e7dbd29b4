"""A desk for tests: gold labels stand for the encoder, everything behind it is real; and a PostgreSQL of our own."""

from __future__ import annotations

import json
import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from glob import glob
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from reviewreply.business import load_business
from reviewreply.business.model import Business
from reviewreply.files.raw import Item
from reviewreply.queue.drafting import Drafting, drafting
from reviewreply.record import Analysis, Draft, Justification, Language, Review, Sentiment
from reviewreply.training.gold import gold_analysis

ROOT = Path(__file__).parents[1]
SHOP = ROOT / "examples" / "shop.toml"
_SURE = 0.95
BASE = "http://localhost"
PASSWORD = "correct horse battery"


@cache
def gold() -> dict[str, dict[str, Any]]:
    """Records of the corpus by text: complaints and praise in three languages."""
    found = {}
    for language in ("en", "ru", "bg"):
        with (ROOT / "models" / "corpus" / f"{language}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                if 20 < len(record["text"]) < 600:
                    found[record["text"]] = record
    return found


class GoldPipeline:
    """Analyses as the labels say, plain ones for texts without labels; replies by the real phrasebook."""

    encoder = SimpleNamespace(version="gold-test")

    def __init__(self, **options: Any) -> None:
        self.seed = options.get("seed", 0)

    def analyze(self, review: Review, business: Business | None = None) -> Analysis:
        record = gold().get(review.text)
        if record is not None:
            return gold_analysis({**record, "id": review.id})
        stars = review.stars or 3
        cyrillic = any("а" <= letter <= "я" for letter in review.text.lower())
        complaint = stars < 4
        return Analysis(
            review.id, Language("ru" if cyrillic else "en", confidence=_SURE),
            Sentiment(stars, "negative" if stars < 3 else "positive", _SURE), complaint, _SURE, (), (),
            Justification("unclear" if complaint else "not_applicable", None, 0.6), "normal",
        )  # fmt: skip

    def draft(self, review: Review, business: Business, **options: Any) -> Draft:
        from reviewreply.reply import compose

        analysis = self.analyze(review, business)
        return Draft(review, analysis, compose(review, analysis, business, seed=self.seed))

    def analyze_stream(
        self, reviews: Iterable[Review], business: Business | None = None, batch: Any = None
    ) -> Iterator[Analysis]:
        for review in reviews:
            yield self.analyze(review, business)

    def draft_stream(self, reviews: Iterable[Review], business: Business, **options: Any) -> Iterator[Draft]:
        for review in reviews:
            yield self.draft(review, business)

    def detect(self, review: Review) -> Language:
        return self.analyze(review).language


@cache
def shop() -> Business:
    return load_business(SHOP)


@cache
def shop_drafting() -> Drafting:
    return drafting(GoldPipeline(), shop(), "test")  # type: ignore[arg-type]


def items(*reviews: Review) -> list[Item]:
    """Reviews as a file would give them."""
    return [Item(number + 1, {}, review) for number, review in enumerate(reviews)]


def some_reviews(count: int, platform: str = "google", complaints: bool | None = None) -> list[Review]:
    """Gold texts as reviews of a platform, in a fixed order, the languages mixed."""
    by_language: dict[str, list[dict[str, Any]]] = {"en": [], "ru": [], "bg": []}
    for record in gold().values():
        if complaints in (None, record["is_complaint"]) and record["language"] in by_language:
            by_language[record["language"]].append(record)
    mixed = [record for group in zip(*by_language.values(), strict=False) for record in group]
    return [
        Review(text=record["text"], stars=record["stars"], id=f"r{number}", author=f"Guest {number}", platform=platform)
        for number, record in enumerate(mixed[:count])
    ]


# --------------------------------------------------------------------------------------------------------- postgresql


def postgres_folder() -> Path | None:
    """Where the server's programs are; None where there are none."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    places = sorted(glob("/usr/lib/postgresql/*/bin/initdb"), reverse=True)
    return Path(places[0]).parent if places else None


@contextmanager
def postgres(programs: Path) -> Iterator[str]:
    """A PostgreSQL of our own on a free port; gives the URL of its database. As root it runs as user postgres."""
    folder = Path(tempfile.mkdtemp(prefix="reviewreply-pg-"))
    who = _server_user(folder)
    data, port = folder / "data", _free_port()

    def call(program: str, *arguments: str) -> None:
        subprocess.run([*who, str(programs / program), *arguments], check=True, capture_output=True, cwd=folder)

    try:
        call("initdb", "-D", str(data), "-U", "desk", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c shared_buffers=32MB"
        call("pg_ctl", "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
        try:
            yield f"postgresql://desk@127.0.0.1:{port}/postgres"
        finally:
            call("pg_ctl", "-D", str(data), "-m", "immediate", "-W", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _server_user(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    account = pwd.getpwnam("postgres")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return ["runuser", "-u", "postgres", "--"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Any, seconds: float = 10.0) -> None:
    """Waits until something is so; fails when it does not become so."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("it did not happen in time")
        time.sleep(0.02)


# ----------------------------------------------------------------------------------------------------------- browsers


def log_in(client: Any, name: str) -> Any:
    """A test client with the session of a user."""
    answer = client.post("/login", data={"name": name, "password": PASSWORD})
    assert answer.status_code == 303
    client.headers["Accept"] = "text/html"
    return client


def csrf(client: Any) -> str:
    """What the forms of this session carry."""
    found = re.search(r'name="csrf" content="([^"]+)"', client.get("/queue").text)
    assert found
    return found.group(1)
