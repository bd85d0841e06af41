"""Ask what reached whom: by list, by occasion, by place; what came back; what goods are worth."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, literal, select, union_all
from sqlalchemy.orm import Session

from tracker.models.giving.donations import Donation, DonationPart
from tracker.models.helping.disbursements import Disbursement, DisbursementPart, TakeBack
from tracker.models.helping.handouts import Handout, HandoutLine
from tracker.models.journal import Line
from tracker.models.proving.purchases import Purchase, PurchaseLine
from tracker.queries.journal import VND
from tracker.queries.proving.reversals import is_reversed


@dataclass(frozen=True)
class Worth:
    """What all pieces of an item that came for a campaign are worth together (whole đồng)."""

    value: int
    pieces: int

    def of(self, pieces: int) -> int:
        """Give the worth of so many pieces, in whole đồng, rounded down."""
        return self.value * pieces // self.pieces


def unit_values(session: Session, handout: Handout) -> dict[str, Worth]:
    """Give the worth of a campaign's goods by item: what donors said, and what bought ones cost.

    An item of which one gift has no value is missing.
    """
    worth: dict[str, Worth] = {}
    unknown = set()
    asked: Any = union_all(_given(handout.campaign_id), _bought(handout.campaign_id))
    for item, value, pieces, without_value in session.execute(asked):
        before = worth.get(item, Worth(0, 0))
        worth[item] = Worth(before.value + int(value or 0), before.pieces + int(pieces))
        unknown |= {item} if without_value else set()
    return {item: each for item, each in worth.items() if item not in unknown}


def _given(campaign_id: int) -> Select[str, int | None, int, int]:
    """Ask, by item, for the stated value of gifts of goods that stand, their pieces, and how many have no value."""
    return (
        select(
            DonationPart.item,
            func.sum(DonationPart.value),
            func.sum(DonationPart.quantity),
            func.count() - func.count(DonationPart.value),
        )
        .join(Donation, Donation.id == DonationPart.donation_id)
        .where(Donation.campaign_id == campaign_id, DonationPart.item != VND, ~is_reversed(Donation.entry_id))
        .group_by(DonationPart.item)
    )


def _bought(campaign_id: int) -> Select[str, int, int, int]:
    """Ask, by item, for what bought goods cost and how many they are; purchases taken back are left out."""
    return (
        select(
            PurchaseLine.item,
            func.sum(PurchaseLine.quantity * PurchaseLine.unit_price),
            func.sum(PurchaseLine.quantity),
            literal(0),
        )
        .join(Purchase, Purchase.id == PurchaseLine.purchase_id)
        .where(Purchase.campaign_id == campaign_id, ~is_reversed(Purchase.entry_id))
        .group_by(PurchaseLine.item)
    )


def help_line(session: Session, part: DisbursementPart) -> Line:
    """Give the one line of help that stands for a part."""
    asked = select(Line).where(Line.disbursement_part_id == part.id, Line.takes_back_id.is_(None))
    return session.scalars(asked).one()


def is_taken_back(session: Session, part: DisbursementPart) -> bool:
    """Tell whether a part came back."""
    return session.scalar(select(TakeBack.id).where(TakeBack.disbursement_part_id == part.id)) is not None


def list_of_help(session: Session, given: Disbursement) -> Handout:
    """Give the list on which help stands."""
    return session.get_one(Handout, session.get_one(HandoutLine, given.line_id).handout_id)
