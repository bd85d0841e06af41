"""List what the work cost and what the money earned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.ground.refusals import N_
from tracker.models.base import Choice
from tracker.models.journal import Account
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.costs import Cost, Interest
from tracker.queries.proving.reversals import is_reversed


class SpendingKind(Choice):
    """What a row of the list of costs and interest is."""

    PROGRAMME = "programme", N_("Programme costs")
    ADMIN = "admin", N_("Running costs")
    FEES = "fees", N_("Bank fee")
    INTEREST = "interest", N_("Interest")


@dataclass(frozen=True)
class Wanted:
    """What narrows the list of costs and interest; None narrows nothing."""

    text: str = ""
    kind: str | None = None
    campaign_id: int | None = None
    year: int | None = None


@dataclass(frozen=True)
class CostRow:
    """A cost (or interest that came in) as the list shows it, in whole đồng."""

    kind: SpendingKind
    id: int
    day: date
    campaign: str
    payee: str
    purpose: str
    amount: int
    entry_id: int
    gone: bool


def costs_listed(wanted: Wanted) -> tuple[Select[Any], tuple[Any, Any]]:
    """Ask for costs and interest together, and give by what they are paged: the day and the entry."""
    both = union_all(_costs(), _interests()).subquery("both_kinds")
    asked: Any = select(*both.c, Campaign.code.label("campaign"), is_reversed(both.c.entry_id).label("gone"))
    asked = _narrowed(asked.join(Campaign, Campaign.id == both.c.campaign_id), both.c, wanted)
    return asked, (both.c.day, both.c.entry_id)


def cost_rows(rows: Iterable[Any]) -> list[CostRow]:
    """Make rows of what `costs_listed` asked."""
    return [
        CostRow(
            SpendingKind(row.kind),
            row.id,
            row.day,
            row.campaign,
            row.payee,
            row.purpose,
            row.amount,
            row.entry_id,
            row.gone,
        )
        for row in rows
    ]


def sums_of_costs(session: Session, wanted: Wanted) -> dict[SpendingKind, int]:
    """Sum a list by kind (whole đồng), without what was taken back; a kind of which there is none is missing."""
    both = union_all(_costs(), _interests()).subquery("both_kinds")
    asked = _narrowed(select(both.c.kind, func.sum(both.c.amount)), both.c, wanted)
    standing = asked.where(~is_reversed(both.c.entry_id)).group_by(both.c.kind)
    found = {kind: int(amount) for kind, amount in session.execute(standing)}
    return {kind: found[kind] for kind in SpendingKind if kind in found}


def years_of_costs(session: Session) -> list[int]:
    """List the years from the first cost or interest to this one, latest first."""
    first = [session.scalar(select(func.min(column))) for column in (Cost.paid_on, Interest.credited_on)]
    begin = min((day.year for day in first if day is not None), default=today().year)
    return list(range(today().year, begin - 1, -1))


def _costs() -> Any:
    return select(
        Cost.kind,
        Cost.id,
        Cost.paid_on.label("day"),
        Cost.campaign_id,
        Cost.payee,
        Cost.purpose,
        Cost.amount,
        Cost.entry_id,
    )


def _interests() -> Any:
    return select(
        literal("interest"),
        Interest.id,
        Interest.credited_on,
        Interest.campaign_id,
        Account.name,
        Interest.note,
        Interest.amount,
        Interest.entry_id,
    ).join(Account, Account.id == Interest.account_id)


def _narrowed(asked: Any, columns: Any, wanted: Wanted) -> Any:
    for word in wanted.text.split():
        told = (columns.payee, columns.purpose)
        asked = asked.where(or_(*(column.icontains(word, autoescape=True) for column in told)))
    if wanted.kind is not None:
        asked = asked.where(columns.kind == wanted.kind)
    if wanted.campaign_id is not None:
        asked = asked.where(columns.campaign_id == wanted.campaign_id)
    if wanted.year is not None:
        asked = asked.where(columns.day.between(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    return asked
