"""Hold how the office reads the headings of a kind of list, and how each file beside a draft was read."""

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
    #: JSON: our own heading → the columns of the list that are it, from 0.
    mapping: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]


class HandoutReading(Base):
    """How a file beside a draft was read, and its cells as they came, until its rows join the list."""

    __tablename__ = "handout_readings"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    file_id: Mapped[int] = mapped_column(ForeignKey("handout_files.id"), unique=True)
    #: JSON of the grid before any conversion; empty once its rows are on the list.
    cells: Mapped[str]
    #: What was remembered of such headings and read by; None where nothing was.
    mapping_id: Mapped[int | None] = mapped_column(ForeignKey("list_mappings.id"))
    #: JSON: column from 0 → the old font from which somebody had it converted.
    fonts: Mapped[str]
    #: JSON: what people should know of the file, as msgids and values.
    notes: Mapped[str]
