"""Make the paper of a receipt out of what it said on its day, with the marks of one print."""

import json
from collections.abc import Sequence
from datetime import date

from tracker.documents.giving.receipt_paper import GoodsLine, ReceiptPaper
from tracker.ground.proofs import show_token
from tracker.models.giving.receipts import Receipt, ReceiptCopy
from tracker.models.settings import SeriesCode
from tracker.queries.giving.receipts import said_by

#: The copies that leave the printer: one stays, one goes.
COPIES = {
    SeriesCode.BL: ("Liên 1: Lưu", "Liên 2: Giao người nộp tiền"),
    SeriesCode.TN: ("Liên 1: Lưu", "Liên 2: Giao người tặng"),
}


def paper_of_copy(receipt: Receipt, copy: ReceiptCopy) -> ReceiptPaper:
    """Give the paper as that print left the office; the same on every day."""
    return paper_of(receipt, json.loads(copy.marks))


def paper_of(receipt: Receipt, marks: Sequence[str]) -> ReceiptPaper:
    """Give the paper of a receipt with marks: it says what it said on its day, whatever changed since."""
    said = said_by(receipt)
    goods = tuple(GoodsLine(row["name"], row["unit"], row["quantity"], row["value"]) for row in said["goods"])
    return ReceiptPaper(
        title=said["title"],
        number=receipt.code,
        series=receipt.series,
        year=receipt.year,
        book=said["book"],
        issued_on=receipt.issued_on,
        received_on=date.fromisoformat(said["received_on"]),
        form_label=said["form_label"],
        fund_name=said["fund_name"],
        fund_address=said["fund_address"],
        fund_code=said["fund_code"],
        fund_phone=said["fund_phone"],
        donor_name=said["donor_name"],
        donor_address=said["donor_address"],
        via_name=said["via_name"],
        purpose=said["purpose"],
        amount=receipt.amount if receipt.series == SeriesCode.BL else None,
        words=said["words"],
        channel=said["channel"],
        goods=goods,
        signers=tuple((title, name) for title, name in said["signers"]),
        check_url=said["check_url"],
        token_shown=show_token(receipt.token),
        hotline=said["hotline"],
        marks=tuple(marks),
        notes=tuple(said["notes"]),
        page_size=said["page_size"],
        copies=COPIES[SeriesCode(receipt.series)],
    )
