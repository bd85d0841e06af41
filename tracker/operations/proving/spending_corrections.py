"""Put a wrong purchase, cost, interest or advance right: proposed by one, approved by another, on one voucher."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_day, today
from tracker.ground.names import clean_reason
from tracker.ground.refusals import N_, Refused
from tracker.models.journal import Entry, EntryKind
from tracker.models.proving.advances import Advance, AdvanceStep
from tracker.models.proving.corrections import CorrectionStepKind
from tracker.models.proving.costs import Interest
from tracker.models.proving.spending_corrections import SpendingCorrection, SpendingCorrectionStep
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.operations.journal import Draft, mirror, open_entry, open_reversal, post
from tracker.operations.proposals import keep_end, refuse_ending
from tracker.operations.proving.overrides import keep_off_commitments
from tracker.operations.proving.spending_rights import Right, post_right, read_back, recorded, refuse_senseless, written
from tracker.operations.proving.standing import Reversal
from tracker.operations.proving.vouchers import make_vouchers
from tracker.queries.proving.reversals import reversal_of
from tracker.queries.proving.spending_corrections import (
    Spending,
    advance_behind,
    spending_of,
    spending_step_of,
    standing_steps,
    waiting_for_entry,
)
from tracker.queries.proving.vouchers import vouchers_of


def propose_spending_correction(
    session: Session, *, by: User, entry: Entry, reason: str, right: Right | None = None
) -> SpendingCorrection:
    """Say that an entry is wrong, why, and what is right instead (or nothing); nothing is posted yet.

    Refuses an entry that stands for nothing spent or was reversed, an advance of which parts were
    settled, a second proposal while one waits, and a right one that cannot be or says nothing new.
    """
    reason = clean_reason(reason)
    spending = _wrong(session, entry)
    if waiting_for_entry(session, entry.id) is not None:
        raise Refused(None, N_("A correction of this is already waiting."))
    if right is not None:
        right = _sensible(session, entry, spending, right, today())
    correction = SpendingCorrection(
        entry_id=entry.id,
        right=written(right) if right is not None else "",
        reason=reason,
        proposed_by=by.id,
        proposed_at=now(),
    )
    session.add(correction)
    session.flush()
    return correction


def approve_spending_correction(
    session: Session, *, by: User, correction: SpendingCorrection, approved_on: date | None = None, remark: str = ""
) -> SpendingCorrectionStep:
    """Post the reversal and, where there is one, the right entry together; the balances move once by the net.

    Refuses who proposed it, one that is settled, a day before the wrong entry's, and money or goods
    that are spent or given since.
    """
    refuse_ending(by, correction, spending_step_of(session, correction))
    wrong = session.get_one(Entry, correction.entry_id)
    spending, right = _wrong(session, wrong), read_back(session, correction.right)
    day = approved_on or today()
    if day < wrong.happened_on:
        raise Refused("approved_on", N_("It happened on %(day)s only."), day=show_day(wrong.happened_on))
    backwards = mirror(session, wrong)
    _refuse_closed_tills(backwards)
    reversal = open_reversal(session, by=by, entry=wrong, happened_on=day, memo=correction.reason)
    entry = None
    if right is None:
        post(session, (reversal, backwards))
        series, reason = SeriesCode.DC, correction.reason
        make_vouchers(session, by=by, entries=[reversal], party="", reason=reason, series=series)
    else:
        right = _sensible(session, wrong, spending, right, day)
        entry = _right_entry(session, by, wrong, spending, right, (reversal, backwards), correction.reason)
    vouchers = vouchers_of(session, [reversal.id]).get(reversal.id, [])
    voucher = vouchers[0] if vouchers else None
    step = SpendingCorrectionStep(
        correction_id=correction.id,
        kind=CorrectionStepKind.APPROVED,
        voucher_id=voucher.id if voucher else None,
        entry_id=entry.id if entry else None,
    )
    return keep_end(session, step, by=by, remark=remark, sealed_as="spending_correction")


def reject_spending_correction(
    session: Session, *, by: User, correction: SpendingCorrection, remark: str
) -> SpendingCorrectionStep:
    """Send a proposal back with a reason; the books stay as they are."""
    refuse_ending(by, correction, spending_step_of(session, correction))
    step = SpendingCorrectionStep(correction_id=correction.id, kind=CorrectionStepKind.REJECTED)
    return keep_end(session, step, by=by, remark=clean_reason(remark, field="remark"), sealed_as="spending_correction")


def _wrong(session: Session, entry: Entry) -> Spending:
    spending = spending_of(session, entry)
    if spending is None:
        raise Refused(None, N_("Entry %(seq)s is no purchase, cost, interest or advance."), seq=entry.seq)
    if reversal_of(session, entry.id) is not None:
        raise Refused(None, N_("Entry %(seq)s was already reversed."), seq=entry.seq)
    if isinstance(spending, Advance) and standing_steps(session, spending):
        raise Refused(None, N_("Parts of this advance were settled. Correct those first."))
    return spending


def _refuse_closed_tills(drafts: Sequence[Draft]) -> None:
    for draft in drafts:
        if draft.account.closed_on is not None:
            raise Refused(
                None, N_("“%(till)s” is closed; nothing goes back into it or out of it."), till=draft.account.name
            )


def _sensible(session: Session, entry: Entry, spending: Spending, right: Right, day: date) -> Right:
    if isinstance(spending, AdvanceStep) or advance_behind(session, entry) is not None:
        raise Refused(None, N_("It was paid out of an advance: take it back here, then settle the advance again."))
    return refuse_senseless(session, spending, right, day)


def _right_entry(
    session: Session, by: User, wrong: Entry, spending: Spending, right: Right, instead_of: Reversal, reason: str
) -> Entry:
    day = instead_of[0].happened_on
    entry = open_entry(session, by=by, kind=EntryKind(wrong.kind), happened_on=day, memo=reason)
    if not isinstance(spending, Interest):
        was = recorded(session, spending)
        back = was.amount if was.campaign.id == right.campaign.id else 0
        keep_off_commitments(session, entry, right.campaign, right.amount, back=back)
    post_right(session, by=by, spending=spending, right=right, entry=entry, instead_of=instead_of)
    return entry
