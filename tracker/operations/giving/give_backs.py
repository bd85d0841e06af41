"""Give a gift, or a part of it, back to its donor."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_day
from tracker.ground.names import clean_reason
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donations import Donation, DonationPart, GiveBack, GiveBackPart, Source
from tracker.models.giving.donors import Donor
from tracker.models.journal import TILL_KINDS, Account, AccountKind, EntryKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.users import User
from tracker.operations.giving.donations import Shares
from tracker.operations.giving.pledge_matches import keep_matches, reopen
from tracker.operations.giving.pledges import pledged_drafts
from tracker.operations.journal import Draft, open_entry, post
from tracker.operations.proving.overrides import keep_off_commitments
from tracker.operations.proving.tills import refuse_unfit
from tracker.operations.proving.vouchers import make_vouchers
from tracker.queries.giving.donations import given_back, is_corrected, parts_of
from tracker.queries.journal import VND, account, shown

#: A part of the gift, how much of it goes back (whole đồng or pieces), and the till or store it leaves.
Back = tuple[DonationPart, int, Account]


def give_back(
    session: Session, *, by: User, donation: Donation, given_back_on: date, reason: str, parts: Sequence[Back]
) -> GiveBack:
    """Give back what the donor asks for; what it had fulfilled of a pledge is open again.

    Refuses more than is left of the gift, a day before it came, a gift that was put right by
    another, and what the campaign's own money in that till does not cover.
    """
    reason = clean_reason(reason)
    if is_corrected(session, donation):
        raise Refused(None, N_("This gift was corrected; give back the right one."))
    if given_back_on < donation.received_on:
        raise Refused("given_back_on", N_("It came on %(day)s only."), day=show_day(donation.received_on))
    parts = [back for back in parts if back[1]]
    _refuse_too_much(session, parts)
    _refuse_foreign(donation, parts, given_back_on)
    entry = open_entry(session, by=by, kind=EntryKind.GIVE_BACK, happened_on=given_back_on, memo=reason)
    back = GiveBack(
        donation_id=donation.id,
        given_back_on=given_back_on,
        reason=reason,
        by_id=by.id,
        at=now(),
        entry_id=entry.id,
    )
    session.add(back)
    session.flush()
    for part, quantity, till in parts:
        row = GiveBackPart(give_back_id=back.id, donation_part_id=part.id, account_id=till.id, quantity=quantity)
        session.add(row)
    session.flush()
    money = sum(quantity for part, quantity, _ in parts if part.item == VND)
    if money:
        keep_off_commitments(session, entry, session.get_one(Campaign, donation.campaign_id), money)
    shares = reopen(session, donation, _money_left(session, donation))
    post(session, (entry, _drafts(session, donation, parts, shares)))
    keep_matches(session, donation, entry, shares)
    donor = session.get_one(Donor, donation.donor_id)
    make_vouchers(session, by=by, entries=[entry], party=donor.full_name, reason=reason)
    return back


def _refuse_too_much(session: Session, parts: Sequence[Back]) -> None:
    if not parts:
        raise Refused("amount", N_("Say how much goes back."))
    asked: dict[int, int] = defaultdict(int)
    for part, quantity, _ in parts:
        asked[part.id] += quantity
        left = part.quantity - given_back(session, part)
        if quantity < 0 or asked[part.id] > left:
            raise Refused(
                "amount", N_("Only %(left)s of it are left to give back."), left=shown(session, part.item, left)
            )


def _refuse_foreign(donation: Donation, parts: Sequence[Back], day: date) -> None:
    """Refuse what is no till or store of the day; a part of another gift is a fault of the program."""
    for part, _, till in parts:
        if part.donation_id != donation.id:
            raise ValueError(f"part {part.id} belongs to another gift")
        if till.kind not in TILL_KINDS or (till.kind == AccountKind.GOODS) != (part.item != VND):
            raise Refused("till", N_("“%(till)s” does not hold this."), till=till.name)
        refuse_unfit(till, part.item, day, field="till")


def _money_left(session: Session, donation: Donation) -> int:
    money = [part for part in parts_of(session, donation) if part.item == VND]
    return sum(part.quantity - given_back(session, part) for part in money)


def _drafts(session: Session, donation: Donation, parts: Sequence[Back], shares: Shares) -> list[Draft]:
    campaign = session.get_one(Campaign, donation.campaign_id)
    budget = donation.source == Source.BUDGET
    drafts = []
    for part, quantity, till in parts:
        income = account(session, "income:budget" if budget and part.item == VND else "income:gifts")
        drafts.append(Draft(till, campaign, part.item, -quantity, donation_part_id=part.id))
        drafts.append(Draft(income, campaign, part.item, quantity, donation_part_id=part.id))
    opened = -sum(share for _, share in shares)
    return drafts + (pledged_drafts(session, campaign, opened) if opened else [])
