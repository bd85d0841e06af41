"""Hold what is known of goods beside their number: lot, expiry, and what their value rests on."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Key, one_of


class ValueBasis(Choice):
    """What the value of goods rests on."""

    INVOICE = "invoice", N_("By invoice")
    APPRAISAL = "appraisal", N_("By appraisal")
    NONE = "none", N_("Without a value")


class GoodsLot(Base):
    """So many pieces of a gift or a purchase that came with one lot number and expiry. Frozen."""

    __tablename__ = "goods_lots"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("(donation_part_id IS NULL) <> (purchase_line_id IS NULL)", name="one_source"),
        one_of("value_basis", ValueBasis),
        STRICT,
    )

    id: Mapped[Key]
    donation_part_id: Mapped[int | None] = mapped_column(ForeignKey("donation_parts.id"), index=True)
    purchase_line_id: Mapped[int | None] = mapped_column(ForeignKey("purchase_lines.id"), index=True)
    #: Pieces.
    quantity: Mapped[int]
    #: As printed on the boxes; empty where there is none.
    lot: Mapped[str]
    #: The last day on which it is good; None where it keeps.
    expires_on: Mapped[date | None] = mapped_column(index=True)
    value_basis: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
