"""Receive a whole list of gifts at once: what came in on one day, each from its own donor."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from tracker.ground.refusals import N_, Refused
from tracker.models.giving.donations import Donation
from tracker.models.journal import Entry, EntryKind
from tracker.models.users import User
from tracker.operations.giving.donations import (
    Gift,
    drafts_of_parts,
    gift_record,
    incomes,
    part_records,
    refuse_senseless,
    shares_of,
)
from tracker.operations.giving.pledge_matches import keep_matches
from tracker.operations.journal import Draft, open_entries, post
from tracker.operations.proving.sealing import seal_all
from tracker.operations.proving.vouchers import make_vouchers


def receive_gifts(session: Session, *, by: User, gifts: Sequence[Gift], reason: str = "") -> list[Donation]:
    """Record gifts that arrived on one day, each an entry of its own, as `receive_donation` does with one.

    The whole list stands on one voucher a till: cash on the day's one PT, transfers and goods on a
    voucher of their own. Refuses the whole list for any gift that `receive_donation` refuses, an
    empty list, and gifts of several days.
    """
    days = {gift.received_on for gift in gifts}
    if len(days) != 1:
        raise Refused("received_on", N_("A list has the gifts of one day."))
    for gift in gifts:
        refuse_senseless(gift)
    memos = [gift.purpose.strip() for gift in gifts]
    entries = open_entries(session, by=by, kind=EntryKind.DONATION, happened_on=days.pop(), memos=memos)
    donations = [gift_record(by=by, gift=gift, entry=entry) for gift, entry in zip(gifts, entries, strict=True)]
    session.add_all(donations)
    session.flush()
    post(session, *_lines(session, gifts, donations, entries))
    seal_all(session, "donation", [donation.id for donation in donations])
    make_vouchers(session, by=by, entries=entries, party="", reason=reason, daily=True)
    return donations


def _lines(
    session: Session, gifts: Sequence[Gift], donations: Sequence[Donation], entries: Sequence[Entry]
) -> list[tuple[Entry, list[Draft]]]:
    """Keep all parts, then what of which pledge they fulfil, one after the other; give each entry its lines."""
    kept = [part_records(donation, gift) for gift, donation in zip(gifts, donations, strict=True)]
    session.add_all(part for parts in kept for part in parts)
    session.flush()
    lines, accounts = [], incomes(session)
    for gift, donation, entry, parts in zip(gifts, donations, entries, kept, strict=True):
        shares = shares_of(session, gift)
        if shares:
            keep_matches(session, donation, entry, shares)
        part_ids = [part.id for part in parts]
        lines.append((entry, drafts_of_parts(session, gift, part_ids, shares, accounts)))
    return lines
