"""Pay what the work costs, and record the interest that the money earns."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.names import clean_name, clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.journal import Account, AccountKind, Entry, EntryKind
from tracker.models.proving.campaigns import GENERAL_FUND, Campaign
from tracker.models.proving.costs import Cost, CostCeiling, CostKind, Interest
from tracker.models.users import User
from tracker.operations.journal import Draft, note, open_entry
from tracker.operations.proving.campaigns import refuse_closed
from tracker.operations.proving.overrides import keep_off_commitments
from tracker.operations.proving.standing import Reversal, post_and_stand
from tracker.operations.proving.tills import refuse_unfit
from tracker.queries.journal import VND, account

#: Where each kind of cost is booked (DESIGN.md §2).
EXPENSES = {
    CostKind.PROGRAMME: "expenses:programme",
    CostKind.ADMIN: "expenses:admin",
    CostKind.FEES: "expenses:fees",
}


def pay_cost(
    session: Session,
    *,
    by: User,
    kind: CostKind,
    campaign: Campaign,
    paid_on: date,
    payee: str,
    purpose: str,
    amount: int,
    till: Account,
    invoice_number: str = "",
) -> Cost:
    """Pay a cost of the work (whole đồng) from a till, on its voucher.

    Refuses a campaign whose terms allow no costs, what it does not have in the till, and what approved
    help will soon need.
    """
    purpose = clean_name(purpose, field="purpose", at_most=200)
    refuse_unfit(till, VND, paid_on, field="till")
    refuse_costs(campaign)
    refuse_no_amount(amount)
    entry = open_entry(session, by=by, kind=EntryKind.COST, happened_on=paid_on, memo=purpose)
    keep_off_commitments(session, entry, campaign, amount, payer=by)
    return keep_cost(
        session,
        by=by,
        entry=entry,
        kind=kind,
        campaign=campaign,
        payee=payee,
        purpose=purpose,
        invoice_number=invoice_number,
        amount=amount,
        paid_from=till,
    )


def keep_cost(
    session: Session,
    *,
    by: User,
    entry: Entry,
    kind: CostKind,
    campaign: Campaign,
    payee: str,
    purpose: str,
    invoice_number: str,
    amount: int,
    paid_from: Account,
    instead_of: Reversal | None = None,
) -> Cost:
    """Keep and post a cost paid from a till or out of an advance, on the day of the entry.

    `instead_of` is the reversal of a wrong cost, posted beside it on one voucher.
    """
    payee, purpose = clean_name(payee, field="payee"), clean_name(purpose, field="purpose", at_most=200)
    refuse_closed(campaign, field="campaign")
    refuse_costs(campaign)
    refuse_no_amount(amount)
    cost = Cost(
        kind=str(kind),
        campaign_id=campaign.id,
        paid_on=entry.happened_on,
        payee=payee,
        purpose=purpose,
        invoice_number=clean_text(invoice_number, field="invoice_number"),
        account_id=paid_from.id,
        amount=amount,
        entry_id=entry.id,
    )
    session.add(cost)
    session.flush()
    expense = account(session, EXPENSES[CostKind(kind)])
    drafts = [Draft(paid_from, campaign, VND, -amount), Draft(expense, campaign, VND, amount)]
    post_and_stand(session, by=by, entry=entry, drafts=drafts, party=payee, reason=purpose, instead_of=instead_of)
    return cost


def record_interest(
    session: Session, *, by: User, campaign: Campaign, credited_on: date, till: Account, amount: int, remark: str = ""
) -> Interest:
    """Record what the bank credited (whole đồng), on a credit advice.

    It belongs to the general fund unless the campaign's terms let it keep its interest.
    """
    memo = clean_text(remark, field="remark") or "Lãi tiền gửi"
    entry = open_entry(session, by=by, kind=EntryKind.INTEREST, happened_on=credited_on, memo=memo)
    return keep_interest(session, by=by, entry=entry, campaign=campaign, till=till, amount=amount, remark=remark)


def keep_interest(
    session: Session,
    *,
    by: User,
    entry: Entry,
    campaign: Campaign,
    till: Account,
    amount: int,
    remark: str,
    instead_of: Reversal | None = None,
) -> Interest:
    """Keep and post interest on the day of the entry; `instead_of` is the reversal of what was recorded wrongly."""
    remark = clean_text(remark, field="remark")
    refuse_unfit(till, VND, entry.happened_on, field="till")
    if till.kind != AccountKind.BANK:
        raise Refused("till", N_("Only a bank pays interest."))
    refuse_closed(campaign, field="campaign")
    if campaign.code != GENERAL_FUND and not campaign.keeps_interest:
        text = N_("By its terms the interest of %(campaign)s goes to the general fund.")
        raise Refused("campaign", text, campaign=campaign.name)
    refuse_no_amount(amount)
    interest = Interest(
        campaign_id=campaign.id,
        credited_on=entry.happened_on,
        account_id=till.id,
        amount=amount,
        note=remark,
        entry_id=entry.id,
    )
    session.add(interest)
    session.flush()
    income = account(session, "income:interest")
    drafts = [Draft(till, campaign, VND, amount), Draft(income, campaign, VND, -amount)]
    post_and_stand(
        session, by=by, entry=entry, drafts=drafts, party=till.name, reason=entry.memo, instead_of=instead_of
    )
    return interest


def set_ceiling(session: Session, *, by: User, valid_from: date, per_mille: int, rule: str) -> CostCeiling:
    """Set from a day on how many thousandths of a year's income running costs may take, and by which rule.

    Said again for the same day, it is corrected with a trace.
    """
    if not 0 <= per_mille <= 1000:
        raise Refused("per_mille", N_("Enter a share from 0 to 100."))
    rule = clean_name(rule, field="rule", at_most=200)
    there = session.scalar(select(CostCeiling).where(CostCeiling.valid_from == valid_from))
    if there is not None:
        note(session, by=by, record=there, changes={"per_mille": per_mille, "rule": rule})
        return there
    ceiling = CostCeiling(valid_from=valid_from, per_mille=per_mille, rule=rule)
    session.add(ceiling)
    session.flush()
    return ceiling


def refuse_costs(campaign: Campaign) -> None:
    """Refuse to take costs from a campaign whose terms allow none; the general fund always may pay."""
    if campaign.code != GENERAL_FUND and not campaign.costs_allowed:
        text = N_("By its terms no costs may be taken from %(campaign)s; let the general fund pay.")
        raise Refused("campaign", text, campaign=campaign.name)


def refuse_no_amount(amount: int) -> None:
    """Refuse less than one đồng."""
    if amount < 1:
        raise Refused("amount", N_("“%(value)s”: the number must be at least 1."), value=amount)
