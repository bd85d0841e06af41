"""Ask what waits of the books: advances, running costs, loans, corrections, and a closing to answer."""

from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.dates import ZONE
from tracker.ground.refusals import N_
from tracker.queries.journal import VND
from tracker.queries.proving.advances import overdue_advances
from tracker.queries.proving.closings import waiting_closing
from tracker.queries.proving.moves import open_loans
from tracker.queries.proving.running_costs import running_costs
from tracker.queries.proving.waiting_corrections import waiting_counts
from tracker.queries.tasks import Task


def advances_late(session: Session, day: date) -> Task:
    """Sum the advances that should be settled by now."""
    count, amount, since = overdue_advances(session, day)
    title, button = N_("Advances overdue"), N_("View and remind")
    return Task(title, button, "/advances?state=overdue", count, amount or None, since)


def costs_over_ceiling(session: Session, day: date) -> Task:
    """Say by how much the year's running costs are above their ceiling."""
    over = running_costs(session, day.year).over
    title, button = N_("Running costs above their ceiling"), N_("View")
    return Task(title, button, "/costs?kind=admin", int(over > 0), over or None, None)


def loans_to_bring_back(session: Session, _day: date) -> Task:
    """Lead to the form, filled in, where one loan is open, else to the list of them."""
    loans = open_loans(session)
    money = sum(left for loan, left in loans if loan.item == VND)
    due = loans[0][0].back_by if loans else None
    path = f"/campaigns/move?repays={loans[0][0].id}" if len(loans) == 1 else "/campaigns/moves"
    title, button = N_("Loans to bring back"), N_("Bring it back")
    return Task(title, button, path, len(loans), money or None, None, due)


def corrections_to_answer(session: Session, _day: date) -> Task:
    """Count the proposals of all kinds; the button leads to the first kind of which any waits."""
    counts = waiting_counts(session)
    of = next((kind for kind, count in counts.items() if count), "")
    path = f"/corrections?of={of}" if of else "/corrections"
    title, button = N_("Corrections waiting for approval"), N_("Open")
    return Task(title, button, path, sum(counts.values()), None, None)


def closing_to_answer(session: Session, _day: date) -> Task:
    """Say whether somebody proposes to close the books."""
    waiting = waiting_closing(session)
    path = f"/closings/{waiting.id}" if waiting is not None else "/closings"
    since = waiting.proposed_at.astimezone(ZONE).date() if waiting is not None else None
    title, button = N_("Closing of the books waiting for approval"), N_("Open")
    return Task(title, button, path, int(waiting is not None), None, since)
