"""Hold what money is given for."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Dong, Key, one_of

#: Quỹ chung, the general fund: it always exists and takes what no campaign owns.
GENERAL_FUND = "QC"


class CampaignKind(Choice):
    """What a campaign is for (DESIGN.md §3)."""

    SPONSORSHIP = "sponsorship", N_("Sponsorship")
    GIFTS = "gifts", N_("Gifts")
    BICYCLES = "bicycles", N_("Bicycles")
    MILK = "milk", N_("Milk")
    HOUSE = "house", N_("House")
    INSURANCE = "insurance", N_("Health insurance")
    GENERAL = "general", N_("General")


class Leftover(Choice):
    """What becomes of money that is left over, as the donors were told."""

    KEEP = "keep", N_("Stays with the campaign")
    GENERAL_FUND = "general_fund", N_("Goes to the general fund")
    GIVE_BACK = "give_back", N_("Is given back")


class Campaign(Base):
    """A purpose that donors give to; its money never mixes with another's."""

    __tablename__ = "campaigns"
    __table_args__ = (
        one_of("kind", CampaignKind),
        one_of("leftover", Leftover),
        CheckConstraint("target IS NULL OR target > 0", name="target_positive"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="days_in_order"),
        STRICT,
    )

    id: Mapped[Key]
    #: Short capitals such as CLYT, also in transfer texts.
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    name_folded: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    #: Whole đồng hoped for; None where none is set.
    target: Mapped[Dong | None]
    #: Terms: may costs of the fund be taken from it?
    costs_allowed: Mapped[bool]
    #: Terms: does its interest stay with it (else it goes to the general fund)?
    keeps_interest: Mapped[bool]
    leftover: Mapped[str]
    #: Last day on which gifts are taken, as announced; None while none is (NĐ 93/2021).
    receives_until: Mapped[date | None]
    closed_on: Mapped[date | None]
    note: Mapped[str]


class Partner(Base):
    """An institution that runs a campaign with the fund."""

    __tablename__ = "partners"
    __table_args__ = (UniqueConstraint("campaign_id", "name"), STRICT)

    id: Mapped[Key]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    name: Mapped[str]
