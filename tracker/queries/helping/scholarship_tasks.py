"""Ask what waits of scholarships: proposals, months without a run, lines that were not paid, accounts to mend."""

from datetime import date, timedelta

from sqlalchemy import func
from sqlalchemy.orm import Session

from tracker.ground.dates import ZONE
from tracker.ground.refusals import N_
from tracker.models.helping.scholarships import AwardInstalment
from tracker.queries.helping.scholarship_proposals import waiting_since
from tracker.queries.helping.scholarship_runs import unpaid_before
from tracker.queries.helping.scholarship_warnings import accounts_to_mend
from tracker.queries.helping.scholarships import is_listed, open_instalments
from tracker.queries.tasks import Task

#: A line of a run that is not paid so many days after the run's day is late.
LATE_DAYS = 15


def proposals_to_award(session: Session, _day: date) -> Task:
    """Count and sum the scholarships that wait for the approver."""
    count, amount, since = waiting_since(session)
    waits = since.astimezone(ZONE).date() if since is not None else None
    title, button = N_("Scholarships proposed"), N_("Look at them")
    return Task(title, button, "/scholarships/proposals", count, amount or None, waits)


def months_without_run(session: Session, day: date) -> Task:
    """Count and sum the months that fell due and stand on no list."""
    asked = open_instalments().where(AwardInstalment.due_on <= day, ~is_listed()).order_by(None)
    sums = (func.count(), func.sum(AwardInstalment.amount), func.min(AwardInstalment.due_on))
    count, amount, oldest = session.execute(asked.with_only_columns(*sums)).one()
    title, button = N_("Scholarship months due without a run"), N_("Make the run")
    return Task(title, button, "/scholarships/runs#due", count, int(amount) if amount else None, oldest)


def lines_not_paid(session: Session, day: date) -> Task:
    """Count and sum what runs should have paid more than 15 days ago, also those that were never approved."""
    count, amount, oldest = unpaid_before(session, day - timedelta(days=LATE_DAYS))
    title, button = N_("Scholarships not paid by their run"), N_("View")
    return Task(title, button, "/scholarships/runs#runs", count, amount or None, oldest)


def accounts_to_be_mended(session: Session, _day: date) -> Task:
    """Count and sum the transfers that came back for want of a right account."""
    waiting = accounts_to_mend(session)
    since = min((each.back.taken_back_on for each in waiting), default=None)
    amount = sum(each.instalment.amount for each in waiting)
    title, button = N_("Accounts of children to be mended"), N_("Mend them")
    return Task(title, button, "/scholarships/runs", len(waiting), amount or None, since)
