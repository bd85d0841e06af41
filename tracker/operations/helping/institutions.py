"""Deliver to an institution: a school takes a sheet's goods for its children and signs once for all of them."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.names import clean_name
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.disbursements import PayeeKind
from tracker.models.helping.handouts import Handout, OutcomeKind, Sheet, SheetStepKind
from tracker.models.users import User
from tracker.operations.helping.settlements import Outcome, settle_sheet
from tracker.operations.journal import note
from tracker.queries.helping.handouts import line_states, sheet_step, stopped_lines


def name_institution(session: Session, *, by: User, sheet: Sheet, institution: str) -> Sheet:
    """Say which school takes a sheet and signs once for its children; empty: each family signs again.

    Refuses a sheet that is out: its paper is signed already, or is being signed.
    """
    if sheet_step(session, sheet, SheetStepKind.SENT_OUT) is not None:
        raise Refused("institution", N_("Sheet %(number)s is out already."), number=sheet.number)
    name = clean_name(institution, field="institution") if institution.strip() else None
    note(session, by=by, record=sheet, changes={"institution": name})
    return sheet


def settle_for_institution(
    session: Session, *, by: User, sheet: Sheet, signed_on: date, absent: Collection[int] = ()
) -> Sheet:
    """Settle a sheet that a school has signed: every child's help went into its hand, but for lines named `absent`.

    What the absent would have got waits for another sheet. Refuses a sheet without a school, one on
    which a child stands in for another or has a scholarship that was stopped, and what `settle_sheet` refuses.
    """
    if not sheet.institution:
        raise Refused(None, N_("No school signs for this sheet."))
    states = line_states(session, session.get_one(Handout, sheet.handout_id), sheet)
    stopped = stopped_lines(session, session.get_one(Handout, sheet.handout_id)) - set(absent)
    if any(state.line.id in stopped for state in states):
        text = N_("A scholarship on this sheet was stopped after the approval: settle it line by line.")
        raise Refused(None, text)
    if any(state.in_waiting for state in states):
        raise Refused(None, N_("Another child stands in on this sheet: settle it line by line."))
    school = Outcome(OutcomeKind.GIVEN, payee=PayeeKind.SCHOOL)
    outcomes = dict.fromkeys((state.line.id for state in states), school)
    outcomes |= dict.fromkeys(absent, Outcome(OutcomeKind.LATER))
    return settle_sheet(session, by=by, sheet=sheet, signed_on=signed_on, outcomes=outcomes)
