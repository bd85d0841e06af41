"""Ask for lists of pledges: what is outstanding, what is overdue, how many and how much."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, Subquery, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.ground.names import fold
from tracker.ground.refusals import N_
from tracker.models.base import Choice
from tracker.models.donations import Donation
from tracker.models.donors import Donor
from tracker.models.journal import Entry
from tracker.models.pledges import Pledge, PledgeInstalment, PledgeMatch
from tracker.queries.donors import donors_page
from tracker.queries.pledges import pledge_sums

_NUMBER = re.compile(r"(?:ck[- ]?)?(?:(?P<year>[0-9]{4})[-/ ])?0*(?P<number>[0-9]{1,7})")


class PledgeState(Choice):
    """Which pledges a list shows."""

    OUTSTANDING = "outstanding", N_("Outstanding")
    OVERDUE = "overdue", N_("Overdue")
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
    """Ask for the pledges of a list with their sums, as `pledge_sums` does; `day` says what is late."""
    asked = pledge_sums().where(*_clauses(wanted)).options(joinedload(Pledge.donor), joinedload(Pledge.campaign))
    parts = open_amounts()
    still_open = exists(select(parts.c.pledge_id).where(parts.c.pledge_id == Pledge.id, parts.c.open > 0))
    late = exists(
        select(parts.c.pledge_id).where(parts.c.pledge_id == Pledge.id, parts.c.open > 0, parts.c.due_on < day)
    )
    wheres = {PledgeState.OUTSTANDING: [still_open], PledgeState.OVERDUE: [late], PledgeState.ALL: []}
    return asked.where(*wheres[state])


def sums_of_states(session: Session, day: date, wanted: Wanted) -> dict[PledgeState, Sum]:
    """Count and sum each state: what is outstanding, what of it is overdue on a day, what was promised in all."""
    parts = open_amounts()
    is_open, late = parts.c.open > 0, (parts.c.open > 0) & (parts.c.due_on < day)
    asked = select(
        func.count(Pledge.id.distinct()).filter(is_open),
        func.sum(parts.c.open).filter(is_open),
        func.count(Pledge.id.distinct()).filter(late),
        func.sum(parts.c.open).filter(late),
        func.count(Pledge.id.distinct()),
        func.sum(parts.c.amount),
    )
    joined = asked.select_from(Pledge).join(parts, parts.c.pledge_id == Pledge.id)
    row = session.execute(joined.where(*_clauses(wanted))).one()
    pairs = zip(PledgeState, (row[0:2], row[2:4], row[4:6]), strict=True)
    return {state: Sum(int(count), int(amount or 0)) for state, (count, amount) in pairs}


def open_amounts() -> Subquery:
    """Ask for every part of every pledge with what it is (amount) and what is still to come (open), whole đồng."""
    paid = func.coalesce(func.sum(PledgeMatch.amount), 0)
    part = PledgeInstalment
    return (
        select(part.pledge_id, part.due_on, part.amount, (part.amount - paid).label("open"))
        .outerjoin(PledgeMatch, PledgeMatch.instalment_id == part.id)
        .group_by(part.id, part.pledge_id, part.due_on, part.amount)
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
    donors = donors_page(text=text).with_only_columns(Donor.id)
    clauses: list[ColumnElement[bool]] = [Pledge.donor_id.in_(donors)]
    clauses.append(Pledge.agreement_number.icontains(text.strip()[:60], autoescape=True))
    number = _NUMBER.fullmatch(fold(text))
    if number is not None:
        own = Pledge.number == int(number["number"])
        clauses.append(own & (Pledge.year == int(number["year"])) if number["year"] else own)
    return or_(*clauses)
