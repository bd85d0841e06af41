"""Receive gifts: post them to the campaign's own money and goods, fulfil pledges, stand them on vouchers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_day
from tracker.ground.names import clean_remark, clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donations import Donation, DonationPart, Source, UnidentifiedTransfer
from tracker.models.giving.donors import Donor
from tracker.models.giving.pledges import Pledge, PledgeInstalment
from tracker.models.journal import TILL_KINDS, Account, AccountKind, Entry, EntryKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.users import User
from tracker.operations.closed_days import refuse_unlikely_day
from tracker.operations.giving.pledge_matches import fulfil, keep_matches, refuse_foreign_pledge
from tracker.operations.giving.pledges import pledged_drafts
from tracker.operations.journal import Draft, open_entry, post
from tracker.operations.proving.sealing import seal
from tracker.operations.proving.vouchers import make_vouchers
from tracker.queries.journal import VND, account
from tracker.queries.same import kept, leading_id

#: The other side of a gift.
GIFTS, BUDGET = "income:gifts", "income:budget"
#: What a pledge's parts are fulfilled by.
Shares = list[tuple[PledgeInstalment, int]]


@dataclass(frozen=True)
class Part:
    """One thing of a gift: into which till or store, of what, how much, and what goods are worth.

    `quantity` > 0 in whole đồng or pieces; `value` is đồng of all pieces together, or None.
    """

    account: Account
    item: str
    quantity: int
    value: int | None = None


@dataclass(frozen=True)
class Gift:
    """All that is to be said of a gift, whoever records it and however it came."""

    donor: Donor
    campaign: Campaign
    parts: Sequence[Part]
    source: Source
    received_on: date
    via: Donor | None = None
    pledge: Pledge | None = None
    purpose: str = ""
    note: str = ""

    @property
    def money(self) -> int:
        """Whole đồng of the gift; goods are no money."""
        return sum(part.quantity for part in self.parts if part.item == VND)


def receive_donation(
    session: Session,
    *,
    by: User,
    donor: Donor,
    campaign: Campaign,
    parts: Sequence[Part],
    source: Source,
    received_on: date,
    via: Donor | None = None,
    pledge: Pledge | None = None,
    purpose: str = "",
    remark: str = "",
) -> Donation:
    """Record a gift that has arrived and post it to the campaign's own money and goods.

    `via` is credited beside the donor; the sum counts the gift once. Refuses a gift of nothing, a
    closed campaign, cash or goods after the announced end of receipt, a part in a till of another
    kind, and a pledge of another donor or campaign. A gift larger than its pledge is accepted:
    nobody turns money away. What is said of a merged record is recorded for the one that is kept.
    """
    donor, via = kept(session, donor), kept(session, via) if via else None
    gift = Gift(donor, campaign, parts, source, received_on, via, pledge, purpose, remark)
    refuse_senseless(gift)
    memo = clean_text(purpose, field="purpose", at_most=200)
    entry = open_entry(session, by=by, kind=EntryKind.DONATION, happened_on=received_on, memo=memo)
    donation = keep_gift(session, by=by, gift=gift, entry=entry)
    shares = shares_of(session, gift)
    post(session, (entry, gift_drafts(session, donation, gift, shares)))
    keep_matches(session, donation, entry, shares)
    seal(session, "donation", donation.id)
    make_vouchers(session, by=by, entries=[entry], party=donor.full_name, reason=donation.purpose, daily=True)
    return donation


def refuse_senseless(gift: Gift, *, unmoved: Collection[int] = ()) -> None:
    """Refuse a gift that cannot be one, whoever records it.

    `unmoved` are the tills in which nothing moves though the gift is there: they and the campaign may be closed.
    """
    if not gift.parts:
        raise Refused("amount", N_("Say what was given: an amount or goods."))
    refuse_unlikely_day(gift.received_on, "received_on")
    if gift.campaign.closed_on is not None and any(part.account.id not in unmoved for part in gift.parts):
        raise Refused("campaign", N_("“%(campaign)s” is closed."), campaign=gift.campaign.name)
    until = gift.campaign.receives_until
    if until and gift.received_on > until and any(part.account.kind != AccountKind.BANK for part in gift.parts):
        text = N_("“%(campaign)s” takes gifts until %(day)s only, as announced.")
        raise Refused("received_on", text, campaign=gift.campaign.name, day=show_day(until))
    if gift.via is not None and leading_id(gift.via) == leading_id(gift.donor):
        raise Refused("via", N_("The donor and who it came through are the same."))
    for part in gift.parts:
        _refuse_wrong_till(part, unmoved)


def _refuse_wrong_till(part: Part, unmoved: Collection[int]) -> None:
    goods = part.account.kind == AccountKind.GOODS
    if part.account.kind not in TILL_KINDS or goods == (part.item == VND):
        raise Refused("till", N_("“%(till)s” does not hold this."), till=part.account.name)
    if part.account.closed_on is not None and part.account.id not in unmoved:
        raise Refused("till", N_("“%(till)s” is closed."), till=part.account.name)
    if part.quantity <= 0:
        raise Refused("amount", N_("Say what was given: an amount or goods."))


def keep_gift(
    session: Session,
    *,
    by: User,
    gift: Gift,
    entry: Entry,
    transfer: UnidentifiedTransfer | None = None,
    corrects: Donation | None = None,
) -> Donation:
    """Keep the gift and its parts; the lines that stand for them follow by `gift_drafts`."""
    donation = gift_record(by=by, gift=gift, entry=entry, transfer=transfer, corrects=corrects)
    session.add(donation)
    session.flush()
    session.add_all(part_records(donation, gift))
    session.flush()
    return donation


def gift_record(
    *,
    by: User,
    gift: Gift,
    entry: Entry,
    transfer: UnidentifiedTransfer | None = None,
    corrects: Donation | None = None,
) -> Donation:
    """Make the record of a gift, not yet kept."""
    purpose = clean_text(gift.purpose, field="purpose", at_most=200)
    return Donation(
        donor_id=gift.donor.id,
        via_id=gift.via.id if gift.via else None,
        campaign_id=gift.campaign.id,
        source=gift.source,
        received_on=gift.received_on,
        purpose=purpose or usual_purpose(gift.campaign),
        note=clean_remark(gift.note),
        recorded_by=by.id,
        recorded_at=now(),
        entry_id=entry.id,
        unidentified_id=transfer.id if transfer else None,
        corrects_id=corrects.id if corrects else None,
    )


def part_records(donation: Donation, gift: Gift) -> list[DonationPart]:
    """Make the records of a kept gift's parts, in their order, not yet kept."""
    return [
        DonationPart(
            donation_id=donation.id,
            account_id=part.account.id,
            item=part.item,
            quantity=part.quantity,
            value=part.value,
        )
        for part in gift.parts
    ]


def usual_purpose(campaign: Campaign) -> str:
    """Say what a gift is for where the donor says nothing of his own, as the paper does."""
    return f"Ủng hộ chương trình “{campaign.name}”"


def shares_of(session: Session, gift: Gift) -> Shares:
    """Say which parts of its pledge the gift fulfils; none where it has no pledge or no money."""
    if gift.pledge is None:
        return []
    refuse_foreign_pledge(gift.pledge, donor=gift.donor, campaign_id=gift.campaign.id)
    return fulfil(session, gift.pledge, gift.money, gift.received_on)


def gift_drafts(session: Session, donation: Donation, gift: Gift, shares: Shares) -> list[Draft]:
    """Give the lines of a gift: into till or store, out of its income, and less is outstanding."""
    kept = select(DonationPart.id).where(DonationPart.donation_id == donation.id).order_by(DonationPart.id)
    return drafts_of_parts(session, gift, list(session.scalars(kept)), shares, incomes(session))


def incomes(session: Session) -> dict[str, Account]:
    """Give the accounts of gifts and of budget money, by their paths."""
    return {code: account(session, code) for code in (GIFTS, BUDGET)}


def drafts_of_parts(
    session: Session, gift: Gift, part_ids: Sequence[int], shares: Shares, accounts: Mapping[str, Account]
) -> list[Draft]:
    """Give the lines of a gift whose parts are kept under these ids; `accounts` are those of `incomes`."""
    money_income = accounts[BUDGET if gift.source == Source.BUDGET else GIFTS]
    drafts = []
    for part, part_id in zip(gift.parts, part_ids, strict=True):
        counter = money_income if part.item == VND else accounts[GIFTS]
        drafts.append(Draft(part.account, gift.campaign, part.item, part.quantity, donation_part_id=part_id))
        drafts.append(Draft(counter, gift.campaign, part.item, -part.quantity, donation_part_id=part_id))
    fulfilled = sum(share for _, share in shares)
    return drafts + (pledged_drafts(session, gift.campaign, -fulfilled) if fulfilled else [])
