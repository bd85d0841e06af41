"""Hold the children who are helped, and who stands by them."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Key, one_of
from tracker.models.helping.places import Place


class Sex(Choice):
    """A child's sex, as on the birth certificate."""

    FEMALE = "female", N_("Girl")
    MALE = "male", N_("Boy")


class Group(Choice):
    """The groups of children in special circumstances (Luật Trẻ em 2016, article 10)."""

    A = "a", N_("Orphaned of both parents")
    B = "b", N_("Abandoned")
    C = "c", N_("Without anyone to rely on")
    D = "d", N_("With disabilities")
    DD = "đ", N_("Living with HIV/AIDS")
    E = "e", N_("In conflict with the law")
    G = "g", N_("Addicted to drugs")
    H = "h", N_("Left school to earn a living")
    I = "i", N_("Seriously harmed by violence")  # noqa: E741
    K = "k", N_("Exploited")
    L = "l", N_("Sexually abused")
    M = "m", N_("Trafficked")
    N = "n", N_("Seriously or long ill, of a poor or near-poor household")
    O = "o", N_("Migrant or refugee without parents or carer")  # noqa: E741


class Household(Choice):
    """The class of a household in a year; labels follow the measure of that time."""

    POOR = "poor", N_("Poor household")
    NEAR_POOR = "near_poor", N_("Near-poor household")
    OTHER = "other", N_("Other household")


class Child(Base):
    """A child who is or may be helped. Outside the office only the code names it."""

    __tablename__ = "children"
    __table_args__ = (
        CheckConstraint("sex IS NULL OR sex IN ('female', 'male')", name="sex_known"),
        STRICT,
    )

    id: Mapped[Key]
    #: Random with a check character, such as TE-7K4M2Q; it tells nothing of the child.
    code: Mapped[str] = mapped_column(unique=True)
    full_name: Mapped[str]
    name_folded: Mapped[str] = mapped_column(index=True)
    name_sort: Mapped[str] = mapped_column(index=True)
    birth_on: Mapped[date | None]
    #: Always known; alone where the family knows the year only.
    birth_year: Mapped[int] = mapped_column(index=True)
    sex: Mapped[str | None]
    place_key: Mapped[str] = mapped_column(ForeignKey("places.key"), index=True)
    #: Ấp or khu phố, as the family says it.
    hamlet: Mapped[str]
    school: Mapped[str]
    school_class: Mapped[str]
    note: Mapped[str]
    registered_on: Mapped[date]
    #: The same child under another record: this one only leads there. Undone by taking it away again.
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("children.id"), index=True)
    #: Why the two are one; empty else.
    merged_why: Mapped[str] = mapped_column(default="")
    #: The day on which who it is was taken away for good; the money rows stay.
    anonymised_on: Mapped[date | None]

    place: Mapped[Place] = relationship()


class Guardian(Base):
    """Who stands by a child: a parent or another person."""

    __tablename__ = "guardians"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    child_id: Mapped[int] = mapped_column(ForeignKey("children.id"), index=True)
    full_name: Mapped[str]
    #: Such as mẹ, bà ngoại.
    relation: Mapped[str]
    phone: Mapped[str] = mapped_column(index=True)


class ChildGroup(Base):
    """A group of article 10 that a child belongs to from a day to a day; seen by a right only."""

    __tablename__ = "child_groups"
    __table_args__ = (UniqueConstraint("child_id", "group_code", "since"), one_of("group_code", Group), STRICT)

    id: Mapped[Key]
    child_id: Mapped[int] = mapped_column(ForeignKey("children.id"), index=True)
    group_code: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None]


class ChildHousehold(Base):
    """The class of a child's household in a year."""

    __tablename__ = "child_households"
    __table_args__ = (UniqueConstraint("child_id", "year"), one_of("household", Household), STRICT)

    id: Mapped[Key]
    child_id: Mapped[int] = mapped_column(ForeignKey("children.id"), index=True)
    year: Mapped[int]
    household: Mapped[str]
    certificate: Mapped[str]


class Payee(Base):
    """The bank account to which a child's money goes, from a day on until the next one begins."""

    __tablename__ = "payees"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    child_id: Mapped[int] = mapped_column(ForeignKey("children.id"), index=True)
    holder: Mapped[str]
    bank: Mapped[str]
    account_number: Mapped[str]
    valid_from: Mapped[date]


class OutsideId(Base):
    """A child's number in another system, such as the ministry's TE software."""

    __tablename__ = "outside_ids"
    __table_args__ = (UniqueConstraint("system", "value"), STRICT)

    id: Mapped[Key]
    child_id: Mapped[int] = mapped_column(ForeignKey("children.id"), index=True)
    system: Mapped[str]
    value: Mapped[str]
