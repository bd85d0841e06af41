"""Hold where people live: places with their time, and which became which."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Key, one_of


class Level(Choice):
    """What kind of place it is; the district level ended on 1 July 2025."""

    PROVINCE = "province", N_("Province")
    DISTRICT = "district", N_("District")
    COMMUNE = "commune", N_("Commune")


class Place(Base):
    """A place as it was from a day to a day: a code alone changed its meaning, so key and time go together."""

    __tablename__ = "places"
    __table_args__ = (
        one_of("level", Level),
        CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_to > valid_from", name="days_in_order"),
        STRICT,
    )

    #: Such as `25708-2018`: the code of the statistics office and the year its shape began.
    key: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(index=True)
    #: With its kind, such as “Xã Tân Bình”.
    name: Mapped[str]
    name_folded: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    level: Mapped[str]
    parent_key: Mapped[str | None] = mapped_column(ForeignKey("places.key"), index=True)
    #: First day; None where nobody asks.
    valid_from: Mapped[date | None]
    #: The day from which it was no more; None while it is.
    valid_to: Mapped[date | None]


class SuccessionPart(Choice):
    """How much of the old place went to the new one."""

    WHOLE = "whole", N_("Whole")
    PART = "part", N_("A part")


class Succession(Base):
    """That an old place, whole or in part, became a new one."""

    __tablename__ = "successions"
    __table_args__ = (UniqueConstraint("old_key", "new_key"), one_of("part", SuccessionPart), STRICT)

    id: Mapped[Key]
    old_key: Mapped[str] = mapped_column(ForeignKey("places.key"), index=True)
    new_key: Mapped[str] = mapped_column(ForeignKey("places.key"), index=True)
    part: Mapped[str]
    #: False where public sources disagree and a person must choose.
    checked: Mapped[bool]
