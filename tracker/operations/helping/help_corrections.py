"""Put help under the child that really received it: proposed by one, approved by another, under one voucher."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_day, today
from tracker.ground.names import clean_reason
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.children import Child
from tracker.models.helping.disbursements import Disbursement, TakeBack
from tracker.models.helping.handouts import HandoutLine, Sheet
from tracker.models.helping.help_corrections import HelpCorrection, HelpCorrectionStep
from tracker.models.journal import Entry, EntryKind
from tracker.models.proving.corrections import CorrectionStepKind
from tracker.models.proving.vouchers import Voucher
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.operations.closed_days import refuse_unlikely_day
from tracker.operations.helping.child_records import refuse_anonymised
from tracker.operations.helping.handouts import refuse_run
from tracker.operations.helping.help_replacing import (
    backwards,
    forwards,
    keep_outcomes,
    keep_parts,
    keep_right,
    keep_take_backs,
    line_instead,
    places_of,
)
from tracker.operations.journal import open_entry, post
from tracker.operations.proposals import keep_end, refuse_ending
from tracker.operations.proving.vouchers import make_vouchers
from tracker.queries.helping.disbursements import list_of_help
from tracker.queries.helping.handouts import line_states
from tracker.queries.helping.help_corrections import corrected_by, help_step_of, parts_of_help, waiting_for_help
from tracker.queries.same import kept, leading_id


def propose_help_correction(
    session: Session, *, by: User, disbursement: Disbursement, right_child: Child, reason: str
) -> HelpCorrection:
    """Say that help was entered for the wrong child, and for whom it was; nothing is posted yet.

    Refuses help of which something came back, help that was put right before or waits to be, the same
    child, an anonymised one or one that is on the list already, and a line of which something is still open.
    """
    reason = clean_reason(reason)
    right_child = kept(session, right_child)
    _refuse_settled(session, disbursement)
    if waiting_for_help(session, disbursement) is not None:
        raise Refused(None, N_("A correction of this help is already waiting."))
    _refuse_child(session, disbursement, right_child)
    correction = HelpCorrection(
        disbursement_id=disbursement.id,
        right_child_id=right_child.id,
        reason=reason,
        proposed_by=by.id,
        proposed_at=now(),
    )
    session.add(correction)
    session.flush()
    return correction


def approve_help_correction(
    session: Session, *, by: User, correction: HelpCorrection, approved_on: date | None = None, remark: str = ""
) -> HelpCorrectionStep:
    """Take the help back from the wrong child and give the right one the same, in two entries on one voucher.

    Nothing leaves or enters a till by the net. The right child's line stands on the list in the wrong
    one's place, on a sheet of its own; the signed sheet stays as it came back. Help of 0 đ has no entry
    and no voucher, neither when it was given nor when it is put right. Refuses who proposed it
    and who prepared the list, one that is settled, and a day before the help was given.
    """
    refuse_ending(by, correction, help_step_of(session, correction))
    wrong = session.get_one(Disbursement, correction.disbursement_id)
    child = kept(session, session.get_one(Child, correction.right_child_id))
    _refuse_settled(session, wrong)
    _refuse_child(session, wrong, child)
    day = approved_on or today()
    if day < wrong.given_on:
        raise Refused("approved_on", N_("It was given on %(day)s only."), day=show_day(wrong.given_on))
    refuse_unlikely_day(day, "approved_on")
    line, sheet = line_instead(session, by, wrong, child)
    if wrong.entry_id is None:
        right, voucher, entry = keep_right(session, wrong, line, sheet, day, None), None, None
    else:
        right, voucher, entry = _move(session, by, wrong, line, sheet, day, correction.reason)
        sheet.name = f"Sửa sai {voucher.code}"
    keep_outcomes(session, by, wrong, line, sheet, day, places_of(session, wrong), entry)
    step = HelpCorrectionStep(
        correction_id=correction.id,
        kind=CorrectionStepKind.APPROVED,
        voucher_id=voucher.id if voucher else None,
        disbursement_id=right.id,
    )
    return keep_end(session, step, by=by, remark=remark, sealed_as="help_correction")


def _move(
    session: Session, by: User, wrong: Disbursement, line: HandoutLine, sheet: Sheet, day: date, reason: str
) -> tuple[Disbursement, Voucher, Entry]:
    """Post both entries and stand them on one voucher."""
    back, forth = (
        open_entry(session, by=by, kind=EntryKind.HELP_CORRECTION, happened_on=day, memo=reason) for _ in range(2)
    )
    right = keep_right(session, wrong, line, sheet, day, forth)
    pairs = keep_parts(session, wrong, right)
    keep_take_backs(session, by, [part for part, _ in pairs], back, day, reason)
    places = places_of(session, wrong)
    post(session, (back, backwards(session, wrong, pairs, places)), (forth, forwards(session, right, pairs, places)))
    return right, _one_voucher(session, by, [back, forth], wrong, reason), forth


def reject_help_correction(
    session: Session, *, by: User, correction: HelpCorrection, remark: str
) -> HelpCorrectionStep:
    """Send a proposal back with a reason; the books stay as they are."""
    refuse_ending(by, correction, help_step_of(session, correction))
    step = HelpCorrectionStep(correction_id=correction.id, kind=CorrectionStepKind.REJECTED)
    return keep_end(session, step, by=by, remark=clean_reason(remark, field="remark"), sealed_as="help_correction")


def _refuse_settled(session: Session, wrong: Disbursement) -> None:
    if corrected_by(session, wrong) is not None:
        raise Refused(None, N_("This help was put right before; correct the right one."))
    parts = [part.id for part in parts_of_help(session, wrong)]
    asked = select(TakeBack.id).where(TakeBack.disbursement_part_id.in_(parts))
    if session.scalar(asked.limit(1)) is not None:
        raise Refused(None, N_("Something of this help came back; it cannot be corrected any more."))


def _refuse_child(session: Session, wrong: Disbursement, child: Child) -> None:
    if leading_id(wrong.child) == child.id:
        raise Refused("child", N_("The help stands under this child already."))
    refuse_anonymised(child)
    handout = list_of_help(session, wrong)
    refuse_run(handout)
    states = line_states(session, handout)
    if any(leading_id(state.line.child) == child.id and not state.closed for state in states):
        raise Refused("child", N_("On the list already: %(codes)s."), codes=child.code)
    mine = next(state for state in states if state.line.id == wrong.line_id)
    if mine.open:
        raise Refused(None, N_("Something of this line is still to be given. Settle that first."))


def _one_voucher(session: Session, by: User, entries: Sequence[Entry], wrong: Disbursement, reason: str) -> Voucher:
    (voucher,) = make_vouchers(
        session,
        by=by,
        entries=entries,
        party=list_of_help(session, wrong).code,
        reason=reason,
        series=SeriesCode.DC,
    )
    return voucher
