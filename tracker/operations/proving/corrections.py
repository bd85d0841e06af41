"""Put a wrong gift right: proposed by one, approved by another, under one chứng từ điều chỉnh."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_day, today
from tracker.ground.money import show_dong
from tracker.ground.names import clean_reason, clean_remark, clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donations import Donation, UnidentifiedTransfer
from tracker.models.giving.receipts import Receipt
from tracker.models.journal import Entry, EntryKind
from tracker.models.proving.corrections import Correction, CorrectionStep, CorrectionStepKind
from tracker.models.proving.vouchers import Voucher
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.operations.giving.donations import (
    Gift,
    gift_drafts,
    keep_gift,
    refuse_senseless,
    shares_of,
)
from tracker.operations.giving.pledge_matches import keep_matches, refuse_foreign_pledge, reopen
from tracker.operations.giving.receipts import issue_receipt, money_and_goods, void_receipt
from tracker.operations.giving.right_gifts import moved_by, recorded_gift, right_gift, written
from tracker.operations.giving.unidentified import naming_drafts
from tracker.operations.journal import mirror, open_entry, open_reversal, post
from tracker.operations.proposals import keep_end, refuse_ending
from tracker.operations.proving.sealing import seal
from tracker.operations.proving.vouchers import make_vouchers
from tracker.queries.giving.donations import give_backs_of, is_corrected, parts_of
from tracker.queries.giving.receipts import is_void
from tracker.queries.proving.corrections import step_of, waiting_for
from tracker.queries.same import leading_id


def propose_correction(session: Session, *, by: User, donation: Donation, right: Gift, reason: str) -> Correction:
    """Say what is wrong with a recorded gift and what is right instead; nothing is posted yet.

    Refuses a gift that was corrected, has a proposal waiting or went back in part, a right gift
    that cannot be one or says nothing new, and a named transfer whose sum would change.
    """
    reason = clean_reason(reason)
    _refuse_settled(session, donation)
    if waiting_for(session, donation) is not None:
        raise Refused(None, N_("A correction of this gift is already waiting."))
    right = _with_same_records(session, donation, right)
    _refuse_wrong_gift(session, donation, right)
    clean_text(right.purpose, field="purpose", at_most=200)
    clean_remark(right.note)
    _refuse_other_sum(session, donation, right)
    if right.pledge is not None:
        refuse_foreign_pledge(right.pledge, donor=right.donor, campaign_id=right.campaign.id)
    if written(right) == written(recorded_gift(session, donation)):
        raise Refused(None, N_("The right gift says the same as the recorded one."))
    correction = Correction(
        donation_id=donation.id,
        right=json.dumps(written(right), ensure_ascii=False, sort_keys=True),
        reason=reason,
        proposed_by=by.id,
        proposed_at=now(),
    )
    session.add(correction)
    session.flush()
    return correction


def _with_same_records(session: Session, donation: Donation, right: Gift) -> Gift:
    """Leave the gift with the record that it names, where the right donor is the same by a merge."""
    was = recorded_gift(session, donation)
    donor = was.donor if leading_id(was.donor) == leading_id(right.donor) else right.donor
    same_via = was.via is not None and right.via is not None and leading_id(was.via) == leading_id(right.via)
    return replace(right, donor=donor, via=was.via if same_via else right.via)


def approve_correction(
    session: Session,
    *,
    by: User,
    correction: Correction,
    public_url: str,
    approved_on: date | None = None,
    remark: str = "",
) -> CorrectionStep:
    """Post the reversal and the right gift together; a standing receipt is voided and replaced.

    Refuses the person who proposed it, one that is settled, a day before the gift came, and money that
    is already spent.
    """
    refuse_ending(by, correction, step_of(session, correction))
    donation = session.get_one(Donation, correction.donation_id)
    _refuse_settled(session, donation)
    day = approved_on or today()
    if day < donation.received_on:
        raise Refused("approved_on", N_("It came on %(day)s only."), day=show_day(donation.received_on))
    right_donation, voucher = _put_right(session, by, donation, correction, day)
    _replace_receipts(session, by, donation, right_donation, voucher, public_url, day)
    step = CorrectionStep(
        correction_id=correction.id,
        kind=CorrectionStepKind.APPROVED,
        voucher_id=voucher.id,
        donation_id=right_donation.id,
    )
    return keep_end(session, step, by=by, remark=remark, sealed_as="correction")


def reject_correction(session: Session, *, by: User, correction: Correction, remark: str) -> CorrectionStep:
    """Send a proposal back with a reason; the books stay as they are."""
    refuse_ending(by, correction, step_of(session, correction))
    step = CorrectionStep(correction_id=correction.id, kind=CorrectionStepKind.REJECTED)
    return keep_end(session, step, by=by, remark=clean_reason(remark, field="remark"), sealed_as="correction")


def _refuse_settled(session: Session, donation: Donation) -> None:
    if is_corrected(session, donation):
        raise Refused(None, N_("This gift was corrected before; correct the right one."))
    if give_backs_of(session, donation):
        raise Refused(None, N_("Something of this gift went back; it cannot be corrected any more."))


def _refuse_wrong_gift(session: Session, donation: Donation, right: Gift) -> None:
    """Refuse a right gift that cannot be one; where nothing moves, a closed till or campaign is no hindrance."""
    moved = moved_by(recorded_gift(session, donation), right)
    moving = {account_id for account_id, _campaign_id, _item in moved}
    for part in right.parts:
        if part.account.closed_on is not None and part.account.id in moving:
            text = N_("“%(till)s” is closed: donor, day and purpose can be put right, what lay there stays as it is.")
            raise Refused("till", text, till=part.account.name)
    refuse_senseless(right, unmoved={part.account.id for part in right.parts} - moving)


def _refuse_other_sum(session: Session, donation: Donation, right: Gift) -> None:
    if donation.unidentified_id is None:
        return
    transfer = session.get_one(UnidentifiedTransfer, donation.unidentified_id)
    was = sum(part.quantity for part in parts_of(session, donation))
    if right.money != was or {part.account.id for part in right.parts} != {transfer.account_id}:
        text = N_("A named transfer stays %(amount)s in its bank account; donor and campaign can be put right.")
        raise Refused("amount", text, amount=show_dong(was))


def _put_right(
    session: Session, by: User, donation: Donation, correction: Correction, day: date
) -> tuple[Donation, Voucher]:
    wrong_entry = session.get_one(Entry, donation.entry_id)
    gift = right_gift(session, correction)
    _refuse_wrong_gift(session, donation, gift)
    backwards = mirror(session, wrong_entry)
    reversal = open_reversal(session, by=by, entry=wrong_entry, happened_on=day, memo=correction.reason)
    keep_matches(session, donation, reversal, reopen(session, donation, 0))
    entry = open_entry(session, by=by, kind=EntryKind(wrong_entry.kind), happened_on=day, memo=correction.reason)
    transfer = session.get(UnidentifiedTransfer, donation.unidentified_id) if donation.unidentified_id else None
    right = keep_gift(session, by=by, gift=gift, entry=entry, transfer=transfer, corrects=donation)
    shares = shares_of(session, gift)
    forwards = gift_drafts(session, right, gift, shares)
    if transfer is not None:
        forwards = naming_drafts(session, transfer, gift.money) + forwards
    post(session, (reversal, backwards), (entry, forwards))
    keep_matches(session, right, entry, shares)
    seal(session, "donation", right.id)
    voucher = _one_voucher(session, by, [reversal, entry], gift, correction.reason)
    return right, voucher


def _one_voucher(session: Session, by: User, entries: Sequence[Entry], gift: Gift, reason: str) -> Voucher:
    (voucher,) = make_vouchers(
        session, by=by, entries=entries, party=gift.donor.full_name, reason=reason, series=SeriesCode.DC
    )
    return voucher


def _replace_receipts(
    session: Session, by: User, wrong: Donation, right: Donation, voucher: Voucher, public_url: str, day: date
) -> None:
    """Void the wrong gift's standing receipts; the right gift gets new ones that name them.

    They are printed by who hands them out, so that the donor's paper is a first print; the taker
    stays who took the gift.
    """
    standing = [
        receipt
        for receipt in session.scalars(select(Receipt).where(Receipt.donation_id == wrong.id).order_by(Receipt.id))
        if not is_void(session, receipt)
    ]
    kinds = money_and_goods(session, right)
    taker = _who_took(session, wrong)
    for receipt in standing:
        void_receipt(session, by=by, receipt=receipt, reason=f"Sửa sai theo {voucher.code}", voided_on=day)
        if receipt.series in kinds:
            series = SeriesCode(receipt.series)
            issue_receipt(
                session, by=by, donation=right, series=series, public_url=public_url, issued_on=day, taker=taker
            )


def _who_took(session: Session, donation: Donation) -> User:
    """Give who recorded the gift when it came, however often it was put right since."""
    while donation.corrects_id is not None:
        donation = session.get_one(Donation, donation.corrects_id)
    return session.get_one(User, donation.recorded_by)
