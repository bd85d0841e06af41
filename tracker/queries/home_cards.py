"""Ask for the cards at the side of the first page: money, children helped in a year, goods in store."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.models.helping.disbursements import Disbursement
from tracker.models.journal import AccountKind
from tracker.models.settings import Item
from tracker.queries.journal import VND
from tracker.queries.proving.tills import balances_of
from tracker.queries.proving.year_help import register_of
from tracker.queries.settings import all_items
from tracker.queries.users import sample_in_use


@dataclass(frozen=True)
class HelpedInYear:
    """How many children with a group of article 10 were helped in a year, and how many there are."""

    year: int
    helped: int
    special: int

    @property
    def percent(self) -> str:
        """Show the share in hundredths of a percent, rounded: 81,73."""
        hundredths = (20_000 * self.helped + self.special) // (2 * self.special) if self.special else 0
        return f"{hundredths // 100},{hundredths % 100:02d}"

    @property
    def in_thousand(self) -> int:
        """Give the share in thousandths, rounded down; at most 1.000."""
        return min(1_000, 1_000 * self.helped // self.special) if self.special else 0


def money_now(session: Session) -> list[tuple[str, int]]:
    """List the tills that hold money with their đồng, the cash first."""
    money = (AccountKind.CASH, AccountKind.BANK)
    held = [each for each in balances_of(session) if each.item == VND and each.till.kind in money]
    sums: dict[str, int] = {}
    for each in sorted(held, key=lambda each: (each.till.kind != AccountKind.CASH, each.till.code)):
        sums[each.till.name] = sums.get(each.till.name, 0) + each.quantity
    return list(sums.items())


def store_now(session: Session) -> list[tuple[Item, int]]:
    """List the goods in the stores with their pieces, by name."""
    sums: dict[str, int] = {}
    for each in balances_of(session):
        if each.till.kind == AccountKind.GOODS:
            sums[each.item] = sums.get(each.item, 0) + each.quantity
    return [(item, sums[code]) for code, item in all_items(session).items() if sums.get(code)]


def helped_in_year(session: Session, day: date) -> HelpedInYear:
    """Count the children of a day's year; while the sample is in use, of the last year in which help was given."""
    year = _last_year(session) if sample_in_use(session) else None
    year = year or day.year
    since, until = date(year, 1, 1), date(year, 12, 31)
    there = register_of(session, since, until)
    return HelpedInYear(year, there.helped, there.special)


def _last_year(session: Session) -> int | None:
    last: date | None = session.scalar(select(func.max(Disbursement.given_on)))
    return last.year if last is not None else None
