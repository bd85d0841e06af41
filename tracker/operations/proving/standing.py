"""Post an entry and stand it on its vouchers, alone or in the place of a wrong one."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from tracker.models.journal import Entry
from tracker.models.proving.vouchers import Voucher
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.operations.journal import Draft, post
from tracker.operations.proving.vouchers import make_vouchers

#: The reversal of a wrong entry with its lines, not yet posted.
Reversal = tuple[Entry, Sequence[Draft]]


def post_and_stand(
    session: Session,
    *,
    by: User,
    entry: Entry,
    drafts: Sequence[Draft],
    party: str,
    reason: str,
    instead_of: Reversal | None = None,
) -> list[Voucher]:
    """Post the lines of an entry and put its till and store lines on vouchers.

    With the reversal of a wrong entry both are posted together, the balances move once by the net,
    and all stand on one chứng từ điều chỉnh.
    """
    if instead_of is None:
        post(session, (entry, drafts))
        return make_vouchers(session, by=by, entries=[entry], party=party, reason=reason)
    post(session, instead_of, (entry, drafts))
    entries = [instead_of[0], entry]
    return make_vouchers(session, by=by, entries=entries, party=party, reason=entry.memo, series=SeriesCode.DC)
