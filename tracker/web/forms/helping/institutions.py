"""Read which school takes a sheet, and when it signed."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.web.forms.base import Form
from tracker.web.forms.fields import DayField, TextLineField
from tracker.web.forms.helping.scans import ScanForm


class InstitutionForm(Form):
    """Which school takes a sheet and signs once for its children."""

    institution = TextLineField(
        _l("School or institution"),
        description=_l("It signs once for all of these children; left empty, each family signs."),
        render_kw={"maxlength": "120"},
    )


class SignedForm(ScanForm):
    """When the school signed, and the scan."""

    signed_on = DayField(_l("Signed on"), required=True, default=today)

    def values(self, session: Session) -> dict[str, Any]:
        """Give what `settle_signed_once` asks, beside the sheet and the folder."""
        return {"signed_on": self.signed_on.data, "scan": self.scan}
