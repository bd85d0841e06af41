"""Fill a fresh database from a backup and prove that it holds what the backup says, before anybody uses it."""

from collections.abc import Callable, Iterator, Set
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, func, insert, select, text
from sqlalchemy.exc import DBAPIError, NoResultFound, OperationalError, StatementError
from sqlalchemy.orm import Session

from tracker.ground.backup_manifest import Manifest, damaged, table_member, table_of
from tracker.ground.backup_reading import Backup, Row
from tracker.ground.refusals import N_, Refused
from tracker.models.base import Base, Day, Moment
from tracker.operations.schema import known_revisions, upgrade
from tracker.operations.writing import writing
from tracker.queries.checks import run_checks
from tracker.queries.proving.backup_tables import CHUNK, count_of, proof_of, tables_of, takers_of, totals_of

#: All foreign keys of our tables, for PostgreSQL.
_FOREIGN_KEYS = """
SELECT quote_ident(t.relname), quote_ident(c.conname) FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
WHERE c.contype = 'f' AND t.relnamespace = current_schema()::text::regnamespace
"""
Told = Callable[[int], None]


def refuse_newer(manifest: Manifest) -> None:
    """Refuse a backup whose tables this version of the program does not know."""
    if manifest.revision not in known_revisions():
        raise Refused(
            None,
            N_("The backup was made by a newer version of the program (%(revision)s)."),
            revision=manifest.revision[:40],
        )


def fill(engine: Engine, backup: Backup, told: Told = lambda rows: None) -> None:
    """Lay out an empty database as the backup's revision has it, put every row in, bring it to this version.

    Keys are kept, triggers and CHECKs stand while the rows come in, foreign keys are checked at the
    end of the one transaction. `told` hears the rows. Refuses rows that the tables refuse, by name.
    """
    refuse_newer(backup.manifest)
    upgrade(engine, backup.manifest.revision)
    with Session(engine) as session, writing(session):
        connection = session.connection()
        tables = tables_of(connection)
        _refuse_other_tables(backup.manifest, tables)
        _wait_with_foreign_keys(connection)
        for table in reversed(tables):
            connection.execute(delete(table))
        for table in tables:
            _fill_table(connection, table, backup, told)
        _refuse_broken_keys(connection)
        _prove_rows(connection, tables, backup.manifest)
        _set_sequences(connection, tables)
    upgrade(engine)


def prove(engine: Engine) -> None:
    """Ask every check of the whole books; refuse a database in which one finds a breach, or days that are none."""
    with Session(engine) as session:
        _refuse_unreadable(session)
        try:
            broken = [finding.check.code for finding in run_checks(session) if finding.breaches]
        except (ArithmeticError, LookupError, TypeError, ValueError) as fault:
            raise _unproven(type(fault).__name__) from fault
    if broken:
        raise _unproven(", ".join(broken))


def _refuse_unreadable(session: Session) -> None:
    """Read every day and moment: SQLite keeps them as text and took whatever came."""
    for table in Base.metadata.sorted_tables:
        columns = [column for column in table.columns if isinstance(column.type, Day | Moment)]
        if not columns:
            continue
        try:
            for _row in session.execute(select(*columns), execution_options={"yield_per": CHUNK}):
                pass
        except ValueError as fault:
            raise damaged(table_member(table.name)) from fault


def _unproven(what: str) -> Refused:
    text = N_("The backup was not restored, because what it holds does not agree: %(what)s.")
    return Refused(None, text, what=what)


def _refuse_other_tables(manifest: Manifest, tables: list[Table]) -> None:
    said, there = {table_of(member.name) for member in manifest.tables}, {table.name for table in tables}
    for name in sorted(said ^ there):
        raise damaged(table_member(name))


def _fill_table(connection: Connection, table: Table, backup: Backup, told: Told) -> None:
    member = table_member(table.name)
    columns, takers = set(table.columns.keys()), takers_of(table)
    rows = (_stored(row, columns, takers) for row in backup.rows(table.name))
    try:
        for chunk in _chunks(rows):
            connection.execute(insert(table), chunk)
            told(len(chunk))
    except OperationalError as fault:
        text = N_("The database took no more rows: %(why)s.")
        raise Refused(None, text, why=str(fault.orig).partition("\n")[0]) from fault
    except (StatementError, ArithmeticError, ValueError, TypeError, IndexError, KeyError) as fault:
        raise damaged(member) from fault


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _stored(row: Row, columns: Set[str], takers: dict[str, Callable[[Any], Any]]) -> Row:
    """Give a row as its table takes it; raise KeyError for one with other columns."""
    if row.keys() != columns:
        raise KeyError("columns")
    for name, take in takers.items():
        if row[name] is not None:
            row[name] = take(row[name])
    return row


def _wait_with_foreign_keys(connection: Connection) -> None:
    """Let rows of one table refer to each other in any order until the end of the transaction."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    else:
        _alter_foreign_keys(connection, "DEFERRABLE INITIALLY DEFERRED")


def _refuse_broken_keys(connection: Connection) -> None:
    """Check every foreign key now; refuse rows that refer to what is not there."""
    if connection.dialect.name == "sqlite":
        for table, *_rest in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            raise damaged(table_member(table))
        return
    try:
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    except DBAPIError as fault:
        about: Any = getattr(fault.orig, "diag", None)
        raise damaged(table_member(getattr(about, "table_name", None) or "?")) from fault
    _alter_foreign_keys(connection, "NOT DEFERRABLE")


def _alter_foreign_keys(connection: Connection, how: str) -> None:
    for table, key in connection.execute(text(_FOREIGN_KEYS)).all():
        connection.exec_driver_sql(f"ALTER TABLE {table} ALTER CONSTRAINT {key} {how}")


def _prove_rows(connection: Connection, tables: list[Table], manifest: Manifest) -> None:
    """Hold counts, totals and the proof's size and root to the manifest."""
    counts = {table.name: count_of(connection, table) for table in tables}
    for member in manifest.tables:
        if counts[table_of(member.name)] != member.rows:
            raise damaged(member.name)
    if totals_of(connection) != list(manifest.totals):
        raise _unproven("totals")
    try:
        proven = proof_of(connection) == (manifest.leaves, manifest.root)
    except (ValueError, TypeError, NoResultFound):
        proven = False
    if not proven:
        raise _unproven("root")


def _set_sequences(connection: Connection, tables: list[Table]) -> None:
    """Let PostgreSQL go on numbering after the highest key; SQLite does so by itself."""
    if connection.dialect.name == "sqlite":
        return
    for table in tables:
        keys = list(table.primary_key.columns)
        if len(keys) != 1 or keys[0].type.python_type is not int:
            continue
        sequence = func.pg_get_serial_sequence(table.name, keys[0].name)
        highest = select(func.max(keys[0])).scalar_subquery()
        connection.execute(select(func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None))))
