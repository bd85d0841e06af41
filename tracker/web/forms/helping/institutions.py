"""Read which school takes a sheet, and when it signed."""

from flask_babel import lazy_gettext as _l

from tracker.ground.dates import today
from tracker.web.forms.acts import ActForm
from tracker.web.forms.base import Form
from tracker.web.forms.fields import DayField, TextLineField


class InstitutionForm(Form):
    """Which school takes a sheet and signs once for its children."""

    institution = TextLineField(
        _l("School or institution"),
        description=_l("It signs once for all of these children; left empty, each family signs."),
        render_kw={"maxlength": "120"},
    )


class SignedForm(ActForm):
    """When the school signed."""

    aliases = {"happened_on": "signed_on"}

    signed_on = DayField(_l("Signed on"), required=True, default=today)
