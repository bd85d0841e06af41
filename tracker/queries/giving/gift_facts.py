"""Gather what the papers of one gift are made of: what stayed of it, its donor, the office on the day."""

from datetime import date
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.money import show_dong, show_number
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donations import Donation, DonationPart
from tracker.models.giving.donors import Donor, DonorKind
from tracker.models.giving.receipts import Receipt, ReceiptVoid
from tracker.models.journal import Account, AccountKind
from tracker.queries.giving.donations import given_back, is_corrected, parts_of
from tracker.queries.journal import VND
from tracker.queries.office_papers import Office
from tracker.queries.proving.goods_tables import GoodsRow
from tracker.queries.proving.vouchers import vouchers_of
from tracker.queries.same import kept
from tracker.queries.settings import all_items

ANONYMOUS = "Nhà hảo tâm giấu tên"
CHANNELS = {AccountKind.CASH: "tiền mặt", AccountKind.BANK: "chuyển khoản"}


class GiftFacts:
    """A gift, what of it the fund still has from its donor, and the office on the day of the paper."""

    def __init__(self, session: Session, donation: Donation, day: date) -> None:
        """Read what every paper of a gift needs; refuses a corrected gift and one that went back whole."""
        if is_corrected(session, donation):
            raise Refused(None, N_("This gift was corrected; print the papers of the right one."))
        self.session, self.donation, self.office = session, donation, Office(session, day)
        self.items = all_items(session)
        self.parts: list[tuple[DonationPart, int]] = []
        for part in parts_of(session, donation):
            self.parts.append((part, part.quantity - given_back(session, part)))
        if not any(left for _, left in self.parts):
            raise Refused(None, N_("This gift went back to its donor."))

    @cached_property
    def donor(self) -> Donor:
        """Give who gave, by the record that is kept of them."""
        return kept(self.session, self.donation.donor)

    @property
    def name(self) -> str:
        """Give how the donor is named: an anonymous one is not."""
        return ANONYMOUS if self.donor.kind == DonorKind.ANONYMOUS else self.donor.full_name

    @property
    def hidden(self) -> bool:
        """Tell whether the donor wants no name."""
        return self.donor.kind == DonorKind.ANONYMOUS

    @property
    def money(self) -> int:
        """Sum the money that stayed (whole đồng)."""
        return sum(left for part, left in self.parts if part.item == VND)

    @property
    def goods(self) -> list[GoodsRow]:
        """List the goods that stayed; their value only where all of them did."""
        return [
            GoodsRow(
                self.items[part.item].name,
                self.items[part.item].unit,
                left,
                part.value if left == part.quantity else None,
            )
            for part, left in self.parts
            if part.item != VND and left
        ]

    @property
    def channel(self) -> str:
        """Say how the money came."""
        kinds = {
            AccountKind(self.session.get_one(Account, part.account_id).kind)
            for part, _ in self.parts
            if part.item == VND
        }
        return ", ".join(CHANNELS[kind] for kind in CHANNELS if kind in kinds)

    def proof(self) -> str:
        """Name the receipts that stand for the gift, or else its vouchers."""
        void = select(ReceiptVoid.receipt_id)
        asked = select(Receipt).where(Receipt.donation_id == self.donation.id, Receipt.id.not_in(void))
        codes = [receipt.code for receipt in self.session.scalars(asked.order_by(Receipt.id))]
        entry = self.donation.entry_id
        return ", ".join(codes or [voucher.code for voucher in vouchers_of(self.session, [entry])[entry]])

    def went_back(self) -> str:
        """Say what of the gift went back to its donor; empty for nothing."""
        back = [(part, part.quantity - left) for part, left in self.parts if left < part.quantity]
        return "; ".join(self.said(part.item, quantity) for part, quantity in back)

    def said(self, item: str, quantity: int) -> str:
        """Write so much of an item."""
        if item == VND:
            return show_dong(quantity)
        return f"{show_number(quantity)} {self.items[item].unit} {self.items[item].name}"
