"""Steps that tests of money share: gifts into tills, and what a campaign has there."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from make import Make
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.refusals import Refused
from tracker.models.giving.donations import Donation, Source
from tracker.models.journal import Account, Entry, Line
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.vouchers import Voucher, VoucherLine
from tracker.operations.giving.donations import Part, receive_donation
from tracker.operations.proving.tills import open_till
from tracker.queries.journal import VND, account

DAY = date(2018, 3, 1)


class Steps:
    """Do and look, with few words."""

    def __init__(self, session: Session, make: Make, run: Callable[..., Any]) -> None:
        self.session, self.make, self.run = session, make, run

    @property
    def cash(self) -> Account:
        return account(self.session, "assets:cash")

    @property
    def store(self) -> Account:
        return account(self.session, "assets:goods")

    def bank(self, code: str = "assets:bank:csxh", name: str = "Ngân hàng CSXH") -> Account:
        found = self.session.scalar(select(Account).where(Account.code == code))
        return found or self.run(open_till, code=code, name=name, kind="bank", opened_on=date(2018, 1, 1))

    def gift(
        self,
        campaign: Campaign,
        till: Account,
        quantity: int,
        on: date = DAY,
        item: str = VND,
        value: int | None = None,
    ) -> Donation:
        return self.run(
            receive_donation,
            donor=self.make.donor(),
            campaign=campaign,
            parts=[Part(till, item, quantity, value)],
            source=Source.DOMESTIC,
            received_on=on,
        )

    def refused(self, operation: Callable[..., Any], **values: Any) -> Refused:
        with pytest.raises(Refused) as caught:
            self.run(operation, **values)
        return caught.value

    def vouchers(self, entry: Entry) -> list[Voucher]:
        asked = (
            select(Voucher)
            .join(VoucherLine, VoucherLine.voucher_id == Voucher.id)
            .join(Line, Line.id == VoucherLine.line_id)
            .where(Line.entry_id == entry.id)
            .order_by(Voucher.id)
        )
        return list(dict.fromkeys(self.session.scalars(asked)))
