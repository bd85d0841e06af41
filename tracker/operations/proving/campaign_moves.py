"""Move money or goods from one campaign to another: an approver's act, with consent or as a loan."""

from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.dates import show_day
from tracker.ground.names import clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.journal import Account, Entry, EntryKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.moves import CampaignMove
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.operations.journal import Draft, open_entry, post
from tracker.operations.proving.campaigns import refuse_closed
from tracker.operations.proving.overrides import keep_off_commitments
from tracker.operations.proving.tills import refuse_unfit
from tracker.operations.proving.vouchers import make_vouchers
from tracker.queries.journal import VND, account, shown
from tracker.queries.proving.moves import open_loan


def move_between(
    session: Session,
    *,
    by: User,
    from_campaign: Campaign,
    to_campaign: Campaign,
    till: Account,
    quantity: int,
    moved_on: date,
    reason: str,
    item: str = VND,
    consent: str = "",
    back_by: date | None = None,
    repays: CampaignMove | None = None,
) -> CampaignMove:
    """Move so much of an item (whole đồng or pieces) inside one till from one campaign to another.

    Needs a reason, and the donor's consent (by whom, when, how), the day by which the loan comes
    back, or the loan that this brings back. Refuses what is not there, what approved help will soon
    need, and money of the general fund that nobody has named yet.
    """
    reason, consent = clean_text(reason, field="reason"), clean_text(consent, field="consent")
    _refuse_terms(from_campaign, to_campaign, quantity, moved_on, reason, consent, back_by, repays)
    if repays is not None:
        _refuse_other_loan(session, from_campaign, to_campaign, item, quantity, moved_on, back_by, repays)
    refuse_unfit(till, item, moved_on, field="till")
    entry = open_entry(session, by=by, kind=EntryKind.CAMPAIGN_MOVE, happened_on=moved_on, memo=reason)
    if item == VND:
        keep_off_commitments(session, entry, from_campaign, quantity)
    _post(session, entry, from_campaign, to_campaign, till, item, quantity)
    move = CampaignMove(
        from_id=from_campaign.id,
        to_id=to_campaign.id,
        account_id=till.id,
        item=item,
        quantity=quantity,
        moved_on=moved_on,
        reason=reason,
        consent=consent,
        back_by=back_by,
        repays_id=repays.id if repays else None,
        entry_id=entry.id,
    )
    session.add(move)
    party = f"{from_campaign.name} → {to_campaign.name}"
    make_vouchers(session, by=by, entries=[entry], party=party, reason=reason, series=SeriesCode.DC)
    return move


def _refuse_terms(
    from_campaign: Campaign,
    to_campaign: Campaign,
    quantity: int,
    moved_on: date,
    reason: str,
    consent: str,
    back_by: date | None,
    repays: CampaignMove | None,
) -> None:
    if from_campaign.id == to_campaign.id:
        raise Refused("to_campaign", N_("Choose two different campaigns."))
    refuse_closed(from_campaign, field="from_campaign")
    refuse_closed(to_campaign, field="to_campaign")
    if quantity < 1:
        raise Refused("quantity", N_("“%(value)s”: the number must be at least 1."), value=quantity)
    if not reason:
        raise Refused("reason", N_("Please give a reason."))
    if not consent and back_by is None and repays is None:
        raise Refused("consent", N_("State the donor's consent, or the day by which the loan comes back."))
    if back_by is not None and back_by <= moved_on:
        raise Refused("back_by", N_("A loan comes back after %(day)s."), day=show_day(moved_on))


def _refuse_other_loan(
    session: Session,
    giving: Campaign,
    taking: Campaign,
    item: str,
    quantity: int,
    moved_on: date,
    back_by: date | None,
    repays: CampaignMove,
) -> None:
    """Refuse to bring back what is no loan of these two, more than is open of it, before it was lent, or as a loan."""
    if repays.back_by is None or (repays.from_id, repays.to_id, repays.item) != (taking.id, giving.id, item):
        raise Refused("repays", N_("This is no loan between these two campaigns."))
    if back_by is not None:
        raise Refused("back_by", N_("What brings a loan back is not lent again."))
    if moved_on < repays.moved_on:
        raise Refused("happened_on", N_("It was lent on %(day)s only."), day=show_day(repays.moved_on))
    left = open_loan(session, repays)
    if quantity > left:
        text = N_("Only %(left)s of this loan are still to come back.")
        raise Refused("quantity", text, left=shown(session, item, left))


def _post(
    session: Session, entry: Entry, giving: Campaign, taking: Campaign, till: Account, item: str, quantity: int
) -> None:
    moved = account(session, "equity:moved")
    drafts = [
        Draft(till, giving, item, -quantity),
        Draft(moved, giving, item, quantity),
        Draft(till, taking, item, quantity),
        Draft(moved, taking, item, -quantity),
    ]
    post(session, (entry, drafts))
