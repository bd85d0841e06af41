"""Name the acts that races and kills are made of: the program's own, and those with the guard off."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.models.giving.donations import Donation, DonationPart, Source
from tracker.models.giving.donors import Donor
from tracker.models.giving.receipts import Receipt
from tracker.models.journal import Account
from tracker.models.proving.campaigns import Campaign
from tracker.models.users import User
from tracker.operations import journal
from tracker.operations.giving import give_backs, receipts
from tracker.operations.giving.donations import Part, receive_donation
from tracker.operations.proving.campaign_moves import move_between
from tracker.operations.series import take_number
from tracker.operations.writing import do_once, writing
from tracker.queries.journal import VND

DAY = date(2018, 3, 15)
Meet = Callable[[], Any]


def move(session: Session, _meet: Meet, *, by: int, key: str, giving: int, taking: int, till: int, amount: int) -> int:
    """Move money of a campaign to another."""

    def values() -> dict[str, Any]:
        return {
            "from_campaign": session.get_one(Campaign, giving),
            "to_campaign": session.get_one(Campaign, taking),
            "till": session.get_one(Account, till),
            "quantity": amount,
            "moved_on": DAY,
            "reason": "Chuyển nguồn",
            "consent": "Nhà tài trợ đồng ý qua điện thoại",
        }

    return _once(session, move_between, by, key, values)


def give_back(session: Session, _meet: Meet, *, by: int, key: str, donation: int, till: int, amount: int) -> int:
    """Give money of a gift back to its donor."""

    def values() -> dict[str, Any]:
        part = session.scalars(select(DonationPart).where(DonationPart.donation_id == donation)).one()
        return {
            "donation": session.get_one(Donation, donation),
            "given_back_on": DAY,
            "reason": "Nhà tài trợ xin lại",
            "parts": [(part, amount, session.get_one(Account, till))],
        }

    return _once(session, give_backs.give_back, by, key, values)


def move_as_decided_before(session: Session, meet: Meet, **values: Any) -> int:
    """Decide whether the money is there before the lock is taken: the guard is off."""
    giving, till = session.get_one(Campaign, values["giving"]), session.get_one(Account, values["till"])
    journal._refuse_overspending(session, till, giving, VND, -values["amount"])
    _take_for_decided(journal, "_refuse_overspending", "_refuse_negative_past")
    meet()
    return move(session, meet, **values)


def give_back_as_decided_before(session: Session, meet: Meet, **values: Any) -> int:
    """Decide whether so much of the gift is left before the lock is taken: the guard is off."""
    part = session.scalars(select(DonationPart).where(DonationPart.donation_id == values["donation"])).one()
    give_backs._refuse_too_much(session, [(part, values["amount"], session.get_one(Account, values["till"]))])
    _take_for_decided(give_backs, "_refuse_too_much")
    meet()
    return give_back(session, meet, **values)


def issue(session: Session, _meet: Meet, *, by: int, key: str, donation: int) -> str:
    """Issue the receipt of a gift's money; give its number as printed."""

    def values() -> dict[str, Any]:
        return {
            "donation": session.get_one(Donation, donation),
            "series": "BL",
            "public_url": "https://quy.example",
            "issued_on": DAY,
        }

    receipt = _once(session, receipts.issue_receipt, by, key, values)
    return session.get_one(Receipt, receipt).code


def issue_as_numbered_before(session: Session, meet: Meet, **values: Any) -> str:
    """Look for the next number before the lock is taken: the guard is off."""
    number = int(session.scalar(select(func.coalesce(func.max(Receipt.number), 0))) or 0) + 1
    receipts.take_number = lambda *_series: number
    meet()
    return issue(session, meet, **values)


def issue_with_its_number_taken_apart(session: Session, meet: Meet, **values: Any) -> str:
    """Take the number in a transaction of its own, as a database sequence does: the guard is off."""
    with writing(session):
        number = take_number(session, "BL", DAY.year)
    receipts.take_number = lambda *_series: number
    return issue(session, meet, **values)


def receive(session: Session, _meet: Meet, *, by: int, key: str, donor: int, campaign: int, till: int) -> int:
    """Receive 1.000.000 đ."""

    def values() -> dict[str, Any]:
        return {
            "donor": session.get_one(Donor, donor),
            "campaign": session.get_one(Campaign, campaign),
            "parts": [Part(session.get_one(Account, till), VND, 1_000_000)],
            "source": Source.DOMESTIC,
            "received_on": DAY,
        }

    return _once(session, receive_donation, by, key, values)


def _once(session: Session, operation: Callable[..., Any], by: int, key: str, values: Callable[[], Any]) -> int:
    user = session.get_one(User, by)
    return int(do_once(session, operation, by=user, key=key, content={}, values=values).id)


def _take_for_decided(module: Any, *refusals: str) -> None:
    """Let an operation of this process ask no more."""
    for name in refusals:
        setattr(module, name, lambda *_arguments: None)
