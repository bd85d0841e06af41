"""Read to whom a list with names goes, why, and what stands beside the names."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import BooleanField, HiddenField

from tracker.queries.helping.releases import BESIDE
from tracker.web.forms.acts import ActForm
from tracker.web.forms.fields import NoteField, TextLineField
from tracker.web.forms.giving.giving import DonorField


class ReleaseForm(ActForm):
    """One release of a list."""

    donor = DonorField(_l("Donor"))
    organisation = TextLineField(
        _l("Or another organisation"), description=_l("Such as the national fund: Quỹ Bảo trợ trẻ em Việt Nam.")
    )
    purpose = NoteField(_l("What the list is for"), required=True, render_kw={"rows": "2"})
    birth_year = BooleanField(_l("Year of birth"))
    place = BooleanField(_l("Commune"), default=True)
    school = BooleanField(_l("School"))
    seen = HiddenField()

    def makes_sense(self) -> bool:
        """Make sure that one recipient is named, and who is meant."""
        return self.donor.settle()

    def values(self, session: Session) -> dict[str, Any]:
        """Give the operation's arguments."""
        return {
            "donor": self.donor.value(session),
            "organisation": self.organisation.data or "",
            "purpose": self.purpose.data or "",
            "beside": [name for name in BESIDE if self[name].data],
            "seen": self.seen.data or "",
        }
