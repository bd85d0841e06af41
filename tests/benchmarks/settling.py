"""Settle a sheet against raw inserts of the same rows in one transaction."""

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tracker.models.base import Base
from tracker.models.helping.handouts import Sheet
from tracker.models.journal import Entry
from tracker.models.users import User
from tracker.operations.generated_days import Day, Known
from tracker.operations.generated_days import Office as Generated
from tracker.operations.helping.settlements import settle_sheet
from tracker.operations.writing import writing

from .clock import Result
from .offices import Office

#: Table → its new rows.
Rows = dict[str, list[tuple[Any, ...]]]


def measure(office: Office, children: int, turns: int) -> Iterator[Result]:
    """Settle a sheet of so many children in a copy of an office."""
    best = [float("inf"), float("inf")]
    for _ in range(turns):
        with tempfile.TemporaryDirectory() as folder:
            times = _turn(office, children, Path(folder))
        best = [min(pair) for pair in zip(best, times, strict=True)]
    size = f"{children} children, books of {office.lines} lines"
    yield Result("settling a sheet / raw inserts of the same rows", size, best[0], best[1], 5)


def _turn(office: Office, children: int, folder: Path) -> tuple[float, float]:
    ours, floor = replace(office, path=folder / "ours.sqlite"), folder / "floor.sqlite"
    shutil.copy(office.path, ours.path)
    engine = ours.engine()
    with Session(engine) as session:
        sheet_id = _send_out(session, children)
        session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    engine.dispose()
    shutil.copy(ours.path, floor)
    before = _last_rows(ours.path)
    with Session(ours.engine()) as session:
        milliseconds = _settle(session, sheet_id)
    return milliseconds, _insert(floor, _new_rows(ours.path, before))


def _send_out(session: Session, children: int) -> int:
    with writing(session):
        day = session.scalar(select(func.max(Entry.happened_on)))
        assert day is not None
        return Generated(session, Random(5), Known()).send_list(Day(day, 0, 0, 0, 1, children)).id


def _settle(session: Session, sheet_id: int) -> float:
    begun = time.perf_counter()
    with writing(session):
        sheet = session.get_one(Sheet, sheet_id)
        by = session.scalars(select(User).where(User.login == "cashier")).one()
        day = session.scalar(select(func.max(Entry.happened_on)))
        settle_sheet(session, by=by, sheet=sheet, signed_on=day, outcomes={})
    return (time.perf_counter() - begun) * 1000


def _last_rows(path: Path) -> dict[str, int]:
    connection = sqlite3.connect(path)
    names = [table.name for table in Base.metadata.tables.values()]
    return {name: connection.execute(f"SELECT max(rowid) FROM {name}").fetchone()[0] or 0 for name in names}


def _new_rows(path: Path, before: dict[str, int]) -> Rows:
    connection = sqlite3.connect(path)
    found = {
        name: connection.execute(f"SELECT * FROM {name} WHERE rowid > ?", (last,)).fetchall()
        for name, last in before.items()
    }
    return {name: rows for name, rows in found.items() if rows}


def _insert(path: Path, rows: Rows) -> float:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    begun = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    # Which table comes first does not matter to a raw insert.
    connection.execute("PRAGMA defer_foreign_keys=ON")
    for name, many in rows.items():
        places = ", ".join("?" * len(many[0]))
        connection.executemany(f"INSERT INTO {name} VALUES ({places})", many)
    connection.execute("COMMIT")
    return (time.perf_counter() - begun) * 1000
