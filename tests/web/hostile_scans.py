"""Attach scans with hostile names, and give out a handwritten book with hostile words."""

import tempfile
from datetime import date
from pathlib import Path

from make import Make
from scans import pdf_scan
from sqlalchemy import select

from tracker.models.attachments import AttachmentKind
from tracker.models.base import Base
from tracker.models.children import Child
from tracker.models.donations import Donation
from tracker.operations.attachments import attach
from tracker.operations.receipt_books import give_book, use_number, void_number
from tracker.queries.receipt_book_gifts import WantedGifts, gifts_for


def evil_scans(make: Make, gift: Donation, evil: str, short: str) -> list[str]:
    """Use and void a number of a book; attach a scan to the book, a gift and a child. Give addresses of the pages."""
    session = make.session
    values = {"label": short[:20], "first_number": 1, "last_number": 9, "holder": evil}
    book = make.run(give_book, by=make.user("accountant"), given_on=date(2018, 1, 2), **values)
    used = session.scalars(gifts_for(book, WantedGifts())).first()
    make.run(use_number, by=make.user("cashier"), book=book, number=1, donation=used, note=evil)
    make.run(void_number, by=make.user("cashier"), book=book, number=2, note=evil)
    child = session.scalars(select(Child).order_by(Child.id.desc())).first()
    for at, record in enumerate((book, gift, child)):
        _scan(make, record, pdf_scan(str(at)), f"{evil}\u202e\0.pdf")
    return [f"/receipt-books/{book.id}", f"/receipt-books/{book.id}/numbers/3", f"/donations/{used.id}"]


def _scan(make: Make, record: Base, data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paper = {"kind": AttachmentKind.OTHER, "file_name": name, "data": data, "folder": Path(folder)}
        make.run(attach, by=make.user("clerk"), record=record, **paper)
