"""Read which handwritten book goes to whom, and what became of its numbers."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import BooleanField, HiddenField, StringField

from tracker.ground.dates import today
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donations import Donation
from tracker.models.giving.receipt_books import BookLeafState
from tracker.models.proving.campaigns import Campaign
from tracker.queries.giving.receipt_book_gifts import WantedGifts
from tracker.web.forms.base import Filter, Form
from tracker.web.forms.chosen import campaign_codes
from tracker.web.forms.fields import CountField, DayField, NameField, RecordField, SegmentField, TextLineField
from tracker.web.forms.ids import id_of


class BookForm(Form):
    """A book, its numbers, and who takes it along."""

    label = TextLineField(
        _l("Series as printed on the book"), required=True, render_kw={"maxlength": "20", "placeholder": "HT/18"}
    )
    first_number = CountField(_l("First number"), required=True)
    last_number = CountField(_l("Last number"), required=True)
    holder = NameField(_l("Given to"), required=True, description=_l("Who answers for each number of the book."))
    given_on = DayField(_l("Given on"), required=True, default=today)


class BookFilter(Filter):
    """What narrows the list of books."""

    q = StringField(_l("Series or holder"))
    state = StringField()


class GiftsFilter(Filter):
    """What narrows the gifts that are offered for a number."""

    q = StringField(_l("Donor"))
    campaign = RecordField(
        _l("Campaign"),
        model=Campaign,
        options=campaign_codes,
        blank=N_("All campaigns"),
    )
    day = DayField(_l("Day"))

    def wanted(self) -> WantedGifts:
        """Give what the question asks."""
        sent = self.sent()
        return WantedGifts(str(sent.get("q", ""))[:200], id_of(sent.get("campaign")), sent.get("day"))


class UseForm(Form):
    """The gift that a number was written for."""

    donation = HiddenField()

    def values(self, session: Session) -> dict[str, Any]:
        """Give the gift; none chosen is refused."""
        donation = session.get(Donation, id_of(self.donation.data) or 0)
        if donation is None:
            raise Refused(None, N_("Choose the gift that the number was written for."))
        return {"donation": donation}


class VoidNumberForm(Form):
    """Why a number is void."""

    note = TextLineField(
        _l("What happened to it"),
        required=True,
        render_kw={"maxlength": "200"},
        description=_l("Such as: torn, spoilt."),
    )


class MendForm(Form):
    """What really became of a number, its gift where it was used, and why."""

    state = SegmentField.of(BookLeafState, _l("What really became of it"), default=BookLeafState.USED.value)
    donation = HiddenField()
    note = TextLineField(_l("What was wrong"), required=True, render_kw={"maxlength": "200"})

    def values(self, session: Session) -> dict[str, Any]:
        """Give the state, the note, and the gift of a used number."""
        state = BookLeafState(self.state.data)
        gift = session.get(Donation, id_of(self.donation.data) or 0) if state == BookLeafState.USED else None
        return {"state": state, "donation": gift, "note": self.note.data}


class RestForm(Form):
    """The word that nothing is left to enter."""

    sure = BooleanField(_l("All used and void numbers are entered"))

    def values(self, session: Session) -> dict[str, Any]:
        """Say nothing else; without the tick it is refused."""
        if not self.sure.data:
            text = N_("Tick this first: afterwards a number is only mended, one by one, by the accountant.")
            raise Refused("sure", text)
        return {}
