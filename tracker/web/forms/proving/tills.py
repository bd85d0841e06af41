"""Read what is said of a till."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import SelectField
from wtforms.fields import SelectChoice

from tracker.models.journal import AccountKind
from tracker.web.forms.base import Form
from tracker.web.forms.fields import CodeField, DayField, NameField

_KINDS = (AccountKind.BANK, AccountKind.CASH, AccountKind.GOODS)


class TillForm(Form):
    """A new till or store; its path is made of its kind and its code."""

    name = NameField(_l("Name"), required=True)
    kind = SelectField(_l("Kind"), choices=[SelectChoice(kind.value, _l(kind.label)) for kind in _KINDS])
    code = CodeField(_l("Code"), required=True, description=_l("Short, such as NHCSXH; it stands in the books' files."))
    opened_on = DayField(_l("Opened on"), required=True)

    def values(self, session: Session) -> dict[str, Any]:
        """Give the path, such as `assets:bank:nhcsxh`."""
        values = super().values(session)
        return values | {"code": f"assets:{values['kind']}:{str(values['code']).lower()}"}
