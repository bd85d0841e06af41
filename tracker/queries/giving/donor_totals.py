"""Sum what donors gave and passed on, for a whole page of them in three questions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Select, Subquery, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from tracker.models.giving.donations import Donation, DonationPart, GiveBackPart
from tracker.models.giving.donors import Donor
from tracker.queries.giving.donations import donations
from tracker.queries.journal import VND
from tracker.queries.name_search import is_main
from tracker.queries.same import leading_id


@dataclass
class Credit:
    """What is credited to a donor in one way, less what was given back (whole đồng; pieces by item)."""

    gifts: int = 0
    last_on: date | None = None
    amount: int = 0
    goods: dict[str, int] = field(default_factory=dict)


@dataclass
class Totals:
    """What a donor gave of his own, and what came through him from others; never one sum."""

    own: Credit = field(default_factory=Credit)
    through: Credit = field(default_factory=Credit)

    @property
    def gifts(self) -> int:
        """Count the gifts that name the donor either way."""
        return self.own.gifts + self.through.gifts


def totals_of(session: Session, donor: Donor) -> Totals:
    """Sum the standing gifts of one donor, of all its records."""
    return totals_of_all(session, [leading_id(donor)])[leading_id(donor)]


def totals_of_all(session: Session, donor_ids: Iterable[int]) -> dict[int, Totals]:
    """Sum the standing gifts of many donors, by the key of the record that is kept; who gave nothing has zeros."""
    totals = {donor_id: Totals() for donor_id in donor_ids}
    credited = _credited(list(totals))
    counted = select(credited.c.who, credited.c.passed, func.count(), func.max(credited.c.day))
    for who, passed, gifts, last_on in session.execute(counted.group_by(credited.c.who, credited.c.passed)):
        credit = _credit(totals, who, passed)
        credit.gifts, credit.last_on = int(gifts), last_on
    for sign, asked in ((1, _given(credited)), (-1, _gone_back(credited))):
        for who, passed, item, quantity in session.execute(asked):
            _add(_credit(totals, who, passed), item, sign * int(quantity))
    return totals


def _credited(donor_ids: list[int]) -> Subquery:
    """Name each standing gift under its donor (passed 0) and under whom it came through (passed 1)."""
    main = is_main(Donor) & Donor.id.in_(donor_ids)
    records = select(Donor.id).where(or_(main, Donor.merged_into_id.in_(donor_ids)))
    who = func.coalesce(Donor.merged_into_id, Donor.id).label("who")
    own = donations().join(Donor, Donor.id == Donation.donor_id).where(Donation.donor_id.in_(records))
    through = donations().join(Donor, Donor.id == Donation.via_id).where(Donation.via_id.in_(records))
    day = Donation.received_on.label("day")
    return union_all(
        own.with_only_columns(who, literal(0).label("passed"), Donation.id, day),
        through.with_only_columns(who, literal(1).label("passed"), Donation.id, day),
    ).subquery()


def _given(credited: Subquery) -> Select[int, int, str, int]:
    return (
        select(credited.c.who, credited.c.passed, DonationPart.item, func.sum(DonationPart.quantity))
        .join(DonationPart, DonationPart.donation_id == credited.c.id)
        .group_by(credited.c.who, credited.c.passed, DonationPart.item)
    )


def _gone_back(credited: Subquery) -> Select[int, int, str, int]:
    return (
        select(credited.c.who, credited.c.passed, DonationPart.item, func.sum(GiveBackPart.quantity))
        .join(DonationPart, DonationPart.donation_id == credited.c.id)
        .join(GiveBackPart, GiveBackPart.donation_part_id == DonationPart.id)
        .group_by(credited.c.who, credited.c.passed, DonationPart.item)
    )


def _credit(totals: dict[int, Totals], who: int, passed: int) -> Credit:
    return totals[who].through if passed else totals[who].own


def _add(credit: Credit, item: str, quantity: int) -> None:
    if item == VND:
        credit.amount += quantity
        return
    left = credit.goods.get(item, 0) + quantity
    credit.goods = {code: count for code, count in {**credit.goods, item: left}.items() if count}


def gone_back_of_all(session: Session, donation_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """Sum what of each gift was given back, by gift and item (whole đồng; pieces), in one question."""
    asked = (
        select(DonationPart.donation_id, DonationPart.item, func.sum(GiveBackPart.quantity))
        .join(GiveBackPart, GiveBackPart.donation_part_id == DonationPart.id)
        .where(DonationPart.donation_id.in_(list(donation_ids)))
        .group_by(DonationPart.donation_id, DonationPart.item)
    )
    found: dict[int, dict[str, int]] = {}
    for donation_id, item, quantity in session.execute(asked):
        found.setdefault(donation_id, {})[item] = int(quantity)
    return found
