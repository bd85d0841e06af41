"""Name the columns of the books: fixed names for programs, headings for people (DESIGN.md §3)."""

from collections.abc import Callable
from dataclasses import dataclass

from tracker.ground.refusals import N_
from tracker.ground.translations import translator
from tracker.queries.proving.ledger_books import Book


@dataclass(frozen=True)
class Column:
    """A column: its fixed name, its heading as msgid, and the attribute of the row that fills it."""

    name: str
    heading: str
    attribute: str


def _columns(*rows: tuple[str, str] | tuple[str, str, str]) -> tuple[Column, ...]:
    return tuple(Column(name, heading, *(rest or [name])) for name, heading, *rest in rows)


COLUMNS: dict[Book, tuple[Column, ...]] = {
    Book.JOURNAL: _columns(
        ("seq", N_("Entry no.")),
        ("happened_on", N_("Day")),
        ("recorded_at", N_("Recorded at")),
        ("kind", N_("Kind of entry")),
        ("document", N_("Document")),
        ("account", N_("Account")),
        ("campaign", N_("Campaign")),
        ("item", N_("Item code")),
        ("quantity", N_("Quantity")),
        ("child", N_("Child")),
        ("donor", N_("Donor")),
        ("via", N_("Via")),
        ("recorded_by", N_("Recorded by")),
        ("reverses", N_("Reverses entry")),
        ("memo", N_("Description")),
    ),
    Book.RECEIPTS: _columns(
        ("number", N_("Number")),
        ("issued_on", N_("Issued on")),
        ("received_on", N_("Received on")),
        ("state", N_("State")),
        ("donor", N_("Donor")),
        ("via", N_("Via")),
        ("campaign", N_("Campaign")),
        ("amount", N_("Amount")),
        ("goods", N_("Goods")),
        ("received_by", N_("Received by")),
        ("replaces", N_("Replaces")),
        ("void_reason", N_("Why void")),
        ("copies", N_("Copies printed")),
    ),
    Book.DISBURSEMENTS: _columns(
        ("seq", N_("Entry no.")),
        ("happened_on", N_("Day")),
        ("document", N_("Document")),
        ("sheet", N_("Sheet no.")),
        ("campaign", N_("Campaign")),
        ("kind", N_("Kind of help")),
        ("occasion", N_("Occasion")),
        ("child", N_("Child")),
        ("place", N_("Commune")),
        ("district", N_("District")),
        ("payee", N_("Recipient")),
        ("channel", N_("Channel")),
        ("amount", N_("Amount")),
        ("item", N_("Item code")),
        ("quantity", N_("Quantity")),
        ("value", N_("Value")),
        ("received_on", N_("Signed on")),
        ("prepared_by", N_("Prepared by")),
        ("approved_by", N_("Approved by")),
        ("state", N_("State")),
    ),
    Book.TILL: _columns(
        ("seq", N_("Entry no.")),
        ("happened_on", N_("Day")),
        ("document", N_("Document")),
        ("campaign", N_("Campaign")),
        ("party", N_("Payer or payee")),
        ("memo", N_("Description")),
        ("in", N_("Came in"), "into"),
        ("out", N_("Went out")),
        ("balance", N_("Balance")),
    ),
}


#: What is added where children and payees are named: by right, for a reason, and noted.
NAMES = _columns(("child_name", N_("Child's name")), ("payee_name", N_("Recipient's name")))


def columns_of(book: Book, *, children: bool = False) -> tuple[Column, ...]:
    """Give the columns of a book; `children` adds the names to the book of disbursements."""
    return COLUMNS[book] + (NAMES if children and book is Book.DISBURSEMENTS else ())


def fixed_names(book: Book, *, children: bool = False) -> list[str]:
    """Give the names that programs rely on; they are the English headings, too."""
    return [column.name for column in columns_of(book, children=children)]


def headings(book: Book, lang: str, *, children: bool = False) -> list[str]:
    """Give the headings of a file in a language."""
    if lang == "en":
        return fixed_names(book, children=children)
    say: Callable[..., str] = translator(lang)
    return [say(column.heading) for column in columns_of(book, children=children)]
