"""Read what narrows the register of vouchers."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields import SelectChoice

from tracker.models.settings import SeriesCode
from tracker.web.forms.base import Filter
from tracker.web.forms.fields import TextLineField

#: Series of the books' vouchers; the donors' receipts and pledges have registers of their own.
VOUCHER_SERIES = tuple(code for code in SeriesCode if code not in (SeriesCode.BL, SeriesCode.TN, SeriesCode.CK))


class VoucherFilter(Filter):
    """A series, a year, and a text in the number, the party or the content."""

    series = SelectField(
        _l("Series"),
        choices=[SelectChoice("", _l("All")), *(SelectChoice(code.value, _l(code.label)) for code in VOUCHER_SERIES)],
        default="",
    )
    year = SelectField(_l("Year"), choices=[SelectChoice("", _l("All"))], default="")
    q = TextLineField(_l("Number, party or content"))

    def offer_years(self, years: list[int]) -> None:
        """Let the years be chosen that have vouchers."""
        self.year.choices = [SelectChoice("", _l("All")), *(SelectChoice(str(year), str(year)) for year in years)]
