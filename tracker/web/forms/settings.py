"""Read what the office decides with dates."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import BooleanField

from tracker.ground.dates import today
from tracker.models.settings import Item, Occasion, PageSize, Position, SeriesCode, Signatory
from tracker.queries.journal import VND
from tracker.web.forms.base import Form
from tracker.web.forms.fields import ChoiceField, CodeField, CountField, DayField, NameField, RecordField, TextLineField


class LetterheadForm(Form):
    """How the fund names itself from a day on."""

    valid_from = DayField(_l("Holds from"), required=True, default=today)
    fund_name = NameField(_l("Name of the fund"), required=True)
    address = TextLineField(_l("Address"))
    fund_code = TextLineField(_l("Budget-relation code"), description=_l("As printed, such as “Mã QHNS: 1012345”."))
    phone = TextLineField(_l("Phone"))
    hotline = TextLineField(_l("Child-protection hotline"))
    southern_words = BooleanField(_l("Amounts say ngàn and lẻ instead of nghìn and linh"))
    even_words = BooleanField(_l("Amounts say “đồng chẵn” where nothing follows the thousands"))


class SignatoryForm(Form):
    """Who signs in a position from a day to a day."""

    position = ChoiceField.of(Position, _l("Position"))
    title = NameField(_l("Title as printed"), required=True, description=_l("Such as “Thủ trưởng đơn vị”."))
    full_name = NameField(_l("Full name"), required=True)
    valid_from = DayField(_l("From"), required=True, default=today)
    valid_to = DayField(_l("Until"), description=_l("Empty means without an end."))


def _open_signatories(session: Session) -> list[tuple[int, str]]:
    asked = select(Signatory).where(Signatory.valid_to.is_(None)).order_by(Signatory.position)
    return [(each.id, f"{each.full_name} – {each.title}") for each in session.scalars(asked)]


class EndSignatoryForm(Form):
    """The last day on which somebody signs."""

    signatory = RecordField(_l("Who"), model=Signatory, options=_open_signatories, required=True)
    valid_to = DayField(_l("Last day"), required=True, default=today)


class SeriesForm(Form):
    """What a kind of paper is called and looks like from a day on."""

    code = ChoiceField.of(SeriesCode, _l("Paper"))
    valid_from = DayField(_l("Holds from"), required=True, default=today)
    title = NameField(_l("Title as printed"), required=True)
    form_label = TextLineField(
        _l("Form label"), description=_l("Such as “Mẫu số C45-BB”; empty for the unit's own form.")
    )
    page_size = ChoiceField.of(PageSize, _l("Page"), default=PageSize.A4.value)
    book_size = CountField(_l("Numbers in a book"), required=True, default=100)


class ItemForm(Form):
    """A kind of goods."""

    code = CodeField(_l("Code"), required=True, description=_l("Capitals such as RICE; it cannot be changed later."))
    name = NameField(_l("Name"), required=True)
    unit = NameField(_l("Unit"), required=True, description=_l("As counted, such as chiếc, phần, kg."))
    valid_from = DayField(_l("From"), required=True, default=today)


def _open_items(session: Session) -> list[tuple[str, str]]:
    asked = select(Item).where(Item.valid_to.is_(None), Item.code != VND).order_by(Item.name)
    return [(item.code, item.name) for item in session.scalars(asked)]


class EndItemForm(Form):
    """The last day on which goods are given."""

    item = RecordField(_l("Goods"), model=Item, options=_open_items, required=True)
    valid_to = DayField(_l("Last day"), required=True, default=today)


class OccasionForm(Form):
    """A time of the year at which help is given."""

    code = CodeField(_l("Code"), required=True, description=_l("Capitals such as RICE; it cannot be changed later."))
    name = NameField(_l("Name"), required=True)
    valid_from = DayField(_l("From"), required=True, default=today)


def _open_occasions(session: Session) -> list[tuple[str, str]]:
    asked = select(Occasion).where(Occasion.valid_to.is_(None)).order_by(Occasion.name)
    return [(occasion.code, occasion.name) for occasion in session.scalars(asked)]


class EndOccasionForm(Form):
    """The last day on which an occasion is used."""

    occasion = RecordField(_l("Occasion"), model=Occasion, options=_open_occasions, required=True)
    valid_to = DayField(_l("Last day"), required=True, default=today)


class OccasionDayForm(Form):
    """When an occasion falls; the year is that of the day."""

    occasion = RecordField(_l("Occasion"), model=Occasion, options=_open_occasions, required=True)
    falls_on = DayField(_l("Falls on"), required=True)

    def values(self, session: Session) -> dict[str, Any]:
        """Give code and year beside the day."""
        falls_on = self.falls_on.data
        return {"code": self.occasion.data, "year": falls_on.year if falls_on else 0, "falls_on": falls_on}
