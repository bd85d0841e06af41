"""Make a page of a book: its rows, the totals of all that the filter finds, and what proves the moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from tracker.documents.proving.ledger import totals_of_book
from tracker.queries.proving.ledger_books import Book, Totals
from tracker.queries.proving.ledger_disbursements import DisbursementRow, disbursements_dressed
from tracker.queries.proving.ledger_documents import EntryDocuments
from tracker.queries.proving.ledger_filters import LedgerFilter, of_places_only
from tracker.queries.proving.ledger_help import ORDER as HELP_ORDER
from tracker.queries.proving.ledger_help import help_rows
from tracker.queries.proving.ledger_journal import ORDER as JOURNAL_ORDER
from tracker.queries.proving.ledger_journal import JournalRow, journal, journal_dressed
from tracker.queries.proving.ledger_receipts import ORDER as RECEIPT_ORDER
from tracker.queries.proving.ledger_receipts import ReceiptLine, receipts, receipts_dressed
from tracker.queries.proving.ledger_till import ORDER as TILL_ORDER
from tracker.queries.proving.ledger_till import (
    TillRow,
    balance_after,
    balance_before,
    carried_forward,
    till_dressed,
    till_lines,
)
from tracker.queries.proving.proofs import size_and_root
from tracker.queries.proving.turnovers import Turnover, totals_of, turnovers
from tracker.web.paging import Page, paged

#: A till with more lines than this is read along the days.
MANY = 2000


@dataclass(frozen=True)
class BookPage:
    """Rows as they are shown, the pages beside them, and what holds of the whole filter."""

    rows: Sequence[JournalRow | ReceiptLine | DisbursementRow | TillRow]
    beside: Page
    totals: Totals
    #: What a till held when the period began; None in other books.
    brought: TillRow | None
    #: Leaves and root of the proof at this moment.
    size: int
    root: str


def book_page(
    session: Session, book: Book, wanted: LedgerFilter, *, cursor: str | None, upward: bool, names: bool
) -> BookPage:
    """Read a page, its totals and its proof in one moment, newest first or `upward` from the beginning."""
    totals = _totals(session, book, wanted)
    asked = till_lines(wanted, by_day=totals.rows > MANY) if book is Book.TILL else _ASKED[book](wanted)
    beside = paged(session, asked, by=_ORDER[book], cursor=cursor, descending=not upward)
    rows = _DRESSED[book](session, wanted, beside.rows, upward, names)
    size, root = size_and_root(session)
    brought = _brought(session, wanted) if book is Book.TILL and wanted.since else None
    return BookPage(rows, beside, totals, brought, size, root)


def _totals(session: Session, book: Book, wanted: LedgerFilter) -> Totals:
    """Add up all that the filter finds: from what is kept of each month where the filter names places only."""
    if book not in (Book.JOURNAL, Book.TILL) or not of_places_only(wanted):
        return totals_of_book(session, book, wanted)
    path = wanted.account.rstrip(":")

    def found(one: Turnover) -> bool:
        if wanted.campaign_id not in (None, one.campaign_id) or wanted.item not in ("", one.item):
            return False
        under = not path or one.account == path or one.account.startswith(f"{path}:")
        return under and wanted.till_id in (None, one.account_id)

    return totals_of(turnovers(session, found))


def _journal(session: Session, _wanted: LedgerFilter, lines: Iterable[Any], upward: bool, names: bool) -> list[Any]:
    """Make the rows; the lines of one entry always stand in their own order, as they were posted."""
    rows = journal_dressed(EntryDocuments(session), lines, names=names)
    if upward:
        return rows
    entries = [list(entry) for _, entry in groupby(rows, key=lambda row: row.seq)]
    return [row for entry in entries for row in reversed(entry)]


def _receipts(session: Session, _wanted: LedgerFilter, found: Iterable[Any], _upward: bool, names: bool) -> list[Any]:
    return receipts_dressed(session, found, names=names)


def _help(session: Session, _wanted: LedgerFilter, lean: Iterable[Any], _upward: bool, _names: bool) -> list[Any]:
    """Make the rows; no child is named on the page of a book, whoever reads it."""
    return disbursements_dressed(session, lean, names=False)


def _till(session: Session, wanted: LedgerFilter, lines: Sequence[Any], upward: bool, names: bool) -> list[Any]:
    """Make the rows with their balances: those before the page are the stored balance less what is newer."""
    if not lines:
        return []
    oldest_first = list(lines) if upward else list(reversed(lines))
    newest = oldest_first[-1]
    after = balance_after(session, wanted, newest.happened_on, newest.line_id)
    before = after - sum(line.quantity for line in oldest_first)
    rows = till_dressed(EntryDocuments(session), oldest_first, before, names=names)
    return rows if upward else rows[::-1]


def _brought(session: Session, wanted: LedgerFilter) -> TillRow | None:
    return carried_forward(wanted.since, wanted.item, balance_before(session, wanted)) if wanted.since else None


_ASKED = {
    Book.JOURNAL: journal,
    Book.RECEIPTS: receipts,
    Book.DISBURSEMENTS: help_rows,
}
_ORDER: dict[Book, Any] = {
    Book.JOURNAL: JOURNAL_ORDER,
    Book.RECEIPTS: RECEIPT_ORDER,
    Book.DISBURSEMENTS: HELP_ORDER,
    Book.TILL: TILL_ORDER,
}
_DRESSED = {Book.JOURNAL: _journal, Book.RECEIPTS: _receipts, Book.DISBURSEMENTS: _help, Book.TILL: _till}
