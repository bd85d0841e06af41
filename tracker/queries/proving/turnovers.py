"""Keep in memory what went through each account month by month, so that sums cost the same in large books.

Lines are never changed and get their numbers under the one lock; so what was added up once stays
true, and only lines that came since are read. Every process adds up for itself, once. Who checks
the books reads the lines instead.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Engine, Text, case, func, literal_column, select, type_coerce
from sqlalchemy.orm import Session

from tracker.models.journal import Account, Entry, Leaf, Line, LogHead
from tracker.queries.proving.ledger_books import ItemTotal, Totals, in_order


@dataclass(frozen=True)
class Turnover:
    """What went into and out of an account for a campaign in a month (YYYY-MM): whole đồng or pieces, and lines."""

    account_id: int
    account: str
    kind: str
    campaign_id: int
    item: str
    month: str
    lines: int
    into: int
    out: int

    @property
    def net(self) -> int:
        """What remained: into less out."""
        return self.into - self.out


#: Tells whether a turnover is wanted.
Wanted = Callable[[Turnover], bool]
#: Account, campaign, item, month.
_Place = tuple[int, int, str, str]
#: Turnovers by their places.
_Sums = dict[_Place, Turnover]


@dataclass(frozen=True)
class _Kept:
    """The sums of all lines up to one, and the leaf of the proof that was the last then; never changed, only replaced.

    `months` are by account, `whole` has each account, campaign and item once, without a month.
    """

    months: dict[int, _Sums]
    whole: _Sums
    last_line: int
    size: int
    leaf: str | None


_NOTHING = _Kept({}, {}, 0, 0, None)
_kept: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()
_lock = Lock()


def turnovers(session: Session, wanted: Wanted) -> list[Turnover]:
    """Give what is wanted of all months together; `month` is empty. It is of the session's transaction."""
    return [one for one in _now(session).whole.values() if wanted(one)]


def monthly_turnovers(session: Session, wanted: Wanted) -> list[Turnover]:
    """Give what is wanted of each month; `wanted` is asked of an account, campaign and item first, without a month."""
    kept = _now(session)
    places = {(one.account_id, one.campaign_id, one.item) for one in kept.whole.values() if wanted(one)}
    accounts = {account for account, _, _ in places}
    months = (one for account in accounts for one in kept.months[account].values())
    return [one for one in months if (one.account_id, one.campaign_id, one.item) in places]


def totals_of(found: Iterable[Turnover]) -> Totals:
    """Count the lines of turnovers and add up both sides per item."""
    rows, sides = 0, dict[str, tuple[int, int]]()
    for one in found:
        rows += one.lines
        into, out = sides.get(one.item, (0, 0))
        sides[one.item] = (into + one.into, out + one.out)
    return Totals(rows, in_order(ItemTotal(item, into, out) for item, (into, out) in sides.items()))


def _now(session: Session) -> _Kept:
    """Bring what is kept up to the transaction's moment; whoever writes, or sees older books, adds up for himself."""
    engine = session.get_bind().engine
    with _lock:
        kept = _kept.get(engine, _NOTHING)
    last_leaf = select(Leaf.hash).where(Leaf.id == kept.size - 1).scalar_subquery()
    now = session.execute(select(LogHead.last_line_id, LogHead.size, last_leaf.label("leaf"))).one()
    if kept.leaf != now.leaf or kept.last_line > now.last_line_id or kept.size > now.size:
        kept = _NOTHING
    if kept.last_line == now.last_line_id:
        return kept
    leaf = session.scalar(select(Leaf.hash).where(Leaf.id == now.size - 1))
    newer = _with(kept, list(_since(session, kept.last_line)), now.last_line_id, now.size, leaf)
    if "head" not in session.info:
        with _lock:
            _kept[engine] = newer
    return newer


def _with(kept: _Kept, added: list[Turnover], last_line: int, size: int, leaf: str | None) -> _Kept:
    """Give what is kept with more lines in it; what others read meanwhile stays as it is."""
    months, whole = dict(kept.months), dict(kept.whole)
    for account in {one.account_id for one in added}:
        months[account] = dict(months.get(account, {}))
    for one in added:
        _add(months[one.account_id], one)
        _add(whole, replace(one, month=""))
    return _Kept(months, whole, last_line, size, leaf)


def _add(sums: _Sums, more: Turnover) -> None:
    place = (more.account_id, more.campaign_id, more.item, more.month)
    there = sums.get(place)
    if there is not None:
        more = replace(more, lines=there.lines + more.lines, into=there.into + more.into, out=there.out + more.out)
    sums[place] = more


def _since(session: Session, last_line: int) -> Iterator[Turnover]:
    """Add up the lines after one."""
    month = _month(session.get_bind().dialect.name)
    place = (Account.id, Account.code, Account.kind, Line.campaign_id, Line.item, month)
    into, out = case((Line.quantity > 0, Line.quantity), else_=0), case((Line.quantity < 0, -Line.quantity), else_=0)
    asked = (
        select(*place, func.count(), func.sum(into), func.sum(out))
        .join(Entry, Entry.id == Line.entry_id)
        .join(Account, Account.id == Line.account_id)
        .where(Line.id > last_line)
        .group_by(*place)
    )
    for key, code, kind, campaign_id, item, in_month, lines, went_in, went_out in session.execute(asked):
        yield Turnover(key, code, kind, campaign_id, item, in_month, int(lines), int(went_in), int(went_out))


def _month(engine: str) -> ColumnElement[Any]:
    if engine == "postgresql":
        return func.to_char(Entry.happened_on, literal_column("'YYYY-MM'"))
    return func.substr(type_coerce(Entry.happened_on, Text()), literal_column("1"), literal_column("7"))
