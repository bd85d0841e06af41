"""Keep bank money that nobody can name yet in the general fund, and name it later."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.dates import show_day
from tracker.ground.money import show_dong
from tracker.ground.names import clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donations import Donation, UnidentifiedTransfer
from tracker.models.journal import Account, AccountKind, EntryKind
from tracker.models.proving.campaigns import GENERAL_FUND, Campaign
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.operations.giving.donations import Gift, gift_drafts, keep_gift, refuse_senseless, shares_of
from tracker.operations.giving.pledge_matches import keep_matches
from tracker.operations.journal import Draft, open_entry, post
from tracker.operations.proving.sealing import seal
from tracker.operations.proving.tills import refuse_unfit
from tracker.operations.proving.vouchers import make_vouchers
from tracker.queries.giving.donations import is_named
from tracker.queries.journal import VND, account
from tracker.queries.same import kept


def receive_unidentified(
    session: Session,
    *,
    by: User,
    till: Account,
    amount: int,
    received_on: date,
    bank_text: str,
    bank_reference: str = "",
) -> UnidentifiedTransfer:
    """Record `amount` whole đồng that came to a bank account and that nobody can name yet.

    It waits in the general fund as money owed; no payment may take it. Refuses nothing, a till that
    is no bank, and one that was not open on the day.
    """
    if till.kind != AccountKind.BANK:
        raise Refused("till", N_("Only a bank account receives transfers."))
    refuse_unfit(till, VND, received_on, field="till")
    if amount < 1:
        raise Refused("amount", N_("“%(value)s”: the number must be at least 1."), value=amount)
    entry = open_entry(session, by=by, kind=EntryKind.UNIDENTIFIED, happened_on=received_on)
    transfer = UnidentifiedTransfer(
        account_id=till.id,
        received_on=received_on,
        amount=amount,
        bank_text=clean_text(bank_text, field="bank_text", at_most=300),
        bank_reference=clean_text(bank_reference, field="bank_reference", at_most=60),
        entry_id=entry.id,
    )
    session.add(transfer)
    fund = general_fund(session)
    owed = account(session, "payable:unidentified")
    post(session, (entry, [Draft(till, fund, VND, amount), Draft(owed, fund, VND, -amount)]))
    make_vouchers(session, by=by, entries=[entry], party="", reason=transfer.bank_text)
    return transfer


def name_unidentified(
    session: Session, *, by: User, transfer: UnidentifiedTransfer, named_on: date, gifts: Sequence[Gift]
) -> UnidentifiedTransfer:
    """Say whose gifts a nameless transfer was; each becomes a donation of its own.

    Refuses gifts that do not sum to the transfer (with the difference), a day before it came, and
    a transfer that was named before.
    """
    if is_named(session, transfer):
        raise Refused(None, N_("This transfer was already named."))
    if named_on < transfer.received_on:
        raise Refused("named_on", N_("It came on %(day)s only."), day=show_day(transfer.received_on))
    named = sum(gift.money for gift in gifts)
    if named != transfer.amount:
        raise Refused(
            "amount",
            N_("%(amount)s came, %(named)s are named: %(difference)s apart."),
            amount=show_dong(transfer.amount),
            named=show_dong(named),
            difference=show_dong(abs(transfer.amount - named)),
        )
    for gift in gifts:
        _name(session, by, transfer, named_on, gift)
    return transfer


def naming_drafts(session: Session, transfer: UnidentifiedTransfer, amount: int) -> list[Draft]:
    """Give the lines that take named money out of what is owed in the general fund (whole đồng)."""
    fund = general_fund(session)
    till = session.get_one(Account, transfer.account_id)
    owed = account(session, "payable:unidentified")
    return [Draft(till, fund, VND, -amount), Draft(owed, fund, VND, amount)]


def general_fund(session: Session) -> Campaign:
    """Give the campaign that always exists."""
    return session.scalars(select(Campaign).where(Campaign.code == GENERAL_FUND)).one()


def _name(session: Session, by: User, transfer: UnidentifiedTransfer, named_on: date, gift: Gift) -> Donation:
    if {part.account.id for part in gift.parts} != {transfer.account_id}:
        raise Refused("till", N_("The money lies where it came."))
    gift = replace(gift, donor=kept(session, gift.donor), via=kept(session, gift.via) if gift.via else None)
    refuse_senseless(gift)
    entry = open_entry(session, by=by, kind=EntryKind.NAMING, happened_on=named_on, memo=transfer.bank_reference)
    donation = keep_gift(session, by=by, gift=gift, entry=entry, transfer=transfer)
    shares = shares_of(session, gift)
    drafts = naming_drafts(session, transfer, gift.money) + gift_drafts(session, donation, gift, shares)
    post(session, (entry, drafts))
    keep_matches(session, donation, entry, shares)
    seal(session, "donation", donation.id)
    make_vouchers(
        session, by=by, entries=[entry], party=gift.donor.full_name, reason=donation.purpose, series=SeriesCode.DC
    )
    return donation
