"""Read what belongs to a child: guardian, group, household, bank account, number elsewhere."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.ground.names import shown
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.children import Group, Household
from tracker.web.forms.base import Form
from tracker.web.forms.fields import ChoiceField, DayField, NameField, PhoneField, ReadField, TextLineField


def _read_year(text: str) -> int:
    typed = text.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) == 4):
        raise Refused(None, N_("“%(value)s” is not a year. Write it as 2018."), value=shown(typed))
    return int(typed)


class YearField(ReadField):
    """A year of four digits."""

    read = staticmethod(_read_year)
    attributes = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "4"}


class GuardianForm(Form):
    """Who stands by a child."""

    guardian_name = NameField(_l("Full name"), required=True)
    relation = TextLineField(_l("Relation"), required=True, render_kw={"placeholder": _l("mother, grandmother…")})
    phone = PhoneField(_l("Phone"))

    def values(self, session: Session) -> dict[str, Any]:
        """Call the name as the operation does."""
        values = super().values(session)
        return {"full_name": values.pop("guardian_name"), **values}


class GroupForm(Form):
    """A group of article 10 that a child belongs to."""

    group = ChoiceField.of(Group, _l("Group of article 10"))
    since = DayField(_l("Since"), required=True, default=today)


class EndGroupForm(Form):
    """The last day in a group."""

    until = DayField(_l("Until"), required=True, default=today)


class HouseholdForm(Form):
    """The class of a child's household in a year."""

    year = YearField(_l("Year"), required=True, default=lambda: today().year)
    household = ChoiceField.of(Household, _l("Household class"))
    certificate = TextLineField(_l("Certificate number"))


class PayeeForm(Form):
    """The bank account to which a child's money goes."""

    holder = NameField(_l("Account holder"), required=True)
    bank = NameField(_l("Bank and branch"), required=True)
    account_number = TextLineField(
        _l("Account number"), required=True, render_kw={"inputmode": "numeric", "autocomplete": "off"}
    )
    valid_from = DayField(_l("From"), required=True, default=today)


class OutsideIdForm(Form):
    """A child's number in another system."""

    system = TextLineField(_l("System"), required=True, render_kw={"placeholder": _l("TE software, school…")})
    value = TextLineField(_l("Number"), required=True)
