"""Record what was there when the books began."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.names import clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.journal import Account, Entry, EntryKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.operations.journal import Draft, open_entry, post
from tracker.operations.proving.tills import refuse_unfit
from tracker.operations.proving.vouchers import make_vouchers
from tracker.queries.journal import account
from tracker.queries.proving.tills import books_have_begun

OPENING = "equity:opening"
#: One thing that was there: till or store, campaign, item, whole đồng or pieces.
OpeningLine = tuple[Account, Campaign, str, int]


def record_opening(
    session: Session, *, by: User, happened_on: date, lines: Sequence[OpeningLine], memo: str = ""
) -> Entry:
    """Record the opening balances, on one voucher; may be repeated until another entry exists.

    Refuses to do so once anything else is in the books, no lines at all, a quantity below 1, and
    goods in a till or money in a store.
    """
    memo = clean_text(memo, field="memo")
    if books_have_begun(session):
        raise Refused(None, N_("The books have begun: opening balances come before the first other entry."))
    if not lines:
        raise Refused("lines", N_("Enter at least one line."))
    for till, _, item, quantity in lines:
        if quantity < 1:
            raise Refused("lines", N_("“%(value)s”: the number must be at least 1."), value=quantity)
        refuse_unfit(till, item, happened_on, field="lines")
    entry = open_entry(session, by=by, kind=EntryKind.OPENING, happened_on=happened_on, memo=memo)
    post(session, (entry, [*_held(lines), *_sources(session, lines)]))
    reason = memo or account(session, OPENING).name
    make_vouchers(session, by=by, entries=[entry], party="", reason=reason, series=SeriesCode.DC)
    return entry


def _held(lines: Sequence[OpeningLine]) -> list[Draft]:
    return [Draft(till, campaign, item, quantity) for till, campaign, item, quantity in lines]


def _sources(session: Session, lines: Sequence[OpeningLine]) -> list[Draft]:
    """Give the other side of each campaign and item."""
    opening = account(session, OPENING)
    campaigns = {campaign.id: campaign for _, campaign, _, _ in lines}
    sums: dict[tuple[int, str], int] = defaultdict(int)
    for _, campaign, item, quantity in lines:
        sums[campaign.id, item] += quantity
    return [Draft(opening, campaigns[key], item, -total) for (key, item), total in sums.items()]
