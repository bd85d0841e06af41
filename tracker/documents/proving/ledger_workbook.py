"""Write a book as a workbook: its cover, then its rows, numbers as numbers and days as dates."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy.orm import Session

from tracker.documents.proving.ledger_columns import columns_of, headings
from tracker.documents.proving.ledger_cover import Cover
from tracker.documents.proving.ledger_style import Style
from tracker.ground.translations import translator
from tracker.ground.workbooks import Shape, Sheet, SheetColumn, refuse_too_long, write_xlsx
from tracker.queries.proving.ledger_books import Book, Totals
from tracker.queries.proving.ledger_filters import LedgerFilter

#: What the cells of a column are, by its name; all others are text.
SHAPES = {
    "happened_on": Shape.DAY,
    "issued_on": Shape.DAY,
    "received_on": Shape.DAY,
    "recorded_at": Shape.MOMENT,
    "seq": Shape.ORDINAL,
    "reverses": Shape.ORDINAL,
    "sheet": Shape.ORDINAL,
    "copies": Shape.NUMBER,
    "quantity": Shape.NUMBER,
    "amount": Shape.NUMBER,
    "value": Shape.NUMBER,
    "in": Shape.NUMBER,
    "out": Shape.NUMBER,
    "balance": Shape.NUMBER,
}
#: Characters, for columns that need more or less than a day does.
WIDTHS = {
    "seq": 9,
    "account": 24,
    "recorded_at": 17,
    "quantity": 16,
    "amount": 16,
    "balance": 18,
    "donor": 32,
    "via": 28,
    "party": 32,
    "memo": 48,
    "goods": 28,
    "void_reason": 28,
    "place": 22,
    "district": 20,
    "child_name": 28,
    "payee_name": 28,
}
_WIDTH = 15


def write_workbook(
    session: Session,
    book: Book,
    wanted: LedgerFilter,
    style: Style,
    totals: Totals,
    rows: Iterable[Sequence[object]],
) -> Iterator[bytes]:
    """Yield the workbook of a book's rows in blocks; refuse more rows than Excel holds."""
    refuse_too_long(totals.rows)
    columns = columns_of(book, children=style.children)
    told = zip(columns, headings(book, style.lang, children=style.children), strict=True)
    cells = [
        SheetColumn(heading, SHAPES.get(column.name, Shape.TEXT), WIDTHS.get(column.name, _WIDTH))
        for column, heading in told
    ]
    cover = Cover(session, book, wanted, totals, style).sheet()
    return write_xlsx([cover, Sheet(translator(style.lang)(book.label), cells, rows)])
