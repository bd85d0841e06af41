"""Ask what waits of money that is no help: advances overdue, loans to bring back, running costs above their ceiling."""

from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.refusals import N_
from tracker.queries.home_help import Waiting
from tracker.queries.journal import VND
from tracker.queries.proving.advances import overdue_advances
from tracker.queries.proving.moves import open_loans
from tracker.queries.proving.running_costs import running_costs


def waiting_spending(session: Session, day: date) -> list[Waiting]:
    """List what waits on a day, worst first; also what is at 0."""
    return [_advances(session, day), _running_costs(session, day), _loans(session)]


def _advances(session: Session, day: date) -> Waiting:
    count, amount, since = overdue_advances(session, day)
    title, button = N_("Advances overdue"), N_("View and remind")
    return Waiting(title, button, "/advances?state=overdue", "advances.read", count, amount or None, since)


def _running_costs(session: Session, day: date) -> Waiting:
    over = running_costs(session, day.year).over
    title, button = N_("Running costs above their ceiling"), N_("View")
    return Waiting(title, button, "/costs?kind=admin", "costs.read", int(over > 0), over or None, None)


def _loans(session: Session) -> Waiting:
    """Lead to the form, filled in, where one loan is open, else to the list of them."""
    loans = open_loans(session)
    money = sum(left for loan, left in loans if loan.item == VND)
    due = loans[0][0].back_by if loans else None
    path = f"/campaigns/move?repays={loans[0][0].id}" if len(loans) == 1 else "/campaigns/moves"
    title, button = N_("Loans to bring back"), N_("Bring it back")
    return Waiting(title, button, path, "campaigns.move", len(loans), money or None, None, due)
