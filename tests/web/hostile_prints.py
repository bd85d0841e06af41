"""Print papers of the hostile office: nothing that somebody typed may break a paper or a page."""

from make import Make
from sqlalchemy import select

from tracker.ground.dates import today
from tracker.models.giving.donations import Donation
from tracker.models.helping.handouts import Sheet
from tracker.models.proving.paper_copies import PaperKind
from tracker.models.proving.vouchers import Voucher
from tracker.operations.proving.paper_copies import (
    print_day_list,
    print_gift_paper,
    print_sheet_minutes,
    print_statement,
    print_voucher,
)
from tracker.operations.proving.publications import print_publication


def evil_prints(make: Make, gift: Donation) -> list[str]:
    """Print the last voucher of each series, the list of a day that goes on, a gift's papers; give the addresses."""
    session = make.session
    lasts = {voucher.series: voucher for voucher in session.scalars(select(Voucher).order_by(Voucher.id))}
    keys = [voucher.id for voucher in lasts.values()]
    for key in keys:
        make.run(print_voucher, by=make.user("cashier"), voucher=session.get_one(Voucher, key))
    papers = {
        "confirmation": PaperKind.CONFIRMATION,
        "thanks": PaperKind.THANKS,
        "minutes": PaperKind.GOODS_MINUTES,
    }
    for kind in papers.values():
        make.run(print_gift_paper, donation=session.get_one(Donation, gift.id), kind=kind)
    sheet = session.scalars(select(Sheet).order_by(Sheet.id)).first()
    minutes = make.run(print_sheet_minutes, by=make.user("cashier"), sheet=sheet)
    year = session.get_one(Donation, gift.id).received_on.year
    make.run(print_publication, by=make.user("approver"), year=year)
    make.run(print_statement, donor=session.get_one(Donation, gift.id).donor, year=year)
    make.donation(amount=1_000, donor=gift.donor, campaign=gift.campaign, received_on=today())
    day = session.scalars(select(Voucher).order_by(Voucher.id.desc())).first()
    make.run(print_day_list, by=make.user("cashier"), voucher=day)
    prints = [f"/vouchers/{day.id}/day-list/copies/1.pdf", *(f"/vouchers/{key}/copies/1.pdf" for key in keys)]
    prints.insert(0, f"/sheets/{sheet.token}/minutes/copies/{minutes.number}.pdf")
    statement = f"/donors/{gift.donor_id}/statement/{year}"
    prints.insert(1, f"/year/{year}/publication/copies/1.pdf")
    prints = [*prints[:5], statement, f"{statement}/copies/1.pdf", f"/handouts/{sheet.handout_id}/release"]
    return [*prints, *(f"/donations/{gift.id}/{paper}/copies/1.pdf" for paper in papers)]
