"""Say how a book becomes a file."""

from dataclasses import dataclass

from tracker.queries.proving.ledger_books import Book

#: Format → its media type.
FORMATS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/x-ndjson",
    "hledger": "text/plain",
}


def formats_of(book: Book) -> list[str]:
    """List the formats of a book: only the journal has whole entries, as hledger needs them."""
    return [format for format in FORMATS if format != "hledger" or book is Book.JOURNAL]


@dataclass(frozen=True)
class Style:
    """How a book becomes a file: its format, the language of its headings, whether donors are named.

    `children` names the children and payees of the book of disbursements, in columns of their own:
    only by right, for a reason, and noted. `taken_by` is who takes the file, as its cover says.
    """

    format: str = "csv"
    lang: str = "vi"
    names: bool = True
    children: bool = False
    taken_by: str = ""
