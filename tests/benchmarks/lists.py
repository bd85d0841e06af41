"""Dry run of a long list (read, find its columns, check each row) against reading the same file bare."""

import io
from collections.abc import Iterator

import xlsxwriter
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.spreadsheets import open_table
from tracker.models.helping.children import Child
from tracker.models.helping.handouts import Handout
from tracker.queries.helping.handout_checks import check_rows
from tracker.queries.helping.places import Gazetteer
from tracker.queries.snapshots import snapshot
from tracker.web.forms.helping.handout_files import said_rows
from tracker.web.helping.list_reading import proposal, read_or_ask

from .clock import Result, race
from .offices import Office

HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Xã, phường", "Huyện")


def measure(office: Office, rows: int, turns: int) -> Iterator[Result]:
    """Run so many rows of the register's own children dry."""
    engine = office.engine()
    with Session(engine) as session:
        data = _workbook(session, rows)

    def ours() -> None:
        with snapshot(engine) as session:
            handout = session.scalars(select(Handout).order_by(Handout.id).limit(1)).one()
            opened = open_table(data, name="list.xlsx")
            table = read_or_ask(opened, proposal(session, opened.grid, opened.columns))
            assert table is not None and len(check_rows(session, handout, said_rows(table))) == len(table.rows)

    def floor() -> None:
        CalamineWorkbook.from_object(io.BytesIO(data)).get_sheet_by_index(0).to_python()

    times = race(ours, floor, turns=turns)
    yield Result("dry run of a list / reading the file bare", f"{rows} rows", *times, 10)
    engine.dispose()


def _workbook(session: Session, rows: int) -> bytes:
    out, gazetteer = io.BytesIO(), Gazetteer(session)
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADINGS)
    for number, child in enumerate(session.scalars(select(Child).order_by(Child.id).limit(rows)), 1):
        birth = child.birth_on.strftime("%d/%m/%Y") if child.birth_on else str(child.birth_year)
        name, _, district = gazetteer.short_name(child.place_key).partition(", ")
        sheet.write_row(number, 0, (number, child.full_name, birth, name, district))
    book.close()
    return out.getvalue()
