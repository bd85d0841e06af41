"""Stand every line of a till or store on a numbered voucher, in the transaction that posts it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.dates import now
from tracker.models.journal import TILL_KINDS, Account, AccountKind, Entry, Line
from tracker.models.proving.paper_copies import PaperKind
from tracker.models.proving.vouchers import Voucher, VoucherLine
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.operations.series import take_number
from tracker.queries.proving.paper_copies import last_number

#: Kind of till and whether it comes in → the paper for it (DOMAIN.md §1.5).
SERIES_OF = {
    (AccountKind.CASH, True): SeriesCode.PT,
    (AccountKind.CASH, False): SeriesCode.PC,
    (AccountKind.BANK, True): SeriesCode.BC,
    (AccountKind.BANK, False): SeriesCode.UNC,
    (AccountKind.GOODS, True): SeriesCode.NK,
    (AccountKind.GOODS, False): SeriesCode.XK,
}


def make_vouchers(
    session: Session,
    *,
    by: User,
    entries: Iterable[Entry],
    party: str,
    reason: str,
    series: SeriesCode | None = None,
    daily: bool = False,
) -> list[Voucher]:
    """Stand all till and store lines of the entries on vouchers, one a till and direction.

    `series` puts all lines on one voucher of that series (a correction, a move between campaigns).
    `daily` lets cash that comes in join the day's one PT over that day's receipts, unless that was
    printed: what is on paper gains no line, so late cash has a PT of its own.
    """
    entries = list(entries)
    groups: dict[tuple[SeriesCode, int | None], list[Line]] = defaultdict(list)
    for line, account in _till_lines(session, entries):
        code = series or SERIES_OF[AccountKind(account.kind), line.quantity > 0]
        groups[code, None if series else account.id].append(line)
    day = entries[0].happened_on
    return [
        _stand(session, by, code, day, party, reason, lines, till if daily and code == SeriesCode.PT else None)
        for (code, till), lines in groups.items()
    ]


def _till_lines(session: Session, entries: list[Entry]) -> list[tuple[Line, Account]]:
    asked = (
        select(Line, Account)
        .join(Account, Account.id == Line.account_id)
        .where(Line.entry_id.in_([entry.id for entry in entries]), Account.kind.in_(TILL_KINDS))
        .order_by(Line.id)
    )
    return [(line, account) for line, account in session.execute(asked)]


def _stand(
    session: Session,
    by: User,
    code: SeriesCode,
    day: date,
    party: str,
    reason: str,
    lines: list[Line],
    daily_till: int | None,
) -> Voucher:
    voucher = _of_the_day(session, code, daily_till, day) if daily_till else None
    if voucher is not None and last_number(session, PaperKind.VOUCHER, voucher.id):
        voucher = daily_till = None
    if voucher is None:
        voucher = Voucher(
            series=code,
            year=day.year,
            number=take_number(session, code, day.year),
            happened_on=day,
            party="" if daily_till else party,
            reason="" if daily_till else reason,
            made_by=by.id,
            made_at=now(),
            account_id=daily_till,
        )
        session.add(voucher)
        session.flush()
    session.add_all(VoucherLine(voucher_id=voucher.id, line_id=line.id) for line in lines)
    session.flush()
    return voucher


def _of_the_day(session: Session, code: SeriesCode, till: int, day: date) -> Voucher | None:
    asked = select(Voucher).where(Voucher.series == code, Voucher.account_id == till, Voucher.happened_on == day)
    return session.scalar(asked)
