"""Hold goods that were bought with a campaign's money."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import STRICT, Base, Dong, Key
from tracker.models.journal import Account
from tracker.models.proving.campaigns import Campaign


class Purchase(Base):
    """Goods bought against an invoice, paid from a till or out of an advance, and put into a store. Frozen."""

    __tablename__ = "purchases"
    __table_args__ = (CheckConstraint("amount > 0", name="amount_positive"), STRICT)

    id: Mapped[Key]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    bought_on: Mapped[date] = mapped_column(index=True)
    supplier: Mapped[str]
    #: As the supplier numbers it; empty where there is only a retail bill (bảng kê).
    invoice_number: Mapped[str]
    note: Mapped[str]
    #: The till that paid, or the advance out of which it was paid.
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    #: The store that took the goods.
    store_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    #: Whole đồng: the sum of its lines.
    amount: Mapped[Dong]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), unique=True)

    campaign: Mapped[Campaign] = relationship()
    account: Mapped[Account] = relationship(foreign_keys=[account_id])
    store: Mapped[Account] = relationship(foreign_keys=[store_id])


class PurchaseLine(Base):
    """So many pieces of one kind of goods at a price each. Frozen."""

    __tablename__ = "purchase_lines"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("unit_price > 0", name="unit_price_positive"),
        STRICT,
    )

    id: Mapped[Key]
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchases.id"), index=True)
    item: Mapped[str] = mapped_column(ForeignKey("items.code"))
    #: Pieces.
    quantity: Mapped[int]
    #: Whole đồng a piece.
    unit_price: Mapped[Dong]
