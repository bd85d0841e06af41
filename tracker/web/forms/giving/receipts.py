"""Read what narrows the register of receipts, which one is to be issued, and why one is void."""

from collections.abc import Iterable
from typing import Any, Self

from flask import abort, request
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import HiddenField, SelectChoice, SelectField, StringField

from tracker.models.base import db
from tracker.models.giving.donations import Donation
from tracker.models.settings import SeriesCode
from tracker.queries.giving.receipt_lists import ReceiptState, Wanted
from tracker.web.forms.base import Filter, Form
from tracker.web.forms.fields import NoteField

RECEIPT_SERIES = (SeriesCode.BL, SeriesCode.TN)
_ALL = SelectChoice("", _l("All"))
#: What of the address turns pages and narrows nothing.
_TURNING = {"cursor", "order"}


class ReceiptFilter(Filter):
    """A series, a year, a state, and a number or a donor."""

    series = SelectField(
        _l("Series"), choices=[_ALL, *(SelectChoice(code.value, _l(code.label)) for code in RECEIPT_SERIES)]
    )
    year = SelectField(_l("Year"), choices=[_ALL])
    q = StringField(_l("Number or donor"))
    state = StringField()

    @classmethod
    def over(cls, years: Iterable[int]) -> Self:
        """Make the filter over the years that have receipts; the newest money receipts where nothing is asked."""
        known = [str(year) for year in years]
        narrowed = set(request.args) - _TURNING
        series, year = ("", "") if narrowed or not known else (SeriesCode.BL.value, known[0])
        form = cls.of_request(series=series, year=year)
        form.year.choices = [_ALL, *(SelectChoice(year, year) for year in known)]
        return form

    def wanted(self) -> Wanted:
        """Give what the register's question asks."""
        sent = self.sent()
        known = {state.value for state in ReceiptState}
        return Wanted(
            series=sent.get("series"),
            year=int(sent["year"]) if sent.get("year") else None,
            state=ReceiptState(sent["state"]) if sent.get("state") in known else ReceiptState.ALL,
            text=str(sent.get("q", ""))[:200],
        )


class IssueForm(Form):
    """Which receipt of which gift is to be issued; the address or the form says it."""

    donation = HiddenField()
    series = HiddenField()

    @classmethod
    def of_request(cls, **initial: Any) -> Self:
        """Make the form of a gift that is there and a series that receipts have; else 404."""
        form = super().of_request(**initial)
        form.donation.data = form.donation.data or request.args.get("donation", "")
        form.series.data = form.series.data or request.args.get("series", "")
        if form.series.data not in RECEIPT_SERIES or not str(form.donation.data).isdecimal():
            abort(404)
        form.gift(db.session())
        return form

    def gift(self, session: Session) -> Donation:
        """Read the gift."""
        key = str(self.donation.data)
        donation = session.get(Donation, int(key)) if key.isascii() and len(key) <= 18 else None
        return donation or abort(404)

    def content(self) -> dict[str, list[str]]:
        """Give what is asked, wherever it was said."""
        return {"donation": [str(self.donation.data)], "series": [str(self.series.data)]}

    def values(self, session: Session) -> dict[str, Any]:
        """Give the operation's arguments."""
        return {"donation": self.gift(session), "series": SeriesCode(self.series.data)}


class VoidForm(Form):
    """Why a receipt is void."""

    reason = NoteField(_l("Reason"), required=True)
