"""Ask what waits of hand-outs: lists to approve or mend, sheets to send out or settle, replacements."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tracker.ground.dates import ZONE
from tracker.ground.refusals import N_
from tracker.models.helping.handouts import Handout, HandoutLine, HandoutPart, HandoutStep, HandoutStepKind, Sheet
from tracker.queries.helping.handout_lines import replacements_waiting
from tracker.queries.helping.handout_lists import last_step
from tracker.queries.helping.sheet_lists import sheets_listed
from tracker.queries.journal import VND


@dataclass(frozen=True)
class Waiting:
    """What waits, as the first page tells it: title and button as msgids, where, whose, how many, đồng, since when.

    `due` is the day by which it is to be done, where there is one.
    """

    title: str
    button: str
    path: str
    right: str
    count: int
    amount: int | None
    since: date | None
    due: date | None = None


def waiting_help(session: Session) -> list[Waiting]:
    """List what waits of hand-outs, worst first; also what is at 0."""
    return [
        _sheets_out(session),
        _to_approve(session),
        _replacements(session),
        _sent_back(session),
        _to_send_out(session),
    ]


def _to_approve(session: Session) -> Waiting:
    lists = select(Handout.id).where(last_step() == HandoutStepKind.SUBMITTED)
    asked = (
        select(func.sum(HandoutPart.quantity))
        .join(HandoutLine, HandoutLine.id == HandoutPart.line_id)
        .where(HandoutLine.handout_id.in_(lists), HandoutPart.item == VND)
    )
    count, since = _since(session, lists, HandoutStepKind.SUBMITTED)
    title, button, path = N_("Lists waiting for approval"), N_("Look at them"), "/handouts?state=submitted"
    return Waiting(title, button, path, "handouts.approve", count, int(session.scalar(asked) or 0) or None, since)


def _sent_back(session: Session) -> Waiting:
    lists = select(Handout.id).where(last_step() == HandoutStepKind.SENT_BACK)
    count, since = _since(session, lists, HandoutStepKind.SENT_BACK)
    title, button = N_("Lists sent back"), N_("Mend them")
    return Waiting(title, button, "/handouts?state=draft", "handouts.draft", count, None, since)


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


def _sheets_out(session: Session) -> Waiting:
    out = sheets_listed(out=True, settled=False)
    count = session.scalar(select(func.count()).select_from(out.with_only_columns(Sheet.id).subquery())) or 0
    days = [sent.happened_on for _sheet, _handout, sent in session.execute(out.order_by(Sheet.id).limit(500))]
    title, button = N_("Sheets out, not back yet"), N_("Settle them")
    return Waiting(title, button, "/sheets", "handouts.settle", count, None, min(days, default=None))


def _to_send_out(session: Session) -> Waiting:
    waiting = sheets_listed(out=False, settled=False).with_only_columns(Sheet.id, Handout.planned_on).subquery()
    count, since = session.execute(select(func.count(), func.min(waiting.c.planned_on)).select_from(waiting)).one()
    title, button = N_("Sheets to send out"), N_("Send them out")
    return Waiting(title, button, "/sheets?state=waiting", "handouts.send_out", count, None, since)


def _replacements(session: Session) -> Waiting:
    asked = replacements_waiting()
    count = session.scalar(select(func.count()).select_from(asked.with_only_columns(HandoutLine.id).subquery())) or 0
    first = session.scalar(asked.order_by(HandoutLine.id).limit(1))
    sheet = session.get(Sheet, first.sheet_id) if first is not None else None
    path = f"/sheets/{sheet.token}" if sheet is not None else "/sheets"
    return Waiting(N_("Replacements waiting for approval"), N_("Open"), path, "handouts.approve", count, None, None)
