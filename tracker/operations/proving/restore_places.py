"""Make a fresh database beside the books, and put it in their place in one step; the old books are kept."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from tracker.ground.dates import now
from tracker.ground.refusals import N_, Refused
from tracker.models.engine import engine_options, prepare_engine
from tracker.operations.schema import revision_of
from tracker.operations.writing import arranging, writing

#: The schema in which PostgreSQL makes the fresh tables.
BESIDE = "tracker_restoring"
_TABLES = """
SELECT quote_ident(c.relname) FROM pg_class c WHERE c.relnamespace = to_regnamespace(:schema) AND c.relkind = 'r'
AND c.relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
"""
_FUNCTION = "tracker_refuse()"
_IN_USE = N_("The program still uses the database: end `tracker serve`, then restore again.")


@dataclass(frozen=True)
class Fresh:
    """An empty database beside the books."""

    engine: Engine
    #: Put it in the books' place; gives the name under which the old books are kept, "" where there were none.
    replace: Callable[[], str]


@contextmanager
def fresh_beside(books: Engine, backups: Path) -> Iterator[Fresh]:
    """Give a fresh database of the same engine; what does not replace the books is thrown away."""
    if books.dialect.name == "sqlite":
        with _fresh_file(books, backups) as fresh:
            yield fresh
    else:
        with _fresh_schema(books) as fresh:
            yield fresh


@contextmanager
def scratch(folder: Path) -> Iterator[Engine]:
    """Give a fresh SQLite database in a folder, for a trial, and throw it away afterwards."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f".trial-{os.getpid()}.sqlite"
    engine = _open(f"sqlite:///{path.as_posix()}")
    try:
        yield engine
    finally:
        _throw_away(engine, path)


def _open(url: str) -> Engine:
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True, **_quick(url))
    prepare_engine(engine)
    return engine


def _quick(url: str) -> dict[str, object]:
    """Give the program's engine options without those of a pool, for there is none."""
    return {name: value for name, value in engine_options(url).items() if name == "connect_args"}


def _throw_away(engine: Engine, path: Path) -> None:
    engine.dispose()
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()


@contextmanager
def _fresh_file(books: Engine, backups: Path) -> Iterator[Fresh]:
    there = Path(str(books.url.database))
    if there.name.startswith("file:"):
        raise Refused(None, N_("To restore, name the SQLite database by its path."))
    path = there.with_name(f".{there.name}.restoring-{os.getpid()}")
    engine = _open(f"sqlite:///{path.as_posix()}")

    def replace() -> str:
        engine.dispose()
        _alone(path)
        kept = _keep(books, there, backups)
        os.replace(path, there)
        books.dispose()
        return kept

    try:
        yield Fresh(engine, replace)
    finally:
        _throw_away(engine, path)


def _alone(path: Path) -> None:
    """Fold a database's journal into its one file; refuse where another process has it open."""
    with closing(sqlite3.connect(path, timeout=2, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        except sqlite3.OperationalError as fault:
            raise Refused(None, _IN_USE) from fault


def _keep(books: Engine, there: Path, backups: Path) -> str:
    """Keep the old books as a file of their own; at no moment is there no database in its place."""
    if not there.exists() or revision_of(books) is None:
        return ""
    books.dispose()
    _alone(there)
    backups.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = backups / f"{there.stem}-before-restore-{now():%Y%m%dT%H%M%S}.sqlite"
    try:
        os.link(there, kept)
    except OSError:
        shutil.copy2(there, kept)
    return str(kept)


@contextmanager
def _fresh_schema(books: Engine) -> Iterator[Fresh]:
    asked = f"{books.url.query.get('options', '')} -csearch_path={BESIDE}".strip()
    url = books.url.difference_update_query(["options"]).update_query_dict({"options": asked})
    _drop_schema(books)
    with arranging(books) as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {BESIDE}")
    engine = _open(url.render_as_string(hide_password=False))

    def replace() -> str:
        with books.connect() as connection:
            home = str(connection.scalar(text("SELECT quote_ident(current_schema())")))
        try:
            with Session(engine) as session, writing(session):
                return _swap(session.connection(), home)
        except DBAPIError as fault:
            raise Refused(None, _IN_USE) from fault

    try:
        yield Fresh(engine, replace)
    finally:
        engine.dispose()
        _drop_schema(books)


def _drop_schema(books: Engine) -> None:
    with arranging(books) as connection:
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {BESIDE} CASCADE")


def _swap(connection: Connection, home: str) -> str:
    """Move the old tables into a schema of their own and the fresh ones into their place."""
    connection.exec_driver_sql("SET LOCAL lock_timeout = '3s'")
    kept = f"before_restore_{now():%Y%m%dt%H%M%S}" if _tables(connection, home) else ""
    if kept:
        connection.exec_driver_sql(f"CREATE SCHEMA {kept}")
        _move(connection, home, kept)
    _move(connection, BESIDE, home)
    return kept


def _move(connection: Connection, source: str, target: str) -> None:
    for table in _tables(connection, source):
        connection.exec_driver_sql(f"ALTER TABLE {source}.{table} SET SCHEMA {target}")
    if connection.scalar(text("SELECT to_regprocedure(:name)"), {"name": f"{source}.{_FUNCTION}"}) is not None:
        connection.exec_driver_sql(f"ALTER FUNCTION {source}.{_FUNCTION} SET SCHEMA {target}")


def _tables(connection: Connection, schema: str) -> list[str]:
    """List the tables of a schema that are ours."""
    return sorted(connection.scalars(text(_TABLES), {"schema": schema}))
