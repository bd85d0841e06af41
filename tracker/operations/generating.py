"""Make up a large office through the operations, day by day, to try the program at the size of many years.

The same seed gives the same people, amounts and days; codes, tokens and salts stay random.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models.journal import LogHead
from tracker.models.proving.campaigns import Campaign, CampaignKind
from tracker.operations.generated_days import Day, Known, Office
from tracker.operations.helping.places import load_places
from tracker.operations.proving.campaigns import open_campaign
from tracker.operations.proving.openings import record_opening
from tracker.operations.sample import refuse_used, take
from tracker.operations.sample_office import office, people
from tracker.operations.sample_steps import Book
from tracker.operations.writing import writing
from tracker.queries.journal import account

#: The first day of the office; its opening balances are of the day before the first gift.
BEGIN = date(2018, 1, 2)
#: More days than this would lead beyond the communes of 2018.
MOST_DAYS = 1500
#: Campaigns beside those of the sample.
CAMPAIGNS = 14
#: đồng and parcels that every campaign begins with, for each sheet of the whole office.
OPENING_CASH, OPENING_PARCELS = 1_000_000_000, 2_000
#: A sheet of the article's longest list.
A_SHEET = 1337
#: Lines that a sheet makes beside those of its children, and that a day makes beside those of its gifts.
_LINES_OF_A_SHEET, _LINES_OF_A_DAY = 5, 4


@dataclass(frozen=True)
class Plan:
    """How large the office becomes: counts of days, per day, of sheets and of children on each."""

    days: int
    gifts: int
    receipts: int
    new_donors: int
    sheets: int
    a_sheet: int

    @classmethod
    def of_lines(cls, lines: int) -> "Plan":
        """Plan about so many lines of the journal: a little less than half of gifts, the rest of help."""
        days = max(2, min(MOST_DAYS, lines // 400))
        gifts = max(1, (lines * 45 // 100 // days - _LINES_OF_A_DAY) // 2)
        left = lines - days * (2 * gifts + _LINES_OF_A_DAY)
        sheets = max(1, round(left / (A_SHEET + _LINES_OF_A_SHEET)))
        a_sheet = max(1, min(A_SHEET, left // sheets - _LINES_OF_A_SHEET))
        return cls(days, gifts, gifts // 8 + 1, gifts // 3 + 1, sheets, a_sheet)


def generate(
    session: Session,
    *,
    plan: Plan,
    seed: int,
    password_hash: str,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Make up an office in an empty database, each day as one transaction; give the number of the journal's lines.

    Its people are those of the sample, with the sample's password. `progress` is told how many of
    how many days are over. Refuses a database with users or entries.
    """
    refuse_used(session)
    book = Book(session)
    for step in (*people(password_hash), *office()):
        take(session, book, step)
    _begin(session, book, plan)
    chance, known = Random(seed), Known()
    for number, day in enumerate(_days(plan), 1):
        with writing(session):
            Office(session, chance, known).live_through(day)
        # What a day made is not looked at again: memory stays flat.
        session.expunge_all()
        if progress is not None:
            progress(number, plan.days)
    return session.get_one(LogHead, 1).last_line_id


def _days(plan: Plan) -> Iterator[Day]:
    """Spread gifts evenly and sheets between them."""
    for number in range(plan.days):
        sheets = (number + 1) * plan.sheets // plan.days - number * plan.sheets // plan.days
        happened_on = BEGIN + timedelta(days=number)
        yield Day(happened_on, plan.gifts, plan.receipts, plan.new_donors, sheets, plan.a_sheet)


def _begin(session: Session, book: Book, plan: Plan) -> None:
    """Load the places, open campaigns, and give each cash and parcels for all its sheets."""
    with writing(session):
        load_places(session, by=None)
        approver, accountant = book.user("approver"), book.user("accountant")
        kinds = [kind for kind in CampaignKind if kind != CampaignKind.GENERAL]
        for number in range(1, CAMPAIGNS + 1):
            kind = kinds[number % len(kinds)]
            name = f"Chương trình số {number}"
            open_campaign(session, by=approver, code=f"CT{number:02}", name=name, kind=kind, starts_on=BEGIN)
        cash, store = account(session, "assets:cash"), account(session, "assets:goods")
        lines = []
        for campaign in session.scalars(select(Campaign).order_by(Campaign.id)):
            lines.append((cash, campaign, "VND", OPENING_CASH * (plan.sheets + 1)))
            lines.append((store, campaign, "PARCEL", OPENING_PARCELS * (plan.sheets + 1)))
        record_opening(session, by=accountant, happened_on=BEGIN, lines=lines)
