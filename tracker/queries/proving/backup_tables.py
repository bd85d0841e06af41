"""Read every table as a backup keeps it: in one spelling, whichever engine holds it, and of any revision."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from graphlib import CycleError, TopologicalSorter
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    LargeBinary,
    MetaData,
    String,
    Table,
    collate,
    func,
    select,
    text,
)

from tracker.ground.proofs import root

#: Rows fetched at a time.
CHUNK = 1000
#: Alembic's own table is no part of the books: a backup names the revision in its manifest.
_REVISION = "alembic_version"
_TOTALS = """
SELECT a.code, l.item, sum(l.quantity) FROM lines l JOIN accounts a ON a.id = l.account_id GROUP BY a.code, l.item
"""


def tables_of(connection: Connection) -> list[Table]:
    """List the tables as the database itself describes them: what a row refers to before it, else by name."""
    there = MetaData()
    there.reflect(connection)
    tables = {name: table for name, table in there.tables.items() if name != _REVISION}
    needs = {name: {key.column.table.name for key in table.foreign_keys} - {name} for name, table in tables.items()}
    return [tables[name] for name in _ordered(needs)]


def _ordered(needs: dict[str, set[str]]) -> list[str]:
    """Put names after what they need, else in their own order; a circle is cut open where it is found."""
    order, listed = TopologicalSorter(needs), list[str]()
    try:
        order.prepare()
    except CycleError as circle:
        needed, needing = circle.args[1][:2]
        return _ordered(needs | {needing: needs[needing] - {needed}})
    while order.is_active():
        ready = sorted(order.get_ready())
        listed += ready
        order.done(*ready)
    return listed


def count_of(connection: Connection, table: Table) -> int:
    """Count the rows of a table."""
    return int(connection.scalar(select(func.count()).select_from(table)) or 0)


def rows_of(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    """Give a table's rows by their key, in the same order on both engines; long tables are streamed."""
    names = [column.name for column in table.columns]
    asked = select(table).order_by(*(_in_bytes(connection, column) for column in table.primary_key.columns))
    for row in connection.execute(asked, execution_options={"yield_per": CHUNK}):
        yield {name: plain(value) for name, value in zip(names, row, strict=True)}


def _in_bytes(connection: Connection, column: Column[Any]) -> ColumnElement[Any]:
    """Order texts by their bytes, as SQLite does, and not as the server's language would."""
    is_text = isinstance(column.type, String) and connection.dialect.name == "postgresql"
    return collate(column, "C") if is_text else column


def line_of(row: dict[str, Any]) -> bytes:
    """Write a row as a line of JSON."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def plain(value: Any) -> Any:
    """Give a value as JSON knows it: days and moments ISO, moments in UTC, truth 0 or 1, bytes hexadecimal."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else value


def takers_of(table: Table) -> dict[str, Callable[[Any], Any]]:
    """Give, for each column that does not take JSON's own values, the way back of `plain`.

    Each raises ValueError, TypeError or IndexError for a value that it cannot read.
    """
    kinds: list[tuple[type[Any], Callable[[Any], Any]]] = [
        (Boolean, lambda value: (False, True)[value]),
        (DateTime, datetime.fromisoformat),
        (Date, date.fromisoformat),
        (LargeBinary, bytes.fromhex),
    ]
    return {column.name: take for column in table.columns for kind, take in kinds if isinstance(column.type, kind)}


def totals_of(connection: Connection) -> list[tuple[str, str, int]]:
    """Sum all lines by account and item: whole đồng or pieces."""
    return sorted((code, item, int(quantity)) for code, item, quantity in connection.execute(text(_TOTALS)))


def proof_of(connection: Connection) -> tuple[int, str]:
    """Give the number of leaves and the root of the proof; the table may be of an older revision."""
    size, frontier = connection.execute(text("SELECT size, frontier FROM log_head WHERE id = 1")).one()
    return int(size), root(int(size), json.loads(frontier))


def revision_in(connection: Connection) -> str:
    """Give the revision of the tables in the moment that the connection reads."""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")))
