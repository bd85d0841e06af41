"""Lay out the book of disbursements, a row a child and part; narrow it and add it up.

A part that came back stands a second time, with the day on which it came back and the other sign;
help of 0 đ has no part and stands once.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from tracker.models.base import WholeNumber
from tracker.models.helping.disbursements import Disbursement, DisbursementPart, TakeBack
from tracker.models.helping.handouts import SheetStep, SheetStepKind
from tracker.models.helping.places import Place
from tracker.models.journal import Line
from tracker.queries.helping.moved_help import went_to_another
from tracker.queries.journal import VND
from tracker.queries.proving.ledger_books import ItemTotal, Totals, in_order
from tracker.queries.proving.ledger_filters import Asked, LedgerFilter


def _whole(value: ColumnElement[Any]) -> ColumnElement[int]:
    """Say that a value is a whole number: SQLite looks into a union only where all its parts are of one kind."""
    return cast(value, WholeNumber)


def _given() -> Select[*tuple[Any, ...]]:
    """Ask for every part that was given; money and pieces are positive."""
    return select(
        Disbursement.given_on.label("happened_on"),
        _whole(DisbursementPart.id * 4).label("key"),
        Disbursement.id.label("disbursement_id"),
        DisbursementPart.id.label("part_id"),
        Disbursement.entry_id,
        _whole(literal(0)).label("back"),
        DisbursementPart.item,
        DisbursementPart.quantity,
        Disbursement.campaign_id,
        Disbursement.kind,
        Disbursement.occasion,
        Disbursement.place_key,
        Disbursement.sheet_id,
    ).join(DisbursementPart, DisbursementPart.disbursement_id == Disbursement.id)


def _came_back() -> Select[*tuple[Any, ...]]:
    """Ask for every part that came back; money and pieces are negative."""
    return (
        select(
            TakeBack.taken_back_on,
            _whole(DisbursementPart.id * 4 + 1),
            Disbursement.id,
            DisbursementPart.id,
            TakeBack.entry_id,
            _whole(literal(1)),
            DisbursementPart.item,
            _whole(-DisbursementPart.quantity),
            Disbursement.campaign_id,
            Disbursement.kind,
            Disbursement.occasion,
            Disbursement.place_key,
            Disbursement.sheet_id,
        )
        .join(DisbursementPart, DisbursementPart.id == TakeBack.disbursement_part_id)
        .join(Disbursement, Disbursement.id == DisbursementPart.disbursement_id)
    )


def _free() -> Select[*tuple[Any, ...]]:
    """Ask for help that cost nothing: no part, no entry; what was entered for the wrong child is left out."""
    return select(
        Disbursement.given_on,
        _whole(Disbursement.id * 4 + 2),
        Disbursement.id,
        _whole(null()),
        _whole(null()),
        _whole(literal(0)),
        cast(null(), Text),
        _whole(literal(0)),
        Disbursement.campaign_id,
        Disbursement.kind,
        Disbursement.occasion,
        Disbursement.place_key,
        Disbursement.sheet_id,
    ).where(~exists().where(DisbursementPart.disbursement_id == Disbursement.id), ~went_to_another())


#: All rows of the book, lean: what narrows, orders and adds up.
ROWS = union_all(_given(), _came_back(), _free()).subquery("help_rows")
#: By day, and within a day as the help was recorded; what came back follows what was given.
ORDER = (ROWS.c.happened_on, ROWS.c.key)


def help_rows(wanted: LedgerFilter) -> Asked:
    """Ask for the rows that a filter wants, unordered."""
    return select(*ROWS.c).where(*_bounds(wanted))


def help_totals(session: Session, wanted: LedgerFilter) -> Totals:
    """Count what a filter wants and add up per item what was given (into) and what came back (out)."""
    asked = select(
        ROWS.c.item,
        func.count(),
        func.sum(case((ROWS.c.quantity > 0, ROWS.c.quantity), else_=0)),
        func.sum(case((ROWS.c.quantity < 0, -ROWS.c.quantity), else_=0)),
    ).where(*_bounds(wanted))
    found = list(session.execute(asked.group_by(ROWS.c.item)))
    sums = (ItemTotal(item, int(given), int(back)) for item, _, given, back in found if item is not None)
    return Totals(sum(count for _, count, _, _ in found), in_order(sums))


def _bounds(wanted: LedgerFilter) -> list[ColumnElement[bool]]:
    bounds: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        bounds.append(ROWS.c.happened_on >= wanted.since)
    if wanted.until is not None:
        bounds.append(ROWS.c.happened_on <= wanted.until)
    if wanted.campaign_id is not None:
        bounds.append(ROWS.c.campaign_id == wanted.campaign_id)
    if wanted.till_id is not None:
        bounds.append(_through(wanted.till_id))
    for column, code in ((ROWS.c.item, wanted.item), (ROWS.c.occasion, wanted.occasion), (ROWS.c.kind, wanted.kind)):
        if code:
            bounds.append(column == code)
    if wanted.place:
        within = select(Place.key).where(or_(Place.key == wanted.place, Place.parent_key == wanted.place))
        bounds.append(ROWS.c.place_key.in_(within))
    if wanted.now is not None:
        bounds.append(wanted.now.holds(ROWS.c.place_key, ROWS.c.disbursement_id))
    return bounds


def _through(till_id: int) -> ColumnElement[bool]:
    """Tell what a till paid, a store gave out or an advance carried, and what came back into it."""
    paid_from = or_(
        SheetStep.advance_id == till_id,
        and_(ROWS.c.item == VND, SheetStep.till_id == till_id),
        and_(ROWS.c.item != VND, SheetStep.store_id == till_id),
    )
    out = exists().where(
        SheetStep.sheet_id == ROWS.c.sheet_id,
        SheetStep.kind == SheetStepKind.SENT_OUT,
        ROWS.c.item.is_not(None),
        paid_from,
    )
    into = exists().where(
        Line.entry_id == ROWS.c.entry_id, Line.account_id == till_id, Line.item == ROWS.c.item, Line.quantity > 0
    )
    return case((ROWS.c.back == 1, into), else_=out)
