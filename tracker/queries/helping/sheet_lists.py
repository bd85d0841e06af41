"""List sheets over all hand-outs: which wait to go out, which are out, which are back; find one by code or number."""

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from tracker.ground.names import fold
from tracker.ground.proofs import read_token
from tracker.models.helping.disbursements import Disbursement
from tracker.models.helping.handouts import Handout, HandoutLine, LineOutcome, Sheet, SheetStep, SheetStepKind
from tracker.queries.helping.sheet_returns import is_late

_NUMBER = re.compile(r"(?:dt[- ]?)?(?P<year>[0-9]{4})[-/ ]0*(?P<number>[0-9]{1,7}) ?/ ?0*(?P<sheet>[0-9]{1,6})")


def sheet_by_token(session: Session, token: str) -> Sheet | None:
    """Find a sheet by the code on its paper, in any spelling."""
    read = read_token(token)
    return session.scalar(select(Sheet).where(Sheet.token == read)) if read else None


def find_sheet(session: Session, text: str) -> Sheet | None:
    """Find a sheet by its code, or by its number such as DT-2018-0003/2."""
    number = _NUMBER.fullmatch(fold(text))
    if number is None:
        return sheet_by_token(session, text)
    asked = select(Sheet).join(Handout, Handout.id == Sheet.handout_id)
    year, handout, sheet = (int(number[name]) for name in ("year", "number", "sheet"))
    return session.scalar(asked.where(Handout.year == year, Handout.number == handout, Sheet.number == sheet))


def sheets_listed(*, out: bool, settled: bool, late_on: date | None = None) -> Select[Any]:
    """Ask for sheets with their hand-out and the step that sent them out (None where none did).

    With `late_on` only those that should have been back by that day.
    """
    sent = aliased(SheetStep)
    asked: Any = select(Sheet, Handout, sent).join(Handout, Handout.id == Sheet.handout_id)
    asked = asked.outerjoin(sent, (sent.sheet_id == Sheet.id) & (sent.kind == SheetStepKind.SENT_OUT))
    back = _has(SheetStepKind.SETTLED)
    asked = asked.where(is_late(late_on, sent)) if late_on is not None else asked
    return asked.where(back if settled else ~back, sent.id.is_not(None) if out else sent.id.is_(None))


def counts_of_sheets(session: Session, keys: Collection[int]) -> dict[int, int]:
    """Count the children of some sheets, by the sheet's id; a sheet that is back counts whom it said something of."""
    counts = dict.fromkeys(keys, 0)
    now = select(HandoutLine.sheet_id, func.count()).where(
        HandoutLine.sheet_id.in_(keys), HandoutLine.replaces_id.is_(None)
    )
    for key, count in session.execute(now.group_by(HandoutLine.sheet_id)):
        counts[key or 0] = count
    was = (
        select(LineOutcome.sheet_id, func.count())
        .join(HandoutLine, HandoutLine.id == LineOutcome.line_id)
        .where(LineOutcome.sheet_id.in_(keys), HandoutLine.replaces_id.is_(None))
        .group_by(LineOutcome.sheet_id)
    )
    return counts | {key: count for key, count in session.execute(was)}


def help_of_sheet(session: Session, sheet: Sheet) -> dict[int, int]:
    """Give the key of the help that each line was given on a sheet, by the line's id."""
    asked = select(Disbursement.line_id, Disbursement.id).where(Disbursement.sheet_id == sheet.id)
    return {line_id: help_id for line_id, help_id in session.execute(asked)}


def _has(kind: SheetStepKind) -> ColumnElement[bool]:
    return exists(select(SheetStep.id).where(SheetStep.sheet_id == Sheet.id, SheetStep.kind == kind))
