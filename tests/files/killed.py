"""A command line with the fake pipeline, for tests that kill it: ``python killed.py draft reviews.csv …``."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from fakes import FakePipeline

import reviewreply.files.run as run_module
import reviewreply.pipeline
from reviewreply.cli.main import main

BLOCK = 8
"""Small blocks, so that a kill meets many states."""

reviewreply.pipeline.Pipeline = FakePipeline  # type: ignore[misc, assignment]


@dataclasses.dataclass(frozen=True, slots=True)
class SmallBlocks(run_module.Job):
    """A job with small blocks."""

    block: int = BLOCK


run_module.Job = SmallBlocks  # type: ignore[misc]
main()
