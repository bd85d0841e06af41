"""Part a list into sheets: a commune each, a district, a school, all on one, so many lines each."""

from sqlalchemy.orm import Session

from tracker.ground.refusals import N_, Refused
from tracker.models.helping.handouts import Handout
from tracker.models.users import User
from tracker.operations.helping.sheets import make_sheets
from tracker.queries.helping.handout_groups import Way, lines_to_put, parted


def part_list(session: Session, *, by: User, handout: Handout, way: Way, size: int = 40) -> Handout:
    """Put all lines that are open and on no sheet on new sheets; `size` is the lines a sheet where they are counted.

    Refuses a list of which every line is on a sheet, and what `make_sheets` refuses.
    """
    lines = lines_to_put(session, handout)
    if not lines:
        raise Refused(None, N_("Every open line is on a sheet already."))
    return make_sheets(session, by=by, handout=handout, lines=parted(session, handout, lines, way, size))
