"""Part a list into sheets: a commune each, a district, a school, all on one, so many lines each."""

from sqlalchemy.orm import Session

from tracker.ground.refusals import N_, Refused
from tracker.models.helping.handouts import Handout
from tracker.models.users import User
from tracker.operations.helping.institutions import name_institution
from tracker.operations.helping.sheets import make_sheets
from tracker.queries.helping.handout_groups import NO_SCHOOL, Way, lines_to_put, parted
from tracker.queries.helping.handouts import sheets_of


def part_list(
    session: Session, *, by: User, handout: Handout, way: Way, size: int = 40, signs_once: bool = False
) -> Handout:
    """Put all lines that are open and on no sheet on new sheets; `size` is the lines a sheet where they are counted.

    With `signs_once`, for sheets by school, each school signs once for its children; who has no school
    is on a sheet that families sign. Refuses a list of which every line is on a sheet, and what
    `make_sheets` refuses.
    """
    lines = lines_to_put(session, handout)
    if not lines:
        raise Refused(None, N_("Every open line is on a sheet already."))
    before = {sheet.id for sheet in sheets_of(session, handout)}
    make_sheets(session, by=by, handout=handout, lines=parted(session, handout, lines, way, size))
    for sheet in sheets_of(session, handout):
        if way == Way.SCHOOL and signs_once and sheet.id not in before and sheet.name != NO_SCHOOL:
            name_institution(session, by=by, sheet=sheet, institution=sheet.name)
    return handout
