"""Read a savings book, its corrections, its handing over, the count of the safe, and what narrows the list."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import SelectField, SelectMultipleField, StringField

from tracker.ground.dates import show_day, today
from tracker.ground.refusals import N_, Refused
from tracker.ground.shares import parse_percent, show_percent
from tracker.models.giving.donations import Donation
from tracker.models.helping.disbursements import Disbursement
from tracker.models.helping.savings_books import BookOrigin, Custody, SavingsBook
from tracker.models.proving.campaigns import Campaign
from tracker.operations.helping.savings_books import BookFacts
from tracker.queries.helping.savings_book_lists import BookState, WantedBooks, gifts_of_books
from tracker.web.forms.acts import ActForm
from tracker.web.forms.base import Filter, Form
from tracker.web.forms.chosen import campaign_choices
from tracker.web.forms.fields import (
    ChoiceField,
    CountField,
    DayField,
    DongField,
    NameField,
    NoteField,
    ReadField,
    RecordField,
    SegmentField,
    TextLineField,
)
from tracker.web.forms.giving.giving import DonorField
from tracker.web.forms.helping.handout_children import ChildField
from tracker.web.forms.ids import id_of


class RateField(ReadField):
    """Interest a year in percent, such as 6,5; the value is in hundredths."""

    read = staticmethod(parse_percent)
    show = staticmethod(show_percent)
    attributes = {"inputmode": "decimal", "autocomplete": "off"}


def gift_rows(session: Session) -> list[tuple[int, str]]:
    """List the gifts of which a book is not recorded yet: day, donor, campaign, and how many."""
    return [
        (gift.id, f"{show_day(gift.received_on)} · {gift.donor.full_name} · {gift.campaign.code} · {count}")
        for gift, count in gifts_of_books(session)
    ]


class BookForm(ActForm):
    """What stands in a book."""

    aliases = {"happened_on": "opened_on"}

    bank = NameField(_l("Bank"), required=True)
    branch = TextLineField(_l("Branch"))
    number = TextLineField(_l("Number of the book"), required=True, render_kw={"maxlength": "40"})
    face_value = DongField(_l("Face value"), required=True)
    opened_on = DayField(_l("Opened on"), required=True)
    term_months = CountField(_l("Term in months"), required=True, default=12)
    rate = RateField(_l("Interest a year, in percent"), required=True)
    guardian = NameField(_l("Guardian"), required=True, description=_l("Who acts for the child at the bank."))
    remark = NoteField(_l("Note"), render_kw={"rows": "2"})

    def facts(self) -> BookFacts:
        """Give what is said of the book."""
        return BookFacts(**{name: self[name].data for name in BookFacts.__dataclass_fields__})

    def values(self, session: Session) -> dict[str, Any]:
        """Give what the operation asks."""
        return {"facts": self.facts()}


class NewBookForm(BookForm):
    """A new book: whose it is, how it came, and who keeps it until it is handed over."""

    child = ChildField(_l("Child"), required=True)
    origin = SegmentField.of(BookOrigin, _l("How the book came"), default=BookOrigin.GIVEN.value)
    donation = RecordField(_l("Gift by which it came"), model=Donation, options=gift_rows, blank=N_("Choose the gift"))
    campaign = RecordField(
        _l("Campaign"),
        model=Campaign,
        options=campaign_choices,
        blank=N_("Choose a campaign"),
        description=_l("Only for a bought book; a given one is of its gift's campaign."),
    )
    donor = DonorField(_l("Donor"), description=_l("Only for a bought book, where its money came from one donor."))
    custody = ChoiceField.of(Custody, _l("Kept by"), default=Custody.SAFE.value)
    held_by = TextLineField(_l("Name of who keeps it"), description=_l("Where it is neither the fund nor the bank."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.custody.choices = [row for row in self.custody.choices if row.value != Custody.FAMILY.value]

    def makes_sense(self) -> bool:
        """Make sure which child is meant, and which donor."""
        return self.child.settle() and self.donor.settle()

    def values(self, session: Session) -> dict[str, Any]:
        """Give what the operation asks; what is meant for the other kind of book is left out."""
        given = self.origin.data == BookOrigin.GIVEN
        donation = self.donation.value(session) if given else None
        campaign = donation.campaign if donation is not None else self.campaign.value(session)
        if campaign is None:
            field, text = ("donation", N_("Choose the gift by which the book came.")) if given else ("campaign", _WHICH)
            raise Refused(field, text)
        names = ("origin", "custody", "held_by")
        said = {name: self[name].data for name in names} | {"child": self.child.value(session)}
        donor = None if given else self.donor.value(session)
        return {**super().values(session), **said, "donation": donation, "campaign": campaign, "donor": donor}


_WHICH = N_("Choose the campaign whose money opened the book.")


class HandOverForm(Form):
    """The help by which a book goes to the family, and who takes it."""

    disbursement = RecordField(
        _l("Help by which it goes"), model=Disbursement, options=lambda session: (), required=True
    )
    happened_on = DayField(_l("Handed over on"), required=True, default=today)
    held_by = NameField(_l("Who takes the book"), required=True, description=_l("Who signs for the child."))
    remark = NoteField(_l("Remark"), render_kw={"rows": "2"})


class CountForm(Form):
    """What was found in the safe; the books are named in the form, so that none comes or goes unseen."""

    counted_on = DayField(_l("Counted on"), required=True, default=today)
    books = SelectMultipleField(coerce=id_of, choices=(), validate_choice=False)
    found = SelectMultipleField(_l("It is there"), coerce=id_of, choices=(), validate_choice=False)
    remark = NoteField(_l("Note"), render_kw={"rows": "2"})

    def values(self, session: Session) -> dict[str, Any]:
        """Give what the operation asks, the books read in this session; one that is none is not there."""
        books = {name: _books(session, self[name].data) for name in ("books", "found")}
        return {"counted_on": self.counted_on.data, "remark": self.remark.data, **books}


def _books(session: Session, keys: list[int | None]) -> list[SavingsBook]:
    found = [session.get(SavingsBook, key) for key in keys if key is not None]
    return [book for book in found if book is not None]


class BookFilter(Filter):
    """What narrows the list of books."""

    q = StringField(_l("Number, bank or child"))
    custody = ChoiceField.of(Custody, _l("Kept by"), blank=N_("All"))
    bank = SelectField(_l("Bank"), default="", validate_choice=False)
    until = DayField(_l("Matures up to"))
    state = StringField()

    def wanted(self, *, by_name: bool) -> WantedBooks:
        """Give what the list's question asks; an unknown state shows the open books."""
        sent = self.sent()
        state = str(sent.get("state", ""))
        until = sent.get("until")
        return WantedBooks(
            state=BookState(state) if state in {each.value for each in BookState} else BookState.OPEN,
            text=" ".join(str(sent.get("q", "")).split())[:200],
            custody=str(sent.get("custody") or ""),
            bank=str(sent.get("bank", ""))[:200],
            until=until if isinstance(until, date) else None,
            by_name=by_name,
        )
