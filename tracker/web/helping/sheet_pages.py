"""Find a sheet by its code, with all that its pages say of it."""

from dataclasses import dataclass, field

from flask import abort

from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.helping.handouts import Handout, Sheet, SheetStep, SheetStepKind
from tracker.queries.helping.handout_lines import agreed_lines, sheets_of_line
from tracker.queries.helping.handouts import LineState, line_states, sheet_step, stopped_lines
from tracker.queries.helping.sheet_lists import sheet_by_token
from tracker.queries.helping.sheet_returns import days_late
from tracker.web.helping.handout_pages import seen_or_404


@dataclass
class Shown:
    """A sheet with its list, when it went out and came back, and its lines."""

    sheet: Sheet
    handout: Handout
    states: list[LineState]
    out: SheetStep | None
    settled: SheetStep | None
    #: Ids of the lines whose standing in was approved.
    agreed: set[int]
    #: Line → the line that stands in for it.
    stand_ins: dict[int, LineState] = field(default_factory=dict)
    #: Open lines whose scholarship was stopped after the run was approved: nobody pays them.
    stopped: list[LineState] = field(default_factory=list)

    @property
    def number(self) -> str:
        """Show the number, such as DT-2018-0003/2."""
        return f"{self.handout.code}/{self.sheet.number}"

    @property
    def numbers(self) -> dict[int, int]:
        """Give each line's number on the paper; a replacement that is not approved is on no print."""
        printed = [state for state in self.states if state.line.replaces_id is None or state.line.id in self.agreed]
        return {state.line.id: number for number, state in enumerate(printed, start=1)}

    @property
    def days_late(self) -> int:
        """Count the days since the sheet should have been back; 0 once it is."""
        return days_late(self.handout, self.out, today()) if self.settled is None else 0


def shown_or_404(token: str) -> Shown:
    """Find a sheet by its code, with all that its pages say."""
    session = db.session()
    sheet = sheet_by_token(session, token)
    if sheet is None:
        abort(404)
    handout = seen_or_404(sheet.handout_id)
    mine = [state for state in line_states(session, handout) if sheet.id in sheets_of_line(state)]
    stopped = stopped_lines(session, handout) if handout.run_month is not None else set()
    return Shown(
        sheet=sheet,
        handout=handout,
        states=mine,
        out=sheet_step(session, sheet, SheetStepKind.SENT_OUT),
        settled=sheet_step(session, sheet, SheetStepKind.SETTLED),
        agreed=agreed_lines(session, handout),
        stand_ins={state.line.replaces_id: state for state in mine if state.line.replaces_id is not None},
        stopped=[state for state in mine if state.line.id in stopped and state.open],
    )
