"""Ask what is due today, and how much money the fund has right now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from tracker.ground.refusals import N_
from tracker.models.corrections import Correction, CorrectionStep
from tracker.models.donations import Donation, DonationPart, UnidentifiedTransfer
from tracker.models.journal import Account, AccountKind, Balance
from tracker.models.pledges import PledgeInstalment, PledgeMatch
from tracker.models.receipts import Receipt
from tracker.models.settings import Letterhead

MONEY = "VND"


@dataclass(frozen=True)
class Task:
    """Something that waits for somebody: how many, how much money (whole đồng, or None), since when."""

    #: Msgids: what waits, and the button.
    title: str
    button: str
    path: str
    #: The right without which it is not this user's business.
    right: str
    count: int
    amount: int | None
    since: date | None


def letterhead_on(session: Session, day: date) -> Letterhead | None:
    """Give the letterhead of a day; None before the first."""
    latest = select(Letterhead).where(Letterhead.valid_from <= day).order_by(Letterhead.valid_from.desc())
    return session.scalars(latest.limit(1)).first()


def tasks_on(session: Session, day: date, may: Callable[[str], bool]) -> list[Task]:
    """List what waits on a day for whoever has the rights, worst first; nothing that is at 0."""
    makers = (_unidentified, _overdue_pledges, _corrections, _without_receipt)
    tasks = [make(session, day) for make in makers]
    return [task for task in tasks if task.count and may(task.right)]


def _overdue_pledges(session: Session, day: date) -> Task:
    """Count pledges with a part whose day is past and which is not wholly paid."""
    paid = (
        select(PledgeMatch.instalment_id, func.sum(PledgeMatch.amount).label("amount"))
        .group_by(PledgeMatch.instalment_id)
        .subquery()
    )
    rest = PledgeInstalment.amount - func.coalesce(paid.c.amount, 0)
    found = (
        select(func.count(PledgeInstalment.pledge_id.distinct()), func.sum(rest), func.min(PledgeInstalment.due_on))
        .outerjoin(paid, paid.c.instalment_id == PledgeInstalment.id)
        .where(PledgeInstalment.due_on < day, rest > 0)
    )
    title, button = N_("Pledges overdue"), N_("View and remind")
    return _task(session, found, title, button, "/pledges?state=overdue", "pledges.read")


def _unidentified(session: Session, day: date) -> Task:
    """Count transfers of which a part is not named yet."""
    named = (
        select(Donation.unidentified_id, func.sum(DonationPart.quantity).label("amount"))
        .join(DonationPart, DonationPart.donation_id == Donation.id)
        .where(Donation.unidentified_id.is_not(None), _not_corrected())
        .group_by(Donation.unidentified_id)
        .subquery()
    )
    rest = UnidentifiedTransfer.amount - func.coalesce(named.c.amount, 0)
    found = (
        select(func.count(UnidentifiedTransfer.id), func.sum(rest), func.min(UnidentifiedTransfer.received_on))
        .outerjoin(named, named.c.unidentified_id == UnidentifiedTransfer.id)
        .where(rest > 0, UnidentifiedTransfer.received_on <= day)
    )
    title, button = N_("Bank money without a name"), N_("Name it")
    return _task(session, found, title, button, "/donations/unidentified", "donations.name")


def _corrections(session: Session, _day: date) -> Task:
    """Count corrections that wait for another person."""
    ended = exists().where(CorrectionStep.correction_id == Correction.id)
    count, first = session.execute(
        select(func.count(Correction.id), func.min(Correction.proposed_at)).where(~ended)
    ).one()
    return Task(
        N_("Corrections waiting for approval"), N_("Open"), "/corrections", "corrections.read", count, None,
        first.date() if first else None,
    )  # fmt: skip


def _without_receipt(session: Session, day: date) -> Task:
    """Count gifts in cash or goods that have no receipt; for a transfer the donor asks first."""
    receipted = exists().where(Receipt.donation_id == Donation.id)
    handed_over = Account.kind.in_((AccountKind.CASH.value, AccountKind.GOODS.value))
    money = func.sum(DonationPart.quantity).filter(DonationPart.item == MONEY)
    found = (
        select(func.count(Donation.id.distinct()), money, func.min(Donation.received_on))
        .join(DonationPart, DonationPart.donation_id == Donation.id)
        .join(Account, Account.id == DonationPart.account_id)
        .where(handed_over, ~receipted, _not_corrected(), Donation.received_on <= day)
    )
    title, button = N_("Gifts without a receipt"), N_("Issue receipts")
    return _task(session, found, title, button, "/donations?state=unreceipted", "receipts.issue")


def _not_corrected() -> ColumnElement[bool]:
    """Leave out a wrong gift in whose place another one stands."""
    right = aliased(Donation)
    return ~exists().where(and_(right.corrects_id == Donation.id))


def _task(session: Session, found: Select[int, int, date], title: str, button: str, path: str, right: str) -> Task:
    count, amount, since = session.execute(found).one()
    return Task(title, button, path, right, count, int(amount) if amount else None, since)


def money_now(session: Session) -> list[tuple[str, int]]:
    """List the tills that hold money with their đồng, cash first; a till never used is left out."""
    held = func.sum(Balance.quantity)
    tills = (
        select(Account.name, held)
        .join(Balance, Balance.account_id == Account.id)
        .where(Account.kind.in_((AccountKind.CASH.value, AccountKind.BANK.value)), Balance.item == MONEY)
        .group_by(Account.id, Account.name, Account.kind, Account.code)
        .order_by(Account.kind.desc(), Account.code)
    )
    return [(name, int(amount)) for name, amount in session.execute(tills)]
