"""Read what the books say of a year: each campaign's position, and the money of each month."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from tracker.models.journal import AccountKind
from tracker.queries.proving.campaign_lists import Month, months_of
from tracker.queries.proving.campaigns import positions_from
from tracker.queries.proving.positions import Position, Sum
from tracker.queries.proving.sums import extras_of
from tracker.queries.proving.turnovers import Turnover, monthly_turnovers

#: Account, campaign, item of a turnover.
Place = tuple[int, int, str]


class YearBooks:
    """The turnovers of all months, read once; years are made of whole months, so they tell every year."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.months: list[Turnover] = monthly_turnovers(session, lambda _one: True)

    def positions(self, year: int, *, extras: bool = True) -> dict[int, Position]:
        """Say where each campaign stood: flows of the year, stocks at its end.

        Without `extras` nothing is said of moves, of what was given back and of what goods are worth.
        """
        since, until = date(year, 1, 1), date(year, 12, 31)
        beside = extras_of(self.session, since=since, until=until) if extras else {}
        return positions_from(self._sums(year), beside)

    def by_month(self, year: int) -> list[Month]:
        """Add up all campaigns' money that came in and went out, month by month; always twelve."""
        return months_of(_of_income(self.months), year)

    def years(self) -> list[int]:
        """List the years in which anything was posted, the latest first."""
        return sorted({int(one.month[:4]) for one in self.months}, reverse=True)

    def _sums(self, year: int) -> Iterable[Sum]:
        first, last = f"{year:04}-01", f"{year:04}-12"
        places: dict[Place, Turnover] = {}
        before: dict[Place, int] = defaultdict(int)
        within: dict[Place, int] = defaultdict(int)
        for one in self.months:
            if one.month <= last:
                place = (one.account_id, one.campaign_id, one.item)
                places[place] = one
                (before if one.month < first else within)[place] += one.net
        for place, one in places.items():
            yield Sum(one.campaign_id, one.item, one.account, one.kind, before[place], within[place])


def _of_income(months: Iterable[Turnover]) -> list[Turnover]:
    return [one for one in months if one.kind in (AccountKind.INCOME, AccountKind.EXPENSE)]
