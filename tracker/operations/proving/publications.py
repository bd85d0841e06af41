"""Print the publication of a year: each print is kept with all that it says."""

from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.dates import show_day, today
from tracker.ground.papers import write_papers
from tracker.ground.refusals import N_, Refused
from tracker.models.proving.paper_copies import PaperCopy, PaperKind
from tracker.models.users import User
from tracker.operations.proving.paper_copies import keep_copy
from tracker.queries.office_papers import reprint
from tracker.queries.proving.paper_copies import last_number
from tracker.queries.proving.publication_paper import publication_paper


def print_publication(session: Session, *, by: User, year: int) -> PaperCopy:
    """Print what is published of a year.

    Refuses a year that is not over (its figures still move), and an office without a letterhead.
    """
    if date(year, 12, 31) >= today():
        text = N_("The year %(year)s is not over; it is published from %(day)s on.")
        raise Refused(None, text, year=year, day=show_day(date(year + 1, 1, 1)))
    number = last_number(session, PaperKind.PUBLICATION, year) + 1
    paper = publication_paper(session, year, reprint(number))
    return keep_copy(session, by, PaperKind.PUBLICATION, year, number, write_papers([paper]))
