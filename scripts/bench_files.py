"""How much time and memory the reading and writing of a large file takes, without any model.

    python scripts/bench_files.py --rows 20000 200000

Every format is read and written by a process of its own, once per number of rows, with every tenth row broken where
the format can be broken. Flat memory shows as the same peak for both numbers.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

FORMATS = ("csv", "jsonl", "json", "parquet", "xlsx")
TEXTS = (
    "Доставка опоздала на неделю, коробка мятая, никто не извинился. " * 4,
    "Стаята беше чиста, но закуската свърши в девет и половина. " * 4,
    "The kettle stopped working after two days; the shop was kind about it. " * 4,
)


def main() -> None:
    """Runs the benchmark, or one measurement of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[20_000, 200_000])
    parser.add_argument("--formats", nargs="+", default=list(FORMATS), choices=FORMATS)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        measure(arguments.measure)
        return
    print(f"{'format':<9}{'rows':>8}{'read':>8}{'done':>8}{'rejected':>10}{'seconds':>9}{'peak MB':>9}")
    for form in arguments.formats:
        for rows in arguments.rows:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / f"reviews.{form}"
                write_input(path, form, rows)
                command = [sys.executable, __file__, "--measure", str(path)]
                found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            counts = f"{found['read']:>8}{found['done']:>8}{found['rejected']:>10}"
            print(f"{form:<9}{rows:>8}{counts}{found['seconds']:>9.1f}{found['peak']:>9.0f}", flush=True)


def measure(path: Path) -> None:
    """Reads and writes one file and prints counts, seconds and the peak of memory."""
    from reviewreply.files.reading import open_reviews
    from reviewreply.files.run import Job, run

    start = time.perf_counter()
    output = path.with_name(f"out{path.suffix}")
    summary = run(open_reviews(path), Echo(), Job(output, path.suffix[1:]))
    peak = peak_memory()
    counts = {"read": summary.read, "done": summary.done, "rejected": summary.rejected}
    print(json.dumps({**counts, "seconds": time.perf_counter() - start, "peak": peak}))


def peak_memory() -> float:
    """Megabytes this process had at most; not by getrusage, which on Linux begins with what the parent had."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024


class Echo:
    """A task that costs nothing."""

    name = "echo"
    columns: tuple[str, ...] = ("language", "verdict", "reply")

    def run(self, reviews: Iterable[Any], flat: bool) -> Iterator[dict[str, Any]]:
        """A result of the size of a real one."""
        for review in reviews:
            yield {"language": "en", "verdict": "unclear", "reply": f"Thank you. {review.text}"}


def write_input(path: Path, form: str, rows: int) -> None:
    """A file of reviews; every tenth row is broken in the formats that allow it."""
    records = (record(number) for number in range(rows))
    if form == "csv":
        with path.open("w", encoding="cp1251", newline="") as handle:
            writer = csv.writer(handle, delimiter=";")
            writer.writerow(["id", "отзыв", "оценка", "дата"])
            for number, row in enumerate(records):
                writer.writerow(["broken", "row"] if number % 10 == 9 else list(row.values()))
    elif form == "jsonl":
        with path.open("w", encoding="utf-8") as handle:
            for number, row in enumerate(records):
                handle.write(("{broken" if number % 10 == 9 else json.dumps(row, ensure_ascii=False)) + "\n")
    elif form == "json":
        with path.open("w", encoding="utf-8") as handle:
            handle.write('{"data": {"reviews": [\n')
            handle.writelines((",\n" if number else "") + json.dumps(row) for number, row in enumerate(records))
            handle.write("]}}")
    elif form == "parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.Table.from_pylist(list(records)), path, row_group_size=10_000)
    else:
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        sheet.append(["id", "text", "stars", "date"])
        for number, row in enumerate(records):
            sheet.append(["broken", "", "none at all", ""] if number % 10 == 9 else list(row.values()))
        book.save(path)


def record(number: int) -> dict[str, Any]:
    """One review."""
    return {"id": f"r-{number}", "text": TEXTS[number % 3], "stars": number % 5 + 1, "date": "2026-10-02"}


if __name__ == "__main__":
    main()
