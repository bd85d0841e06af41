"""Write a book as a file, row by row in constant memory, from the moment its session stands at."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from operator import attrgetter
from typing import Any

from sqlalchemy.orm import Session

from tracker.documents.proving.ledger_columns import columns_of, fixed_names, headings
from tracker.documents.proving.ledger_hledger import write_hledger
from tracker.documents.proving.ledger_style import Style
from tracker.documents.proving.ledger_workbook import write_workbook
from tracker.ground.tables import write_csv, write_jsonl
from tracker.ground.translations import translator
from tracker.queries.journal import VND
from tracker.queries.proving.ledger_books import Book, Totals
from tracker.queries.proving.ledger_disbursements import disbursement_rows
from tracker.queries.proving.ledger_filters import LedgerFilter
from tracker.queries.proving.ledger_help import help_totals
from tracker.queries.proving.ledger_journal import journal_totals
from tracker.queries.proving.ledger_journal_cells import journal_cells
from tracker.queries.proving.ledger_receipt_sums import receipt_totals
from tracker.queries.proving.ledger_receipts import receipt_lines
from tracker.queries.proving.ledger_till import CARRIED_FORWARD, TillRow, till_rows

Progress = Callable[[int], None]

_ROWS: dict[Book, Callable[..., Iterator[Any]]] = {
    Book.RECEIPTS: receipt_lines,
    Book.DISBURSEMENTS: disbursement_rows,
    Book.TILL: till_rows,
}
_TOTALS: dict[Book, Callable[[Session, LedgerFilter], Totals]] = {
    Book.JOURNAL: journal_totals,
    Book.RECEIPTS: receipt_totals,
    Book.DISBURSEMENTS: help_totals,
    Book.TILL: journal_totals,
}


def write_book(
    session: Session, book: Book, wanted: LedgerFilter, style: Style, progress: Progress | None = None
) -> Iterator[bytes]:
    """Yield a book as a file of its style's format in chunks; `session` is one of `snapshot`.

    A file for people has its headings in the language, JSON lines always have the fixed names; of
    entries hledger gets whole ones. `progress` is called with the number of rows done. Refuses more
    rows than a workbook holds.
    """
    tell = progress or (lambda done: None)
    if style.format == "hledger":
        return _told(write_hledger(session, wanted, names=style.names), tell)
    rows = _rows(session, book, wanted, style)
    if progress is not None:
        rows = _telling(rows, progress)
    if style.format == "xlsx":
        totals = totals_of_book(session, book, wanted)
        return write_workbook(session, book, wanted, style, totals, rows)
    if style.format == "csv":
        return write_csv(headings(book, style.lang, children=style.children), rows)
    return write_jsonl(fixed_names(book, children=style.children), rows)


def totals_of_book(session: Session, book: Book, wanted: LedgerFilter) -> Totals:
    """Count the rows of a book and add them up per item, by the database."""
    return _TOTALS[book](session, wanted)


def _rows(session: Session, book: Book, wanted: LedgerFilter, style: Style) -> Iterator[tuple[object, ...]]:
    """Give the cells of each row in the order of the columns; an empty text is missing."""
    if book is Book.JOURNAL:
        yield from journal_cells(session, wanted, names=style.names)
        return
    names = style.children if book is Book.DISBURSEMENTS else style.names
    found = _ROWS[book](session, wanted, names=names)
    if book is Book.TILL:
        found = _saying(found, style.lang, name_items=not wanted.item)
    cells = attrgetter(*(column.attribute for column in columns_of(book, children=style.children)))
    for row in found:
        yield tuple(None if cell == "" else cell for cell in cells(row))


def _saying(rows: Iterator[TillRow], lang: str, *, name_items: bool) -> Iterator[TillRow]:
    """Say the balance carried forward in words, and of what goods a row is: the book has no column for it."""
    forward = translator(lang)(CARRIED_FORWARD)
    for row in rows:
        memo = forward if row.seq is None else row.memo
        yield replace(row, memo=f"{row.item}: {memo}" if name_items and row.item != VND else memo)


def _telling(rows: Iterable[tuple[object, ...]], progress: Progress) -> Iterator[tuple[object, ...]]:
    for row in rows:
        yield row
        progress(1)


def _told(entries: Iterable[tuple[bytes, int]], progress: Progress) -> Iterator[bytes]:
    for text, lines in entries:
        yield text
        progress(lines)
