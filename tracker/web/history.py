"""Tell what was changed in a record as a page shows it: who, when, which field, from what to what."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from tracker.ground.dates import show_day
from tracker.models.base import Choice
from tracker.models.journal import Change
from tracker.queries.user_lists import names_of

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Changed:
    """One change in words."""

    at: datetime
    who: str
    field: str
    old: str
    new: str
    change: Change


def told(
    session: Session,
    changes: Iterable[Change],
    *,
    labels: Mapping[str, str],
    choices: Mapping[str, type[Choice]] | None = None,
    flags: frozenset[str] = frozenset(),
) -> list[Changed]:
    """Put changes into words, with the names of who made them in one question.

    `labels` are msgids by field, `choices` the lists whose codes a field holds, `flags` the fields
    that are yes or no.
    """
    changes = list(changes)
    names = names_of(session, {change.user_id for change in changes})

    def shown(field: str, text: str | None) -> str:
        if field in flags:
            return _("Yes") if text in ("True", "1") else _("No")
        if choices and field in choices and text in {choice.value for choice in choices[field]}:
            return _(choices[field](text).label)
        if text and _DAY.fullmatch(text):
            return show_day(date.fromisoformat(text))
        return text or "–"

    return [
        Changed(
            at=change.at,
            who=names.get(change.user_id, "–"),
            field=_(labels.get(change.field, change.field)),
            old=shown(change.field, change.old),
            new=shown(change.field, change.new),
            change=change,
        )
        for change in changes
    ]
