"""Give one table of the migrated database alone: empty, without triggers and foreign keys, and without a guard."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from full_books import open_engine
from sqlalchemy import Connection, Engine, Table, create_engine, text
from sqlalchemy.exc import IntegrityError

from mutation.rows import Row


@contextmanager
def alone(engine: Engine, table: Table, *, without: str = "") -> Iterator[Connection]:
    """Give a connection that sees the table as the migrations made it; nothing stays of what is done there."""
    if engine.dialect.name == "sqlite":
        with create_engine("sqlite://").connect() as connection:
            for statement in _without(_made_by(engine, table), without):
                connection.exec_driver_sql(statement)
            yield connection
        return
    with engine.connect() as connection:
        # A replica fires neither triggers nor foreign keys; CHECKs and unique keys hold.
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(f"DELETE FROM {table.name}"))
        if without:
            constraint = text("SELECT count(*) FROM pg_constraint WHERE conname = :name")
            drop = f"ALTER TABLE {table.name} DROP CONSTRAINT {without} CASCADE"
            is_one = connection.scalar(constraint, {"name": without})
            connection.execute(text(drop if is_one else f"DROP INDEX {without}"))
        yield connection
        connection.rollback()


def _made_by(engine: Engine, table: Table) -> list[str]:
    asked = text("SELECT sql FROM sqlite_master WHERE tbl_name = :table AND type IN ('table', 'index') AND sql > ''")
    with open_engine(engine.url.render_as_string(hide_password=False)).connect() as connection:
        return list(connection.scalars(asked, {"table": table.name}))


def _without(statements: list[str], guard: str) -> list[str]:
    """Leave a guard out: an index as a whole, a constraint by one that is always kept."""
    if not guard:
        return statements
    kept = [each for each in statements if not re.match(rf"CREATE UNIQUE INDEX {guard}\b", each)]
    begun = re.compile(rf"CONSTRAINT {guard} (CHECK|UNIQUE) \(")
    return [_cut(each, found) if (found := begun.search(each)) else each for each in kept]


def _cut(statement: str, begun: re.Match[str]) -> str:
    """Replace a constraint up to the bracket that closes it."""
    depth, end = 1, begun.end()
    while depth:
        depth += {"(": 1, ")": -1}.get(statement[end], 0)
        end += 1
    return f"{statement[: begun.start()]}CHECK (1){statement[end:]}"


def refused(connection: Connection, table: Table, *rows: Row) -> str:
    """Insert rows; give what the database says against them, nothing where it takes them all."""
    there = connection.begin_nested()
    try:
        for row in rows:
            connection.execute(table.insert(), row)
    except IntegrityError as fault:
        return str(fault.orig)
    finally:
        there.rollback()
    return ""
