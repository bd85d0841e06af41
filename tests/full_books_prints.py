"""Let the office of the full books print: vouchers of each series, papers of a gift, minutes of a sheet."""

from make import Make
from sqlalchemy import select

from tracker.models.giving.donations import Donation
from tracker.models.giving.receipts import Receipt
from tracker.models.helping.handouts import Sheet
from tracker.models.proving.paper_copies import PaperKind
from tracker.models.proving.vouchers import Voucher
from tracker.models.settings import SeriesCode
from tracker.operations.proving.paper_copies import print_gift_paper, print_sheet_minutes, print_voucher


def print_papers(make: Make) -> None:
    """Print the first voucher of each series twice, the papers of a gift of goods, and the minutes of a sheet."""
    session, cashier = make.session, make.user("cashier")
    firsts = session.scalars(select(Voucher).where(Voucher.number == 1)).all()
    for voucher in [*firsts, *firsts]:
        make.run(print_voucher, by=cashier, voucher=session.get_one(Voucher, voucher.id))
    goods = select(Donation).join(Receipt, Receipt.donation_id == Donation.id).where(Receipt.series == SeriesCode.TN)
    gift = session.scalars(goods.order_by(Donation.id)).first()
    for kind in (PaperKind.CONFIRMATION, PaperKind.THANKS, PaperKind.GOODS_MINUTES):
        make.run(print_gift_paper, donation=gift, kind=kind)
    make.run(print_sheet_minutes, by=cashier, sheet=session.scalars(select(Sheet).order_by(Sheet.id)).first())
