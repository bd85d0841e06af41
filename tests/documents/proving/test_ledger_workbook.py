"""A book as a workbook: its cover says what it is, its rows are those of the CSV file, LibreOffice opens it."""

import csv
import io
import re
import subprocess
from datetime import date

import pytest
from help_office import helping_office
from ledger_office import TRICKY, small_office
from tools import needs_program
from xlsx_reading import sheets_of

from tracker.documents.proving.ledger import write_book
from tracker.documents.proving.ledger_columns import COLUMNS
from tracker.documents.proving.ledger_style import Style
from tracker.documents.proving.ledger_workbook import SHAPES
from tracker.ground.workbooks import Shape
from tracker.queries.proving.ledger_books import Book
from tracker.queries.proving.ledger_filters import LedgerFilter
from tracker.queries.proving.proofs import size_and_root
from tracker.queries.snapshots import snapshot

XLSX = Style("xlsx", "en", taken_by="Kiểm toán viên")
ALL = LedgerFilter()


def books(engine, book, wanted=ALL, style=XLSX):
    """Give cover and rows of the workbook, and the rows of the CSV file."""
    with snapshot(engine) as moment:
        cover, rows = sheets_of(b"".join(write_book(moment, book, wanted, style)))
        text = b"".join(write_book(moment, book, wanted, Style("csv", style.lang, style.names))).decode("utf-8-sig")
    return cover, rows, list(csv.reader(io.StringIO(text, newline="")))


def as_csv(book, row):
    """Write a row of the workbook as the CSV file has it."""
    cells = row + [None] * (len(COLUMNS[book]) - len(row))
    return [_as_csv(SHAPES.get(column.name), cell) for column, cell in zip(COLUMNS[book], cells, strict=True)]


def _as_csv(shape, cell):
    if cell is None:
        return ""
    if shape is Shape.DAY:
        return cell.date().isoformat()
    return str(int(cell)) if isinstance(cell, float) else cell


@pytest.mark.parametrize("book", list(Book))
def test_the_rows_are_those_of_the_csv_file(engine, make, book):
    small_office(make)
    helping_office(make)
    wanted = LedgerFilter(till_id=make.account().id) if book is Book.TILL else LedgerFilter()

    _, rows, in_csv = books(engine, book, wanted)

    moment = [place for place, column in enumerate(COLUMNS[book]) if SHAPES.get(column.name) is Shape.MOMENT]
    told = [as_csv(book, row) for row in rows.rows[1:]]
    assert len(told) > 3 and rows.rows[0] == in_csv[0]
    for row, expected in zip(told, in_csv[1:], strict=True):
        for place in moment:
            row[place] = expected[place] = ""
        assert row == expected


def test_the_cover_says_whose_book_it_is_by_which_filter_and_what_proves_it(engine, session, make):
    small_office(make)
    wanted = LedgerFilter(since=date(2018, 3, 1), until=date(2018, 3, 31))

    cover, _, in_csv = books(engine, Book.JOURNAL, wanted)

    said = dict(row for row in cover.rows if len(row) == 2)
    size, root = size_and_root(session)
    assert cover.rows[0][0] == "Quỹ Bảo trợ trẻ em tỉnh Tây Ninh"
    assert (said["From day"], said["To day"]) == ("01/03/2018", "31/03/2018")
    assert said["Number of rows"] == len(in_csv) - 1
    assert said["Xe đạp (chiếc): Debit"] == 90
    assert (said["Taken out by"], said["Acts in the proof"], said["Root of the proof"]) == (
        "Kiểm toán viên",
        size,
        root,
    )
    assert "SAMPLE DATA" not in said


@pytest.mark.one_engine
def test_the_cover_names_what_narrows_a_book_and_no_donor_where_none_may_be_named(engine, make):
    office = small_office(make)
    donor = office.bicycles.donor
    wanted = LedgerFilter(campaign_id=office.bicycles.campaign_id, donor_id=donor.id, account="assets", item="BICYCLE")

    named, *_ = books(engine, Book.JOURNAL, wanted)
    nameless, *_ = books(engine, Book.JOURNAL, wanted, Style("xlsx", "en", names=False))

    assert ["Campaign", "XEDAP – Chương trình XEDAP"] in named.rows
    assert ["Account", "assets"] in named.rows and ["Item", "Xe đạp (BICYCLE)"] in named.rows
    assert ["Donor", TRICKY] in named.rows
    assert TRICKY not in str(nameless.rows) and ["Donor", f"#{donor.id}"] in nameless.rows


@pytest.mark.one_engine
def test_the_cover_of_the_sample_says_so(year):
    with snapshot(year.get_bind()) as moment:
        cover, rows = sheets_of(b"".join(write_book(moment, Book.DISBURSEMENTS, LedgerFilter(), XLSX)))

    assert cover.rows[1][0] == "SAMPLE DATA"
    assert len(rows.rows) > 2000


@pytest.mark.one_engine
def test_libreoffice_opens_the_workbook_and_shows_the_same(engine, make, tmp_path):
    soffice = needs_program("soffice", "libreoffice-calc-nogui")
    small_office(make)
    make.donation(amount=1_234_567, donor=make.donor('=HYPERLINK("http://x";"y")', kind="organisation"))
    with snapshot(engine) as moment:
        (tmp_path / "book.xlsx").write_bytes(b"".join(write_book(moment, Book.JOURNAL, LedgerFilter(), XLSX)))
    *_, in_csv = books(engine, Book.JOURNAL)

    # All sheets as CSV in UTF-8, a file each, cells as they are shown.
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    told = [soffice, profile, "--headless", "--convert-to", every_sheet, "--outdir", str(tmp_path)]
    subprocess.run([*told, str(tmp_path / "book.xlsx")], check=True, capture_output=True, timeout=120)

    cover, rows = (read_csv(tmp_path / f"book-{name}.csv") for name in ("Cover", "Journal"))
    assert ["Number of rows", f"{len(in_csv) - 1:,}"] in cover
    assert [row[:2] + row[3:] for row in map(as_typed, rows)] == [row[:2] + row[3:] for row in map(unguarded, in_csv)]


def read_csv(path):
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def as_typed(row):
    """Write a row as LibreOffice shows it as the CSV file has it: 15/03/2018 is a day, 1,234,567 a number."""
    return [
        re.sub(
            r"^(\d\d)/(\d\d)/(\d{4})$",
            r"\3-\2-\1",
            re.sub(r"^-?\d{1,3}(,\d{3})+$", lambda n: n[0].replace(",", ""), cell),
        )
        for cell in row
    ]


def unguarded(row):
    """Take away the mark by which a CSV file keeps a text from being run; a workbook needs none."""
    return [cell.removeprefix("'") for cell in row]
