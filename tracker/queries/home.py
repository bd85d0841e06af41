"""Ask what is due today."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tracker.ground.dates import ZONE
from tracker.ground.refusals import N_
from tracker.models.giving.donations import DonationPart
from tracker.queries.giving.donations import unidentified, unreceipted
from tracker.queries.giving.pledge_lists import open_amounts
from tracker.queries.giving.receipt_books import open_numbers_of
from tracker.queries.helping.anonymisings import waiting_anonymisings
from tracker.queries.helping.data_requests import overdue_requests
from tracker.queries.home_help import waiting_help
from tracker.queries.home_spending import waiting_spending
from tracker.queries.journal import VND
from tracker.queries.proving.closings import waiting_closing
from tracker.queries.proving.waiting_corrections import waiting_counts

#: How far ahead a part of a pledge is announced.
SOON = timedelta(days=7)
#: A handwritten book is expected back within two weeks after it was given out.
OUT_TOO_LONG = timedelta(days=15)


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
    #: The day of the one that waits longest; of the next one where all are still to come.
    since: date | None
    #: The day by which the first is to be done, where there is one.
    due: date | None = None


def tasks_on(session: Session, day: date, may: Callable[[str], bool]) -> list[Task]:
    """List what waits on a day for whoever has the rights, worst first; nothing that is at 0."""
    makers = (_unidentified, _overdue_pledges, _without_receipt, _books_out, _corrections, _closing, _pledges_soon)
    tasks = [make(session, day) for make in makers]
    tasks[-1:-1] = [_data_requests(session, day), _anonymisings(session, day)]
    # What soon falls due comes last; what waits of hand-outs is due now.
    tasks[-1:-1] = [Task(**vars(each)) for each in [*waiting_help(session), *waiting_spending(session, day)]]
    return [task for task in tasks if task.count and may(task.right)]


def _unidentified(session: Session, _day: date) -> Task:
    waiting = unidentified().subquery()
    found = select(func.count(), func.sum(waiting.c.amount), func.min(waiting.c.received_on)).select_from(waiting)
    title, button = N_("Bank money without a name"), N_("Name it")
    return _task(session, found, title, button, "/donations/unidentified", "donations.name")


def _overdue_pledges(session: Session, day: date) -> Task:
    title, button = N_("Pledges overdue"), N_("View and remind")
    return _task(session, _parts(None, day), title, button, "/pledges?state=overdue", "pledges.read")


def _pledges_soon(session: Session, day: date) -> Task:
    title, button = N_("Pledges due within a week"), N_("View")
    return _task(session, _parts(day, day + SOON), title, button, "/pledges?state=outstanding", "pledges.read")


def _parts(since: date | None, before: date) -> Select[int, int, date]:
    """Ask for the open parts of pledges that fall due from a day (or ever) until before a day."""
    part = open_amounts()
    found = select(func.count(part.c.pledge_id.distinct()), func.sum(part.c.open), func.min(part.c.due_on))
    found = found.where(part.c.open > 0, part.c.due_on < before)
    return found if since is None else found.where(part.c.due_on >= since)


def _without_receipt(session: Session, _day: date) -> Task:
    gifts = unreceipted().subquery()
    money = select(func.sum(DonationPart.quantity)).where(
        DonationPart.donation_id.in_(select(gifts.c.id)), DonationPart.item == VND
    )
    found = select(func.count(), money.scalar_subquery(), func.min(gifts.c.received_on)).select_from(gifts)
    title, button = N_("Gifts without a receipt"), N_("Issue receipts")
    return _task(session, found, title, button, "/donations?state=unreceipted", "receipts.issue")


def _books_out(session: Session, day: date) -> Task:
    title, button = N_("Handwritten receipts of which nothing is known"), N_("Enter them")
    found = open_numbers_of(day - OUT_TOO_LONG)
    _count, numbers, since = session.execute(found).one()
    return Task(title, button, "/receipt-books?state=open", "receipt_books.fill", int(numbers or 0), None, since)


def _corrections(session: Session, _day: date) -> Task:
    """Count the proposals of all kinds; the button leads to the first kind of which any waits."""
    counts = waiting_counts(session)
    of = next((kind for kind, count in counts.items() if count), "")
    path = f"/corrections?of={of}" if of else "/corrections"
    title, button = N_("Corrections waiting for approval"), N_("Open")
    return Task(title, button, path, "corrections.read", sum(counts.values()), None, None)


def _closing(session: Session, _day: date) -> Task:
    waiting = waiting_closing(session)
    path = f"/closings/{waiting.id}" if waiting is not None else "/closings"
    since = waiting.proposed_at.astimezone(ZONE).date() if waiting is not None else None
    title, button = N_("Closing of the books waiting for approval"), N_("Open")
    return Task(title, button, path, "closings.approve", int(waiting is not None), None, since)


def _data_requests(session: Session, day: date) -> Task:
    late = overdue_requests(session, day)
    since = late[0].next_due if late else None
    title, button = N_("Data requests overdue"), N_("Open")
    return Task(title, button, "/data-requests?state=overdue", "children.requests", len(late), None, since)


def _anonymisings(session: Session, _day: date) -> Task:
    waiting = waiting_anonymisings().subquery()
    count = session.scalar(select(func.count()).select_from(waiting)) or 0
    title, button = N_("Anonymising waits for agreement"), N_("Open")
    return Task(title, button, "/anonymisings", "children.agree_anonymising", count, None, None)


def _task(session: Session, found: Select[int, int, date], title: str, button: str, path: str, right: str) -> Task:
    count, amount, since = session.execute(found).one()
    return Task(title, button, path, right, count, int(amount) if amount else None, since)
