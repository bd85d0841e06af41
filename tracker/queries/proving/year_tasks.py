"""Ask what waits of a year that is over: its publication."""

from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from tracker.ground.refusals import N_
from tracker.models.journal import Entry
from tracker.models.proving.paper_copies import PaperKind
from tracker.queries.proving.paper_copies import last_number
from tracker.queries.tasks import Task


def publication_due(session: Session, day: date) -> Task:
    """Ask for last year's publication until it was printed: it is due on 31 March (Nghị định 93/2021)."""
    year = day.year - 1
    happened = exists().where(Entry.happened_on.between(date(year, 1, 1), date(year, 12, 31)))
    waits = session.scalar(select(happened)) and not last_number(session, PaperKind.PUBLICATION, year)
    due = date(day.year, 3, 31)
    title = N_("Publication of last year is overdue") if day > due else N_("Publication of last year to print")
    return Task(title, N_("Open"), f"/year/{year}/publication", int(bool(waits)), None, None, due)
