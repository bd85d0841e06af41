"""Give money to somebody to spend for the fund, and settle it against invoices and what comes back."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_day
from tracker.ground.money import show_dong
from tracker.ground.names import clean_name
from tracker.ground.refusals import N_, Refused
from tracker.models.journal import Account, Entry, EntryKind
from tracker.models.proving.advances import Advance, AdvanceStep, AdvanceStepKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.costs import Cost, CostKind
from tracker.models.proving.purchases import Purchase
from tracker.models.users import User
from tracker.operations.helping.sheets import advance_of
from tracker.operations.journal import Draft, open_entry, post
from tracker.operations.proving.campaigns import refuse_closed
from tracker.operations.proving.costs import keep_cost, refuse_no_amount
from tracker.operations.proving.overrides import keep_off_commitments
from tracker.operations.proving.purchases import Bought, keep_purchase, refuse_lines
from tracker.operations.proving.standing import Reversal, post_and_stand
from tracker.operations.proving.tills import refuse_unfit
from tracker.operations.proving.vouchers import make_vouchers
from tracker.queries.journal import VND
from tracker.queries.proving.advances import open_part


def give_advance(
    session: Session,
    *,
    by: User,
    campaign: Campaign,
    given_on: date,
    due_on: date,
    party: str,
    purpose: str,
    amount: int,
    till: Account,
) -> Advance:
    """Give so many đồng of a campaign to a party to spend; it is to be settled by a day.

    Refuses what the campaign does not have in the till, and what approved help will soon need.
    """
    purpose = clean_name(purpose, field="purpose", at_most=200)
    refuse_no_amount(amount)
    refuse_unfit(till, VND, given_on, field="till")
    if due_on < given_on:
        raise Refused("due_on", N_("It is given on %(day)s only."), day=show_day(given_on))
    entry = open_entry(session, by=by, kind=EntryKind.ADVANCE, happened_on=given_on, memo=purpose)
    keep_off_commitments(session, entry, campaign, amount, payer=by)
    return keep_advance(
        session,
        by=by,
        entry=entry,
        campaign=campaign,
        due_on=due_on,
        party=party,
        purpose=purpose,
        amount=amount,
        till=till,
    )


def keep_advance(
    session: Session,
    *,
    by: User,
    entry: Entry,
    campaign: Campaign,
    due_on: date,
    party: str,
    purpose: str,
    amount: int,
    till: Account,
    instead_of: Reversal | None = None,
) -> Advance:
    """Keep and post an advance on the day of the entry; `instead_of` is the reversal of one that was wrong."""
    party, purpose = clean_name(party, field="party"), clean_name(purpose, field="purpose", at_most=200)
    refuse_no_amount(amount)
    refuse_closed(campaign, field="campaign")
    refuse_unfit(till, VND, entry.happened_on, field="till")
    held = advance_of(session, party)
    advance = Advance(
        campaign_id=campaign.id,
        given_on=entry.happened_on,
        party=party,
        purpose=purpose,
        due_on=due_on,
        till_id=till.id,
        account_id=held.id,
        amount=amount,
        entry_id=entry.id,
    )
    session.add(advance)
    session.flush()
    drafts = [Draft(till, campaign, VND, -amount), Draft(held, campaign, VND, amount)]
    post_and_stand(session, by=by, entry=entry, drafts=drafts, party=party, reason=purpose, instead_of=instead_of)
    return advance


def settle_by_purchase(
    session: Session,
    *,
    by: User,
    advance: Advance,
    settled_on: date,
    supplier: str,
    lines: Sequence[Bought],
    store: Account,
    invoice_number: str = "",
    total: int | None = None,
    note: str = "",
) -> AdvanceStep:
    """Settle a part of an advance by the invoice of goods that were bought with it.

    `lines` and `total` are as for `buy_goods`; refuses more than is open of the advance.
    """
    refuse_lines(session, lines, settled_on, total)
    amount = sum(line.amount for line in lines)
    entry = _settling(session, by, advance, EntryKind.PURCHASE, settled_on, amount)
    purchase = keep_purchase(
        session,
        by=by,
        entry=entry,
        campaign=advance.campaign,
        supplier=supplier,
        invoice_number=invoice_number,
        note=note,
        lines=lines,
        paid_from=advance.account,
        store=store,
        total=total,
    )
    return _keep_step(session, by, advance, AdvanceStepKind.PURCHASE, entry, amount, purchase=purchase)


def settle_by_cost(
    session: Session,
    *,
    by: User,
    advance: Advance,
    settled_on: date,
    kind: CostKind,
    payee: str,
    purpose: str,
    amount: int,
    invoice_number: str = "",
) -> AdvanceStep:
    """Settle a part of an advance (whole đồng) by the invoice of a cost that was paid with it.

    Refuses more than is open of it, and a campaign whose terms allow no costs.
    """
    entry = _settling(session, by, advance, EntryKind.COST, settled_on, amount)
    cost = keep_cost(
        session,
        by=by,
        entry=entry,
        kind=kind,
        campaign=advance.campaign,
        payee=payee,
        purpose=purpose,
        invoice_number=invoice_number,
        amount=amount,
        paid_from=advance.account,
    )
    return _keep_step(session, by, advance, AdvanceStepKind.COST, entry, amount, cost=cost)


def return_rest(
    session: Session, *, by: User, advance: Advance, settled_on: date, amount: int, till: Account
) -> AdvanceStep:
    """Take back into a till what a party did not spend (whole đồng), on its voucher; refuses more than is open."""
    refuse_unfit(till, VND, settled_on, field="till")
    entry = _settling(session, by, advance, EntryKind.ADVANCE_BACK, settled_on, amount)
    drafts = [Draft(till, advance.campaign, VND, amount), Draft(advance.account, advance.campaign, VND, -amount)]
    post(session, (entry, drafts))
    make_vouchers(session, by=by, entries=[entry], party=advance.party, reason=f"Hoàn ứng: {advance.purpose}")
    return _keep_step(session, by, advance, AdvanceStepKind.RETURNED, entry, amount)


def _settling(session: Session, by: User, advance: Advance, kind: EntryKind, settled_on: date, amount: int) -> Entry:
    refuse_no_amount(amount)
    left = open_part(session, advance)
    if amount > left:
        text = N_("Only %(left)s of this advance are open, not %(asked)s.")
        raise Refused("amount", text, left=show_dong(left), asked=show_dong(amount))
    if settled_on < advance.given_on:
        raise Refused("settled_on", N_("It was given on %(day)s only."), day=show_day(advance.given_on))
    return open_entry(session, by=by, kind=kind, happened_on=settled_on, memo=advance.purpose)


def _keep_step(
    session: Session,
    by: User,
    advance: Advance,
    kind: AdvanceStepKind,
    entry: Entry,
    amount: int,
    *,
    purchase: Purchase | None = None,
    cost: Cost | None = None,
) -> AdvanceStep:
    step = AdvanceStep(
        advance_id=advance.id,
        kind=str(kind),
        settled_on=entry.happened_on,
        amount=amount,
        by_id=by.id,
        at=now(),
        entry_id=entry.id,
        purchase_id=purchase.id if purchase else None,
        cost_id=cost.id if cost else None,
    )
    session.add(step)
    session.flush()
    return step
