"""Keep payments off the money that approved help will soon need, unless an approver says why."""

from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_day, today
from tracker.ground.money import show_dong
from tracker.ground.names import clean_reason
from tracker.ground.refusals import N_, Refused
from tracker.models.journal import Entry
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.overrides import Override, OverrideUse
from tracker.models.users import User
from tracker.operations.proving.sealing import seal
from tracker.queries.helping.commitments import due_soon, end_of_next_month, there_to_spend, usable_override
from tracker.queries.journal import account, balance


def allow_payment(
    session: Session, *, by: User, campaign: Campaign, amount: int, valid_until: date, reason: str
) -> Override:
    """Let ONE payment of at most so many đồng go past what is committed and due soon, until a day.

    Refuses no amount, no reason and a day that is over.
    """
    reason = clean_reason(reason)
    if amount < 1:
        raise Refused("amount", N_("“%(value)s”: the number must be at least 1."), value=amount)
    if valid_until < today():
        raise Refused("valid_until", N_("%(day)s is over."), day=show_day(valid_until))
    override = Override(
        campaign_id=campaign.id, amount=amount, valid_until=valid_until, reason=reason, by_id=by.id, at=now()
    )
    session.add(override)
    session.flush()
    seal(session, "override", override.id)
    return override


def keep_off_commitments(
    session: Session, entry: Entry, campaign: Campaign, amount: int, *, back: int = 0, payer: User | None = None
) -> None:
    """Refuse a payment (whole đồng) that settles no commitment and takes what is due by the end of next month.

    Counted from today, whatever day the payment is dated: help that is approved by now needs its money.
    A leave of an approver lets it pass and is used up by it. Call it before the entry is posted. `back` is
    what comes back to the campaign with it (whole đồng), where it takes the place of a wrong payment.
    `payer` is who pays, whose own leave does not count; None where an approver decides anyway.
    """
    day, there = today(), there_to_spend(session, campaign) + back
    due = due_soon(session, campaign, day)
    if amount <= there - due:
        return
    if amount > there:
        # More than there is: posting refuses it and names the tills, but for an advance out of what has no name.
        _refuse_the_unidentified(session, campaign, there)
        return
    override = usable_override(session, campaign, amount, day, payer_id=payer.id if payer else None)
    if override is None and usable_override(session, campaign, amount, day) is not None:
        raise Refused("amount", N_("Your own leave does not count: another person must allow what you pay."))
    if override is None:
        raise Refused(
            "amount",
            N_("%(campaign)s may spend %(free)s: %(due)s is promised to children until %(until)s."),
            offer=("allow_payment", {"campaign_id": campaign.id, "amount": amount}),
            campaign=campaign.name,
            free=show_dong(max(there - due, 0)),
            due=show_dong(due),
            until=show_day(end_of_next_month(day)),
        )
    session.add(OverrideUse(override_id=override.id, entry_id=entry.id))
    session.flush()


def _refuse_the_unidentified(session: Session, campaign: Campaign, there: int) -> None:
    """Refuse to use what waits for a name, where anything does."""
    waiting = -balance(session, account(session, "payable:unidentified"), campaign)
    if waiting:
        raise Refused(
            "amount",
            N_("%(campaign)s has %(own)s of its own; %(waiting)s more waits for a name and cannot be used."),
            campaign=campaign.name,
            own=show_dong(max(there, 0)),
            waiting=show_dong(waiting),
        )
