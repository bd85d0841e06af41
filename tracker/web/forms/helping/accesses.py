"""Read what narrows the list of who opened what of children."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import StringField

from tracker.ground.refusals import N_
from tracker.models.users import User
from tracker.web.forms.base import Filter
from tracker.web.forms.fields import DayField, RecordField


def _people(session: Session) -> Iterable[tuple[Any, str]]:
    asked = select(User.id, User.full_name).order_by(User.full_name, User.id)
    return [(key, name) for key, name in session.execute(asked)]


class AccessFilter(Filter):
    """Who, whose data, and when."""

    user = RecordField(_l("Who"), model=User, options=_people, blank=N_("Everybody"))
    child = StringField(_l("Child's code"), render_kw={"placeholder": "TE-…", "size": "12", "maxlength": "40"})
    since = DayField(_l("From day"))
    until = DayField(_l("To day"))
