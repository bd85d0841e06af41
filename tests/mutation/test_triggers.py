"""No trigger can be dropped unnoticed: without it a test of test_frozen.py fails."""

import pytest
import test_frozen
from full_books import full_books, open_engine
from sqlalchemy import Connection, text
from sqlalchemy.exc import NoResultFound

from migrations.triggers import FROZEN

#: How a trigger's name ends → what of test_frozen.py must fail without it, beside the keys of an insert.
NOTICED_BY = {
    # On SQLite an upsert meets the guard of inserts first.
    "update": [test_frozen.test_no_row_of_a_frozen_table_is_changed],
    "delete": [
        test_frozen.test_no_row_of_a_frozen_table_is_deleted,
        test_frozen.test_a_frozen_table_is_not_emptied_at_once,
    ],
    "insert": [],
    "row": [
        test_frozen.test_no_row_of_a_frozen_table_is_changed,
        test_frozen.test_no_row_of_a_frozen_table_is_deleted,
        test_frozen.test_no_row_of_a_frozen_table_is_written_over_by_an_upsert,
    ],
    "truncate": [test_frozen.test_a_frozen_table_is_not_emptied_at_once],
}
TRIGGERS = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
}


def notices(test, connection: Connection, *values) -> bool:
    """Tell whether a test fails; what it did is taken back. One that finds no row to try it on proves nothing."""
    there = connection.begin_nested()
    try:
        test(connection, *values)
    except (AssertionError, pytest.fail.Exception):
        return True
    except NoResultFound:
        return False
    finally:
        there.rollback()
    return False


def unnoticed(connection: Connection, trigger: str, table: str) -> list[str]:
    """Drop a trigger; name the tests that ought to notice it and do not."""
    on = "" if connection.dialect.name == "sqlite" else f" ON {table}"
    connection.execute(text(f"DROP TRIGGER {trigger}{on}"))
    kind = trigger.rpartition("_")[2]
    silent = [test.__name__ for test in NOTICED_BY[kind] if not notices(test, connection, table)]
    if kind == "insert":
        replaced = test_frozen.test_insert_or_replace_by_any_key_replaces_nothing
        silent += [f"{key}" for key in FROZEN[table] if not notices(replaced, connection, table, key)]
    return silent


def test_no_trigger_can_be_dropped_unnoticed(template):
    silent, dropped = {}, 0

    with open_engine(full_books(template)).connect() as connection:
        for trigger, table in connection.execute(text(TRIGGERS[connection.dialect.name])).all():
            missed = unnoticed(connection, trigger, table)
            silent |= {trigger: missed} if missed else {}
            dropped += 1
            connection.rollback()

    assert dropped >= 2 * len(FROZEN)
    assert silent == {}
