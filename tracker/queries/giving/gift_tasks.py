"""Ask what waits of gifts: money without a name, pledges, receipts, handwritten books."""

from datetime import date, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tracker.ground.refusals import N_
from tracker.models.giving.donations import DonationPart
from tracker.queries.giving.donations import unidentified, unreceipted
from tracker.queries.giving.pledge_lists import open_amounts
from tracker.queries.giving.receipt_books import open_numbers_of
from tracker.queries.helping.sponsorships import is_asked_for
from tracker.queries.journal import VND
from tracker.queries.tasks import Task

#: How far ahead a part of a pledge is announced.
SOON = timedelta(days=7)
#: A handwritten book is expected back within two weeks after it was given out.
OUT_TOO_LONG = timedelta(days=15)


def without_name(session: Session, _day: date) -> Task:
    """Sum the bank money that nobody has named yet."""
    waiting = unidentified().subquery()
    found = select(func.count(), func.sum(waiting.c.amount), func.min(waiting.c.received_on)).select_from(waiting)
    title, button = N_("Bank money without a name"), N_("Name it")
    return _task(session, found, title, button, "/donations/unidentified")


def pledges_overdue(session: Session, day: date) -> Task:
    """Sum the parts of pledges that are late."""
    title, button = N_("Pledges overdue"), N_("View and remind")
    return _task(session, _parts(None, day), title, button, "/pledges?state=overdue")


def pledges_soon(session: Session, day: date) -> Task:
    """Sum the parts of pledges that fall due within a week."""
    title, button = N_("Pledges due within a week"), N_("View")
    return _task(session, _parts(day, day + SOON), title, button, "/pledges?state=outstanding")


def _parts(since: date | None, before: date) -> Select[int, int, date]:
    """Ask for the open parts of pledges that fall due from a day (or ever) until before a day, and are asked for."""
    part = open_amounts()
    found = select(func.count(part.c.pledge_id.distinct()), func.sum(part.c.open), func.min(part.c.due_on))
    found = found.where(part.c.open > 0, part.c.due_on < before, is_asked_for(part.c.pledge_id))
    return found if since is None else found.where(part.c.due_on >= since)


def gifts_without_receipt(session: Session, _day: date) -> Task:
    """Sum the gifts that should have a receipt and have none."""
    gifts = unreceipted().subquery()
    money = select(func.sum(DonationPart.quantity)).where(
        DonationPart.donation_id.in_(select(gifts.c.id)), DonationPart.item == VND
    )
    found = select(func.count(), money.scalar_subquery(), func.min(gifts.c.received_on)).select_from(gifts)
    title, button = N_("Gifts without a receipt"), N_("Issue receipts")
    return _task(session, found, title, button, "/donations?state=unreceipted")


def books_out(session: Session, day: date) -> Task:
    """Count the numbers of handwritten books that are out too long and of which nothing is known."""
    title, button = N_("Handwritten receipts of which nothing is known"), N_("Enter them")
    found = open_numbers_of(day - OUT_TOO_LONG)
    _count, numbers, since = session.execute(found).one()
    return Task(title, button, "/receipt-books?state=open", int(numbers or 0), None, since)


def _task(session: Session, found: Select[int, int, date], title: str, button: str, path: str) -> Task:
    count, amount, since = session.execute(found).one()
    return Task(title, button, path, count, int(amount) if amount else None, since)
