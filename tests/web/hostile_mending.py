"""Propose to mend hostile help and hostile costs, and to close the books, with hostile words."""

from datetime import date

from make import Make
from sqlalchemy import select

from tracker.models.helping.disbursements import Disbursement, DisbursementPart
from tracker.models.journal import Entry
from tracker.models.proving.costs import CostKind
from tracker.operations.helping.help_corrections import propose_help_correction
from tracker.operations.proving.closings import propose_closing, reject_closing
from tracker.operations.proving.costs import pay_cost
from tracker.operations.proving.spending_corrections import propose_spending_correction, reject_spending_correction
from tracker.operations.proving.spending_rights import Right

DAY = date(2019, 1, 2)


def evil_mending(make: Make, evil: str) -> list[str]:
    """Propose each kind of correction and a closing; give the addresses of pages that few links lead to."""
    accountant, approver = make.user("accountant"), make.user("approver")
    given = select(Disbursement).join(DisbursementPart, DisbursementPart.disbursement_id == Disbursement.id)
    wrong, other = make.session.scalars(given.order_by(Disbursement.id.desc()).limit(2))
    asked = {"disbursement": wrong, "right_child": make.child(evil), "reason": evil}
    helped = make.run(propose_help_correction, by=accountant, **asked)
    make.donation(amount=900_000, campaign=make.fund(), received_on=DAY)
    paid = {"campaign": make.fund(), "paid_on": DAY, "till": make.account(), "kind": CostKind.PROGRAMME}
    first, second = (
        make.run(pay_cost, by=make.user("cashier"), payee=evil, purpose=evil, amount=100_000, **paid) for _ in range(2)
    )
    right = Right(make.fund(), make.account(), 10_000, evil, evil, evil, CostKind.ADMIN)
    spent = [
        make.run(
            propose_spending_correction,
            by=accountant,
            entry=make.session.get_one(Entry, cost.entry_id),
            right=right,
            reason=evil,
        )
        for cost in (first, second)
    ]
    make.run(reject_spending_correction, by=approver, correction=spent[1], remark=evil)
    sent_back = make.run(propose_closing, by=accountant, until=date(2018, 2, 28), remark=evil)
    make.run(reject_closing, by=approver, closing=sent_back, remark=evil)
    waiting = make.run(propose_closing, by=accountant, until=date(2018, 2, 28), remark=evil)
    return [
        f"/corrections/help/{helped.id}",
        f"/corrections/help/new?help={other.id}",
        *(f"/corrections/spending/{each.id}" for each in spent),
        f"/corrections/spending/new?entry={second.entry_id}",
        f"/closings/{waiting.id}",
        f"/closings/{sent_back.id}",
    ]
