"""Say what is right instead of a wrong purchase, cost, interest or advance, keep it as text, and post it."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tracker.ground.names import clean_name, clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.journal import Account, Entry, EntryKind
from tracker.models.proving.advances import Advance, AdvanceStep
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.costs import Cost, CostKind, Interest
from tracker.models.proving.purchases import Purchase
from tracker.models.users import User
from tracker.operations.proving.advances import keep_advance
from tracker.operations.proving.campaigns import refuse_closed
from tracker.operations.proving.costs import keep_cost, keep_interest, refuse_costs, refuse_no_amount
from tracker.operations.proving.purchases import Bought, keep_purchase, refuse_lines
from tracker.operations.proving.standing import Reversal
from tracker.operations.proving.tills import refuse_unfit
from tracker.queries.journal import VND, lines_of
from tracker.queries.proving.spending_corrections import Spending, lines_bought


@dataclass(frozen=True)
class Right:
    """All that a purchase, a cost, interest or an advance says; what one of them does not say stays empty.

    `amount` is in whole đồng; for a purchase it is the sum of its lines.
    """

    campaign: Campaign
    till: Account
    amount: int = 0
    party: str = ""
    purpose: str = ""
    invoice_number: str = ""
    cost_kind: CostKind | None = None
    due_on: date | None = None
    store: Account | None = None
    lines: Sequence[Bought] = ()


def recorded(session: Session, spending: Spending) -> Right:
    """Give what was recorded, as it would be said again."""
    said: dict[str, Any]
    if isinstance(spending, Purchase):
        lines = [Bought(line.item, line.quantity, line.unit_price) for line in lines_bought(session, spending)]
        said = {"party": spending.supplier, "purpose": spending.note, "invoice_number": spending.invoice_number}
        return Right(spending.campaign, spending.account, spending.amount, **said, store=spending.store, lines=lines)
    if isinstance(spending, Cost):
        said = {"party": spending.payee, "purpose": spending.purpose, "invoice_number": spending.invoice_number}
        kind = CostKind(spending.kind)
        return Right(spending.campaign, spending.account, spending.amount, **said, cost_kind=kind)
    if isinstance(spending, Interest):
        return Right(spending.campaign, spending.account, spending.amount, purpose=spending.note)
    advance = spending.advance if isinstance(spending, AdvanceStep) else spending
    said = {"party": advance.party, "purpose": advance.purpose, "due_on": advance.due_on}
    return Right(advance.campaign, advance.till, spending.amount, **said)


def refuse_senseless(session: Session, spending: Spending, right: Right, day: date) -> Right:
    """Refuse what cannot be right instead, before anything is posted; give it with its texts cleaned."""
    if not isinstance(spending, Interest):
        right = replace(right, party=clean_name(right.party, field="party"))
    if isinstance(spending, Cost | Advance):
        right = replace(right, purpose=clean_name(right.purpose, field="purpose", at_most=200))
    right = replace(
        right,
        purpose=clean_text(right.purpose, field="purpose"),
        invoice_number=clean_text(right.invoice_number, field="invoice_number"),
    )
    refuse_closed(right.campaign, field="campaign")
    refuse_unfit(right.till, VND, day, field="till")
    if isinstance(spending, Purchase):
        refuse_lines(session, right.lines, day, None)
        right = replace(right, amount=sum(line.amount for line in right.lines))
    if isinstance(spending, Cost):
        refuse_costs(right.campaign)
    refuse_no_amount(right.amount)
    if written(right) == written(recorded(session, spending)):
        raise Refused(None, N_("What is right says the same as what is recorded."))
    return right


def moved_by(session: Session, entry: Entry, was: Right, right: Right | None) -> dict[tuple[int, int, str], int]:
    """Give by how much a correction moves money and goods by (account, campaign, item); what stays is left out.

    Whole đồng or pieces, + into and − out of; without a right one the wrong entry is mirrored whole.
    """
    moved: dict[tuple[int, int, str], int] = defaultdict(int)
    for line in lines_of(session, entry):
        moved[line.account_id, line.campaign_id, line.item] -= line.quantity
    if right is not None:
        sign = 1 if entry.kind == EntryKind.INTEREST else -1
        moved[right.till.id, right.campaign.id, VND] += sign * (right.amount or was.amount)
        store = right.store.id if right.store is not None else 0
        for bought in right.lines:
            moved[store, right.campaign.id, bought.item] += bought.quantity
    return {place: quantity for place, quantity in moved.items() if quantity}


def written(right: Right) -> str:
    """Write it down as JSON, records by their keys."""
    said = {
        "campaign": right.campaign.id,
        "till": right.till.id,
        "amount": right.amount,
        "party": right.party,
        "purpose": right.purpose,
        "invoice_number": right.invoice_number,
        "cost_kind": str(right.cost_kind) if right.cost_kind else None,
        "due_on": right.due_on.isoformat() if right.due_on else None,
        "store": right.store.id if right.store else None,
        "lines": [[line.item, line.quantity, line.unit_price] for line in right.lines],
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def read_back(session: Session, text: str) -> Right | None:
    """Read it back with its records; None where nothing takes the wrong one's place."""
    if not text:
        return None
    said: dict[str, Any] = json.loads(text)
    return Right(
        campaign=session.get_one(Campaign, said["campaign"]),
        till=session.get_one(Account, said["till"]),
        amount=said["amount"],
        party=said["party"],
        purpose=said["purpose"],
        invoice_number=said["invoice_number"],
        cost_kind=CostKind(said["cost_kind"]) if said["cost_kind"] else None,
        due_on=date.fromisoformat(said["due_on"]) if said["due_on"] else None,
        store=session.get_one(Account, said["store"]) if said["store"] else None,
        lines=[Bought(*line) for line in said["lines"]],
    )


def post_right(
    session: Session, *, by: User, spending: Spending, right: Right, entry: Entry, instead_of: Reversal
) -> None:
    """Keep and post what is right, of the same kind as the wrong one, beside the wrong one's reversal."""
    both: dict[str, Any] = {"by": by, "entry": entry, "campaign": right.campaign, "instead_of": instead_of}
    said: dict[str, Any]
    if isinstance(spending, Purchase):
        said = {"supplier": right.party, "invoice_number": right.invoice_number, "note": right.purpose}
        goods: dict[str, Any] = {"lines": right.lines, "store": right.store, "total": None}
        keep_purchase(session, **both, **said, **goods, paid_from=right.till)
    elif isinstance(spending, Cost):
        said = {"payee": right.party, "purpose": right.purpose, "invoice_number": right.invoice_number}
        kind = CostKind(str(right.cost_kind))
        keep_cost(session, **both, **said, kind=kind, amount=right.amount, paid_from=right.till)
    elif isinstance(spending, Interest):
        keep_interest(session, **both, till=right.till, amount=right.amount, remark=right.purpose)
    else:
        said = {"party": right.party, "purpose": right.purpose, "due_on": right.due_on}
        keep_advance(session, **both, **said, amount=right.amount, till=right.till)
