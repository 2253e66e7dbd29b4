"""The desk under load: a week of one shop imported, fifty moderators at once, and kill -9 in the middle of decisions.

    python scripts/bench_queue.py                     # all of it, SQLite
    python scripts/bench_queue.py --store postgresql://desk@127.0.0.1/desk
    python scripts/bench_queue.py --seconds 20 --kills 5

Gold labels stand for the encoder, so that the numbers are those of the store and the service. A moderator takes the
next case, reads its page, and approves it; between two cases he or she pauses for ``--pause`` seconds on average.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from desk import items, shop_drafting, some_reviews
from desk_server import Server, kill_round
from sqlalchemy import func, select

from reviewreply.queue import Store, open_store
from reviewreply.queue.accounts import Accounts
from reviewreply.queue.schema import DecisionRow
from reviewreply.record import Review

PASSWORD = "a password of the bench"


@dataclass
class Moderator:
    """A browser without a screen; ``times`` holds seconds by action, ``done`` the cases decided."""

    name: str
    port: int
    times: dict[str, list[float]] = field(default_factory=dict)
    done: list[int] = field(default_factory=list)
    refused: Counter[int] = field(default_factory=Counter)
    cookie: str = ""

    def call(self, action: str, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """One action: status, place to go next, page."""
        headers = {"Accept": "text/html", "Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        begin = time.perf_counter()
        self.line.request(method, path, urlencode(form) if form else None, headers)
        answer = self.line.getresponse()
        text = answer.read().decode()
        self.times.setdefault(action, []).append(time.perf_counter() - begin)
        if cookie := answer.headers.get("set-cookie"):
            self.cookie = cookie.partition(";")[0]
        return answer.status, answer.headers.get("location", ""), text

    def work(self, end: float, pause: float) -> None:
        """Cases one after the other until the time is up."""
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.call("log in", "POST", "/login", {"name": self.name, "password": PASSWORD})
        self.times.clear()
        time.sleep(random.random() * pause)
        while time.monotonic() < end:
            status, place, _ = self.call("next", "GET", "/next")
            if not place.startswith("/cases/"):
                return
            status, _, text = self.call("case", "GET", place)
            csrf = re.search(r'name="csrf" value="([^"]+)"', text)
            revision = re.search(r'name="revision" value="(\d+)"', text)
            if not csrf or not revision:
                self.refused[status] += 1
                continue
            time.sleep(random.uniform(0.5, 1.5) * pause)
            form = {"csrf": csrf.group(1), "revision": revision.group(1), "text": "Thank you for telling us."}
            status, _, _ = self.call("approve", "POST", f"{place}/approve", form)
            if status == 303:
                self.done.append(int(place.split("/")[2]))
            else:
                self.refused[status] += 1


def main() -> None:
    """Runs the parts and prints what came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--store", help="a postgresql:// URL; a new SQLite file when left out")
    parser.add_argument("--reviews", type=int, default=5000)
    parser.add_argument("--moderators", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--pause", type=float, default=2.0)
    parser.add_argument("--kills", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="reviewreply-bench-") as folder:
        place = options.store or str(Path(folder) / "desk.sqlite")
        store = open_store(place)
        fill(store, options.reviews)
        crowd(store, place, Path(folder), options.moderators, options.seconds, options.pause)
        if options.kills:
            killed(store, place, Path(folder), options.kills)
        store.close()


def fill(store: Store, count: int) -> None:
    """A week of reviews, twice: the second time nothing is new."""
    texts = some_reviews(10_000)
    reviews = [week_review(texts[number % len(texts)], number) for number in range(count)]
    for turn in ("first", "second"):
        begin = time.perf_counter()
        summary = store.import_reviews(items(*reviews), shop_drafting(), name="bench", actor="bench")
        print(f"{turn} import: {summary.new} new, {summary.known} known, {time.perf_counter() - begin:.1f} s")


def week_review(review: Review, number: int) -> Review:
    """A review of its own within the last week."""
    return replace(review, id=f"w{number}", date=datetime.now(UTC) - timedelta(minutes=2 * number))


def crowd(store: Store, place: str, folder: Path, count: int, seconds: float, pause: float) -> None:
    """Moderators at once; no case lost, none decided twice."""
    accounts = Accounts(store)
    for number in range(count):
        accounts.add_user(f"m{number}", PASSWORD)
    server = Server(place, folder)
    people = [Moderator(f"m{number}", server.port) for number in range(count)]
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=person.work, args=(end, pause)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    server.stop()
    done = [case for person in people for case in person.done]
    refused = sum((person.refused for person in people), Counter())
    print(f"{count} moderators, {seconds:.0f} s: {len(done)} decided, {len(done) - len(set(done))} of them twice")
    print(f"refused: {dict(refused) or 'none'}; approved in the store: {store.statistics().approved}")
    every: list[float] = []
    for action in ("next", "case", "approve"):
        times = sorted(time for person in people for time in person.times.get(action, []))
        every += times
        print(f"{action:<8}{len(times):>7} times, median {at(times, 0.5)}, 95 % under {at(times, 0.95)}")
    every.sort()
    under = sum(time < 0.2 for time in every) / max(1, len(every))
    print(f"all     {len(every):>7} times, 95 % under {at(every, 0.95)}, {under:.1%} under 200 ms")


def at(times: list[float], share: float) -> str:
    """A quantile in milliseconds."""
    return f"{times[int(len(times) * share)] * 1000:.0f} ms" if times else "-"


def killed(store: Store, place: str, folder: Path, rounds: int) -> None:
    """Kill -9 while decisions are made; what was acknowledged has to be there."""
    tokens = [Accounts(store).add_token(f"t{number}", "moderator", "bench")[0] for number in range(4)]
    acknowledged: set[int] = set()
    for _ in range(rounds):
        acknowledged |= kill_round(place, folder, store, tokens, random.uniform(0.05, 0.6))
    with store.reading() as session:
        kept = set(session.scalars(select(DecisionRow.id)))
        cases = session.scalar(select(func.count(func.distinct(DecisionRow.case_id))))
    lost = len(acknowledged - kept)
    print(f"{rounds} kills: {len(acknowledged)} acknowledged, {lost} lost, {len(kept) - (cases or 0)} decided twice")


if __name__ == "__main__":
    main()
