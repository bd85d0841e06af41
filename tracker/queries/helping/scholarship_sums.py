"""Sum scholarships of a time: who was awarded how much, what was paid, and what is owed at its end."""

from datetime import date

from sqlalchemy import ColumnElement, Select, distinct, func, select, union
from sqlalchemy.orm import Session

from tracker.models.helping.disbursements import Channel, Disbursement, DisbursementPart, TakeBack
from tracker.models.helping.handouts import Handout, HandoutLine, HandoutStep, Sheet, SheetStep
from tracker.models.helping.scholarships import Award, AwardInstalment, AwardStep, AwardStepKind
from tracker.models.journal import Account, Entry, Line
from tracker.queries.same import one_child


def year_scholarships(session: Session, since: date, until: date) -> dict[str, int]:
    """Give `pupils` and `awarded` of the awards of a time, `paid` in it, and `still_to_pay` at its end (whole đồng)."""
    pupils, awarded = func.count(distinct(one_child(Award.child_id))), func.sum(AwardInstalment.amount)
    decided = [_decided(since, until, wanted) for wanted in (pupils, awarded)]
    asked = (*decided, _paid(since, until), _came_back(since, until), _owed(until))
    found = [int(each or 0) for each in session.execute(select(*(each.scalar_subquery() for each in asked))).one()]
    return {"pupils": found[0], "awarded": found[1], "paid": found[2] - found[3], "still_to_pay": found[4]}


def _decided(since: date, until: date, wanted: ColumnElement[int]) -> Select[int]:
    """Ask for a sum over the instalments of the awards of a time."""
    decided = select(AwardStep.award_id).where(
        AwardStep.kind == AwardStepKind.AWARDED, AwardStep.happened_on.between(since, until)
    )
    return (
        select(wanted)
        .select_from(Award)
        .join(AwardInstalment, AwardInstalment.award_id == Award.id)
        .where(Award.id.in_(decided))
    )


def _paid(since: date, until: date) -> Select[int]:
    """Sum what the fund itself paid; what a bank paid straight is in none of its sums."""
    return (
        select(func.sum(DisbursementPart.quantity))
        .join(Disbursement, Disbursement.id == DisbursementPart.disbursement_id)
        .join(HandoutLine, HandoutLine.id == Disbursement.line_id)
        .where(
            HandoutLine.instalment_id.is_not(None),
            DisbursementPart.channel != Channel.DIRECT,
            Disbursement.given_on.between(since, until),
        )
    )


def _came_back(since: date, until: date) -> Select[int]:
    return (
        select(func.sum(DisbursementPart.quantity))
        .join(TakeBack, TakeBack.disbursement_part_id == DisbursementPart.id)
        .join(Disbursement, Disbursement.id == DisbursementPart.disbursement_id)
        .join(HandoutLine, HandoutLine.id == Disbursement.line_id)
        .where(
            HandoutLine.instalment_id.is_not(None),
            DisbursementPart.channel != Channel.DIRECT,
            TakeBack.taken_back_on.between(since, until),
        )
    )


def _owed(until: date) -> Select[int]:
    """Sum what awards committed and runs settled until a day, by the books themselves."""
    decisions = select(AwardStep.entry_id).where(AwardStep.entry_id.is_not(None))
    sheets = (
        select(SheetStep.entry_id)
        .join(Sheet, Sheet.id == SheetStep.sheet_id)
        .join(Handout, Handout.id == Sheet.handout_id)
        .where(Handout.run_month.is_not(None), SheetStep.entry_id.is_not(None))
    )
    withdrawn = (
        select(HandoutStep.entry_id)
        .join(Handout, Handout.id == HandoutStep.handout_id)
        .where(Handout.run_month.is_not(None), HandoutStep.entry_id.is_not(None))
    )
    returns = (
        select(TakeBack.entry_id)
        .join(DisbursementPart, DisbursementPart.id == TakeBack.disbursement_part_id)
        .join(Disbursement, Disbursement.id == DisbursementPart.disbursement_id)
        .join(HandoutLine, HandoutLine.id == Disbursement.line_id)
        .where(HandoutLine.instalment_id.is_not(None))
    )
    return (
        select(func.sum(Line.quantity))
        .join(Account, Account.id == Line.account_id)
        .join(Entry, Entry.id == Line.entry_id)
        .where(Account.code == "memo:committed", Entry.happened_on <= until)
        .where(Line.entry_id.in_(union(decisions, sheets, withdrawn, returns)))
    )
