"""Submit a list, check it, send it back, approve it and commit its total, or take the approval back."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.dates import now, today
from tracker.ground.names import clean_reason, clean_remark
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.handouts import Handout, HandoutFile, HandoutQuota, HandoutStep, HandoutStepKind
from tracker.models.helping.places import Place
from tracker.models.journal import Entry, EntryKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.users import User
from tracker.operations.helping.handouts import preparers, refuse_fixed
from tracker.operations.journal import Draft, open_entry, post
from tracker.operations.proving.sealing import seal
from tracker.queries.helping.handouts import (
    Quantities,
    freed_codes,
    is_free,
    line_states,
    lines_of,
    list_hash,
    months_of_ended,
    state_of,
    steps_of,
    totals,
)
from tracker.queries.journal import VND, account


def submit(session: Session, *, by: User, handout: Handout) -> Handout:
    """Hand a list to the approver as it stands; from now on it does not change.

    Refuses an empty list, one of 0 đ (it goes to its sheet without approval), rows that still wait
    in a file, and more children of a place than its quota.
    """
    refuse_fixed(session, handout)
    count, _ = totals(session, handout)
    if not count:
        raise Refused(None, N_("The list is empty."))
    if is_free(session, handout):
        raise Refused(None, N_("A list that costs nothing needs no approval: put it on its sheets."))
    refuse_unready(session, handout)
    _refuse_freed(session, handout)
    _step(session, by, handout, HandoutStepKind.SUBMITTED)
    return handout


def note_checked(session: Session, *, by: User, handout: Handout, remark: str = "") -> Handout:
    """Note that the accountant has checked a submitted list; approval does not wait for it."""
    _refuse_unless(session, handout, HandoutStepKind.SUBMITTED)
    _step(session, by, handout, HandoutStepKind.CHECKED, remark=remark)
    return handout


def send_back(session: Session, *, by: User, handout: Handout, remark: str) -> Handout:
    """Give a submitted list back to be mended, and say what is missing."""
    _refuse_unless(session, handout, HandoutStepKind.SUBMITTED)
    remark = clean_reason(remark, field="remark")
    _step(session, by, handout, HandoutStepKind.SENT_BACK, remark=remark)
    return handout


def approve(
    session: Session, *, by: User, handout: Handout, seen_hash: str = "", approved_on: date | None = None
) -> Handout:
    """Agree to a submitted list and commit its total, once; what a run of scholarships pays, its awards committed.

    `seen_hash` is the hash of the list that was on the screen. Refuses whoever prepared or
    submitted it, a list that is not waiting, one that is no longer what was seen, and a run with a
    month that is not owed any more.
    """
    _refuse_unless(session, handout, HandoutStepKind.SUBMITTED)
    if by.id in preparers(session, handout):
        raise Refused(None, N_("Another person than who prepared the list approves it."))
    submitted = [step for step in steps_of(session, handout) if step.kind == HandoutStepKind.SUBMITTED][-1]
    now_hash = list_hash(session, handout)
    if now_hash != submitted.list_hash or (seen_hash and seen_hash != now_hash):
        raise Refused(None, N_("The list is no longer what was submitted. Look at it again."))
    _refuse_freed(session, handout)
    sums = _to_commit(session, handout)
    entry = _commit(session, by, handout, EntryKind.COMMITMENT, sums, approved_on or today())
    _step(session, by, handout, HandoutStepKind.APPROVED, entry=entry)
    return handout


def withdraw_approval(
    session: Session, *, by: User, handout: Handout, remark: str, withdrawn_on: date | None = None
) -> Handout:
    """Take an approval back and free what is still committed; the list is a draft again.

    A run of scholarships frees the months of those that were stopped or suspended since: the others stay owed.

    Refuses a list of which a sheet is out or anything was given: its lines are given up on the sheet.
    """
    _refuse_unless(session, handout, HandoutStepKind.APPROVED)
    remark, day = clean_reason(remark, field="remark"), withdrawn_on or today()
    states = line_states(session, handout)
    if any(state.outcomes or state.line.sheet_id for state in states):
        raise Refused(None, N_("Sheets of this list exist: give its open lines up there instead."))
    sums = _to_commit(session, handout) if handout.run_month is None else _free_ended(session, handout, day)
    back = {item: -quantity for item, quantity in sums.items()}
    entry = _commit(session, by, handout, EntryKind.RELEASE, back, day)
    _step(session, by, handout, HandoutStepKind.WITHDRAWN, remark=remark, entry=entry)
    return handout


def committed_drafts(session: Session, campaign: Campaign, sums: Quantities) -> list[Draft]:
    """Give the lines by which what is committed grows (+) or shrinks (−), per item."""
    committed, counter = account(session, "memo:committed"), account(session, "memo:open:committed")
    drafts = []
    for item, quantity in sorted(sums.items()):
        if quantity:
            drafts.append(Draft(committed, campaign, item, quantity))
            drafts.append(Draft(counter, campaign, item, -quantity))
    return drafts


def refuse_unready(session: Session, handout: Handout) -> None:
    """Refuse a list with rows that still wait in a file, or with more children of a place than its quota."""
    _refuse_waiting_rows(session, handout)
    _refuse_over_quota(session, handout)


def _to_commit(session: Session, handout: Handout) -> Quantities:
    """Give what an approval commits, by item: nothing of a run, whose awards committed it."""
    return totals(session, handout)[1] if handout.run_month is None else {}


def _free_ended(session: Session, handout: Handout, day: date) -> Quantities:
    """Free the months on a run whose scholarship was stopped or suspended; give what that frees (whole đồng)."""
    ended = months_of_ended(session, handout)
    for instalment in ended:
        instalment.freed_on = day
    return {VND: sum(instalment.amount for instalment in ended)}


def _refuse_freed(session: Session, handout: Handout) -> None:
    """Refuse a run with a month of a scholarship that was stopped or suspended since it was drafted."""
    codes = freed_codes(session, handout) if handout.run_month is not None else []
    if codes:
        text = N_("Stopped or suspended since; take them off the list: %(codes)s.")
        raise Refused(None, text, codes=", ".join(codes[:10]))


def _refuse_unless(session: Session, handout: Handout, kind: HandoutStepKind) -> None:
    if state_of(session, handout) != kind:
        text = (
            N_("%(handout)s is not waiting for approval.")
            if kind == HandoutStepKind.SUBMITTED
            else N_("%(handout)s is not approved.")
        )
        raise Refused(None, text, handout=handout.code)


def _refuse_waiting_rows(session: Session, handout: Handout) -> None:
    asked = select(HandoutFile.name).where(HandoutFile.handout_id == handout.id, HandoutFile.taken_over_at.is_(None))
    waiting = session.scalars(asked).all()
    if waiting:
        raise Refused(None, N_("Not taken over yet: %(files)s."), files=", ".join(waiting))


def _refuse_over_quota(session: Session, handout: Handout) -> None:
    quotas = {
        row.place_key: row.children_count
        for row in session.scalars(select(HandoutQuota).where(HandoutQuota.handout_id == handout.id))
    }
    counts: dict[str, int] = {}
    for line in lines_of(session, handout):
        counts[line.place_key] = counts.get(line.place_key, 0) + 1
    for key, quota in quotas.items():
        if counts.get(key, 0) > quota:
            place = session.get_one(Place, key)
            text = N_("%(place)s has room for %(quota)s children; %(count)s are on the list.")
            raise Refused(None, text, place=place.name, quota=quota, count=counts[key])


def _commit(session: Session, by: User, handout: Handout, kind: EntryKind, sums: Quantities, day: date) -> Entry | None:
    drafts = committed_drafts(session, session.get_one(Campaign, handout.campaign_id), sums)
    if not drafts:
        return None
    entry = open_entry(session, by=by, kind=kind, happened_on=day, memo=handout.code)
    post(session, (entry, drafts))
    return entry


def _step(
    session: Session,
    by: User,
    handout: Handout,
    kind: HandoutStepKind,
    *,
    remark: str = "",
    entry: Entry | None = None,
) -> None:
    step = HandoutStep(
        handout_id=handout.id,
        kind=kind,
        list_hash=list_hash(session, handout),
        note=clean_remark(remark),
        by_id=by.id,
        at=now(),
        entry_id=entry.id if entry else None,
    )
    session.add(step)
    session.flush()
    seal(session, "list", step.id)
