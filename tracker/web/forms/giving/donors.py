"""Read what is said of a donor."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import BooleanField

from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donors import Donor, DonorKind
from tracker.queries.giving.donors import likely_doubles
from tracker.web.forms.base import Form
from tracker.web.forms.fields import (
    DayField,
    NameField,
    NoteField,
    PhoneField,
    SegmentField,
    TaxCodeField,
    TextLineField,
)


class DonorForm(Form):
    """All that may be known of a donor."""

    kind = SegmentField.of(DonorKind, _l("Kind of donor"), default=DonorKind.PERSON.value)
    full_name = NameField(_l("Name of the donor"), description=_l("As on papers. Empty for who wants no name."))
    phone = PhoneField(_l("Phone"))
    address = TextLineField(_l("Address"))
    email = TextLineField(_l("E-mail"), render_kw={"inputmode": "email", "autocomplete": "off"})
    tax_code = TaxCodeField(_l("Tax code"))
    contact_person = TextLineField(_l("Contact person"))
    named_in_public = BooleanField(_l("Agrees to be named in public"))
    consented_on = DayField(_l("Agreed on"), description=_l("Empty means today."))
    note = NoteField(_l("Note"))


class NewDonorForm(DonorForm):
    """A new donor, and the word that a likely double is somebody else."""

    confirmed = BooleanField(_l("This is somebody else: record all the same"))
    #: Who is likely the same, where the form was refused for it.
    doubles: Sequence[Donor] = ()

    def values(self, session: Session) -> dict[str, Any]:
        """Give what the operation asks; refuse a likely double until somebody says that it is none.

        Asked under the lock and once per key, so a second press never finds the first one's donor.
        """
        values = super().values(session)
        if not values.pop("confirmed"):
            number, code = values["phone"], values["tax_code"]
            self.doubles = likely_doubles(session, full_name=values["full_name"], phone=number, tax_code=code)
            if self.doubles:
                raise Refused("confirmed", N_("Likely double: not recorded yet."))
        return values
