"""A database by its URL: SQLite in WAL mode, or PostgreSQL; and its tables brought up to date."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from reviewreply.errors import MissingExtraError, StoreError

WRITE = {"reviewreply_write": True}
"""Execution options of a transaction that is going to write."""
_BUSY_MS = 15_000


def store_url(place: str | Path) -> URL:
    """The URL of a store: a path is a SQLite file, ``postgresql://…`` a database. Raises StoreError."""
    text = str(place)
    if "://" not in text:
        return URL.create("sqlite", database=str(Path(text).expanduser()))
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise StoreError("The URL of the store cannot be read.", "Write postgresql://user@host/name.") from error
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(
            f"The store cannot be kept in {url.get_backend_name()}.", "Use a file (SQLite) or postgresql://…."
        )
    return url


def make_engine(url: URL) -> Engine:
    """An engine whose transactions begin as they should. Raises StoreError and MissingExtraError."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    try:
        return create_engine(url, pool_size=10, max_overflow=20, pool_pre_ping=True, hide_parameters=True)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise MissingExtraError("psycopg", "postgres") from error


def _sqlite(url: URL) -> Engine:
    database = url.database or ":memory:"
    parent = Path(database).parent
    if database != ":memory:" and not parent.is_dir():
        raise StoreError(f"The folder {parent} does not exist.", "Create it first, or name another --store.")
    engine = create_engine(
        url, hide_parameters=True, pool_size=10, max_overflow=40, connect_args={"timeout": _BUSY_MS / 1000}
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", f"busy_timeout = {_BUSY_MS}"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("reviewreply_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def migrate(engine: Engine) -> None:
    """Creates the tables, or brings older ones up to date; nothing to do is quick. Raises StoreError."""
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(resources.files("reviewreply.queue") / "migrations"))
    newest = ScriptDirectory.from_config(config).get_current_head()
    try:
        with engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
        if found == newest:
            return
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if found is not None and found not in known:
            raise StoreError("The store was made by a newer reviewreply.", "Update reviewreply to open it.")
        with engine.connect().execution_options(**WRITE) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7264011)")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except DBAPIError as error:
        raise StoreError(
            f"The store cannot be opened ({type(error.orig).__name__}).",
            "Check its path or URL, and that it is a store of reviewreply.",
        ) from error
