"""Every CHECK and unique key refuses what its name says, and only it stands in the way: without it the row passes."""

import pytest
from full_books import open_engine

from mutation.benches import alone, refused
from mutation.rows import checks, forbidden, row_of, tables, twice, unique_keys

CHECKS = [(table, check) for table in tables() for check in checks(table)]
KEYS = [(table, key) for table in tables() for key in unique_keys(table)]


@pytest.fixture
def engine(template):
    """Give an engine on the migrated database; it is only read, or written to and rolled back."""
    return open_engine(template)


def test_every_check_has_something_that_it_refuses():
    without = [check.name for table, check in CHECKS if not forbidden(table, check)]

    assert without == []


def test_every_table_takes_a_row_that_may_be(engine):
    faults = {}

    for table in tables():
        with alone(engine, table) as connection:
            faults[table.name] = refused(connection, table, row_of(table, 1))

    assert {table: fault for table, fault in faults.items() if fault} == {}


def test_every_check_refuses_what_its_name_says(engine):
    passed = []

    for table, check in CHECKS:
        with alone(engine, table) as connection:
            said = [refused(connection, table, row) for row in forbidden(table, check)]
        passed += [check.name for each in said if check.name not in each]

    assert passed == []


def test_no_check_can_be_dropped_unnoticed(engine):
    unnoticed = []

    for table, check in CHECKS:
        with alone(engine, table, without=check.name) as connection:
            said = [refused(connection, table, row) for row in forbidden(table, check)]
        unnoticed += [(check.name, each) for each in said if each]

    assert unnoticed == []


def test_every_unique_key_refuses_a_second_row_of_its_kind(engine):
    passed = []

    for table, key in KEYS:
        with alone(engine, table) as connection:
            said = refused(connection, table, *twice(table, key))
        columns = ", ".join(f"{table.name}.{column.name}" for column in key.columns)
        passed += [(key.name, said)] if key.name not in said and columns not in said else []

    assert passed == []


def test_no_unique_key_can_be_dropped_unnoticed(engine):
    unnoticed = []

    for table, key in KEYS:
        with alone(engine, table, without=key.name) as connection:
            said = refused(connection, table, *twice(table, key))
        unnoticed += [(key.name, said)] if said else []

    assert unnoticed == []
