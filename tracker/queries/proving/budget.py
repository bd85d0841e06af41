"""Tell of budget money by its source: who gave how much to which campaign in a year, and what the campaign spent."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.models.giving.donations import Donation, DonationPart, GiveBack, GiveBackPart, Source
from tracker.models.giving.donors import Donor
from tracker.models.proving.campaigns import Campaign
from tracker.queries.giving.donations import donations
from tracker.queries.journal import VND
from tracker.queries.proving.campaigns import NOTHING, positions
from tracker.queries.proving.positions import Position
from tracker.queries.proving.reversals import is_reversed

Record = TypeVar("Record", Campaign, Donor)
_Pair = tuple[int, int]


@dataclass(frozen=True)
class BudgetRow:
    """What one source gave a campaign in a year, and what of it went back in that year (whole đồng)."""

    donor: Donor
    campaign: Campaign
    received: int
    given_back: int

    @property
    def kept(self) -> int:
        """Give what stayed."""
        return self.received - self.given_back


def budget_of(session: Session, year: int) -> list[BudgetRow]:
    """List the sources of budget money of a year by name, each campaign for itself."""
    came, back = _came(session, year), _went_back(session, year)
    pairs = came.keys() | back.keys()
    donors = _by_id(session, Donor, {donor for donor, _campaign in pairs})
    campaigns = _by_id(session, Campaign, {campaign for _donor, campaign in pairs})
    rows = [
        BudgetRow(donors[donor], campaigns[campaign], came.get((donor, campaign), 0), back.get((donor, campaign), 0))
        for donor, campaign in pairs
    ]
    return sorted(rows, key=lambda row: (row.donor.name_sort, row.donor.id, row.campaign.code))


def campaigns_with_budget(session: Session, rows: list[BudgetRow], year: int) -> list[tuple[Campaign, Position]]:
    """Say where the campaigns of some rows stand in a year, by code."""
    campaigns = {row.campaign.id: row.campaign for row in rows}
    if not campaigns:
        return []
    where = positions(session, since=date(year, 1, 1), until=date(year, 12, 31), worth=False)
    found = [(campaign, where.get(key, NOTHING)) for key, campaign in campaigns.items()]
    return sorted(found, key=lambda each: each[0].code)


def years_of_budget(session: Session) -> tuple[list[int], int]:
    """List the years since the first budget money, latest first, and give the last in which some came (or this)."""
    asked = select(func.min(Donation.received_on), func.max(Donation.received_on))
    first, last = session.execute(asked.where(Donation.source == Source.BUDGET)).one()
    this = today().year
    if first is None or last is None:
        return [this], this
    return list(range(max(this, last.year), first.year - 1, -1)), last.year


def _came(session: Session, year: int) -> dict[_Pair, int]:
    standing = donations().where(Donation.source == Source.BUDGET, _in(Donation.received_on, year)).subquery()
    asked = (
        select(standing.c.donor_id, standing.c.campaign_id, func.sum(DonationPart.quantity))
        .join(DonationPart, DonationPart.donation_id == standing.c.id)
        .where(DonationPart.item == VND)
        .group_by(standing.c.donor_id, standing.c.campaign_id)
    )
    return {(donor, campaign): int(amount) for donor, campaign, amount in session.execute(asked)}


def _went_back(session: Session, year: int) -> dict[_Pair, int]:
    asked = (
        select(Donation.donor_id, Donation.campaign_id, func.sum(GiveBackPart.quantity))
        .join(GiveBack, GiveBack.donation_id == Donation.id)
        .join(GiveBackPart, GiveBackPart.give_back_id == GiveBack.id)
        .join(DonationPart, DonationPart.id == GiveBackPart.donation_part_id)
        .where(Donation.source == Source.BUDGET, DonationPart.item == VND, _in(GiveBack.given_back_on, year))
        .where(~is_reversed(GiveBack.entry_id))
        .group_by(Donation.donor_id, Donation.campaign_id)
    )
    return {(donor, campaign): int(amount) for donor, campaign, amount in session.execute(asked)}


def _in(day: Any, year: int) -> ColumnElement[bool]:
    within: ColumnElement[bool] = day.between(date(year, 1, 1), date(year, 12, 31))
    return within


def _by_id(session: Session, model: type[Record], ids: set[int]) -> dict[int, Record]:
    return {record.id: record for record in session.scalars(select(model).where(model.id.in_(ids)))}
