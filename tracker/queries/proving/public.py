"""Ask what anybody may know: is a receipt genuine, what did each campaign receive and give.

No person's name leaves here.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models.giving.donations import Donation
from tracker.models.giving.receipts import Receipt
from tracker.models.proving.campaigns import GENERAL_FUND, Campaign, Partner
from tracker.models.settings import SeriesCode
from tracker.queries.giving.donations import give_backs_of
from tracker.queries.giving.receipts import receipt_by_token, row_of, said_by
from tracker.queries.journal import VND, shown
from tracker.queries.proving.positions import Extra, GoodsPosition, Position, Sum, goods_of, money_of
from tracker.queries.proving.public_help import NOBODY, PublicReach, public_reach
from tracker.queries.proving.sums import sums_of


@dataclass(frozen=True)
class Checked:
    """What a paper's code proves: number, day, worth, campaign, and what became of it; never who gave."""

    code: str
    is_goods: bool
    issued_on: date
    #: Whole đồng of a money receipt.
    amount: int
    #: Name and quantity with its unit, of a goods receipt.
    goods: list[tuple[str, int, str]]
    campaign: Campaign
    voided_on: date | None
    #: Number of the receipt in its place.
    replaced_by: str | None
    #: Shown quantity and day of each giving back.
    given_back: list[tuple[str, date]]


@dataclass(frozen=True)
class CampaignSums:
    """Where a campaign stands since it began, and whom it reached, for everybody; money comes from balances only."""

    campaign: Campaign
    position: Position = field(default_factory=Position)
    #: Whole đồng that came from other campaigns, less what went to them.
    moved: int = 0
    partners: Sequence[str] = ()
    reach: PublicReach = NOBODY


def check(session: Session, token: str) -> Checked | None:
    """Look a paper's code up; None where no paper has it."""
    receipt = receipt_by_token(session, token) if token else None
    if receipt is None:
        return None
    row, said = row_of(session, receipt), said_by(receipt)
    donation = session.get_one(Donation, receipt.donation_id)
    return Checked(
        code=receipt.code,
        is_goods=receipt.series == SeriesCode.TN,
        issued_on=receipt.issued_on,
        amount=receipt.amount,
        goods=[(line["name"], line["quantity"], line["unit"]) for line in said["goods"]],
        campaign=donation.campaign,
        voided_on=row.void.voided_on if row.void else None,
        replaced_by=row.replaced_by.code if row.replaced_by else None,
        given_back=_given_back(session, receipt, donation),
    )


def _given_back(session: Session, receipt: Receipt, donation: Donation) -> list[tuple[str, date]]:
    money = receipt.series == SeriesCode.BL
    return [
        (shown(session, part.item, quantity), back.given_back_on)
        for back, part, quantity in give_backs_of(session, donation)
        if (part.item == VND) == money
    ]


def campaign_sums(session: Session, campaign: Campaign | None = None) -> list[CampaignSums]:
    """Sum all campaigns (or one), those that still run first; an empty general fund is left out."""
    asked = select(Campaign).order_by(Campaign.closed_on.is_not(None), Campaign.code)
    campaigns = [campaign] if campaign is not None else list(session.scalars(asked))
    rows: dict[int, dict[str, list[Sum]]] = defaultdict(lambda: defaultdict(list))
    for row in sums_of(session, campaign=campaign):
        rows[row.campaign_id][row.item].append(row)
    partners, reach = _partners(session), public_reach(session, campaign)
    return [
        _sums(each, rows[each.id], partners.get(each.id, []), reach.get(each.id, NOBODY))
        for each in campaigns
        if each.code != GENERAL_FUND or rows[each.id] or campaign is not None
    ]


def _sums(campaign: Campaign, rows: dict[str, list[Sum]], partners: list[str], reach: PublicReach) -> CampaignSums:
    goods: dict[str, GoodsPosition] = {
        item: goods_of(sums, Extra()) for item, sums in sorted(rows.items()) if item != VND
    }
    money = rows.get(VND, [])
    moved = -sum(row.within for row in money if row.code == "equity:moved")
    return CampaignSums(campaign, money_of(money, Extra(), goods), moved, partners, reach)


def _partners(session: Session) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for partner in session.scalars(select(Partner).order_by(Partner.id)):
        found[partner.campaign_id].append(partner.name)
    return found
