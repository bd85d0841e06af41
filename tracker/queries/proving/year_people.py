"""Name who stood behind a year: the partners of its campaigns, and the donors who may be named."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.models.giving.donations import Donation, DonationPart
from tracker.models.giving.donors import Donor, DonorKind
from tracker.models.journal import Account, Entry, Line
from tracker.models.proving.campaigns import Campaign, Partner
from tracker.queries.giving.gift_facts import ANONYMOUS
from tracker.queries.journal import VND


@dataclass
class Given:
    """What one donor gave to one campaign in the year, less what went back: whole đồng, and pieces by item."""

    name: str
    #: Through whom it came; None where it came straight, or from somebody who is not named.
    via: str | None
    campaign: str
    #: The donor's key in the register; None of a donor who is not named.
    donor_id: int | None = None
    amount: int = 0
    goods: dict[str, int] = field(default_factory=dict)


def partners_of_year(session: Session, since: date, until: date) -> list[dict[str, str]]:
    """List the institutions beside the campaigns that ran at any time of a period (both days included)."""
    asked = (
        select(Campaign.code, Partner.name)
        .join(Campaign, Campaign.id == Partner.campaign_id)
        .where(
            Campaign.starts_on <= until,
            or_(Campaign.ends_on.is_(None), Campaign.ends_on >= since),
            or_(Campaign.closed_on.is_(None), Campaign.closed_on >= since),
        )
    )
    rows = session.execute(asked.order_by(Campaign.code, Partner.id))
    return [{"campaign": code, "name": name} for code, name in rows]


def donors_of_year(session: Session, since: date, until: date, *, in_public: bool = False) -> list[Given]:
    """List what the donors gave who may be named: organisations, and persons who agreed to it.

    A gift that came through another is told once, with both names; `in_public` names nobody without his word.
    """
    found: dict[tuple[Any, ...], Given] = {}
    for lead, name, via_lead, via, code, item, quantity in session.execute(_gifts(since, until, in_public)):
        key = (lead, via_lead, code)
        given = found.setdefault(key, Given(name or ANONYMOUS, via, code, lead))
        if item == VND:
            given.amount += int(quantity)
        elif quantity:
            given.goods[item] = given.goods.get(item, 0) + int(quantity)
    told = [given for given in found.values() if given.amount or any(given.goods.values())]
    return sorted(told, key=lambda each: (each.campaign, -each.amount, each.name, each.via or ""))


def _gifts(since: date, until: date, in_public: bool) -> Select[Any]:
    """Ask for (donor, name, via, its name, campaign, item, quantity) by the lines of income."""
    giver, via = _named(in_public), _named(in_public)
    columns = (giver.c.lead, giver.c.name, via.c.lead, via.c.name, Campaign.code, Line.item)
    return (
        select(*columns, func.sum(-Line.quantity))
        .select_from(Donation)
        .outerjoin(giver, giver.c.id == Donation.donor_id)
        .outerjoin(via, via.c.id == Donation.via_id)
        .join(DonationPart, DonationPart.donation_id == Donation.id)
        .join(Line, Line.donation_part_id == DonationPart.id)
        .join(Entry, Entry.id == Line.entry_id)
        # Written so, the lines are found by the gifts of the few who may be named.
        .join(Account, Account.id == Line.account_id + 0)
        .join(Campaign, Campaign.id == Line.campaign_id)
        .where(
            Account.code == "income:gifts",
            Entry.happened_on.between(since, until),
            or_(Donation.donor_id.in_(select(giver.c.id)), Donation.via_id.in_(select(via.c.id))),
        )
        .group_by(*columns)
    )


def _named(in_public: bool) -> Subquery:
    """Ask for the records of who may be named, each with the record that is kept of him."""
    record, lead = aliased(Donor), aliased(Donor)
    kept = lead.id == func.coalesce(record.merged_into_id, record.id)
    asked = select(record.id, lead.id.label("lead"), lead.full_name.label("name")).join(lead, kept)
    return asked.where(_may_be_named(lead, in_public)).subquery()


def _may_be_named(donor: Any, in_public: bool) -> ColumnElement[bool]:
    agreed: ColumnElement[bool] = donor.named_in_public
    if in_public:
        return and_(donor.kind != DonorKind.ANONYMOUS, agreed)
    return or_(donor.kind == DonorKind.ORGANISATION, and_(donor.kind == DonorKind.PERSON, agreed))
