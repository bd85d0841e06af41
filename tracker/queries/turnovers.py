"""Keep in memory what went through each account month by month, so that sums cost the same in large books.

Lines are never changed and get their numbers under the one lock; so what was added up once stays
true, and only lines that came since are read. Every process adds up for itself, once. Who checks
the books reads the lines instead.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Engine, Text, case, func, select, type_coerce
from sqlalchemy.orm import Session

from tracker.models.journal import Account, Entry, Leaf, Line, LogHead
from tracker.queries.ledger_books import ItemTotal, Totals, in_order


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


#: Account with its path and kind, campaign, item, month.
_Place = tuple[int, str, str, int, str, str]


@dataclass
class _Kept:
    """The sums of all lines up to one, and the leaf of the proof that was the last then."""

    sums: dict[_Place, tuple[int, int, int]]
    last_line: int
    size: int
    leaf: str | None


_kept: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()
_lock = Lock()


def turnovers(session: Session, wanted: Callable[[Turnover], bool] = lambda turnover: True) -> list[Turnover]:
    """Give the turnovers that are wanted, as the session's transaction sees the books."""
    sums = _sums(session)
    found = (Turnover(*place, *numbers) for place, numbers in sums.items())
    return [turnover for turnover in found if wanted(turnover)]


def totals_of(found: Iterable[Turnover]) -> Totals:
    """Count the lines of turnovers and add up both sides per item."""
    rows, sides = 0, dict[str, tuple[int, int]]()
    for one in found:
        rows += one.lines
        into, out = sides.get(one.item, (0, 0))
        sides[one.item] = (into + one.into, out + one.out)
    return Totals(rows, in_order(ItemTotal(item, into, out) for item, (into, out) in sides.items()))


def _sums(session: Session) -> dict[_Place, tuple[int, int, int]]:
    """Bring what is kept up to the transaction's moment; whoever writes, or sees older books, adds up for himself."""
    engine = session.get_bind().engine
    with _lock:
        kept = _kept.get(engine)
    size = kept.size if kept else 0
    last_leaf = select(Leaf.hash).where(Leaf.id == size - 1).scalar_subquery()
    now = session.execute(select(LogHead.last_line_id, LogHead.size, last_leaf.label("leaf"))).one()
    writing = "head" in session.info
    if kept is None or kept.leaf != now.leaf or kept.last_line > now.last_line_id or kept.size > now.size:
        kept = _Kept({}, 0, 0, None)
    if kept.last_line == now.last_line_id:
        return kept.sums
    sums = _added(session, kept)
    if not writing:
        leaf = session.scalar(select(Leaf.hash).where(Leaf.id == now.size - 1))
        with _lock:
            _kept[engine] = _Kept(sums, now.last_line_id, now.size, leaf)
    return sums


def _added(session: Session, kept: _Kept) -> dict[_Place, tuple[int, int, int]]:
    """Add the lines after the last one that is in the sums."""
    month = _month(session.get_bind().dialect.name)
    asked = (
        select(
            Account.id,
            Account.code,
            Account.kind,
            Line.campaign_id,
            Line.item,
            month,
            func.count(),
            func.sum(case((Line.quantity > 0, Line.quantity), else_=0)),
            func.sum(case((Line.quantity < 0, -Line.quantity), else_=0)),
        )
        .join(Entry, Entry.id == Line.entry_id)
        .join(Account, Account.id == Line.account_id)
        .where(Line.id > kept.last_line)
        .group_by(Account.id, Account.code, Account.kind, Line.campaign_id, Line.item, month)
    )
    sums = dict(kept.sums)
    for key, code, kind, campaign_id, item, in_month, count, went_in, went_out in session.execute(asked):
        place = (key, code, kind, campaign_id, item, in_month)
        lines, into, out = sums.get(place, (0, 0, 0))
        sums[place] = (lines + int(count), into + int(went_in), out + int(went_out))
    return sums


def _month(engine: str) -> ColumnElement[Any]:
    if engine == "postgresql":
        return func.to_char(Entry.happened_on, "YYYY-MM")
    return func.substr(type_coerce(Entry.happened_on, Text()), 1, 7)
