"""Attach a scan and fill a handwritten book for the full books."""

import tempfile
from datetime import date
from pathlib import Path

from make import Make
from scans import PDF_SCAN

from tracker.models.giving.receipt_books import BookLeafState
from tracker.models.proving.attachments import AttachmentKind
from tracker.operations.giving.receipt_books import end_rest, give_book, mend_number, use_number, void_number
from tracker.operations.proving.attachments import attach
from tracker.queries.giving.receipt_book_gifts import WantedGifts, gifts_for


def keep_papers(make: Make) -> None:
    """Give a book of four numbers out: one used, one void, the rest never filled, one of them mended; attach a scan."""
    accountant, cashier = make.user("accountant"), make.user("cashier")
    values = {"label": "HT/18", "first_number": 1, "last_number": 4, "holder": "Lê Thị Hoa"}
    book = make.run(give_book, by=accountant, given_on=date(2018, 1, 2), **values)
    gift = make.session.scalars(gifts_for(book, WantedGifts())).first()
    make.run(use_number, by=cashier, book=book, number=1, donation=gift)
    make.run(void_number, by=cashier, book=book, number=2, note="rách")
    make.run(end_rest, by=cashier, book=book)
    make.run(mend_number, by=accountant, book=book, number=4, state=BookLeafState.VOID, note="viết hỏng")
    with tempfile.TemporaryDirectory() as folder:
        scan = {"kind": AttachmentKind.OTHER, "file_name": "quyển.pdf", "data": PDF_SCAN, "folder": Path(folder)}
        make.run(attach, by=cashier, record=book, **scan)
