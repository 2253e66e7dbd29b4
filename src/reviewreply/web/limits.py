"""Who calls too often, and how often and how fast everything was answered."""

from __future__ import annotations

import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Mapping

_BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 5.0, 10.0)
_MOST = 20_000


class Limiter:
    """A bucket of calls per name that fills up evenly; the names that were not seen for longest are forgotten."""

    def __init__(self, per_minute: int) -> None:
        self._size = float(per_minute)
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, name: str) -> int | None:
        """None, or the seconds to wait before the next call."""
        moment = time.monotonic()
        with self._lock:
            left, since = self._buckets.pop(name, (self._size, moment))
            left = min(self._size, left + (moment - since) * self._size / 60)
            allowed = left >= 1
            self._buckets[name] = (left - allowed, moment)
            if len(self._buckets) > _MOST:
                self._buckets.popitem(last=False)
        return None if allowed else max(1, round((1 - left) * 60 / self._size))


class Metrics:
    """Counts of answers by route and status, and how long they took."""

    def __init__(self) -> None:
        self._answers: Counter[tuple[str, str, int]] = Counter()
        self._buckets: Counter[float] = Counter()
        self._seconds = 0.0
        self._lock = threading.Lock()

    def add(self, method: str, route: str, status: int, seconds: float) -> None:
        """One answer."""
        with self._lock:
            self._answers[method, route, status] += 1
            self._seconds += seconds
            for bound in _BOUNDS:
                self._buckets[bound] += seconds <= bound

    def text(self, gauges: Mapping[str, float]) -> str:
        """In the text format of Prometheus."""
        with self._lock:
            answers, buckets, seconds = dict(self._answers), dict(self._buckets), self._seconds
        total = sum(answers.values())
        lines = ["# TYPE reviewreply_requests_total counter"]
        lines += [
            f'reviewreply_requests_total{{method="{method}",route="{route}",status="{status}"}} {count}'
            for (method, route, status), count in sorted(answers.items())
        ]
        lines.append("# TYPE reviewreply_request_seconds histogram")
        lines += [f'reviewreply_request_seconds_bucket{{le="{bound}"}} {buckets.get(bound, 0)}' for bound in _BOUNDS]
        lines.append(f'reviewreply_request_seconds_bucket{{le="+Inf"}} {total}')
        lines += [f"reviewreply_request_seconds_sum {seconds:.6f}", f"reviewreply_request_seconds_count {total}"]
        for name, value in gauges.items():
            lines += [f"# TYPE reviewreply_{name} gauge", f"reviewreply_{name} {value:g}"]
        return "\n".join(lines) + "\n"
