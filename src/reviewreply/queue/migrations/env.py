"""Alembic runs the migrations on the connection it is given (``engine.migrate``)."""

from __future__ import annotations

from alembic import context

from reviewreply.queue.schema import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
)
context.run_migrations()
