"""Ask what reached whom: by list, by occasion, by place; what came back; what goods are worth."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.models.disbursements import DisbursementPart, TakeBack
from tracker.models.donations import Donation, DonationPart
from tracker.models.handouts import Handout
from tracker.models.journal import Line
from tracker.queries.journal import VND


@dataclass(frozen=True)
class Worth:
    """What all pieces of an item that came for a campaign are worth together (whole đồng)."""

    value: int
    pieces: int

    def of(self, pieces: int) -> int:
        """Give the worth of so many pieces, in whole đồng, rounded down."""
        return self.value * pieces // self.pieces


def unit_values(session: Session, handout: Handout) -> dict[str, Worth]:
    """Give the worth of a campaign's goods by item; an item of which one gift has no value is missing."""
    asked = (
        select(
            DonationPart.item,
            func.sum(DonationPart.value),
            func.sum(DonationPart.quantity),
            func.count() - func.count(DonationPart.value),
        )
        .join(Donation, Donation.id == DonationPart.donation_id)
        .where(Donation.campaign_id == handout.campaign_id, DonationPart.item != VND)
        .group_by(DonationPart.item)
    )
    return {
        item: Worth(int(value or 0), int(pieces))
        for item, value, pieces, unknown in session.execute(asked)
        if not unknown
    }


def help_line(session: Session, part: DisbursementPart) -> Line:
    """Give the one line of help that stands for a part."""
    asked = select(Line).where(Line.disbursement_part_id == part.id, Line.takes_back_id.is_(None))
    return session.scalars(asked).one()


def is_taken_back(session: Session, part: DisbursementPart) -> bool:
    """Tell whether a part came back."""
    return session.scalar(select(TakeBack.id).where(TakeBack.disbursement_part_id == part.id)) is not None
