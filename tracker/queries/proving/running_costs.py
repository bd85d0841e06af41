"""Hold the running costs of a year to their ceiling."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.models.proving.costs import CostCeiling
from tracker.queries.journal import VND
from tracker.queries.proving.turnovers import Turnover, monthly_turnovers

_RUNNING = "expenses:admin"
_INCOME = ("income:gifts", "income:budget", "income:interest")


@dataclass(frozen=True)
class RunningCosts:
    """The running costs of a year beside what came in, in whole đồng, and the ceiling (None: none is set)."""

    year: int
    income: int
    spent: int
    ceiling: CostCeiling | None

    @property
    def most(self) -> int | None:
        """Give the most that the year's running costs may be (whole đồng, rounded down)."""
        return None if self.ceiling is None else max(self.income, 0) * self.ceiling.per_mille // 1000

    @property
    def over(self) -> int:
        """Give by how much the ceiling is passed (whole đồng); 0 where it is not."""
        return 0 if self.most is None else max(self.spent - self.most, 0)

    def passed_by(self, amount: int) -> bool:
        """Tell whether so many đồng more would pass the ceiling."""
        return self.most is not None and self.spent + amount > self.most


def running_costs(session: Session, year: int) -> RunningCosts:
    """Add up a year's running costs and income; gifts count net of what was given back."""
    month = f"{year:04d}-"
    sums = {_RUNNING: 0}
    for one in monthly_turnovers(session, _is_wanted):
        if one.month.startswith(month):
            sums[one.account] = sums.get(one.account, 0) + one.net
    income = -sum(net for code, net in sums.items() if code in _INCOME)
    return RunningCosts(year, income, sums[_RUNNING], ceiling_on(session, min(today(), date(year, 12, 31))))


def ceiling_on(session: Session, day: date) -> CostCeiling | None:
    """Give the ceiling that counts on a day; None where none was set by then."""
    return session.scalar(ceilings().where(CostCeiling.valid_from <= day).limit(1))


def ceilings() -> Select[CostCeiling]:
    """Ask for all ceilings, the latest first."""
    return select(CostCeiling).order_by(CostCeiling.valid_from.desc())


def _is_wanted(one: Turnover) -> bool:
    return one.item == VND and one.account in (_RUNNING, *_INCOME)
