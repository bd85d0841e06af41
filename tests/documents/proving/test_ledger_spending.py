"""The books as files with purchases, advances, costs, interest and loans in: balanced, each line with its paper."""

import csv
import io
from collections import defaultdict

import pytest
from spending_steps import spending_office
from sqlalchemy import select
from xlsx_reading import sheets_of

from tracker.documents.proving.ledger import write_book
from tracker.documents.proving.ledger_style import Style
from tracker.models.journal import Balance
from tracker.queries.proving.ledger_books import Book
from tracker.queries.proving.ledger_filters import LedgerFilter
from tracker.queries.snapshots import snapshot

pytestmark = pytest.mark.one_engine
NEW = {"purchase", "advance", "advance_back", "cost", "interest", "campaign_move"}


@pytest.fixture
def spent(make):
    """Let an office spend what is no help."""
    spending_office(make)


def rows(engine, book, style="csv", **narrow):
    with snapshot(engine) as moment:
        text = b"".join(write_book(moment, book, LedgerFilter(**narrow), Style(style, "en"))).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_journal_balances_and_names_the_paper_of_every_new_line(engine, spent):
    journal = rows(engine, Book.JOURNAL)
    sums = defaultdict(int)
    for row in journal:
        sums[row["seq"], row["campaign"], row["item"]] += int(row["quantity"])

    new = [row for row in journal if row["kind"] in NEW]

    assert {row["kind"] for row in new} == NEW
    assert not any(sums.values())
    assert {row["document"].split("-")[0] for row in new} == {"PC", "NK", "PT", "BC", "DC"}


def test_the_till_book_ends_with_what_is_in_the_till(engine, session, make, spent):
    till = make.account()

    book = rows(engine, Book.TILL, till_id=till.id)

    held = sum(session.scalars(select(Balance.quantity).where(Balance.account_id == till.id)))
    assert int(book[-1]["balance"]) == held
    assert {row["document"][:2] for row in book} == {"PT", "PC"}
    assert "Phạm Thị Tư" in {row["party"] for row in book}


def test_the_workbook_has_the_same_lines_as_the_file(engine, spent):
    with snapshot(engine) as moment:
        workbook = b"".join(write_book(moment, Book.JOURNAL, LedgerFilter(), Style("xlsx", "en")))

    cells = [row for sheet in sheets_of(workbook) for row in sheet.rows]

    kinds = [row[3] for row in cells if len(row) > 3 and row[3] in NEW]
    assert len(kinds) == len([row for row in rows(engine, Book.JOURNAL) if row["kind"] in NEW])
