"""Count the store: what agrees with the books is noted; a difference waits until another person approves it."""

from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.dates import now, show_day
from tracker.ground.money import show_number
from tracker.ground.names import clean_reason, clean_remark
from tracker.ground.names import shown as shown_text
from tracker.ground.refusals import N_, Refused
from tracker.models.journal import Account, EntryKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.store_counts import StoreCount, StoreCountStep, StoreCountStepKind
from tracker.models.settings import Item
from tracker.models.users import User
from tracker.operations.closed_days import refuse_closed_day, refuse_unlikely_day
from tracker.operations.journal import Draft, open_entry
from tracker.operations.proposals import keep_end, refuse_ending
from tracker.operations.proving.campaigns import refuse_closed
from tracker.operations.proving.sealing import seal
from tracker.operations.proving.standing import post_and_stand
from tracker.operations.proving.tills import refuse_unfit
from tracker.queries.journal import VND, account, balance
from tracker.queries.proving.store_counts import booked_on, moved_after, step_of, waiting_count


def record_count(
    session: Session,
    *,
    by: User,
    store: Account,
    campaign: Campaign,
    item: str,
    counted_on: date,
    counted: int,
    reason: str = "",
    seen: int | None = None,
) -> StoreCount:
    """Keep how many pieces of a campaign's goods were found in a store at the end of a day.

    What agrees with the books needs nobody else and posts nothing. A difference needs a reason and
    waits for an approver. `seen` is what the books said when the counting began. Refuses a count
    while the goods moved, a second one while a difference waits, and a difference on a closed day.
    """
    reason = clean_remark(reason, field="reason")
    _refuse_unfit(session, store, item, counted_on)
    if counted < 0:
        raise Refused("counted", N_("“%(value)s”: a count is 0 or more."), value=counted)
    if waiting_count(session, store, campaign, item) is not None:
        raise Refused(None, N_("A difference of these goods already waits for approval; it is settled first."))
    booked = _booked(session, store, campaign, item, counted_on, seen)
    if counted != booked:
        reason = clean_reason(reason)
        _refuse_closed(session, campaign, counted_on)
        _refuse_moved_after(session, store, campaign, item, counted_on)
    count = StoreCount(
        store_id=store.id,
        campaign_id=campaign.id,
        item=item,
        counted_on=counted_on,
        booked=booked,
        counted=counted,
        reason=reason,
        proposed_by=by.id,
        proposed_at=now(),
    )
    session.add(count)
    session.flush()
    seal(session, "store_count", count.id)
    return count


def approve_count(session: Session, *, by: User, count: StoreCount, remark: str = "") -> StoreCountStep:
    """Post a difference to the store on its slip, dated when it was counted.

    Refuses the person who counted, one that is settled, and goods that moved since they were counted.
    """
    refuse_ending(by, count, step_of(session, count))
    if not count.difference:
        raise Refused(None, N_("What was counted is what is booked; there is nothing to approve."))
    now_there = balance(session, count.store, count.campaign, count.item)
    if now_there != count.booked:
        raise Refused(
            None,
            N_("The goods moved since they were counted: %(then)s then, %(now)s now. Send it back and count again."),
            then=show_number(count.booked),
            now=show_number(now_there),
        )
    _refuse_unfit(session, count.store, count.item, count.counted_on)
    _refuse_closed(session, count.campaign, count.counted_on)
    entry = open_entry(
        session, by=by, kind=EntryKind.STORE_COUNT, happened_on=count.counted_on, memo=_one_line(count.reason)
    )
    post_and_stand(
        session,
        by=by,
        entry=entry,
        drafts=[
            Draft(count.store, count.campaign, count.item, count.difference),
            Draft(account(session, "equity:difference"), count.campaign, count.item, -count.difference),
        ],
        party=session.get_one(User, count.proposed_by).full_name,
        reason=f"Chênh lệch kiểm kê kho: {_one_line(count.reason)}",
    )
    step = StoreCountStep(count_id=count.id, kind=StoreCountStepKind.APPROVED, entry_id=entry.id)
    return keep_end(session, step, by=by, remark=remark, sealed_as="store_count_end")


def reject_count(session: Session, *, by: User, count: StoreCount, remark: str) -> StoreCountStep:
    """Send a difference back with a reason; the books stay, and the goods are counted again.

    Refuses who counted, a count that was ended before, and one that has no difference.
    """
    refuse_ending(by, count, step_of(session, count))
    if not count.difference:
        raise Refused(None, N_("What was counted is what is booked; there is nothing to approve."))
    step = StoreCountStep(count_id=count.id, kind=StoreCountStepKind.REJECTED, entry_id=None)
    return keep_end(session, step, by=by, remark=clean_reason(remark, field="remark"), sealed_as="store_count_end")


def _refuse_unfit(session: Session, store: Account, item: str, day: date) -> None:
    """Refuse money, goods that nobody knows, a store that is closed or not open yet, and a day that cannot be."""
    if item == VND or session.get(Item, item) is None:
        raise Refused("item", N_("“%(value)s” is not one of the choices."), value=shown_text(item))
    refuse_unlikely_day(day, "counted_on")
    refuse_unfit(store, item, day, field="store")


def _refuse_closed(session: Session, campaign: Campaign, day: date) -> None:
    """Refuse to post anything for a campaign that is closed, or on a day that is."""
    refuse_closed_day(session, day, "counted_on")
    refuse_closed(campaign, field="campaign")


def _booked(session: Session, store: Account, campaign: Campaign, item: str, day: date, seen: int | None) -> int:
    """Give what the books say of the day; refuse where they say something else than when counting began."""
    there = balance(session, store, campaign, item)
    if seen is not None and seen != there:
        raise Refused(
            "counted",
            N_("The goods moved while they were counted: the books said %(then)s, now %(now)s. Count again."),
            then=show_number(seen),
            now=show_number(there),
        )
    return booked_on(session, store, campaign, item, day)


def _refuse_moved_after(session: Session, store: Account, campaign: Campaign, item: str, day: date) -> None:
    if moved_after(session, store, campaign, item, day):
        text = N_("The goods moved after %(day)s, so its difference cannot be told any more. Count again today.")
        raise Refused("counted_on", text, day=show_day(day))


def _one_line(text: str) -> str:
    return " ".join(text.split())
