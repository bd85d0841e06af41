"""Hold what was given: donations with their parts, transfers without a name, gifts given back."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Dong, Key, one_of
from tracker.models.giving.donors import Donor
from tracker.models.journal import Account
from tracker.models.proving.campaigns import Campaign


class Source(Choice):
    """Where a gift comes from (Luật Trẻ em 2016, article 95)."""

    DOMESTIC = "domestic", N_("In the country")
    ABROAD = "abroad", N_("From abroad")
    AID = "aid", N_("International aid")
    BUDGET = "budget", N_("State budget")


class UnidentifiedTransfer(Base):
    """Bank money that nobody can name yet; it waits in the general fund. Frozen."""

    __tablename__ = "unidentified_transfers"
    __table_args__ = (CheckConstraint("amount > 0", name="amount_positive"), STRICT)

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    received_on: Mapped[date] = mapped_column(index=True)
    #: Whole đồng.
    amount: Mapped[Dong]
    #: What the bank's statement says.
    bank_text: Mapped[str]
    bank_reference: Mapped[str]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), unique=True)

    account: Mapped[Account] = relationship()


class Donation(Base):
    """A gift that has arrived, credited to its donor and to whom it came through, counted once. Frozen."""

    __tablename__ = "donations"
    __table_args__ = (
        one_of("source", Source),
        Index("ix_donations_campaign_id_received_on_id", "campaign_id", "received_on", "id"),
        STRICT,
    )

    id: Mapped[Key]
    donor_id: Mapped[int] = mapped_column(ForeignKey("donors.id"), index=True)
    via_id: Mapped[int | None] = mapped_column(ForeignKey("donors.id"), index=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    source: Mapped[str]
    received_on: Mapped[date] = mapped_column(index=True)
    #: What the donor said it is for, as printed; empty means the campaign's name.
    purpose: Mapped[str]
    note: Mapped[str]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    #: The nameless transfer that this gift was.
    unidentified_id: Mapped[int | None] = mapped_column(ForeignKey("unidentified_transfers.id"), index=True)
    #: The wrong donation in whose place this one stands.
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("donations.id"), unique=True)

    donor: Mapped[Donor] = relationship(foreign_keys=[donor_id])
    via: Mapped[Donor | None] = relationship(foreign_keys=[via_id])
    campaign: Mapped[Campaign] = relationship()


class DonationPart(Base):
    """One thing of a gift: so much money into a till, or so many pieces into the store. Frozen."""

    __tablename__ = "donation_parts"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("value IS NULL OR value > 0", name="value_positive"),
        STRICT,
    )

    id: Mapped[Key]
    donation_id: Mapped[int] = mapped_column(ForeignKey("donations.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    item: Mapped[str] = mapped_column(ForeignKey("items.code"))
    #: Whole đồng or pieces.
    quantity: Mapped[int]
    #: Đồng that all pieces together are worth; None for money and where nobody knows.
    value: Mapped[Dong | None]

    donation: Mapped[Donation] = relationship()
    account: Mapped[Account] = relationship()


class GiveBack(Base):
    """A gift, or part of one, given back to its donor. Frozen."""

    __tablename__ = "give_backs"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    donation_id: Mapped[int] = mapped_column(ForeignKey("donations.id"), index=True)
    given_back_on: Mapped[date]
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), unique=True)


class GiveBackPart(Base):
    """How much of a part of the gift went back. Frozen."""

    __tablename__ = "give_back_parts"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity_positive"), STRICT)

    id: Mapped[Key]
    give_back_id: Mapped[int] = mapped_column(ForeignKey("give_backs.id"), index=True)
    donation_part_id: Mapped[int] = mapped_column(ForeignKey("donation_parts.id"), index=True)
    #: The till or store it left.
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    quantity: Mapped[int]
