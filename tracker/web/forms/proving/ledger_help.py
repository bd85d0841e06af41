"""Offer what narrows the book of disbursements, and ask why somebody needs the children's names."""

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms.fields import SelectChoice

from tracker.models.helping.handouts import HelpKind
from tracker.queries.proving.ledger_now import NowPlace
from tracker.queries.proving.ledger_places import places_of_help
from tracker.web.forms.base import PlainForm
from tracker.web.forms.fields import TextLineField


class NamesForm(PlainForm):
    """Ask for the reason that is kept with a file that names children."""

    reason = TextLineField(_l("Why names are needed"), required=True)


def place_choices(session: Session) -> Iterator[SelectChoice]:
    """Offer each district whole, then its communes that help reached; the newest communes have no district."""
    for district, communes in places_of_help(session):
        group = district.name if district else _("Communes since 2025")
        if district is not None:
            yield SelectChoice(district.key, _("All of %(path)s", path=district.name), optgroup=group)
        for commune in communes:
            yield SelectChoice(commune.key, commune.name, optgroup=group)


def kind_choices() -> list[SelectChoice]:
    """Offer every kind of help."""
    return [SelectChoice(kind.value, _(kind.label)) for kind in HelpKind]


def now_choices(places: Iterable[NowPlace]) -> list[SelectChoice]:
    """Offer the communes of today, and what nobody has decided."""
    return [SelectChoice(place.key, place.name or _("Not decided yet")) for place in places]
