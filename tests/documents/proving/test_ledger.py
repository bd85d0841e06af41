"""Books as files: all rows in one moment, whatever else goes on, in memory that does not grow."""

import csv
import io
import json
import tracemalloc
from datetime import date, datetime
from functools import cache

import pytest
from backing_up import open_engine
from full_books import copy_of
from ledger_office import TRICKY, small_office
from make import Make
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.documents.proving.ledger import Style, totals_of_book, write_book
from tracker.documents.proving.ledger_columns import COLUMNS, fixed_names, headings
from tracker.models.journal import EntryKind
from tracker.operations.journal import Draft, open_entry, post
from tracker.operations.proving.vouchers import make_vouchers
from tracker.queries.journal import account
from tracker.queries.proving.ledger_books import Book
from tracker.queries.proving.ledger_filters import LedgerFilter
from tracker.queries.proving.ledger_journal import journal_rows
from tracker.queries.snapshots import CHUNK, snapshot

ALL, EN = LedgerFilter(), Style("csv", "en")


def read(chunks):
    return list(csv.DictReader(io.StringIO(b"".join(chunks).decode("utf-8-sig"), newline="")))


def move_often(make, *, entries: int, moves: int) -> int:
    """Post entries of many moves between two campaigns, four lines each; give the number of all lines."""
    one, two = make.campaign(), make.campaign()
    make.donation(amount=entries * moves, campaign=one)

    def moved(session, *, by):
        cash, counter = account(session, "assets:cash"), account(session, "equity:moved")
        for day in range(1, entries + 1):
            entry = open_entry(session, by=by, kind=EntryKind.CAMPAIGN_MOVE, happened_on=date(2018, 4, day))
            sides = [(cash, one, -1), (counter, one, 1), (cash, two, 1), (counter, two, -1)]
            drafts = [Draft(where, campaign, "VND", quantity) for where, campaign, quantity in sides]
            post(session, (entry, drafts * moves))
            make_vouchers(session, by=by, entries=[entry], party="", reason="", series="DC")

    make.run(moved, by=make.user("approver"))
    return 2 + entries * moves * 4


@cache
def fifty_thousand(template: str) -> tuple[str, int]:
    """Give the URL of an office with so many lines, for questions only, and their true number."""
    url = copy_of(template, "fifty_thousand")
    with Session(open_engine(url)) as session:
        return url, move_often(Make(session), entries=5, moves=2500)


def test_fifty_thousand_rows_come_out_whole_and_their_sums_are_those_of_the_screen(template):
    url, count = fifty_thousand(template)

    with snapshot(open_engine(url)) as moment:
        totals = totals_of_book(moment, Book.JOURNAL, ALL)
        rows = read(write_book(moment, Book.JOURNAL, ALL, EN))

    assert (len(rows), totals.rows) == (count, count)
    (money,) = totals.items
    quantities = [int(row["quantity"]) for row in rows]
    assert (money.into, money.out) == (sum(q for q in quantities if q > 0), -sum(q for q in quantities if q < 0))
    assert {row["document"] for row in rows if row["seq"] == "2"} == {"DC-2018-0001"}


def test_memory_does_not_grow_with_the_book(template):
    engine = open_engine(fifty_thousand(template)[0])

    def written(wanted):
        with snapshot(engine) as moment:
            tracemalloc.start()
            size = sum(len(chunk) for chunk in write_book(moment, Book.JOURNAL, wanted, EN))
            most = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return size, most

    first, third = (LedgerFilter(until=date(2018, 4, day)) for day in (1, 3))
    written(first)
    (little, most_of_little), (much, most_of_much) = written(first), written(third)

    assert much > 2.9 * little
    assert most_of_much < 1.3 * most_of_little


def test_a_book_is_of_one_moment_and_keeps_nobody_from_working(engine, make):
    count = move_often(make, entries=1, moves=CHUNK)

    with snapshot(engine) as moment:
        totals = totals_of_book(moment, Book.JOURNAL, ALL)
        chunks = write_book(moment, Book.JOURNAL, ALL, EN)
        begun = [next(chunks), next(chunks)]
        make.donation(amount=7_777_777)
        rows = read([*begun, *chunks])

    assert len(rows) == totals.rows == count
    assert "7777777" not in {row["quantity"] for row in rows}


def test_whoever_reads_a_moment_cannot_write_in_it_on_postgresql(engine):
    with snapshot(engine) as moment:
        if engine.dialect.name == "postgresql":
            with pytest.raises(DBAPIError, match="read-only"):
                moment.execute(text("UPDATE log_head SET last_seq = 9"))
        else:
            assert moment.connection().get_execution_options().get("writes") is None


def test_what_python_reads_back_equals_the_rows(engine, session, make):
    small_office(make)

    with snapshot(engine) as moment:
        back = read(write_book(moment, Book.JOURNAL, ALL, EN))

    columns = [column.attribute for column in COLUMNS[Book.JOURNAL]]
    rows = [[getattr(row, name) for name in columns] for row in journal_rows(session, ALL)]
    written = [["" if cell is None else _plain(cell) for cell in row] for row in rows]
    assert [list(row.values()) for row in back] == written
    assert TRICKY in {row["donor"] for row in back}


def _plain(cell):
    return cell.isoformat(timespec="seconds") if isinstance(cell, datetime) else str(cell)


@pytest.mark.one_engine
@pytest.mark.parametrize("name", ["=HYPERLINK(A1)", "@SUM(A1)", "+84 Công ty", "-1"])
def test_a_donor_s_name_is_never_a_formula(engine, make, name):
    make.donation(donor=make.donor(name, kind="organisation"))

    with snapshot(engine) as moment:
        in_csv = read(write_book(moment, Book.JOURNAL, ALL, EN))
        in_json = b"".join(write_book(moment, Book.JOURNAL, ALL, Style("jsonl", "en"))).splitlines()

    assert {row["donor"] for row in in_csv} == {"'" + name}
    assert {json.loads(line)["donor"] for line in in_json} == {name}


@pytest.mark.one_engine
def test_an_amount_below_zero_stays_a_number(engine, make):
    make.donation(amount=1_000_000)

    with snapshot(engine) as moment:
        rows = read(write_book(moment, Book.JOURNAL, ALL, EN))

    assert [row["quantity"] for row in rows] == ["1000000", "-1000000"]


@pytest.mark.one_engine
@pytest.mark.parametrize("book", list(Book))
def test_every_column_has_a_heading_of_its_own_in_both_languages(book):
    vietnamese, english = headings(book, "vi"), headings(book, "en")

    assert english == fixed_names(book)
    assert len(set(vietnamese)) == len(vietnamese) == len(english)
    assert not set(vietnamese) & set(english)
