"""Books as files: the journal as CSV against a bare cursor, as a workbook against its writer fed from a list."""

import csv
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from rustpy_xlsxwriter import FastExcel
from sqlalchemy import func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from tracker.documents.proving.ledger import write_book
from tracker.documents.proving.ledger_columns import fixed_names
from tracker.documents.proving.ledger_style import Style
from tracker.models.journal import Entry, Line
from tracker.queries.proving.ledger_books import Book
from tracker.queries.proving.ledger_filters import LedgerFilter
from tracker.queries.proving.ledger_journal_cells import journal_asked, journal_cells
from tracker.queries.snapshots import snapshot

from .clock import Result, race
from .offices import Office

NAMES = fixed_names(Book.JOURNAL)


def measure(small: Office, large: Office, sizes: list[int], turns: int) -> Iterator[Result]:
    """Measure the first so many lines of an office's journal."""
    with tempfile.TemporaryDirectory() as folder:
        for office, period, lines in _parts(small, large, sizes):
            yield from _time(office, period, lines, Path(folder), turns)


def measure_memory(small: Office, large: Office, sizes: list[int]) -> Iterator[Result]:
    """Measure what a whole process takes to write many lines, against one that writes few."""
    (office, period, few), *_, (other, whole, many) = _parts(small, large, sizes)
    for format in ("csv", "xlsx"):
        after, before = _memory(other, whole, format), _memory(office, period, format)
        yield Result(f"memory of `tracker ledger`, {format.upper()}", f"{many} / {few} lines", after, before, 1.2, "MB")


def _parts(small: Office, large: Office, sizes: list[int]) -> Iterator[tuple[Office, LedgerFilter, int]]:
    """Give the office, the days and the true number of lines for each size that is asked for."""
    for size in sizes:
        office = small if size <= small.lines else large
        period = _period(office, size)
        yield office, period, _count(office, period)


def _period(office: Office, size: int) -> LedgerFilter:
    """Give the days up to that on which the journal has so many lines."""
    with Session(office.engine()) as session:
        sums = select(Entry.happened_on, func.count(Line.id)).join(Line, Line.entry_id == Entry.id)
        total, last = 0, date.min
        for day, count in session.execute(sums.group_by(Entry.happened_on).order_by(Entry.happened_on)):
            if total >= size:
                break
            total, last = total + count, day
    return LedgerFilter(until=last)


def _count(office: Office, wanted: LedgerFilter) -> int:
    asked = select(func.count(Line.id)).join(Entry, Entry.id == Line.entry_id).where(Entry.happened_on <= wanted.until)
    with Session(office.engine()) as session:
        return session.scalar(asked) or 0


def _time(office: Office, wanted: LedgerFilter, lines: int, folder: Path, turns: int) -> Iterator[Result]:
    engine, size = office.engine(), f"{lines} lines"
    with snapshot(engine) as moment:
        asked = journal_asked(moment, wanted)
    sql = asked.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}).string

    def ours(format: str) -> None:
        with snapshot(engine) as moment, (folder / f"ours.{format}").open("wb") as file:
            for block in write_book(moment, Book.JOURNAL, wanted, Style(format, "en")):
                file.write(block)

    def bare_csv() -> None:
        with (folder / "floor.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(sqlite3.connect(office.path).execute(sql))

    with snapshot(engine) as moment:
        listed = [dict(zip(NAMES, cells, strict=True)) for cells in journal_cells(moment, wanted)]

    def from_list(rows: list[dict[str, Any]] = listed) -> None:
        FastExcel(str(folder / "floor.xlsx")).sheet("Journal", rows).save()

    def read_into_list() -> None:
        found = sqlite3.connect(office.path).execute(sql)
        names = [column[0] for column in found.description]
        from_list([dict(zip(names, row, strict=True)) for row in found])

    yield Result("journal as CSV / bare cursor, csv.writer", size, *race(lambda: ours("csv"), bare_csv, turns=turns), 2)
    timed = race(lambda: ours("xlsx"), from_list, turns=turns)
    yield Result("journal as XLSX / rustpy-xlsxwriter from a list", size, *timed, 2)
    timed = race(lambda: ours("xlsx"), read_into_list, turns=turns)
    yield Result("journal as XLSX / bare cursor, list, rustpy-xlsxwriter", size, *timed, None)
    engine.dispose()


def _memory(office: Office, wanted: LedgerFilter, format: str) -> float:
    """Give the most memory (MB) that a `tracker ledger` of its own takes, as Linux tells it."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["ledger", "--format", format, "--to", str(wanted.until), "--out", f"{folder}/book"]
        settings = {"TRACKER_INSTANCE": folder, "TRACKER_DATABASE_URL": office.url}
        script = (
            "from pathlib import Path\nfrom tracker.app import create_app\n"
            f"done = create_app({settings!r}).test_cli_runner().invoke(args={words!r}, catch_exceptions=False)\n"
            "assert done.exit_code == 0, done.stderr\n"
            "status = Path('/proc/self/status').read_text().split()\n"
            "print(int(status[status.index('VmHWM:') + 1]) / 1024)"
        )
        done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return float(done.stdout)
