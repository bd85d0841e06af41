"""Ask for lists of pledges: what is outstanding, what is overdue, how many and how much."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, Subquery, case, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.ground.names import fold
from tracker.ground.refusals import N_
from tracker.models.base import Choice
from tracker.models.giving.donations import Donation
from tracker.models.giving.pledges import Pledge, PledgeInstalment, PledgeMatch
from tracker.models.journal import Entry
from tracker.queries.giving.donors import donor_keys
from tracker.queries.giving.pledges import pledge_sums
from tracker.queries.helping.sponsorships import asked_no_more, is_asked_for

_NUMBER = re.compile(r"(?:ck[- ]?)?(?:(?P<year>[0-9]{4})[-/ ])?0*(?P<number>[0-9]{1,7})")


class PledgeState(Choice):
    """Which pledges a list shows."""

    OUTSTANDING = "outstanding", N_("Outstanding")
    OVERDUE = "overdue", N_("Overdue")
    NO_MORE = "no_more", N_("No longer asked for")
    ALL = "all", N_("All")


@dataclass(frozen=True)
class Wanted:
    """What narrows a list of pledges: donor's name or a number as typed, a campaign's id."""

    text: str = ""
    campaign_id: int | None = None


@dataclass(frozen=True)
class Sum:
    """How many pledges, and how much of them (whole đồng)."""

    count: int
    amount: int


@dataclass(frozen=True)
class Fulfilment:
    """How much (whole đồng) of a gift fulfils a part of a pledge; negative where it went back."""

    instalment: PledgeInstalment
    donation: Donation
    amount: int
    happened_on: date


def pledges_listed(state: PledgeState, day: date, wanted: Wanted) -> Select[Pledge, int, int, date | None]:
    """Ask for the pledges of a list with their sums, as `pledge_sums` does; `day` says what is late.

    Nothing is late that is asked for no more: it pays only for scholarships that are over.
    """
    asked = pledge_sums().where(*_clauses(wanted)).options(joinedload(Pledge.donor), joinedload(Pledge.campaign))
    if state == PledgeState.ALL:
        return asked
    # Asked part by part, so that a page looks at its own pledges only.
    part = PledgeInstalment
    paid = select(func.coalesce(func.sum(PledgeMatch.amount), 0)).where(PledgeMatch.instalment_id == part.id)
    still_open = exists().where(part.pledge_id == Pledge.id, part.amount > paid.scalar_subquery())
    if state == PledgeState.OVERDUE:
        return asked.where(still_open.where(part.due_on < day), is_asked_for(Pledge.id))
    return asked.where(still_open, *([Pledge.id.in_(asked_no_more())] if state == PledgeState.NO_MORE else []))


def no_more_among(session: Session, pledge_ids: Iterable[int]) -> set[int]:
    """Tell which of some pledges are asked for no more."""
    asked = select(Pledge.id).where(Pledge.id.in_(list(pledge_ids)), Pledge.id.in_(asked_no_more()))
    return set(session.scalars(asked))


def sums_of_states(session: Session, day: date, wanted: Wanted) -> dict[PledgeState, Sum]:
    """Count and sum each state: outstanding, of it overdue on a day or asked for no more, and promised in all."""
    parts = open_amounts()
    asked_for = is_asked_for(parts.c.pledge_id)
    late = case(((parts.c.due_on < day) & asked_for, parts.c.open), else_=0)
    no_more = case((asked_for, 0), else_=parts.c.open)
    # One row a pledge first: to count pledges among parts would sort all parts three times.
    each = (
        select(
            func.sum(parts.c.open).label("open"),
            func.sum(late).label("late"),
            func.sum(no_more).label("no_more"),
            func.sum(parts.c.amount).label("amount"),
        )
        .select_from(Pledge)
        .join(parts, parts.c.pledge_id == Pledge.id)
        .where(*_clauses(wanted))
        .group_by(Pledge.id)
        .subquery()
    )
    columns = (each.c.open, each.c.late, each.c.no_more, each.c.amount)
    asked = select(*(part for one in columns for part in (func.count(case((one > 0, 1))), func.sum(one))))
    row = session.execute(asked).one()
    pairs = zip(PledgeState, (row[place : place + 2] for place in range(0, 8, 2)), strict=True)
    return {state: Sum(int(count), int(amount or 0)) for state, (count, amount) in pairs}


def open_amounts() -> Subquery:
    """Ask for every part of every pledge with what it is (amount) and what is still to come (open), whole đồng."""
    part = PledgeInstalment
    paid = select(PledgeMatch.instalment_id, func.sum(PledgeMatch.amount).label("paid"))
    matched = paid.group_by(PledgeMatch.instalment_id).subquery()
    still_open = part.amount - func.coalesce(matched.c.paid, 0)
    return (
        select(part.pledge_id, part.due_on, part.amount, still_open.label("open"))
        .outerjoin(matched, matched.c.instalment_id == part.id)
        .subquery()
    )


def fulfilments(session: Session, pledge: Pledge) -> list[Fulfilment]:
    """List which gifts fulfilled a pledge, part by part, oldest first."""
    asked = (
        select(PledgeInstalment, Donation, PledgeMatch.amount, Entry.happened_on)
        .join(PledgeMatch, PledgeMatch.instalment_id == PledgeInstalment.id)
        .join(Donation, Donation.id == PledgeMatch.donation_id)
        .join(Entry, Entry.id == PledgeMatch.entry_id)
        .where(PledgeInstalment.pledge_id == pledge.id)
        .order_by(PledgeMatch.id)
    )
    return [Fulfilment(*row) for row in session.execute(asked)]


def _clauses(wanted: Wanted) -> list[ColumnElement[bool]]:
    clauses = [Pledge.campaign_id == wanted.campaign_id] if wanted.campaign_id is not None else []
    return clauses + ([_named(wanted.text)] if wanted.text.strip() else [])


def _named(text: str) -> ColumnElement[bool]:
    """Find by the donor, the agreement's number, or the pledge's own in any spelling."""
    donors = donor_keys(text)
    clauses: list[ColumnElement[bool]] = [Pledge.donor_id.in_(donors)]
    clauses.append(Pledge.agreement_number.icontains(text.strip()[:60], autoescape=True))
    number = _NUMBER.fullmatch(fold(text))
    if number is not None:
        own = Pledge.number == int(number["number"])
        clauses.append(own & (Pledge.year == int(number["year"])) if number["year"] else own)
    return or_(*clauses)
