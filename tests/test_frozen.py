"""What was posted stays: every frozen table refuses to be changed, emptied or written over."""

from collections.abc import Iterator
from typing import Any

import pytest
from full_books import full_books, open_engine
from sqlalchemy import Connection, Table, UniqueConstraint, text
from sqlalchemy.exc import DBAPIError

from migrations.triggers import FROZEN, PARTIAL, remove
from tracker.models.base import Base, db

#: DESIGN.md §2, as far as this issue's tables go.
NAMED_BY_THE_DESIGN = {
    *("entries", "lines", "donations", "donation_parts", "receipts", "receipt_voids", "receipt_copies"),
    *("vouchers", "voucher_lines", "pledge_steps", "correction_steps", "changes", "accesses", "leaves"),
}
KEYS = [(table, key) for table, keys in FROZEN.items() for key in keys]


@pytest.fixture
def connection(engine_name: str, template: str) -> Iterator[Connection]:
    """Give a connection to the full books; nothing stays of what a test does."""
    with open_engine(full_books(template)).connect() as connection:
        yield connection
        connection.rollback()


def only_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def refusal(connection: Connection, statement: str, values: dict[str, Any] | None = None) -> str:
    """Run a statement that must be refused; give what the database says."""
    with pytest.raises(DBAPIError) as caught:
        connection.execute(text(statement), values or {})
    return str(caught.value.orig)


def test_the_list_has_every_table_that_the_design_names():
    assert set(FROZEN) >= NAMED_BY_THE_DESIGN


def test_the_list_and_the_models_call_the_same_tables_frozen():
    called = {
        mapper.class_.__tablename__ for mapper in Base.registry.mappers if "Frozen" in (mapper.class_.__doc__ or "")
    }

    assert set(FROZEN) == called


@pytest.mark.parametrize("table", FROZEN)
def test_the_list_names_every_unique_key_of_a_frozen_table(table):
    model = db.metadata.tables[table]

    keys, partial = unique_keys(model)

    assert set(FROZEN[table]) == keys
    assert (table in PARTIAL) == partial


def unique_keys(table: Table) -> tuple[set[tuple[str, ...]], bool]:
    """Give a table's unique keys, and whether it has one that holds for some rows only."""
    keys = {tuple(table.primary_key.columns.keys())}
    keys |= {
        tuple(constraint.columns.keys()) for constraint in table.constraints if isinstance(constraint, UniqueConstraint)
    }
    unique = [index for index in table.indexes if index.unique]
    partial = [index for index in unique if index.dialect_options["sqlite"]["where"] is not None]
    keys |= {tuple(index.columns.keys()) for index in unique if index not in partial}
    return keys, bool(partial)


@pytest.mark.parametrize("table", FROZEN)
def test_no_row_of_a_frozen_table_is_changed(connection, table):
    said = refusal(connection, f"UPDATE {table} SET id = id")

    assert said.startswith(f"{table} is frozen")


@pytest.mark.parametrize("table", FROZEN)
def test_no_row_of_a_frozen_table_is_deleted(connection, table):
    said = refusal(connection, f"DELETE FROM {table}")

    assert said.startswith(f"{table} is frozen")


@pytest.mark.parametrize("table", FROZEN)
def test_no_row_of_a_frozen_table_is_written_over_by_an_upsert(connection, table):
    over = (
        f"INSERT INTO {table} SELECT * FROM {table} WHERE true LIMIT 1 ON CONFLICT (id) DO UPDATE SET id = {table}.id"
    )

    said = refusal(connection, over)

    assert said.startswith(f"{table} is frozen")


@pytest.mark.parametrize("table", FROZEN)
def test_a_frozen_table_is_not_emptied_at_once(connection, table):
    # SQLite has no TRUNCATE: its DELETE without a condition must not pass by the triggers.
    statement = f"DELETE FROM {table} WHERE 1" if only_sqlite(connection) else f"TRUNCATE {table} CASCADE"

    said = refusal(connection, statement)

    assert said.startswith(f"{table} is frozen")


@pytest.mark.one_engine
@pytest.mark.parametrize(("table", "key"), KEYS, ids=lambda value: value if isinstance(value, str) else "-".join(value))
def test_insert_or_replace_by_any_key_replaces_nothing(connection, table, key):
    row = some_row(connection, table, " AND ".join(f"{column} IS NOT NULL" for column in key))
    other = unlike(row, keep=key)

    said = refusal(connection, replacing(table, other), other)

    assert said.startswith(f"{table} is frozen")


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("table", "key", "where"),
    [
        ("book_leaves", ("book_id", "number", "replaces_id"), "replaces_id IS NULL"),
        ("receipts", ("donation_id", "series", "replaces_id"), "replaces_id IS NULL"),
        ("vouchers", ("series", "account_id", "happened_on"), "account_id IS NOT NULL"),
    ],
)
def test_insert_or_replace_by_a_partial_key_replaces_nothing(connection, table, key, where):
    row = some_row(connection, table, where)
    other = unlike(row, keep=key)

    said = refusal(connection, replacing(table, other), other)

    assert said.startswith(f"{table} is frozen")


def some_row(connection: Connection, table: str, where: str) -> dict[str, Any]:
    """Read a row; there must be one."""
    return dict(connection.execute(text(f"SELECT * FROM {table} WHERE {where} LIMIT 1")).mappings().one())


def unlike(row: dict[str, Any], *, keep: tuple[str, ...]) -> dict[str, Any]:
    """Change every value but those to be kept, so that no other key meets."""

    def changed(value: Any) -> Any:
        return value + 1_000_000 if isinstance(value, int) else value and f"{value}x"

    return {name: value if name in keep else changed(value) for name, value in row.items()}


def replacing(table: str, row: dict[str, Any]) -> str:
    return f"INSERT OR REPLACE INTO {table} ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)})"


@pytest.mark.parametrize("table", FROZEN)
def test_without_its_triggers_a_row_could_be_changed(connection, table):
    remove(connection)

    changed = connection.execute(text(f"UPDATE {table} SET id = id"))

    assert changed.rowcount > 0
