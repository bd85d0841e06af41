"""Steps of helping that several tests take."""

from collections.abc import Mapping
from datetime import date

from make import Make
from make_help import DAY

from tracker.models.helping.handouts import Handout, Sheet
from tracker.operations.helping.settlements import Outcome, settle_sheet


def help_given(make: Make, handout: Handout, outcomes: Mapping[int, Outcome] | None = None, *, on: date = DAY) -> Sheet:
    """Put the open lines of a list on a sheet, pay it at the table, and settle it on a day."""
    sheet = make.sheet(handout, sent_on=on)
    return settled(make, sheet, outcomes, on=on)


def settled(make: Make, sheet: Sheet, outcomes: Mapping[int, Outcome] | None = None, *, on: date = DAY) -> Sheet:
    """Settle a sheet that is out; every line is given that no outcome names."""
    make.run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=on, outcomes=outcomes or {})
    return sheet
