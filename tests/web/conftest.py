from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk import BASE, PASSWORD, SHOP, GoldPipeline, items, log_in, shop, shop_drafting, some_reviews
from fastapi.testclient import TestClient

from reviewreply.queue import Store, open_store
from reviewreply.queue.accounts import Accounts
from reviewreply.record import Review
from reviewreply.web import Settings, create_app

Fill = Callable[..., None]


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with users and a token, made once: hashing a password takes its time, as it should."""
    path = tmp_path_factory.mktemp("web") / "desk.sqlite"
    store = open_store(path)
    accounts = Accounts(store)
    accounts.add_user("ana", PASSWORD)
    accounts.add_user("maria", PASSWORD, "admin")
    store.close()
    return path


@pytest.fixture
def store(empty_store: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "desk.sqlite"
    path.write_bytes(empty_store.read_bytes())
    store = open_store(path)
    yield store
    store.close()


@pytest.fixture
def settings() -> Settings:
    return Settings(max_request=50_000, max_body=200_000, rate=100_000, login_rate=5, max_batch=500)


@pytest.fixture
def client(store: Store, settings: Settings) -> Iterator[TestClient]:
    app = create_app(store, GoldPipeline(), shop(), str(SHOP), settings)  # type: ignore[arg-type]
    with TestClient(app, base_url=BASE, raise_server_exceptions=True, follow_redirects=False) as client:
        yield client


@pytest.fixture
def script(client: TestClient, store: Store) -> TestClient:
    """A client with a moderator's token."""
    client.headers["Authorization"] = f"Bearer {Accounts(store).add_token('script', 'moderator', 'test')[0]}"
    return client


@pytest.fixture
def admin_script(client: TestClient, store: Store) -> TestClient:
    """A client with an admin's token."""
    client.headers["Authorization"] = f"Bearer {Accounts(store).add_token('boss', 'admin', 'test')[0]}"
    return client


@pytest.fixture
def ana(client: TestClient) -> TestClient:
    """A moderator's browser."""
    return log_in(client, "ana")


@pytest.fixture
def maria(client: TestClient) -> TestClient:
    """An admin's browser."""
    return log_in(client, "maria")


@pytest.fixture
def fill(store: Store) -> Fill:
    """Puts reviews into the store."""

    def fill(*reviews: Review, count: int = 0) -> None:
        chosen = reviews or tuple(some_reviews(count, complaints=True))
        store.import_reviews(items(*chosen), shop_drafting(), name="t", actor="t")

    return fill
