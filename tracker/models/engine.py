"""Prepare the engine: every transaction begins as SQLite needs it, every connection guards foreign keys."""

from typing import Any

from sqlalchemy import Connection, Engine, event, make_url


def engine_options(database_url: str) -> dict[str, Any]:
    """Give what `create_engine` needs for a database: SQLite leaves BEGIN to us and waits 30 s for a lock."""
    if make_url(database_url).get_backend_name() == "sqlite":
        return {"connect_args": {"isolation_level": None, "timeout": 30}}
    return {"pool_pre_ping": True}


def prepare_engine(engine: Engine) -> None:
    """Add the events of SQLite; PostgreSQL needs none. Doing it twice changes nothing."""
    if engine.dialect.name == "sqlite" and not event.contains(engine, "begin", _begin):
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)


def _set_pragmas(connection: Any, _record: Any) -> None:
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    """Take the lock at once where the transaction is going to write, so that what it reads stays true."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")
