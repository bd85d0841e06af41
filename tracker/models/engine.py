"""Prepare the engine: every transaction begins as SQLite needs it, every connection guards foreign keys."""

import os
import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, event, make_url
from sqlalchemy.exc import DisconnectionError


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
        _watch_file(engine, str(engine.url.database))


def _set_pragmas(connection: Any, _record: Any) -> None:
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    """Take the lock at once where the transaction is going to write, so that what it reads stays true."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def _watch_file(engine: Engine, path: str) -> None:
    """Notice a database file that was taken away or replaced while the program runs.

    SQLite would go on writing into the file that nobody can open any more, or begin an empty one in
    its place. A file that is gone is a database that does not answer; a new one is opened anew.
    """
    if path == ":memory:" or path.startswith("file:"):
        return

    def remember(_connection: Any, record: Any) -> None:
        record.info["file"] = _identity(path)
        engine_was_there.append(True)

    def look(_connection: Any, record: Any, _proxy: Any) -> None:
        if record.info.get("file") != _identity(path):
            raise DisconnectionError("the database file is another one now")

    def refuse_gone(_dialect: Any, _record: Any, _arguments: Any, _options: Any) -> None:
        if engine_was_there and not os.path.exists(path):
            raise sqlite3.OperationalError("the database file is gone")

    engine_was_there: list[bool] = []
    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", look)
    event.listen(engine, "do_connect", refuse_gone)


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
