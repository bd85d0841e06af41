"""Hold what a printed paper said, so that each copy can be opened again with the same bytes."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Key, one_of


class PaperKind(Choice):
    """The papers that are printed for a record; receipts and sheets keep copies of their own."""

    VOUCHER = "voucher", N_("Voucher")
    DAY_LIST = "day_list", N_("List of the day's receipts")
    GOODS_MINUTES = "goods_minutes", N_("Hand-over minutes")
    SHEET_MINUTES = "sheet_minutes", N_("Hand-over minutes")
    CONFIRMATION = "confirmation", N_("Confirmation")
    THANKS = "thanks", N_("Thank-you letter")
    STATEMENT = "statement", N_("Statement of the year")
    SPONSOR_LETTER = "sponsor_letter", N_("Letter to the sponsor")
    BOOK_MINUTES = "book_minutes", N_("Hand-over minutes of a savings book")
    NAMED_LIST = "named_list", N_("List with names")
    PUBLICATION = "publication", N_("Publication")


class PaperCopy(Base):
    """One print of a paper: copy 1 is the first, copy n + 1 says BẢN IN LẠI LẦN n. Frozen."""

    __tablename__ = "paper_copies"
    __table_args__ = (UniqueConstraint("kind", "record_id", "number"), one_of("kind", PaperKind), STRICT)

    id: Mapped[Key]
    kind: Mapped[str]
    #: Key of the record that it was printed for; the year of a publication.
    record_id: Mapped[int]
    #: 1, 2, 3 …
    number: Mapped[int]
    #: JSON of all that stands on it.
    said: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
