"""Ask what one donor gave and passed on in a year: each gift with its papers, what went back, what was corrected."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.models.giving.donations import Donation, DonationPart, GiveBack, GiveBackPart
from tracker.models.giving.donors import Donor
from tracker.queries.giving.donations import parts_of_all, receipts_of_all
from tracker.queries.giving.receipt_books import handwritten_of_all
from tracker.queries.journal import VND
from tracker.queries.proving.corrections import correction_vouchers
from tracker.queries.proving.vouchers import vouchers_of
from tracker.queries.same import keys_of_one, leading_id

#: A year has four digits.
_YEARS = 10_000
Back = tuple[GiveBack, DonationPart, int]


@dataclass(frozen=True)
class GiftRow:
    """One gift of the year: as the donor's own, or passed on from somebody else."""

    donation: Donation
    own: bool
    parts: Sequence[DonationPart]
    #: Numbers of the receipts that stand, else of the vouchers.
    papers: tuple[str, ...]
    #: What of it went back so far, and when, whichever year that was.
    backs: Sequence[Back]
    #: Number of the voucher by which it was put right; empty for a gift that stands.
    corrected: str

    @property
    def money(self) -> int | None:
        """Sum the money that came (whole đồng); None for a gift of goods alone."""
        quantities = [part.quantity for part in self.parts if part.item == VND]
        return sum(quantities) if quantities else None

    @property
    def goods(self) -> list[DonationPart]:
        """List the goods that came."""
        return [part for part in self.parts if part.item != VND]

    @property
    def value(self) -> int | None:
        """Sum what its goods are worth (đồng), never money; None where that of one is unknown, and without goods."""
        values = [part.value for part in self.goods if part.value is not None]
        return sum(values) if values and len(values) == len(self.goods) else None


@dataclass
class Side:
    """What is credited in one way, as the donor's own or as passed on: counts, đồng, and the worth of goods beside."""

    rows: list[GiftRow] = field(default_factory=list)
    #: Given back in the year, of gifts of any year.
    backs: list[tuple[Donation, Back]] = field(default_factory=list)

    @property
    def standing(self) -> list[GiftRow]:
        """List the gifts that were not put right by another."""
        return [row for row in self.rows if not row.corrected]

    @property
    def money(self) -> int:
        """Sum the money that came in the year (whole đồng)."""
        return sum(row.money or 0 for row in self.standing)

    @property
    def value(self) -> int:
        """Sum the known worth of goods (đồng); it stands beside the money and in no sum with it."""
        return sum(row.value or 0 for row in self.standing)

    @property
    def unvalued(self) -> int:
        """Count the gifts of goods whose worth is unknown."""
        return sum(bool(row.goods) and row.value is None for row in self.standing)

    @property
    def money_back(self) -> int:
        """Sum the money that went back in the year (whole đồng)."""
        return sum(quantity for _gift, (_back, part, quantity) in self.backs if part.item == VND)


@dataclass(frozen=True)
class Statement:
    """A donor's year; what he gave and what came through him are never one sum."""

    donor: Donor
    year: int
    own: Side
    through: Side

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing came and nothing went back."""
        return not any((self.own.rows, self.through.rows, self.own.backs, self.through.backs))


def statement_key(donor: Donor, year: int) -> int:
    """Give the key under which the prints of a donor's year are kept: all records of one donor share it."""
    return leading_id(donor) * _YEARS + year


def statement_of(session: Session, donor: Donor, year: int) -> Statement:
    """Gather the gifts that name any record of a donor, by day, and what went back in the year."""
    keys = set(session.scalars(keys_of_one(donor)))
    statement = Statement(donor, year, Side(), Side())
    for row in _rows(session, keys, year):
        (statement.own if row.own else statement.through).rows.append(row)
    for gift, back in _backs_of_year(session, keys, year):
        (statement.own if gift.donor_id in keys else statement.through).backs.append((gift, back))
    return statement


def years_of_gifts(session: Session, donor: Donor) -> list[int]:
    """List the years in which a donor gave or passed on, the latest first."""
    keys = set(session.scalars(keys_of_one(donor)))
    days = session.scalars(select(Donation.received_on).where(_names(keys)).distinct())
    return sorted({day.year for day in days}, reverse=True)


def _names(keys: set[int]) -> ColumnElement[bool]:
    return or_(Donation.donor_id.in_(keys), Donation.via_id.in_(keys))


def _rows(session: Session, keys: set[int], year: int) -> list[GiftRow]:
    loads = (joinedload(Donation.donor), joinedload(Donation.via), joinedload(Donation.campaign))
    asked = select(Donation).where(_names(keys), Donation.received_on.between(date(year, 1, 1), date(year, 12, 31)))
    gifts = session.scalars(asked.options(*loads).order_by(Donation.received_on, Donation.id)).all()
    ids = [gift.id for gift in gifts]
    parts, papers, corrected = parts_of_all(session, ids), _papers(session, gifts), correction_vouchers(session, ids)
    backs: dict[int, list[Back]] = {}
    for back in session.execute(_give_backs().where(GiveBack.donation_id.in_(ids))):
        backs.setdefault(back[0].donation_id, []).append((back[0], back[1], int(back[2])))
    return [
        GiftRow(
            gift,
            gift.donor_id in keys,
            sorted(parts.get(gift.id, []), key=lambda part: (part.item != VND, part.id)),
            papers[gift.id],
            backs.get(gift.id, []),
            corrected.get(gift.id, ""),
        )
        for gift in gifts
    ]


def _papers(session: Session, gifts: Sequence[Donation]) -> dict[int, tuple[str, ...]]:
    """Name the receipts of each gift that stand, also handwritten ones, or else its vouchers."""
    ids = [gift.id for gift in gifts]
    receipts, by_hand = receipts_of_all(session, ids), handwritten_of_all(session, ids)
    vouchers = vouchers_of(session, [gift.entry_id for gift in gifts])
    found: dict[int, tuple[str, ...]] = {}
    for gift in gifts:
        codes = [receipt.code for receipt, void in receipts.get(gift.id, []) if not void]
        codes += [by_hand[gift.id].code] if gift.id in by_hand else []
        found[gift.id] = tuple(codes or [voucher.code for voucher in vouchers.get(gift.entry_id, [])])
    return found


def _give_backs() -> Select[GiveBack, DonationPart, int]:
    """Ask for all that went back, oldest first."""
    return (
        select(GiveBack, DonationPart, GiveBackPart.quantity)
        .join(GiveBackPart, GiveBackPart.give_back_id == GiveBack.id)
        .join(DonationPart, DonationPart.id == GiveBackPart.donation_part_id)
        .order_by(GiveBack.given_back_on, GiveBackPart.id)
    )


def _backs_of_year(session: Session, keys: set[int], year: int) -> list[tuple[Donation, Back]]:
    in_year = GiveBack.given_back_on.between(date(year, 1, 1), date(year, 12, 31))
    asked = _give_backs().join(Donation, Donation.id == GiveBack.donation_id).add_columns(Donation)
    found = session.execute(asked.where(_names(keys), in_year))
    return [(gift, (back, part, int(quantity))) for back, part, quantity, gift in found]
