"""Hold the papers that were scanned for a document; the file itself lies in the installation's folder."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Key, one_of
from tracker.models.users import User


class AttachmentKind(Choice):
    """What was scanned."""

    SHEET = "sheet", N_("Signed sheet")
    MINUTES = "minutes", N_("Minutes")
    INVOICE = "invoice", N_("Invoice")
    CONSENT = "consent", N_("Consent")
    OTHER = "other", N_("Other paper")


class Attachment(Base):
    """A PDF, JPG or PNG that belongs to a document. Frozen: it is never replaced, a better one is added."""

    __tablename__ = "attachments"
    __table_args__ = (
        one_of("kind", AttachmentKind),
        Index("ix_attachments_table_name_record_id", "table_name", "record_id"),
        CheckConstraint("size > 0", name="size_positive"),
        STRICT,
    )

    id: Mapped[Key]
    table_name: Mapped[str]
    record_id: Mapped[int]
    kind: Mapped[str]
    #: As the office calls it; never used on the disk.
    name: Mapped[str]
    #: Such as `application/pdf`, told from the bytes and not from the name.
    media_type: Mapped[str]
    #: Bytes.
    size: Mapped[int]
    #: SHA-256 of the bytes, hexadecimal; also the file's name under instance/attachments.
    sha256: Mapped[str] = mapped_column(index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]

    by: Mapped[User] = relationship()
