"""Attach scans with hostile names, and give out a handwritten book with hostile words."""

import tempfile
from datetime import date
from hashlib import sha256
from pathlib import Path

from make import Make
from scans import pdf_scan
from sqlalchemy import select

from tracker.models.giving.donations import Donation
from tracker.models.helping.children import Child
from tracker.models.proving.attachments import AttachmentKind
from tracker.operations.giving.receipt_books import give_book, use_number, void_number
from tracker.operations.proving.attachments import attach
from tracker.queries.giving.receipt_book_gifts import WantedGifts, gifts_for

#: A scan each for the book, the gift and the child.
SCANS = [pdf_scan(f"paper {at}") for at in range(3)]


def evil_scans(make: Make, gift: Donation, evil: str, short: str) -> list[str]:
    """Use and void a number of a book; attach a scan to the book, a gift and a child. Give addresses of the pages."""
    session = make.session
    values = {"label": short[:20], "first_number": 1, "last_number": 9, "holder": evil}
    book = make.run(give_book, by=make.user("accountant"), given_on=date(2018, 1, 2), **values)
    used = session.scalars(gifts_for(book, WantedGifts())).first()
    make.run(use_number, by=make.user("cashier"), book=book, number=1, donation=used, note=evil)
    make.run(void_number, by=make.user("cashier"), book=book, number=2, note=evil)
    child = session.scalars(select(Child).order_by(Child.id.desc())).first()
    with tempfile.TemporaryDirectory() as folder:
        for data, record in zip(SCANS, (book, gift, child), strict=True):
            paper = {"kind": AttachmentKind.OTHER, "file_name": f"{evil}\u202e\0.pdf", "data": data}
            make.run(attach, by=make.user("clerk"), record=record, folder=Path(folder), **paper)
    return [f"/receipt-books/{book.id}", f"/receipt-books/{book.id}/numbers/3", f"/donations/{used.id}"]


def lay_scans(folder: Path) -> None:
    """Put the files of the scans into an installation's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for data in SCANS:
        (folder / sha256(data).hexdigest()).write_bytes(data)
