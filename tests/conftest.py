from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import FakePipeline

BUSINESS = """
[business]
name = {en = "Kettle & Co", ru = "Kettle & Co", bg = "Kettle & Co"}
trade = "shop"
"""


@pytest.fixture
def fake_pipeline(monkeypatch: pytest.MonkeyPatch) -> type[FakePipeline]:
    """The command line works with a pipeline that needs no model."""
    monkeypatch.setattr("reviewreply.pipeline.Pipeline", FakePipeline)
    return FakePipeline


@pytest.fixture
def business_file(tmp_path: Path) -> Path:
    path = tmp_path / "business.toml"
    path.write_text(BUSINESS, encoding="utf-8")
    return path


@pytest.fixture
def make_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of text in an encoding and gives its path."""

    def make(name: str, text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return make
