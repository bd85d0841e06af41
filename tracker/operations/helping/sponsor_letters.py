"""Print letters to sponsors: each print is kept by codes, and whose first name left is noted."""

import json
from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.dates import show_day, today
from tracker.ground.papers import read_papers, write_papers
from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donors import Donor
from tracker.models.proving.paper_copies import PaperCopy, PaperKind
from tracker.models.users import User
from tracker.operations.helping.accesses import record_accesses
from tracker.operations.proving.paper_copies import keep_copy
from tracker.queries.helping.sponsor_letters import letter_of, letter_paper, said_letter
from tracker.queries.office_papers import reprint
from tracker.queries.proving.paper_copies import copies_of, last_number
from tracker.queries.same import kept

#: How it is noted of each child whose first name such a letter tells.
TOLD_NAME = "children.lettered"


def print_letter(session: Session, *, by: User, donor: Donor, since: date, until: date) -> PaperCopy:
    """Print what a donor's sponsored children received from a day to a day; a second print of one time says so.

    Refuses a time that ends before it begins, and one in which they received nothing.
    """
    donor, day = kept(session, donor), today()
    if until < since:
        raise Refused("until", N_("It cannot end before %(day)s."), day=show_day(since))
    letter = letter_of(session, donor, since, until, day)
    before = _prints_of(session, donor, since, until)
    paper = letter_paper(session, letter.by_codes(), by, day, reprint(before + 1))
    names = sorted({child.id for child in letter.named})
    record_accesses(session, by=by, what=TOLD_NAME, record_ids=names, reason=donor.full_name)
    number = last_number(session, PaperKind.SPONSOR_LETTER, donor.id) + 1
    said = json.dumps({"named": names, "paper": write_papers([paper])}, ensure_ascii=False, sort_keys=True)
    return keep_copy(session, by, PaperKind.SPONSOR_LETTER, donor.id, number, said)


def _prints_of(session: Session, donor: Donor, since: date, until: date) -> int:
    """Count the prints of one time so far."""
    time = f"Từ ngày {show_day(since)} đến ngày {show_day(until)} "
    copies = copies_of(session, PaperKind.SPONSOR_LETTER, donor.id)
    return sum(read_papers(said_letter(copy)["paper"])[0].under.startswith(time) for copy, _who in copies)
