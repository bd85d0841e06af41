"""Read what narrows the register of vouchers."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields import SelectChoice

from tracker.models.settings import SeriesCode
from tracker.web.forms.base import Filter, PlainForm
from tracker.web.forms.fields import DayField, TextLineField

#: Series of the books' vouchers; receipts, pledges and hand-outs have registers of their own.
_OTHERS = (SeriesCode.BL, SeriesCode.TN, SeriesCode.CK, SeriesCode.DT)
VOUCHER_SERIES = tuple(code for code in SeriesCode if code not in _OTHERS)


class VoucherFilter(Filter):
    """A series, a year, a period, and a text in the number, the party or the content."""

    series = SelectField(
        _l("Series"),
        choices=[SelectChoice("", _l("All")), *(SelectChoice(code.value, _l(code.label)) for code in VOUCHER_SERIES)],
        default="",
    )
    year = SelectField(_l("Year"), choices=[SelectChoice("", _l("All"))], default="")
    since = DayField(_l("From day"))
    until = DayField(_l("To day"))
    q = TextLineField(_l("Number, party or content"))

    def offer_years(self, years: list[int]) -> None:
        """Let the years be chosen that have vouchers."""
        self.year.choices = [SelectChoice("", _l("All")), *(SelectChoice(str(year), str(year)) for year in years)]


class AccountsForm(PlainForm):
    """Ask for the reason that is kept with a list of children's bank accounts."""

    reason = TextLineField(_l("Why the list is needed"), required=True)
