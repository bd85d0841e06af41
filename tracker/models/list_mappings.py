"""Hold how the office read the headings of a kind of list, so that it need not say so twice."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tracker.models.base import STRICT, Base, Key


class ListMapping(Base):
    """Which column of a list is which, by the list's headings: the same headings are read the same way."""

    __tablename__ = "list_mappings"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    #: SHA-256 of the folded headings in their order, hexadecimal.
    headings_hash: Mapped[str] = mapped_column(unique=True)
    #: The source as the office calls it, such as a school or a commune.
    source: Mapped[str]
    #: JSON: our own heading → the list's.
    mapping: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
