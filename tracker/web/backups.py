"""Say on the first page when the books were backed up, and when a backup was last proven."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from flask_babel import gettext as _

from tracker.ground.backup_history import state_of
from tracker.ground.dates import ZONE, now, show_day, show_moment, today
from tracker.ground.installation import Installation
from tracker.models.base import db
from tracker.queries.proving.tills import books_have_begun
from tracker.queries.settings import letterhead_on
from tracker.queries.users import sample_in_use

#: Children's national hotline, where the office has not set another.
HOTLINE = "111"


@dataclass(frozen=True)
class BackupCard:
    """What the card says: sentences, whether they warn, and the number that helps children."""

    text: str
    late: bool
    hotline: str


def backup_card() -> BackupCard:
    """Read the history of backups; warn after seven days without one, once there are real books to lose."""
    ours: Installation = current_app.config["TRACKER_INSTALLATION"]
    state = state_of(ours.folder / "backups")
    session = db.session()
    late = state.is_old(now()) and books_have_begun(session) and not sample_in_use(session)
    head = letterhead_on(session, today())
    if state.backed_up is None:
        text = _("No backup was made here yet. Run: tracker backup FILE")
    elif state.proven is None:
        text = _("Last backup %(at)s, not yet restored on trial.", at=_shown(state.backed_up.moment))
    else:
        tried = show_day(state.proven.moment.astimezone(ZONE).date())
        text = _("Last backup %(at)s, restored on trial %(tried)s.", at=_shown(state.backed_up.moment), tried=tried)
    return BackupCard(text, late, (head and head.hotline) or HOTLINE)


def _shown(moment: datetime) -> str:
    here = moment.astimezone(ZONE)
    return _("%(time)s today", time=f"{here:%H:%M}") if here.date() == today() else show_moment(moment)
