"""Hold help that reached a child: every đồng and every piece with the child's key."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Dong, Key, one_of
from tracker.models.helping.children import Child
from tracker.models.helping.handouts import HelpKind
from tracker.models.helping.places import Place


class PayeeKind(Choice):
    """Into whose hand it went."""

    CHILD = "child", N_("The child")
    GUARDIAN = "guardian", N_("Guardian")
    PROXY = "proxy", N_("Proxy")
    SCHOOL = "school", N_("School")
    TEAM = "team", N_("Team")


class Channel(Choice):
    """How it went."""

    CASH = "cash", N_("In cash")
    BANK = "bank", N_("By transfer")
    GOODS = "goods", N_("In kind")
    FREE = "free", N_("Free of charge")
    DIRECT = "direct", N_("Paid by the bank itself")


class Disbursement(Base):
    """Help given to one child by one line of a list (khoản hỗ trợ). Frozen."""

    __tablename__ = "disbursements"
    __table_args__ = (
        UniqueConstraint("line_id", "sheet_id"),
        one_of("kind", HelpKind),
        one_of("payee", PayeeKind),
        Index("ix_disbursements_campaign_id_given_on_id", "campaign_id", "given_on", "id"),
        STRICT,
    )

    id: Mapped[Key]
    child_id: Mapped[int] = mapped_column(ForeignKey("children.id"), index=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("handout_lines.id"), index=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheets.id"), index=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    kind: Mapped[str]
    occasion: Mapped[str | None] = mapped_column(ForeignKey("occasions.code"))
    #: The place as it was on the day.
    place_key: Mapped[str] = mapped_column(ForeignKey("places.key"), index=True)
    given_on: Mapped[date] = mapped_column(index=True)
    payee: Mapped[str]
    #: Name and relation where it was not the child; never in an export without right and reason.
    payee_name: Mapped[str]
    #: Who pays for help that costs the fund nothing; empty else.
    provider: Mapped[str]
    #: None for help of 0 đ.
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id"), index=True)

    child: Mapped[Child] = relationship()
    place: Mapped[Place] = relationship()


class DisbursementPart(Base):
    """One thing of the help: money or goods, with the one line of help that stands for it. Frozen."""

    __tablename__ = "disbursement_parts"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("value IS NULL OR value > 0", name="value_positive"),
        one_of("channel", Channel),
        STRICT,
    )

    id: Mapped[Key]
    disbursement_id: Mapped[int] = mapped_column(ForeignKey("disbursements.id"), index=True)
    item: Mapped[str] = mapped_column(ForeignKey("items.code"))
    #: Whole đồng or pieces.
    quantity: Mapped[int]
    #: Đồng that the pieces are worth, by the gifts they came from; None for money and where nobody knows.
    value: Mapped[Dong | None]
    channel: Mapped[str]

    disbursement: Mapped[Disbursement] = relationship()


class TakeBack(Base):
    """Help that came back: which part, on which day, why. Frozen; each part comes back once, whole."""

    __tablename__ = "take_backs"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    disbursement_part_id: Mapped[int] = mapped_column(ForeignKey("disbursement_parts.id"), unique=True)
    taken_back_on: Mapped[date]
    reason: Mapped[str]
    #: The line may be given again: its money is committed once more.
    open_again: Mapped[bool]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
