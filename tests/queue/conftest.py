from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from desk import postgres, postgres_folder

from reviewreply.queue import Store, open_store


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    programs = postgres_folder()
    if programs is None:
        pytest.skip("no PostgreSQL server programs here (initdb); install postgresql to run these")
    with postgres(programs) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a store that is empty."""
    if request.param == "sqlite":
        return str(tmp_path / "desk.sqlite")
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed: pip install reviewreply[postgres]")
    url: str = request.getfixturevalue("postgres_url")
    name = f"t{uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{url}?options=-csearch_path%3D{name}"


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    store = open_store(place)
    yield store
    store.close()
