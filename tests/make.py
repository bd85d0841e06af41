"""Make records for tests by the operations: money is never made by inserting rows."""

import secrets
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from make_help import MakeHelp
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models.giving.donations import Donation, Source, UnidentifiedTransfer
from tracker.models.giving.donors import Donor
from tracker.models.giving.pledges import Pledge, Rhythm
from tracker.models.giving.receipts import Receipt
from tracker.models.journal import Account, AccountKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.settings import Letterhead, SeriesCode
from tracker.models.users import User
from tracker.operations.giving.donations import Part, receive_donation
from tracker.operations.giving.donors import add_donor
from tracker.operations.giving.pledges import record_pledge
from tracker.operations.giving.receipts import issue_receipt
from tracker.operations.giving.unidentified import receive_unidentified
from tracker.operations.proving.campaigns import open_campaign
from tracker.operations.proving.tills import open_till
from tracker.operations.settings import set_letterhead
from tracker.operations.users import add_user, grant_role
from tracker.operations.writing import writing

PUBLIC_URL = "https://quy.example"
DAY = date(2018, 3, 15)


class Make(MakeHelp):
    """A small office: each call is one transaction by somebody who may."""

    def __init__(self, session: Session) -> None:
        """Work on a migrated database."""
        self.session = session
        self.numbers = iter(range(1, 1_000_000))

    def run(self, operation: Callable[..., Any], *, by: User | None = None, **values: Any) -> Any:
        """Run one operation in a transaction of its own."""
        by = by or self.user("clerk")
        with writing(self.session):
            return operation(self.session, by=by, **values)

    def user(self, role: str = "clerk", *, login: str | None = None) -> User:
        """Give the office's person of a role; the same one each time, unless a login is given."""
        login = login or f"the-{role}"
        there = self.session.scalar(select(User).where(User.login == login))
        if there is not None:
            return there
        admin = None if login == "the-admin" else self.user("admin")
        name = {"login": login, "full_name": f"Người {login.removeprefix('the-')}", "password_hash": ""}
        with writing(self.session):
            user: User = add_user(self.session, by=admin, **name)
            if admin is not None:
                grant_role(self.session, by=admin, user=user, role=role, valid_from=date(2000, 1, 1))
        return user

    def granted(self, user: User, role: str) -> User:
        """Give a user one more role, by the administrator."""
        self.run(grant_role, by=self.user("admin"), user=user, role=role, valid_from=date(2000, 1, 1))
        return user

    def donor(self, full_name: str | None = None, *, kind: str = "person", **facts: Any) -> Donor:
        """Make a donor."""
        name = full_name or f"Nguyễn Văn {chr(64 + next(self.numbers) % 26)}"
        return self.run(add_donor, kind=kind, full_name=name, **facts)

    def campaign(self, code: str | None = None, **facts: Any) -> Campaign:
        """Make a campaign."""
        code = code or f"CT{next(self.numbers)}"
        values = {"name": f"Chương trình {code}", "kind": "gifts", "starts_on": date(2018, 1, 1)} | facts
        return self.run(open_campaign, by=self.user("approver"), code=code, **values)

    def fund(self) -> Campaign:
        """Give the general fund."""
        return self.session.scalars(select(Campaign).where(Campaign.code == "QC")).one()

    def account(self, code: str = "assets:cash") -> Account:
        """Give an account by its path."""
        return self.session.scalars(select(Account).where(Account.code == code)).one()

    def bank(self, code: str = "assets:bank:nhcsxh") -> Account:
        """Give a bank account; it is opened at the first asking."""
        there = self.session.scalar(select(Account).where(Account.code == code))
        return there or self.run(
            open_till,
            by=self.user("accountant"),
            code=code,
            name=f"Ngân hàng {code.rpartition(':')[2]}",
            kind=AccountKind.BANK,
            opened_on=date(2018, 1, 1),
        )

    def pledge(
        self,
        *,
        amount: int = 10_000_000,
        donor: Donor | None = None,
        campaign: Campaign | None = None,
        count: int = 1,
        rhythm: Rhythm = Rhythm.ONCE,
        pledged_on: date = DAY,
        first_due_on: date | None = None,
        **more: Any,
    ) -> Pledge:
        """Make a pledge."""
        return self.run(
            record_pledge,
            donor=donor or self.donor(),
            campaign=campaign or self.campaign(),
            amount=amount,
            count=count,
            rhythm=rhythm,
            pledged_on=pledged_on,
            first_due_on=first_due_on or pledged_on,
            **more,
        )

    def donation(
        self,
        *,
        amount: int = 0,
        goods: Sequence[tuple[str, int, int | None]] = (),
        pledge: Pledge | None = None,
        donor: Donor | None = None,
        campaign: Campaign | None = None,
        till: Account | None = None,
        received_on: date = DAY,
        by: User | None = None,
        **more: Any,
    ) -> Donation:
        """Make a gift of money, goods (item, pieces, value or None) or both; 1.000.000 đ where nothing is said."""
        amount = amount or (0 if goods else 1_000_000)
        parts = [Part(till or self.account(), "VND", amount)] if amount else []
        parts += [Part(self.account("assets:goods"), *each) for each in goods]
        values: dict[str, Any] = {"source": Source.DOMESTIC} | more
        return self.run(
            receive_donation,
            by=by or self.user("cashier"),
            donor=donor or (pledge.donor if pledge else self.donor()),
            campaign=campaign or (pledge.campaign if pledge else self.campaign()),
            parts=parts,
            received_on=received_on,
            pledge=pledge,
            **values,
        )

    def transfer(self, *, amount: int = 5_000_000, received_on: date = DAY, **more: Any) -> UnidentifiedTransfer:
        """Make a bank transfer that nobody can name."""
        values: dict[str, Any] = {"bank_text": "UNG HO TRE EM"} | more
        return self.run(
            receive_unidentified,
            by=self.user("accountant"),
            till=self.bank(),
            amount=amount,
            received_on=received_on,
            **values,
        )

    def letterhead(self) -> Letterhead:
        """Make the office's letterhead at the first asking."""
        there = self.session.scalar(select(Letterhead))
        return there or self.run(
            set_letterhead,
            by=self.user("admin"),
            valid_from=date(2018, 1, 1),
            fund_name="Quỹ Bảo trợ trẻ em tỉnh Tây Ninh",
            address="Số 05, đường mẫu, phường 2, thành phố Tây Ninh",
            fund_code="Mã QHNS: 1012345",
            phone="0276 3822 322",
            hotline="111",
            southern_words=False,
            even_words=False,
        )

    def receipt(
        self, donation: Donation | None = None, *, series: SeriesCode = SeriesCode.BL, issued_on: date | None = DAY
    ) -> Receipt:
        """Make a receipt."""
        self.letterhead()
        return self.run(
            issue_receipt,
            by=self.user("cashier"),
            donation=donation or self.donation(),
            series=series,
            public_url=PUBLIC_URL,
            issued_on=issued_on,
        )

    def key(self) -> str:
        """Make a form's key."""
        return secrets.token_hex(16)
