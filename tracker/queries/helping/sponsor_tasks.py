"""Ask what waits with sponsors: whom to tell of a decision, who is late with a promise."""

from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.refusals import N_
from tracker.queries.helping.late_sponsors import late_sponsors
from tracker.queries.helping.sponsor_news import count_to_tell
from tracker.queries.tasks import Task


def sponsors_to_tell(session: Session, _day: date) -> Task:
    """Count the decisions of which a sponsor was not told yet."""
    count, first = count_to_tell(session)
    title, button = N_("Tell the sponsor"), N_("View and tell")
    return Task(title, button, "/scholarships/news", count, None, first.happened_on if first else None)


def sponsors_late(session: Session, day: date) -> Task:
    """Count the sponsors of scholarships who are two or more parts late, as far as nothing covers it."""
    late = [each for each in late_sponsors(session, day) if each.short]
    since = min((each.since for each in late), default=None)
    title, button = N_("Sponsors late by two parts or more"), N_("View")
    return Task(title, button, "/scholarships/late", len(late), sum(each.short for each in late) or None, since)
