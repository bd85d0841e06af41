"""Hold who gives."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tracker.ground.refusals import N_
from tracker.models.base import STRICT, Base, Choice, Key, one_of


class DonorKind(Choice):
    """Who a donor is."""

    PERSON = "person", N_("Person")
    ORGANISATION = "organisation", N_("Organisation")
    ANONYMOUS = "anonymous", N_("Anonymous")


class Donor(Base):
    """A person, an organisation, or somebody who wants no name. Corrected with a trace, never deleted."""

    __tablename__ = "donors"
    __table_args__ = (one_of("kind", DonorKind), STRICT)

    id: Mapped[Key]
    kind: Mapped[str]
    full_name: Mapped[str]
    #: Without diacritics and case, for search.
    name_folded: Mapped[str] = mapped_column(index=True)
    #: For the Vietnamese order.
    name_sort: Mapped[str] = mapped_column(index=True)
    address: Mapped[str]
    phone: Mapped[str] = mapped_column(index=True)
    email: Mapped[str]
    tax_code: Mapped[str] = mapped_column(index=True)
    #: Whom to ask for at an organisation.
    contact_person: Mapped[str]
    note: Mapped[str]
    #: May be named in public; organisations and persons alike only with their word.
    named_in_public: Mapped[bool]
    #: When that word was given; None where it was not.
    consented_on: Mapped[date | None]
    #: The same donor under another record: this one only leads there. Undone by taking it away again.
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("donors.id"), index=True)
    #: Why the two are one; empty else.
    merged_why: Mapped[str] = mapped_column(default="")
