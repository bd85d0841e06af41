"""Open and close the places where the fund keeps money and goods, and move money between them."""

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.dates import show_day, today
from tracker.ground.names import clean_name, clean_text
from tracker.ground.names import shown as shown_text
from tracker.ground.refusals import N_, Refused
from tracker.models.journal import HOLDING_KINDS, TILL_KINDS, Account, AccountKind, Entry, EntryKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.users import User
from tracker.operations.journal import Draft, note, open_entry, post
from tracker.operations.proving.vouchers import make_vouchers
from tracker.queries.journal import VND, shown
from tracker.queries.proving.tills import held_in, last_day_in

_PATH = re.compile(r"assets:(?P<kind>cash|bank|goods|advance)(?P<own>:[a-z0-9]+(?:-[a-z0-9]+)*)?")


def open_till(session: Session, *, by: User, code: str, name: str, kind: str, opened_on: date) -> Account:
    """Open a till or store under its path, such as `assets:bank:nhcsxh`.

    Refuses a path that is taken or not of its kind, and a day to come.
    """
    code = code.strip().lower()
    found = _PATH.fullmatch(code)
    if kind not in HOLDING_KINDS or found is None or found["kind"] != kind or len(code) > 60:
        raise Refused(
            "code", N_("“%(value)s”: a code has only letters a–z, digits and dashes."), value=shown_text(code)
        )
    if found["own"] is None and kind in (AccountKind.BANK, AccountKind.ADVANCE):
        raise Refused("code", N_("Please enter a code."))
    taken = session.scalar(select(Account).where(Account.code == code))
    if taken is not None:
        raise Refused("code", N_("The code %(code)s belongs to “%(name)s” already."), code=code, name=taken.name)
    if opened_on > today():
        raise Refused("opened_on", N_("%(day)s has not come yet."), day=show_day(opened_on))
    named = clean_name(name, field="name")
    till = Account(code=code, name=named, kind=str(kind), guard=1, opened_on=opened_on, closed_on=None)
    session.add(till)
    session.flush()
    return till


def close_till(session: Session, *, by: User, till: Account, closed_on: date) -> Account:
    """Close an empty till; from then on nothing goes in.

    Refuses one that holds anything, that is closed, a day to come and one before its last entry.
    """
    if till.kind not in HOLDING_KINDS:
        raise ValueError(f"{till.code} is no till")
    _refuse_closed(till, closed_on, field=None)
    held = held_in(session, till)
    if held:
        left = "; ".join(f"{row.campaign.code} {shown(session, row.item, row.quantity)}" for row in held)
        raise Refused(None, N_("“%(till)s” still holds %(left)s. Move it first."), till=till.name, left=left)
    if closed_on > today():
        raise Refused("closed_on", N_("%(day)s has not come yet."), day=show_day(closed_on))
    last = last_day_in(session, till)
    if last is not None and closed_on < last:
        raise Refused(
            "closed_on",
            N_("%(day)s is before the till's last entry, %(last)s."),
            day=show_day(closed_on),
            last=show_day(last),
        )
    note(session, by=by, record=till, changes={"closed_on": closed_on})
    return till


def move_money(
    session: Session,
    *,
    by: User,
    from_till: Account,
    to_till: Account,
    happened_on: date,
    parts: Sequence[tuple[Campaign, int]],
    memo: str = "",
) -> Entry:
    """Move money of one or many campaigns from till to till on one slip; parts are whole đồng.

    Each campaign moves its own money only. Refuses nothing to move, the same till twice, a till
    that is closed or keeps goods, and what a campaign does not have there.
    """
    memo = clean_text(memo, field="memo")
    if from_till.id == to_till.id:
        raise Refused("to_till", N_("Choose two different tills."))
    refuse_unfit(from_till, VND, happened_on, field="from_till")
    refuse_unfit(to_till, VND, happened_on, field="to_till")
    if not parts:
        raise Refused("parts", N_("Enter an amount for at least one campaign."))
    for _, amount in parts:
        if amount < 1:
            raise Refused("parts", N_("“%(value)s”: the number must be at least 1."), value=amount)
    entry = open_entry(session, by=by, kind=EntryKind.TILL_MOVE, happened_on=happened_on, memo=memo)
    drafts = [
        Draft(till, campaign, VND, sign * amount)
        for campaign, amount in parts
        for till, sign in ((from_till, -1), (to_till, 1))
    ]
    post(session, (entry, drafts))
    party = f"{from_till.name} → {to_till.name}"
    make_vouchers(session, by=by, entries=[entry], party=party, reason=memo or party)
    return entry


def refuse_unfit(till: Account, item: str, day: date, *, field: str | None) -> None:
    """Refuse what is no till, a till for the item's other kind, and one not open on the day."""
    if till.kind not in TILL_KINDS:
        raise Refused(field, N_("“%(till)s” is no till."), till=till.name)
    if (till.kind == AccountKind.GOODS) != (item != VND):
        raise Refused(field, N_("Money is kept in tills and goods in stores; choose another place than “%(till)s”."),
                      till=till.name)  # fmt: skip
    if till.opened_on is not None and day < till.opened_on:
        raise Refused(field, N_("“%(till)s” was opened on %(day)s only."), till=till.name, day=show_day(till.opened_on))
    _refuse_closed(till, day, field=field)


def _refuse_closed(till: Account, day: date, *, field: str | None) -> None:
    if till.closed_on is not None:
        raise Refused(field, N_("“%(till)s” was closed on %(day)s."), till=till.name, day=show_day(till.closed_on))
