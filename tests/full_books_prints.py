"""Let the office of the full books print: vouchers of each series, papers of a gift, minutes of a sheet."""

from make import Make
from sqlalchemy import select

from tracker.ground.dates import today
from tracker.models.giving.donations import Donation
from tracker.models.giving.receipts import Receipt
from tracker.models.helping.handouts import Handout, Sheet
from tracker.models.proving.paper_copies import PaperCopy, PaperKind
from tracker.models.proving.vouchers import Voucher
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.operations.helping.consents import give_consent
from tracker.operations.helping.releases import release_list
from tracker.operations.proving.paper_copies import (
    print_gift_paper,
    print_sheet_minutes,
    print_statement,
    print_voucher,
)
from tracker.operations.proving.publications import print_publication
from tracker.queries.helping.releases import BESIDE, releasable


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
    sheet = session.scalars(select(Sheet).order_by(Sheet.id)).first()
    make.run(print_sheet_minutes, by=cashier, sheet=sheet)
    make.run(print_statement, donor=gift.donor, year=gift.received_on.year)
    make.run(print_publication, by=cashier, year=gift.received_on.year)
    release(make, session.get_one(Handout, sheet.handout_id))


def release(make: Make, handout: Handout, *, named: int = 9, people: tuple[User, User] | None = None) -> PaperCopy:
    """Send a list out with the names of its first children, whose families are asked; `people`: clerk, approver."""
    clerk, approver = people or (make.user("clerk"), make.user("approver"))
    found = releasable(make.session, handout, today())
    children = {state.line.child_id: state.line.child for state in found.states}
    for child in list(children.values())[:named]:
        facts = {"child": child, "purpose": "donors", "method": "written", "given_on": today()}
        make.run(give_consent, giver="guardian", giver_name="Trần Thị Mai", relation="mẹ", by=clerk, **facts)
        make.run(give_consent, giver="child", by=clerk, **facts)
    seen = releasable(make.session, handout, today()).seen
    said = {"organisation": "Quỹ Bảo trợ trẻ em Việt Nam", "purpose": "Báo cáo", "beside": list(BESIDE), "seen": seen}
    return make.run(release_list, by=approver, handout=handout, **said)
