"""A small office whose books hold one of everything, for the tests of the ledger."""

from dataclasses import dataclass
from datetime import date

from make import Make

from tracker.models.giving.donations import Donation, Source
from tracker.models.giving.pledges import Pledge
from tracker.models.giving.receipts import Receipt
from tracker.models.users import User
from tracker.operations.giving.donations import Gift, Part
from tracker.operations.giving.give_backs import give_back
from tracker.operations.giving.receipts import record_copy, void_receipt
from tracker.operations.giving.unidentified import name_unidentified
from tracker.operations.journal import reverse
from tracker.operations.proving.tills import move_money
from tracker.queries.giving.donations import parts_of
from tracker.queries.journal import VND

DAY = date(2018, 3, 15)
LATER = date(2018, 6, 1)
TRICKY = "Công ty A & B <HCM> H’Bia Niê"


@dataclass
class Office:
    """What the office did, by name."""

    pledge: Pledge
    pledged_gift: Donation
    bicycles: Donation
    returned: Donation
    void: Receipt
    replacing: Receipt
    refunded: Receipt
    goods_receipt: Receipt
    cashier: User


def small_office(make: Make) -> Office:
    """Do it: a pledge, gifts of money and goods, a transfer named later, a move, a gift given back, a reversal."""
    cashier, approver, accountant = make.user("cashier"), make.user("approver"), make.user("accountant")
    clyt, bikes = make.campaign("CLYT"), make.campaign("XEDAP")
    pledge = make.pledge(amount=5_000_000, campaign=clyt, donor=make.donor("Nguyễn Thị Đào"))
    pledged_gift = make.donation(amount=2_000_000, pledge=pledge, received_on=DAY)
    void = make.receipt(pledged_gift)
    make.run(void_receipt, by=approver, receipt=void, reason="Sai tên", voided_on=DAY)
    replacing = make.receipt(pledged_gift)
    make.run(record_copy, by=cashier, receipt=replacing)
    make.run(record_copy, by=cashier, receipt=replacing)
    bicycles = make.donation(
        goods=[("BICYCLE", 90, 180_000_000), ("PARCEL", 2, None)],
        campaign=bikes,
        donor=make.donor(TRICKY, kind="organisation"),
        via=make.donor("Quỹ Bảo trợ trẻ em Việt Nam", kind="organisation"),
        received_on=DAY,
    )
    goods_receipt = make.receipt(bicycles, series="TN")
    returned = make.donation(amount=300_000, campaign=clyt, received_on=DAY)
    refunded = make.receipt(returned)
    (part,) = parts_of(make.session, returned)
    make.run(
        give_back,
        by=approver,
        donation=returned,
        given_back_on=LATER,
        reason="Chuyển nhầm",
        parts=[(part, 300_000, make.account())],
    )
    transfer = make.transfer(amount=4_000_000, received_on=DAY)
    gift = Gift(make.donor("Trần Văn Ân"), clyt, [Part(make.bank(), VND, 4_000_000)], Source.DOMESTIC, LATER)
    make.run(name_unidentified, by=accountant, transfer=transfer, named_on=LATER, gifts=[gift])
    parts = [(clyt, 500_000)]
    make.run(move_money, by=accountant, from_till=make.account(), to_till=make.bank(), happened_on=LATER, parts=parts)
    return Office(pledge, pledged_gift, bicycles, returned, void, replacing, refunded, goods_receipt, cashier)


def reverse_entry(make: Make, entry, day: date = LATER):
    """Mirror an entry."""
    return make.run(reverse, by=make.user("accountant"), entry=entry, happened_on=day, memo="Ghi nhầm")
