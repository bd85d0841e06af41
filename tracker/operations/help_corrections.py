"""Put help under the child that really received it: proposed by one, approved by another, under one voucher."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_day, today
from tracker.ground.names import clean_text
from tracker.ground.proofs import new_token
from tracker.ground.refusals import N_, Refused
from tracker.models.campaigns import Campaign
from tracker.models.children import Child
from tracker.models.corrections import CorrectionStepKind
from tracker.models.disbursements import Disbursement, DisbursementPart, PayeeKind, TakeBack
from tracker.models.handouts import (
    Handout,
    HandoutLine,
    HandoutPart,
    LineOutcome,
    OutcomeKind,
    Sheet,
    SheetStep,
    SheetStepKind,
)
from tracker.models.help_corrections import HelpCorrection, HelpCorrectionStep
from tracker.models.journal import Account, Entry, EntryKind
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.models.vouchers import Voucher
from tracker.operations.disbursements import next_id
from tracker.operations.handouts import line_values
from tracker.operations.journal import Draft, open_entry, post
from tracker.operations.proving import seal
from tracker.operations.sheets import approve_replacement, keep_sheet_step, place_of
from tracker.operations.vouchers import make_vouchers
from tracker.queries.disbursements import help_line
from tracker.queries.handouts import line_states, sheet_step, sheets_of
from tracker.queries.help_corrections import corrected_by, help_step_of, parts_of_help, waiting_for_help
from tracker.queries.same import kept, leading_id

#: A wrong part with the right one that takes its place.
Pair = tuple[DisbursementPart, DisbursementPart]


def propose_help_correction(
    session: Session, *, by: User, disbursement: Disbursement, right_child: Child, reason: str
) -> HelpCorrection:
    """Say that help was entered for the wrong child, and for whom it was; nothing is posted yet.

    Refuses help of which something came back, help that was put right before or waits to be, help of
    0 đ, the same child, a child that is on the list already, and a line of which something is still open.
    """
    reason = clean_text(reason, field="reason", many_lines=True)
    if not reason:
        raise Refused("reason", N_("Say why."))
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
    one's place, on a sheet of its own; the signed sheet stays as it came back. Refuses who proposed it
    and who prepared the list, one that is settled, and a day before the help was given.
    """
    _refuse_unfit(session, by, correction)
    wrong = session.get_one(Disbursement, correction.disbursement_id)
    child = kept(session, session.get_one(Child, correction.right_child_id))
    _refuse_settled(session, wrong)
    _refuse_child(session, wrong, child)
    day = approved_on or today()
    if day < wrong.given_on:
        raise Refused("approved_on", N_("It was given on %(day)s only."), day=show_day(wrong.given_on))
    back, forth = (
        open_entry(session, by=by, kind=EntryKind.HELP_CORRECTION, happened_on=day, memo=correction.reason)
        for _ in range(2)
    )
    line, sheet = _line_instead(session, by, wrong, child)
    right = _keep_right(session, wrong, line, sheet, day, forth)
    pairs = _keep_parts(session, wrong, right)
    _take_back(session, by, [part for part, _ in pairs], back, day, correction.reason)
    places = _places(session, wrong)
    post(session, (back, _backwards(session, wrong, pairs, places)), (forth, _forwards(session, right, pairs, places)))
    voucher = _one_voucher(session, by, [back, forth], wrong, correction.reason)
    sheet.name = f"Sửa sai {voucher.code}"
    _keep_outcomes(session, by, wrong, line, sheet, day, places, forth)
    return _end(session, by, correction, CorrectionStepKind.APPROVED, remark, voucher, right)


def reject_help_correction(
    session: Session, *, by: User, correction: HelpCorrection, remark: str
) -> HelpCorrectionStep:
    """Send a proposal back with a reason; the books stay as they are."""
    _refuse_unfit(session, by, correction)
    if not clean_text(remark, field="remark", many_lines=True):
        raise Refused("remark", N_("Say why."))
    return _end(session, by, correction, CorrectionStepKind.REJECTED, remark, None, None)


def _refuse_unfit(session: Session, by: User, correction: HelpCorrection) -> None:
    if help_step_of(session, correction) is not None:
        raise Refused(None, N_("This correction is already settled."))
    if correction.proposed_by == by.id:
        raise Refused(None, N_("Another person than its maker approves a correction."))


def _refuse_settled(session: Session, wrong: Disbursement) -> None:
    if corrected_by(session, wrong) is not None:
        raise Refused(None, N_("This help was put right before; correct the right one."))
    parts = parts_of_help(session, wrong)
    if not parts:
        raise Refused(None, N_("Help of 0 đ moved no money and no goods; it stands on its sheet only."))
    asked = select(TakeBack.id).where(TakeBack.disbursement_part_id.in_([part.id for part in parts]))
    if session.scalar(asked.limit(1)) is not None:
        raise Refused(None, N_("Something of this help came back; it cannot be corrected any more."))


def _refuse_child(session: Session, wrong: Disbursement, child: Child) -> None:
    if leading_id(wrong.child) == child.id:
        raise Refused("child", N_("The help stands under this child already."))
    handout = _handout_of(session, wrong)
    states = line_states(session, handout)
    if any(leading_id(state.line.child) == child.id and not state.closed for state in states):
        raise Refused("child", N_("On the list already: %(codes)s."), codes=child.code)
    mine = next(state for state in states if state.line.id == wrong.line_id)
    if mine.open:
        raise Refused(None, N_("Something of this line is still to be given. Settle that first."))


def _handout_of(session: Session, wrong: Disbursement) -> Handout:
    line = session.get_one(HandoutLine, wrong.line_id)
    return session.get_one(Handout, line.handout_id)


def _line_instead(session: Session, by: User, wrong: Disbursement, child: Child) -> tuple[HandoutLine, Sheet]:
    """Put the right child on the list in the wrong one's place, on a sheet of its own, with the approver's yes."""
    handout, line = _handout_of(session, wrong), session.get_one(HandoutLine, wrong.line_id)
    sheet = Sheet(handout_id=handout.id, number=len(sheets_of(session, handout)) + 1, name="Sửa sai", token=new_token())
    session.add(sheet)
    session.flush()
    last = select(func.max(HandoutLine.ordinal)).where(HandoutLine.handout_id == handout.id)
    ordinal = (session.scalar(last) or 0) + 1
    values = line_values(handout, child, ordinal, line.payee, _last_in_place(session, line))
    instead = HandoutLine(**values, sheet_id=sheet.id)
    session.add(instead)
    session.flush()
    session.add_all(
        HandoutPart(line_id=instead.id, item=part.item, quantity=part.quantity)
        for part in parts_of_help(session, wrong)
    )
    session.flush()
    approve_replacement(session, by=by, line=instead)
    return instead, sheet


def _last_in_place(session: Session, line: HandoutLine) -> HandoutLine:
    """Give the line itself, or the last that was to stand in for it and was not needed."""
    after = session.scalar(select(HandoutLine).where(HandoutLine.replaces_id == line.id))
    return line if after is None else _last_in_place(session, after)


def _keep_right(
    session: Session, wrong: Disbursement, line: HandoutLine, sheet: Sheet, day: date, entry: Entry
) -> Disbursement:
    right = Disbursement(
        id=next_id(session, Disbursement),
        child_id=line.child_id,
        line_id=line.id,
        sheet_id=sheet.id,
        campaign_id=wrong.campaign_id,
        kind=wrong.kind,
        occasion=wrong.occasion,
        place_key=line.place_key,
        given_on=day,
        payee=wrong.payee,
        payee_name=wrong.payee_name,
        provider=wrong.provider,
        entry_id=entry.id,
    )
    session.add(right)
    session.flush()
    return right


def _keep_parts(session: Session, wrong: Disbursement, right: Disbursement) -> list[Pair]:
    pairs = []
    for key, part in enumerate(parts_of_help(session, wrong), next_id(session, DisbursementPart)):
        same = DisbursementPart(
            id=key,
            disbursement_id=right.id,
            item=part.item,
            quantity=part.quantity,
            value=part.value,
            channel=part.channel,
        )
        session.add(same)
        pairs.append((part, same))
    session.flush()
    return pairs


def _take_back(
    session: Session, by: User, parts: Sequence[DisbursementPart], entry: Entry, day: date, reason: str
) -> None:
    session.add_all(
        TakeBack(
            disbursement_part_id=part.id,
            taken_back_on=day,
            reason=reason,
            open_again=False,
            by_id=by.id,
            entry_id=entry.id,
        )
        for part in parts
    )
    session.flush()


def _places(session: Session, wrong: Disbursement) -> tuple[Account | None, Account | None]:
    """Give the till and the store that the wrong help came from."""
    out: SheetStep | None = sheet_step(session, session.get_one(Sheet, wrong.sheet_id), SheetStepKind.SENT_OUT)
    if out is None:
        raise ValueError(f"sheet {wrong.sheet_id} never went out")
    return out.till, out.store


def _backwards(
    session: Session, wrong: Disbursement, pairs: Sequence[Pair], places: tuple[Account | None, Account | None]
) -> list[Draft]:
    campaign, drafts = session.get_one(Campaign, wrong.campaign_id), []
    for part, _ in pairs:
        line = help_line(session, part)
        helping = session.get_one(Account, line.account_id)
        drafts.append(Draft(place_of(part.item, *places), campaign, part.item, part.quantity))
        drafts.append(
            Draft(
                helping,
                campaign,
                part.item,
                -part.quantity,
                child_id=line.child_id,
                takes_back_id=line.id,
                disbursement_part_id=part.id,
            )
        )
    return drafts


def _forwards(
    session: Session, right: Disbursement, pairs: Sequence[Pair], places: tuple[Account | None, Account | None]
) -> list[Draft]:
    campaign, drafts = session.get_one(Campaign, right.campaign_id), []
    for part, same in pairs:
        helping = session.get_one(Account, help_line(session, part).account_id)
        drafts.append(Draft(place_of(part.item, *places), campaign, part.item, -part.quantity))
        drafts.append(
            Draft(
                helping,
                campaign,
                part.item,
                part.quantity,
                child_id=right.child_id,
                disbursement_part_id=same.id,
            )
        )
    return drafts


def _one_voucher(session: Session, by: User, entries: Sequence[Entry], wrong: Disbursement, reason: str) -> Voucher:
    (voucher,) = make_vouchers(
        session,
        by=by,
        entries=entries,
        party=_handout_of(session, wrong).code,
        reason=reason,
        series=SeriesCode.DC,
    )
    return voucher


def _keep_outcomes(
    session: Session,
    by: User,
    wrong: Disbursement,
    line: HandoutLine,
    sheet: Sheet,
    day: date,
    places: tuple[Account | None, Account | None],
    entry: Entry,
) -> None:
    """Close the wrong line, and say that the right one was given; the sheet went out and came back by paper only."""
    proxy = wrong.payee_name if wrong.payee == PayeeKind.PROXY else ""
    given = OutcomeKind.PROXY if proxy else OutcomeKind.GIVEN
    for line_id, kind, name in ((wrong.line_id, OutcomeKind.REPLACED, ""), (line.id, given, proxy)):
        session.add(LineOutcome(line_id=line_id, sheet_id=sheet.id, kind=str(kind), proxy=name[:120], relation=""))
        session.flush()
    for step, of_step in ((SheetStepKind.SENT_OUT, None), (SheetStepKind.SETTLED, entry)):
        keep_sheet_step(session, by, sheet, step, day, "", (*places, None), of_step)


def _end(
    session: Session,
    by: User,
    correction: HelpCorrection,
    kind: CorrectionStepKind,
    remark: str,
    voucher: Voucher | None,
    right: Disbursement | None,
) -> HelpCorrectionStep:
    step = HelpCorrectionStep(
        correction_id=correction.id,
        kind=kind,
        note=clean_text(remark, field="remark", many_lines=True),
        by_id=by.id,
        at=now(),
        voucher_id=voucher.id if voucher else None,
        disbursement_id=right.id if right else None,
    )
    session.add(step)
    session.flush()
    seal(session, "help_correction", step.id)
    return step
