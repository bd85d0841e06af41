"""Hold hand-outs: the list, who agreed to it, its sheets, and what became of each line."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Key, one_of
from tracker.models.helping.children import Child
from tracker.models.helping.places import Place
from tracker.models.journal import Account
from tracker.models.proving.campaigns import Campaign


class HelpKind(Choice):
    """What kind of help it is (DESIGN.md §3)."""

    SCHOLARSHIP = "scholarship", N_("Scholarship")
    HOUSE = "house", N_("House")
    GIFT = "gift", N_("Gift for a child")
    BICYCLE = "bicycle", N_("Bicycle")
    MILK = "milk", N_("Milk")
    SAVINGS_BOOK = "savings_book", N_("Savings book")
    INSURANCE_CARD = "insurance_card", N_("Health-insurance card")
    TUITION = "tuition", N_("Tuition")
    MEDICAL = "medical", N_("Medical care")
    OTHER = "other", N_("Other help")


class Handout(Base):
    """A list of children who get something on an occasion (đợt trao tặng)."""

    __tablename__ = "handouts"
    __table_args__ = (UniqueConstraint("year", "number"), one_of("kind", HelpKind), STRICT)

    id: Mapped[Key]
    #: DT-<year>-<number>, without a gap.
    year: Mapped[int]
    number: Mapped[int]
    name: Mapped[str]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    kind: Mapped[str]
    occasion: Mapped[str | None] = mapped_column(ForeignKey("occasions.code"))
    #: The day on which it is to be handed out.
    planned_on: Mapped[date] = mapped_column(index=True)
    #: The symbolic ceremony has a day of its own and posts nothing.
    ceremony_on: Mapped[date | None]
    #: Who pays for help that costs the fund nothing (cards, waived fees); empty else.
    provider: Mapped[str]
    #: The month whose scholarships it pays (its first day); None for any other list.
    run_month: Mapped[date | None] = mapped_column(index=True)
    note: Mapped[str]
    prepared_by: Mapped[int] = mapped_column(ForeignKey("users.id"))

    campaign: Mapped[Campaign] = relationship()

    @property
    def code(self) -> str:
        """Show the number as printed, such as DT-2018-0003."""
        return f"DT-{self.year}-{self.number:04d}"


class HandoutShare(Base):
    """What each child of a hand-out gets, unless its line says otherwise."""

    __tablename__ = "handout_shares"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity_positive"), STRICT)

    handout_id: Mapped[int] = mapped_column(ForeignKey("handouts.id"), primary_key=True)
    item: Mapped[str] = mapped_column(ForeignKey("items.code"), primary_key=True)
    #: Whole đồng or pieces.
    quantity: Mapped[int]


class HandoutQuota(Base):
    """How many children of a place a hand-out has room for (chỉ tiêu phân bổ)."""

    __tablename__ = "handout_quotas"
    __table_args__ = (CheckConstraint("children_count >= 0", name="children_count_whole"), STRICT)

    handout_id: Mapped[int] = mapped_column(ForeignKey("handouts.id"), primary_key=True)
    place_key: Mapped[str] = mapped_column(ForeignKey("places.key"), primary_key=True)
    children_count: Mapped[int]


class HandoutStepKind(Choice):
    """What was done with a list."""

    SUBMITTED = "submitted", N_("Submitted")
    CHECKED = "checked", N_("Checked")
    SENT_BACK = "sent_back", N_("Sent back")
    APPROVED = "approved", N_("Approved")
    WITHDRAWN = "withdrawn", N_("Approval withdrawn")
    REPLACEMENT_APPROVED = "replacement_approved", N_("Replacement approved")


class HandoutStep(Base):
    """One thing that was done with a list, by whom and when, with the list's hash and its entry. Frozen."""

    __tablename__ = "handout_steps"
    __table_args__ = (one_of("kind", HandoutStepKind), STRICT)

    id: Mapped[Key]
    handout_id: Mapped[int] = mapped_column(ForeignKey("handouts.id"), index=True)
    kind: Mapped[str]
    #: SHA-256 of the list as it stood, hexadecimal.
    list_hash: Mapped[str]
    note: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id"), unique=True)
    #: The one line that a replacement's approval is about.
    line_id: Mapped[int | None] = mapped_column(ForeignKey("handout_lines.id"), index=True)


class HandoutFile(Base):
    """A file or pasted text from which rows came; it joins the list whole or not at all."""

    __tablename__ = "handout_files"
    __table_args__ = (UniqueConstraint("handout_id", "content_hash"), STRICT)

    id: Mapped[Key]
    handout_id: Mapped[int] = mapped_column(ForeignKey("handouts.id"), index=True)
    #: As the office calls it; never used on the disk.
    name: Mapped[str]
    #: SHA-256 of its bytes, hexadecimal: the same file is recognised.
    content_hash: Mapped[str]
    #: Row of the headings in the file, from 1.
    heading_row: Mapped[int]
    taken_over_at: Mapped[datetime | None]


class Verdict(Choice):
    """What was found out about a row."""

    MATCHED = "matched", N_("In the register")
    NEW = "new", N_("New child")
    DOUBTFUL = "doubtful", N_("To be looked at")
    WRONG = "wrong", N_("Wrong")
    LEFT_OUT = "left_out", N_("Left out")


class HandoutRow(Base):
    """A row of a file while its list is a draft: what it says, what was found, which child it means."""

    __tablename__ = "handout_rows"
    __table_args__ = (UniqueConstraint("file_id", "row_number"), one_of("verdict", Verdict), STRICT)

    id: Mapped[Key]
    file_id: Mapped[int] = mapped_column(ForeignKey("handout_files.id"), index=True)
    #: As the file counts, from 1.
    row_number: Mapped[int]
    #: JSON: what the row's cells say, by our own heading.
    said: Mapped[str]
    verdict: Mapped[str] = mapped_column(index=True)
    #: JSON: msgid and values of the sentence that says why; empty where all is well.
    why: Mapped[str]
    child_id: Mapped[int | None] = mapped_column(ForeignKey("children.id"))


class Sheet(Base):
    """A numbered part of a list that goes out on paper and comes back signed (danh sách ký nhận)."""

    __tablename__ = "sheets"
    __table_args__ = (UniqueConstraint("handout_id", "number"), STRICT)

    id: Mapped[Key]
    handout_id: Mapped[int] = mapped_column(ForeignKey("handouts.id"), index=True)
    #: 1, 2, 3 … within the hand-out.
    number: Mapped[int]
    #: A commune, a school, a shift.
    name: Mapped[str]
    #: Code on the paper that opens the sheet; random.
    token: Mapped[str] = mapped_column(unique=True)
    #: The school that takes it all and signs once for its children; None where each family signs.
    institution: Mapped[str | None]


class SheetStepKind(Choice):
    """What was done with a sheet."""

    SENT_OUT = "sent_out", N_("Sent out")
    SETTLED = "settled", N_("Sheet is back")


class SheetStep(Base):
    """That a sheet went out or was settled: once each. Frozen."""

    __tablename__ = "sheet_steps"
    __table_args__ = (UniqueConstraint("sheet_id", "kind"), one_of("kind", SheetStepKind), STRICT)

    id: Mapped[Key]
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheets.id"), index=True)
    kind: Mapped[str]
    happened_on: Mapped[date]
    #: Who took money and goods along; empty where it is paid at the table or by bank.
    party: Mapped[str]
    #: The advance that they took; None where it is paid at the table or by bank.
    advance_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    #: Where the money is paid from: a till, or the bank; None where no money goes out.
    till_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    #: Where the goods come from; None where no goods go out.
    store_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    #: The bank that pays the children straight, beside the fund's money; None where the fund pays.
    direct_bank: Mapped[str | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id"), unique=True)

    advance: Mapped[Account | None] = relationship(foreign_keys=[advance_id])
    till: Mapped[Account | None] = relationship(foreign_keys=[till_id])
    store: Mapped[Account | None] = relationship(foreign_keys=[store_id])


class SheetCopy(Base):
    """One print of a sheet: names leave the office on it, so each is numbered and kept. Frozen."""

    __tablename__ = "sheet_copies"
    __table_args__ = (UniqueConstraint("sheet_id", "number"), STRICT)

    id: Mapped[Key]
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheets.id"), index=True)
    number: Mapped[int]
    #: JSON of all that stood on it, so that it opens with the same bytes.
    said: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]


class HandoutLine(Base):
    """A child on a list, with name and place as submitted; what it gets stands in its parts."""

    __tablename__ = "handout_lines"
    __table_args__ = (UniqueConstraint("handout_id", "ordinal"), STRICT)

    id: Mapped[Key]
    handout_id: Mapped[int] = mapped_column(ForeignKey("handouts.id"), index=True)
    #: 1, 2, 3 … within the list.
    ordinal: Mapped[int]
    child_id: Mapped[int] = mapped_column(ForeignKey("children.id"), index=True)
    #: The sheet on which it goes out now; None until it is put on one.
    sheet_id: Mapped[int | None] = mapped_column(ForeignKey("sheets.id"), index=True)
    #: As on the day it was submitted, whatever becomes of the register.
    full_name: Mapped[str]
    birth: Mapped[str]
    place_key: Mapped[str] = mapped_column(ForeignKey("places.key"))
    hamlet: Mapped[str]
    school: Mapped[str]
    #: Who is paid where it is not the child: a building team, a hospital; empty else.
    payee: Mapped[str]
    #: The line in whose place this child stands.
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("handout_lines.id"), unique=True)
    #: The month of a scholarship that it pays: each is on one list only.
    instalment_id: Mapped[int | None] = mapped_column(ForeignKey("award_instalments.id"), unique=True)

    child: Mapped[Child] = relationship()
    place: Mapped[Place] = relationship()


class HandoutPart(Base):
    """What a line gets: so much of one item."""

    __tablename__ = "handout_parts"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity_positive"), STRICT)

    line_id: Mapped[int] = mapped_column(ForeignKey("handout_lines.id"), primary_key=True)
    item: Mapped[str] = mapped_column(ForeignKey("items.code"), primary_key=True)
    #: Whole đồng or pieces.
    quantity: Mapped[int]


class OutcomeKind(Choice):
    """What became of a line when its sheet came back."""

    GIVEN = "given", N_("Handed out")
    PROXY = "proxy", N_("By proxy")
    LATER = "later", N_("Absent, later")
    REPLACED = "replaced", N_("Replaced")
    GIVEN_UP = "given_up", N_("Not handed out")


class LineOutcome(Base):
    """What became of a line on a sheet. Frozen; a line given later has one more on its next sheet."""

    __tablename__ = "line_outcomes"
    __table_args__ = (UniqueConstraint("line_id", "sheet_id"), one_of("kind", OutcomeKind), STRICT)

    id: Mapped[Key]
    line_id: Mapped[int] = mapped_column(ForeignKey("handout_lines.id"), index=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheets.id"), index=True)
    kind: Mapped[str]
    #: Who signed in the child's place, and as what.
    proxy: Mapped[str]
    relation: Mapped[str]
