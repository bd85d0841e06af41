"""Ask what waits of help: lists and stand-ins to approve, sheets out, and what families ask about their data."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tracker.ground.dates import ZONE
from tracker.ground.refusals import N_
from tracker.models.helping.handouts import (
    Handout,
    HandoutLine,
    HandoutPart,
    HandoutStep,
    HandoutStepKind,
    Sheet,
    SheetStep,
)
from tracker.queries.helping.anonymisings import waiting_anonymisings
from tracker.queries.helping.data_requests import overdue_requests
from tracker.queries.helping.handout_lines import replacements_waiting
from tracker.queries.helping.handout_lists import last_step
from tracker.queries.helping.sheet_lists import sheets_listed
from tracker.queries.helping.sheet_returns import due_on
from tracker.queries.journal import VND
from tracker.queries.tasks import Task


def lists_to_approve(session: Session, _day: date) -> Task:
    """Sum the lists that wait for the approver."""
    lists = select(Handout.id).where(last_step() == HandoutStepKind.SUBMITTED)
    asked = (
        select(func.sum(HandoutPart.quantity))
        .join(HandoutLine, HandoutLine.id == HandoutPart.line_id)
        .where(HandoutLine.handout_id.in_(lists), HandoutPart.item == VND)
    )
    count, since = _since(session, lists, HandoutStepKind.SUBMITTED)
    title, button, path = N_("Lists waiting for approval"), N_("Look at them"), "/handouts?state=submitted"
    return Task(title, button, path, count, int(session.scalar(asked) or 0) or None, since)


def lists_sent_back(session: Session, _day: date) -> Task:
    """Count the lists that came back to be mended."""
    lists = select(Handout.id).where(last_step() == HandoutStepKind.SENT_BACK)
    count, since = _since(session, lists, HandoutStepKind.SENT_BACK)
    title, button = N_("Lists sent back"), N_("Mend them")
    return Task(title, button, "/handouts?state=draft", count, None, since)


def _since(session: Session, lists: Select[int], kind: HandoutStepKind) -> tuple[int, date | None]:
    """Count lists, and say on which day the step was done that was done longest ago."""
    count = session.scalar(select(func.count()).select_from(lists.subquery())) or 0
    newest = select(func.max(HandoutStep.id)).where(HandoutStep.handout_id.in_(lists), HandoutStep.kind == kind)
    moment = session.scalar(
        select(HandoutStep.at)
        .where(HandoutStep.id.in_(newest.group_by(HandoutStep.handout_id)))
        .order_by(HandoutStep.id)
        .limit(1)
    )
    return count, moment.astimezone(ZONE).date() if moment is not None else None


def sheets_out_now(session: Session, _day: date) -> Task:
    """Count the sheets that are out."""
    count, days = _out(session, sheets_listed(out=True, settled=False))
    title, button = N_("Sheets out, not back yet"), N_("Settle them")
    return Task(title, button, "/sheets", count, None, min((sent.happened_on for _, sent in days), default=None))


def sheets_late(session: Session, day: date) -> Task:
    """Count the sheets that should have been back by now, since the first of them was due."""
    count, rows = _out(session, sheets_listed(out=True, settled=False, late_on=day))
    due = min((due_on(handout, sent) for handout, sent in rows), default=None)
    return Task(N_("Sheets not returned in time"), N_("Open them"), "/sheets?state=late", count, None, due)


def _out(session: Session, asked: Select[Any]) -> tuple[int, list[tuple[Handout, SheetStep]]]:
    """Count sheets that are out, and give list and step of the oldest 500."""
    count = session.scalar(select(func.count()).select_from(asked.with_only_columns(Sheet.id).subquery())) or 0
    rows = session.execute(asked.order_by(Sheet.id).limit(500))
    return count, [(handout, sent) for _sheet, handout, sent in rows]


def sheets_to_send_out(session: Session, _day: date) -> Task:
    """Count the sheets that lie ready."""
    waiting = sheets_listed(out=False, settled=False).with_only_columns(Sheet.id, Handout.planned_on).subquery()
    count, since = session.execute(select(func.count(), func.min(waiting.c.planned_on)).select_from(waiting)).one()
    title, button = N_("Sheets to send out"), N_("Send them out")
    return Task(title, button, "/sheets?state=waiting", count, None, since)


def replacements_to_approve(session: Session, _day: date) -> Task:
    """Count the children who would stand in for others."""
    asked = replacements_waiting()
    count = session.scalar(select(func.count()).select_from(asked.with_only_columns(HandoutLine.id).subquery())) or 0
    first = session.scalar(asked.order_by(HandoutLine.id).limit(1))
    sheet = session.get(Sheet, first.sheet_id) if first is not None else None
    path = f"/sheets/{sheet.token}" if sheet is not None else "/sheets"
    return Task(N_("Replacements waiting for approval"), N_("Open"), path, count, None, None)


def data_requests_late(session: Session, day: date) -> Task:
    """Count the families' requests whose term is over."""
    late = overdue_requests(session, day)
    since = late[0].next_due if late else None
    title, button = N_("Data requests overdue"), N_("Open")
    return Task(title, button, "/data-requests?state=overdue", len(late), None, since)


def anonymisings_to_agree(session: Session, _day: date) -> Task:
    """Count the children whose data somebody proposes to take away."""
    waiting = waiting_anonymisings().subquery()
    count = session.scalar(select(func.count()).select_from(waiting)) or 0
    title, button = N_("Anonymising waits for agreement"), N_("Open")
    return Task(title, button, "/anonymisings", count, None, None)
