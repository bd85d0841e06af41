"""Migrations make what the models say, up, down and up again with rows in; what fails half-way leaves nothing."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from full_books import fresh_copy, full_books, open_engine
from make import Make
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.orm import Session

from migrations import triggers
from tracker.models.base import db
from tracker.operations import schema
from tracker.operations.schema import downgrade, known_revisions, newest_revision, revision_of, upgrade
from tracker.queries.checks import run_checks

ROOT = Path(__file__).parents[1]
#: A next migration that changes much and then does not come to its end.
HALF_WAY = """
import os
import sqlalchemy as sa
from alembic import op
from migrations import triggers

revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None


def upgrade():
    triggers.remove(op.get_bind())
    op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))
    with op.batch_alter_table("donors") as batch:
        batch.alter_column("note", existing_type=sa.Text(), nullable=True)
    op.execute("DELETE FROM voucher_lines")
    op.execute("UPDATE balances SET quantity = 0")
    {end}
"""
UPGRADE = """
import sys
from pathlib import Path
from full_books import open_engine
from tracker.operations import schema
schema.MIGRATIONS = Path(sys.argv[1])
schema.upgrade(open_engine(sys.argv[2]))
"""


@pytest.fixture
def books(engine_name: str, template: str) -> Iterator[Engine]:
    """Give a copy of the full books."""
    with fresh_copy(full_books(template), "migrated_books") as engine:
        yield engine


def looks_of(engine: Engine) -> dict[str, dict[str, Any]]:
    """Describe every table as the database itself does: columns, keys, CHECKs, indexes, STRICT, triggers."""
    with engine.connect() as connection:
        asked, hidden = inspect(connection), _hidden_looks(connection)
        return {
            table: {
                "columns": {column["name"]: _facts(column) for column in asked.get_columns(table)},
                "key": asked.get_pk_constraint(table),
                "foreign": _by_name(asked.get_foreign_keys(table)),
                "unique": _by_name(asked.get_unique_constraints(table)),
                "checks": _by_name(asked.get_check_constraints(table)),
                "hidden": sorted(hidden.get(table, [])),
            }
            for table in asked.get_table_names()
            if table != "alembic_version"
        }


def _facts(column: Any) -> dict[str, Any]:
    return {name: str(column[name]) for name in ("type", "nullable", "default", "primary_key") if name in column}


def _by_name(described: list[Any]) -> dict[str, str]:
    return {str(each["name"]): str(sorted(each.items())) for each in described}


def _hidden_looks(connection: Connection) -> dict[str, list[str]]:
    """List by table what the inspector does not see whole: indexes with conditions, STRICT, triggers."""
    if connection.dialect.name == "sqlite":
        statements = (
            "SELECT tbl_name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL",
            "SELECT name, 'strict ' || strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        )
    else:
        statements = (
            "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
            "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
        )
    found: dict[str, list[str]] = {}
    for statement in statements:
        for table, said in connection.execute(text(statement)):
            found.setdefault(table, []).append(" ".join(said.split()))
    return found


def rows_of(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Read every row of every table."""
    with engine.connect() as connection:
        return {
            table: sorted((tuple(row) for row in connection.execute(text(f'SELECT * FROM "{table}"'))), key=repr)
            for table in inspect(connection).get_table_names()
        }


def looks_of_models(template: str, name: str) -> dict[str, dict[str, Any]]:
    """Describe a database that the models make, with the triggers of triggers.py on it."""
    with fresh_copy(template, name) as engine:
        downgrade(engine, "base")
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            db.metadata.create_all(connection)
            triggers.install(connection)
        return looks_of(engine)


def test_alembic_finds_nothing_to_change(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})

        differences = compare_metadata(context, db.metadata)

    assert differences == []


def test_migrations_make_exactly_what_the_models_say(engine, template):
    expected = looks_of_models(template, "models_books")

    made = looks_of(engine)

    assert made == expected


def test_every_frozen_table_has_its_triggers_and_no_other_has_any(engine):
    made = looks_of(engine)

    with_triggers = {table: sum("TRIGGER" in each for each in looks["hidden"]) for table, looks in made.items()}

    each = 3 if engine.dialect.name == "sqlite" else 2
    assert with_triggers == {table: each if table in triggers.FROZEN else 0 for table in made}


@pytest.mark.one_engine
def test_every_table_is_strict(engine):
    made = looks_of(engine)

    loose = [table for table, looks in made.items() if "strict 1" not in looks["hidden"]]

    assert loose == []


def test_the_partial_indexes_hold_for_some_rows_only(engine):
    made = looks_of(engine)

    partial = sorted(each for looks in made.values() for each in looks["hidden"] if "INDEX" in each and "WHERE" in each)

    assert [next(word for word in each.split() if word.startswith("uq_")) for each in partial] == [
        "uq_book_leaves_book_id_number_first",
        "uq_receipts_donation_id_series_first",
        "uq_sponsorships_child_id_campaign_id_live",
        "uq_vouchers_daily",
    ]


def test_full_books_go_down_to_nothing(books):
    downgrade(books, "base")

    with books.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
        assert _hidden_looks(connection).keys() == {"alembic_version"}
    assert revision_of(books) is None


def test_down_and_up_again_gives_an_empty_working_office(books, template):
    new = open_engine(template)

    downgrade(books, "base")
    upgrade(books)

    assert looks_of(books) == looks_of(new)
    assert rows_of(books) == rows_of(new)
    with Session(books) as session:
        Make(session).receipt()
        assert [finding.breaches for finding in run_checks(session) if finding.breaches] == []


def test_the_year_2018_goes_down_and_the_office_begins_anew(year_url, template):
    engine = open_engine(year_url)

    downgrade(engine, "base")
    upgrade(engine)

    assert rows_of(engine) == rows_of(open_engine(template))


@pytest.mark.parametrize("steps", range(1, len(known_revisions()) + 1))
def test_any_number_of_steps_down_and_up_again_is_the_same_house(books, steps):
    before = looks_of(books)

    downgrade(books, f"-{steps}")
    upgrade(books)

    assert looks_of(books) == before
    assert revision_of(books) == newest_revision()


def test_an_upgrade_of_what_is_new_already_changes_nothing(books):
    before, looks = rows_of(books), looks_of(books)

    upgrade(books)

    assert rows_of(books) == before
    assert looks_of(books) == looks


@pytest.fixture
def broken_migrations(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Give the migrations with one more, which ends as the test says."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    script = HALF_WAY.format(head=newest_revision(), end=request.param)
    (folder / "versions" / "9999_break_half_way.py").write_text(script, encoding="utf-8")
    return folder


@pytest.mark.parametrize("broken_migrations", ["raise RuntimeError('half-way')"], indirect=True, ids=["fails"])
def test_a_migration_that_fails_half_way_leaves_the_database_untouched(books, broken_migrations, monkeypatch):
    before, looks = rows_of(books), looks_of(books)
    monkeypatch.setattr(schema, "MIGRATIONS", broken_migrations)

    with pytest.raises(RuntimeError, match="half-way"):
        upgrade(books)

    assert rows_of(books) == before
    assert looks_of(books) == looks


@pytest.mark.parametrize("broken_migrations", ["os._exit(9)"], indirect=True, ids=["dies"])
def test_a_migration_that_is_killed_half_way_leaves_the_database_untouched(books, broken_migrations):
    before, looks = rows_of(books), looks_of(books)
    url = books.url.render_as_string(hide_password=False)

    ended = subprocess.run(
        [sys.executable, "-c", UPGRADE, str(broken_migrations), url], cwd=ROOT / "tests", check=False
    )

    assert ended.returncode == 9
    assert rows_of(books) == before
    assert looks_of(books) == looks


@pytest.mark.parametrize("broken_migrations", ["pass"], indirect=True, ids=["goes-on"])
def test_the_same_migration_would_have_changed_much_had_it_come_to_its_end(books, broken_migrations, monkeypatch):
    before, looks = rows_of(books), looks_of(books)
    monkeypatch.setattr(schema, "MIGRATIONS", broken_migrations)

    upgrade(books)

    assert rows_of(books) != before
    assert looks_of(books).keys() - looks.keys() == {"half"}


@pytest.mark.one_engine
@pytest.mark.parametrize("broken_migrations", ["op.execute('DELETE FROM accounts')"], indirect=True, ids=["orphans"])
def test_a_migration_that_breaks_foreign_keys_is_taken_back_whole(books, broken_migrations, monkeypatch):
    before = rows_of(books)
    monkeypatch.setattr(schema, "MIGRATIONS", broken_migrations)

    with pytest.raises(RuntimeError, match="foreign keys"):
        upgrade(books)

    assert rows_of(books) == before
