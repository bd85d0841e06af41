"""Do one of everything by which an office mends its books and closes them."""

from datetime import date

from make import DAY, Make
from sqlalchemy import select

from tracker.models.helping.disbursements import Disbursement
from tracker.models.journal import Entry
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.costs import CostKind
from tracker.operations.helping.help_corrections import approve_help_correction, propose_help_correction
from tracker.operations.helping.settlements import settle_sheet
from tracker.operations.proving.closings import approve_closing, propose_closing
from tracker.operations.proving.costs import pay_cost
from tracker.operations.proving.spending_corrections import approve_spending_correction, propose_spending_correction
from tracker.operations.proving.spending_rights import Right

#: Before anything of the full books happened.
CLOSED = date(2018, 1, 31)
LAST = date(2018, 12, 28)


def mend(make: Make) -> None:
    """Put help under the right child, put a cost right, and close a month."""
    campaign = make.campaign("SUA", costs_allowed=True)
    make.donation(amount=5_000_000, campaign=campaign)
    _help(make, campaign)
    _cost(make, campaign)
    closing = make.run(propose_closing, by=make.user("accountant"), until=CLOSED)
    make.run(approve_closing, by=make.user("approver"), closing=closing)


def _help(make: Make, campaign: Campaign) -> None:
    sheet = make.sheet(make.approved(campaign=campaign, children=[make.child()]))
    make.run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=DAY, outcomes={})
    wrong = make.session.scalars(select(Disbursement).where(Disbursement.sheet_id == sheet.id)).one()
    asked = {"disbursement": wrong, "right_child": make.child(), "reason": "Nhầm hai em cùng tên"}
    correction = make.run(propose_help_correction, by=make.user("accountant"), **asked)
    make.run(approve_help_correction, by=make.user("approver"), correction=correction, approved_on=LAST)


def _cost(make: Make, campaign: Campaign) -> None:
    paid = {"kind": CostKind.PROGRAMME, "campaign": campaign, "paid_on": DAY, "payee": "Nhà in", "till": make.account()}
    cost = make.run(pay_cost, by=make.user("cashier"), purpose="In phông", amount=3_000_000, **paid)
    right = Right(campaign, make.account(), 300_000, "Nhà in", "In phông", cost_kind=CostKind.PROGRAMME)
    entry = make.session.get_one(Entry, cost.entry_id)
    asked = {"entry": entry, "right": right, "reason": "Gõ thừa một số 0"}
    correction = make.run(propose_spending_correction, by=make.user("accountant"), **asked)
    make.run(approve_spending_correction, by=make.user("approver"), correction=correction, approved_on=LAST)
