"""Run migrations on SQLite and PostgreSQL, whole or not at all."""

from typing import Any, Literal

from alembic import context
from flask import current_app, has_app_context
from sqlalchemy import Connection, Engine

import tracker.models  # noqa: F401
from tracker.models.base import db


def _engine() -> Engine:
    given: Engine | None = context.config.attributes.get("engine")
    if given is None and has_app_context():
        given = current_app.extensions["migrate"].db.engine
    if given is None:
        raise RuntimeError("migrations need an engine")
    return given


def _render(kind: str, item: Any, context: Any) -> str | Literal[False]:
    """Write our own column types as their frozen copies in types.py."""
    if kind == "type" and type(item).__name__ in ("Day", "Moment"):
        return f"types.{type(item).__name__}()"
    return False


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        transactional_ddl=True,
        compare_type=True,
        render_item=_render,
    )
    with context.begin_transaction():
        context.run_migrations()


def _run_on_sqlite(engine: Engine) -> None:
    """Turn foreign keys off before the transaction, take the write lock, and check them before the end."""
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            writing = connection.execution_options(writes=True)
            with writing.begin():
                _run(writing)
                broken = writing.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise RuntimeError(f"the migration breaks {len(broken)} foreign keys")
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


def run() -> None:
    """Run what was asked on the engine at hand."""
    engine = _engine()
    if engine.dialect.name == "sqlite":
        _run_on_sqlite(engine)
        return
    with engine.begin() as connection:
        _run(connection)


run()
