"""Ask what a sheet said at the moment of a print, whatever became of its lines since."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from tracker.models.helping.children import Child, ChildGroup, ChildHousehold, Household
from tracker.models.helping.disbursements import Disbursement, DisbursementPart, TakeBack
from tracker.models.helping.handouts import (
    Handout,
    HandoutLine,
    HandoutPart,
    HandoutStep,
    HandoutStepKind,
    LineOutcome,
    OutcomeKind,
    Sheet,
    SheetStep,
    SheetStepKind,
)
from tracker.models.journal import Entry
from tracker.queries.helping.handouts import Quantities

GIVEN = (OutcomeKind.GIVEN, OutcomeKind.PROXY)


@dataclass(frozen=True)
class PrintedLine:
    """A line as a print shows it: what is signed for (item → whole đồng or pieces), and what became of it."""

    line: HandoutLine
    parts: Quantities
    #: What became of it; None while the sheet was not back.
    outcome: LineOutcome | None
    #: Into whose hand it went (a PayeeKind); empty while the sheet was not back.
    payee: str
    #: Another child was approved in this one's place.
    gave_way: bool

    @property
    def struck(self) -> bool:
        """Tell whether nothing is signed for: another child stands in, or it was not given."""
        if self.outcome is not None:
            return self.outcome.kind not in GIVEN
        return self.gave_way


@dataclass(frozen=True)
class SheetPrint:
    """A sheet as it stood at a moment."""

    lines: tuple[PrintedLine, ...]
    sent: SheetStep | None
    settled: SheetStep | None


def printed_sheet(session: Session, sheet: Sheet, moment: datetime) -> SheetPrint:
    """Say how a sheet stood at a moment: who was on it, what was open of each line or was given.

    A proposed replacement is on no print before it is approved.
    """
    handout = session.get_one(Handout, sheet.handout_id)
    steps = {step.kind: step for step in session.scalars(_steps(sheet, moment))}
    settled = steps.get(SheetStepKind.SETTLED)
    lines = _lines(session, handout, sheet, moment)
    gave_way = {line.replaces_id for line in lines if line.replaces_id is not None}
    outcomes = {row.line_id: row for row in session.scalars(_outcomes(sheet))} if settled else {}
    payees = {key: payee for key, payee in session.execute(_payees(sheet))} if settled else {}
    parts = _given(session, handout, sheet) if settled else _open(session, handout, moment)
    rows = (
        PrintedLine(line, parts[line.id], outcomes.get(line.id), payees.get(line.id, ""), line.id in gave_way)
        for line in lines
    )
    return SheetPrint(tuple(rows), steps.get(SheetStepKind.SENT_OUT), settled)


def _steps(sheet: Sheet, moment: datetime) -> Select[SheetStep]:
    return select(SheetStep).where(SheetStep.sheet_id == sheet.id, SheetStep.at <= moment)


def _outcomes(sheet: Sheet) -> Select[LineOutcome]:
    return select(LineOutcome).where(LineOutcome.sheet_id == sheet.id)


def _payees(sheet: Sheet) -> Select[int, str]:
    return select(Disbursement.line_id, Disbursement.payee).where(Disbursement.sheet_id == sheet.id)


def _lines(session: Session, handout: Handout, sheet: Sheet, moment: datetime) -> list[HandoutLine]:
    """List who is on the sheet, and who was: a line for later has left it, its outcome has not."""
    left = select(LineOutcome.line_id).where(LineOutcome.sheet_id == sheet.id)
    here = or_(HandoutLine.sheet_id == sheet.id, HandoutLine.id.in_(left))
    approved = select(HandoutStep.line_id).where(
        HandoutStep.handout_id == handout.id,
        HandoutStep.kind == HandoutStepKind.REPLACEMENT_APPROVED,
        HandoutStep.at <= moment,
    )
    known = or_(HandoutLine.replaces_id.is_(None), HandoutLine.id.in_(approved))
    asked = select(HandoutLine).where(HandoutLine.handout_id == handout.id, here, known)
    return list(session.scalars(asked.order_by(HandoutLine.ordinal)))


def _given(session: Session, handout: Handout, sheet: Sheet) -> dict[int, Quantities]:
    """Give what each line was given on this sheet."""
    asked = (
        select(Disbursement.line_id, DisbursementPart.item, DisbursementPart.quantity)
        .join(DisbursementPart, DisbursementPart.disbursement_id == Disbursement.id)
        .where(Disbursement.sheet_id == sheet.id)
    )
    given: dict[int, Quantities] = defaultdict(dict)
    for line_id, item, quantity in session.execute(asked):
        given[line_id][item] = quantity
    return given


def _open(session: Session, handout: Handout, moment: datetime) -> dict[int, Quantities]:
    """Give what was open of each line: its parts less what it had by then and did not bring back."""
    asked = select(HandoutPart).join(HandoutLine, HandoutLine.id == HandoutPart.line_id)
    left: dict[int, Quantities] = defaultdict(dict)
    for part in session.scalars(asked.where(HandoutLine.handout_id == handout.id)):
        left[part.line_id][part.item] = part.quantity
    for line_id, item, quantity, back_at in session.execute(_given_before(handout, moment)):
        if back_at is None or back_at > moment:
            left[line_id][item] -= quantity
    return defaultdict(dict, {key: {i: n for i, n in parts.items() if n} for key, parts in left.items()})


def _given_before(handout: Handout, moment: datetime) -> Select[int, str, int, datetime]:
    """Ask what lines had been given by a moment, and when it came back to be given again."""
    settled = and_(
        SheetStep.sheet_id == Disbursement.sheet_id,
        SheetStep.kind == SheetStepKind.SETTLED,
        SheetStep.at <= moment,
    )
    again = and_(TakeBack.disbursement_part_id == DisbursementPart.id, TakeBack.open_again.is_(True))
    return (
        select(Disbursement.line_id, DisbursementPart.item, DisbursementPart.quantity, Entry.recorded_at)
        .join(DisbursementPart, DisbursementPart.disbursement_id == Disbursement.id)
        .join(HandoutLine, HandoutLine.id == Disbursement.line_id)
        .join(SheetStep, settled)
        .outerjoin(TakeBack, again)
        .outerjoin(Entry, Entry.id == TakeBack.entry_id)
        .where(HandoutLine.handout_id == handout.id)
    )


@dataclass(frozen=True)
class Circumstances:
    """What a sheet may say of its children, by their keys; never a group of article 10."""

    sexes: dict[int, str | None]
    #: Who is of any group.
    special: frozenset[int]
    households: dict[int, Household]


def circumstances_of(session: Session, handout: Handout, day: date) -> Circumstances:
    """Ask for sex, special circumstances and the class of the household of all on a list, on a day."""
    on_list = select(HandoutLine.child_id).where(HandoutLine.handout_id == handout.id)
    sexes = select(Child.id, Child.sex).where(Child.id.in_(on_list))
    groups = select(ChildGroup.child_id).where(
        ChildGroup.child_id.in_(on_list),
        ChildGroup.since <= day,
        or_(ChildGroup.until.is_(None), ChildGroup.until >= day),
    )
    classes = select(ChildHousehold.child_id, ChildHousehold.household).where(
        ChildHousehold.child_id.in_(on_list), ChildHousehold.year == day.year
    )
    return Circumstances(
        sexes={key: sex for key, sex in session.execute(sexes)},
        special=frozenset(session.scalars(groups)),
        households={key: Household(code) for key, code in session.execute(classes)},
    )
