"""Draft the month's run of scholarships: all that is due and stands on no list, as one list of instalments."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from tracker.ground.dates import add_months
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.children import Child
from tracker.models.helping.handouts import Handout, HandoutLine, HandoutPart, HelpKind
from tracker.models.helping.scholarships import Award, AwardInstalment
from tracker.models.proving.campaigns import Campaign
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.operations.helping.handouts import line_values, refuse_fixed, remove_line
from tracker.operations.proving.campaigns import refuse_closed
from tracker.operations.series import take_number
from tracker.queries.helping.scholarship_runs import freed_lines
from tracker.queries.helping.scholarships import due_instalments
from tracker.queries.journal import VND


def draft_run(
    session: Session, *, by: User, campaign: Campaign, month: date, planned_on: date | None = None
) -> Handout:
    """Draft the run of a month (any day of it): every open instalment due by its end that stands on no list, once.

    The list commits nothing: its awards did. Refuses a month in which nothing is due.
    """
    refuse_closed(campaign, field="campaign")
    month = month.replace(day=1)
    due = due_instalments(session, campaign, end_of_month(month))
    if not due:
        text = N_("Nothing is due by the end of %(month)s that stands on no list.")
        raise Refused("month", text, month=f"{month.month:02}/{month.year}")
    day = planned_on or max(month, min(each.due_on for each in due))
    handout = Handout(
        year=day.year,
        number=take_number(session, SeriesCode.DT, day.year),
        name=f"Kỳ chi học bổng tháng {month.month}/{month.year}",
        campaign_id=campaign.id,
        kind=HelpKind.SCHOLARSHIP,
        occasion=None,
        planned_on=day,
        ceremony_on=None,
        provider="",
        run_month=month,
        note="",
        prepared_by=by.id,
    )
    session.add(handout)
    session.flush()
    _put_on(session, handout, due)
    return handout


def complete_run(session: Session, *, by: User, handout: Handout) -> int:
    """Put on a draft run what has fallen due since and stands on no list; give how many that were.

    Refuses a list that is no run, and one that was handed on.
    """
    refuse_fixed(session, handout)
    if handout.run_month is None:
        raise Refused(None, N_("%(handout)s is no run of scholarships."), handout=handout.code)
    campaign = session.get_one(Campaign, handout.campaign_id)
    due = due_instalments(session, campaign, end_of_month(handout.run_month))
    _put_on(session, handout, due)
    return len(due)


def take_off_freed(session: Session, *, by: User, handout: Handout) -> Handout:
    """Take off a draft run the months that are not owed any more: their scholarships were stopped or suspended.

    Refuses a run that was handed on.
    """
    refuse_fixed(session, handout)
    for line in freed_lines(session, handout):
        remove_line(session, by=by, line=line)
    return handout


def end_of_month(month: date) -> date:
    """Give the last day of the month of a day."""
    return add_months(month.replace(day=1), 1) - timedelta(days=1)


def _put_on(session: Session, handout: Handout, due: Sequence[AwardInstalment]) -> None:
    """Write a line for each instalment, with the child as the register says it today."""
    if not due:
        return
    asked = select(Award.id, Child).join(Child, Child.id == Award.child_id)
    asked = asked.where(Award.id.in_({each.award_id for each in due}))
    children = {key: child for key, child in session.execute(asked)}
    last = session.scalar(select(func.max(HandoutLine.ordinal)).where(HandoutLine.handout_id == handout.id)) or 0
    rows = [
        line_values(handout, children[each.award_id], ordinal) | {"instalment_id": each.id}
        for ordinal, each in enumerate(due, last + 1)
    ]
    session.execute(insert(HandoutLine), rows)
    amounts = {each.id: each.amount for each in due}
    lines = select(HandoutLine.id, HandoutLine.instalment_id).where(
        HandoutLine.handout_id == handout.id, HandoutLine.ordinal > last
    )
    parts = [
        {"line_id": key, "item": VND, "quantity": amounts[month]} for key, month in session.execute(lines) if month
    ]
    session.execute(insert(HandoutPart), parts)
