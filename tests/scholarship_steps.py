"""Take scholarships through their steps for tests: proposed, awarded, drafted in a run, approved, paid."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from make import Make
from sqlalchemy import select

from tracker.models.helping.children import Child
from tracker.models.helping.disbursements import Disbursement, DisbursementPart
from tracker.models.helping.handouts import Handout, HandoutLine, Sheet
from tracker.models.helping.scholarships import Award
from tracker.models.proving.campaigns import Campaign
from tracker.operations.helping.approvals import approve, submit
from tracker.operations.helping.disbursements import take_back_help
from tracker.operations.helping.scholarship_runs import draft_run
from tracker.operations.helping.scholarships import award_scholarships, propose_awards
from tracker.operations.helping.settlements import settle_sheet
from tracker.operations.helping.sheets import make_sheets, send_out
from tracker.queries.helping.handouts import line_states, sheets_of

AWARDED = date(2018, 1, 8)
FIRST_DUE = date(2018, 1, 31)


def propose(make: Make, campaign: Campaign, children: Sequence[Child], **facts: Any) -> list[Award]:
    """Propose 500.000 đ a month for three months, unless said otherwise."""
    said = {"monthly_amount": 500_000, "months": 3, "first_due_on": FIRST_DUE} | facts
    found: list[Award] = make.run(propose_awards, campaign=campaign, children=children, **said)
    return found


def award(make: Make, campaign: Campaign, *, count: int = 2, **facts: Any) -> list[Award]:
    """Award scholarships to new children."""
    awards = propose(make, campaign, [make.child() for _ in range(count)], **facts)
    make.run(award_scholarships, by=make.user("approver"), awards=awards, awarded_on=AWARDED)
    return awards


def drafted(make: Make, campaign: Campaign, month: int) -> Handout:
    """Draft the run of a month of 2018."""
    found: Handout = make.run(draft_run, campaign=campaign, month=date(2018, month, 1))
    return found


def agreed(make: Make, handout: Handout, day: date) -> Handout:
    """Submit and approve a run."""
    make.run(submit, handout=handout)
    found: Handout = make.run(approve, by=make.user("approver"), handout=handout, approved_on=day)
    return found


def out(make: Make, handout: Handout, day: date, *, direct_bank: str = "", by_bank: bool = True) -> Sheet:
    """Put all that is open on one sheet and send it to the bank."""
    ids = [state.line.id for state in line_states(make.session, handout) if not state.settled]
    cashier = make.user("cashier")
    make.run(make_sheets, by=cashier, handout=handout, lines={"Chuyển khoản": ids})
    sheet = sheets_of(make.session, handout)[-1]
    till = make.bank() if by_bank else make.account()
    make.run(send_out, by=cashier, sheet=sheet, sent_on=day, till=till, direct_bank=direct_bank)
    return sheet


def settled(make: Make, sheet: Sheet, day: date, outcomes: Any = None) -> Sheet:
    """Settle a sheet; what is not named was given."""
    found: Sheet = make.run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=day, outcomes=outcomes or {})
    return found


def paid(make: Make, campaign: Campaign, month: int, **how: Any) -> Handout:
    """Draft, approve and pay the run of a month on its last days."""
    day = date(2018, month, 28)
    handout = agreed(make, drafted(make, campaign, month), day)
    settled(make, out(make, handout, day, **how), day)
    return handout


def came_back(make: Make, award: Award, day: date, *, open_again: bool = True, direct: bool = False) -> None:
    """Take the last transfer of an award back."""
    asked = (
        select(DisbursementPart)
        .join(Disbursement, Disbursement.id == DisbursementPart.disbursement_id)
        .join(HandoutLine, HandoutLine.id == Disbursement.line_id)
        .where(HandoutLine.child_id == award.child_id, HandoutLine.instalment_id.is_not(None))
        .order_by(DisbursementPart.id.desc())
    )
    part = make.session.scalars(asked.limit(1)).one()
    make.run(
        take_back_help,
        by=make.user("accountant"),
        parts=[part],
        place=None if direct else make.bank(),
        taken_back_on=day,
        reason="Sai số tài khoản",
        open_again=open_again,
    )
