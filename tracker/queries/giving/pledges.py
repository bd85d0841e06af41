"""Ask what was promised, what of it came, and what is late."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, func, select
from sqlalchemy.orm import Session

from tracker.models.giving.donors import Donor
from tracker.models.giving.pledges import Pledge, PledgeInstalment, PledgeMatch, PledgeStep
from tracker.models.proving.campaigns import Campaign
from tracker.queries.helping.sponsorships import is_asked_for
from tracker.queries.same import keys_of_one


@dataclass(frozen=True)
class OpenPart:
    """An instalment with what came of it and what is still open (whole đồng)."""

    instalment: PledgeInstalment
    paid: int

    @property
    def open(self) -> int:
        """Whole đồng not received yet."""
        return self.instalment.amount - self.paid


@dataclass(frozen=True)
class PledgeSum:
    """A pledge with its sums (whole đồng) and the day of its first open part."""

    pledge: Pledge
    promised: int
    paid: int
    next_due_on: date | None

    @property
    def open(self) -> int:
        """Whole đồng not received yet."""
        return self.promised - self.paid


def parts_of(session: Session, pledge: Pledge) -> list[OpenPart]:
    """List the parts of a pledge by day, paid ones too."""
    paid = func.coalesce(func.sum(PledgeMatch.amount), 0)
    asked = (
        select(PledgeInstalment, paid)
        .outerjoin(PledgeMatch, PledgeMatch.instalment_id == PledgeInstalment.id)
        .where(PledgeInstalment.pledge_id == pledge.id)
        .group_by(PledgeInstalment.id)
        .order_by(PledgeInstalment.due_on, PledgeInstalment.ordinal)
    )
    return [OpenPart(instalment, int(amount)) for instalment, amount in session.execute(asked)]


def open_parts(session: Session, pledge: Pledge) -> list[OpenPart]:
    """List the parts of which something is still to come, by day."""
    return [part for part in parts_of(session, pledge) if part.open]


def outstanding(session: Session, pledge: Pledge) -> int:
    """Sum what is still to come of a pledge (whole đồng)."""
    return sum(part.open for part in parts_of(session, pledge))


def steps_of(session: Session, pledge: Pledge) -> list[PledgeStep]:
    """List what was done to a pledge, oldest first."""
    return list(session.scalars(select(PledgeStep).where(PledgeStep.pledge_id == pledge.id).order_by(PledgeStep.id)))


def open_pledges(session: Session, donor: Donor, campaign: Campaign | None = None) -> list[PledgeSum]:
    """List the pledges of a donor of which something is still to come, the first due one first."""
    asked = pledge_sums().where(Pledge.donor_id.in_(keys_of_one(donor)))
    if campaign is not None:
        asked = asked.where(Pledge.campaign_id == campaign.id)
    sums = [as_sum(row) for row in session.execute(asked)]
    return sorted((each for each in sums if each.open), key=lambda each: each.next_due_on or date.max)


def overdue(session: Session, day: date) -> list[PledgeSum]:
    """List the pledges with an open part due before a day that are still asked for, the longest waiting first."""
    asked = pledge_sums().where(_open_amount() > 0, first_open_day() < day, is_asked_for(Pledge.id))
    return sorted((as_sum(row) for row in session.execute(asked)), key=lambda each: each.next_due_on or date.max)


def pledge_sums() -> Select[Pledge, int, int, date | None]:
    """Ask for pledges with promised, paid (whole đồng) and the day of the first open part."""
    return select(Pledge, _promised(), _paid(), first_open_day())


def only_open(asked: Select[Pledge, int, int, date | None]) -> Select[Pledge, int, int, date | None]:
    """Keep the pledges of which something is still to come."""
    return asked.where(_open_amount() > 0)


def as_sum(row: Row[Pledge, int, int, date | None]) -> PledgeSum:
    """Read a row of `pledge_sums`."""
    pledge, promised, paid, next_due_on = row
    return PledgeSum(pledge, int(promised), int(paid), next_due_on)


def _promised() -> ScalarSelect[int]:
    asked = select(func.coalesce(func.sum(PledgeInstalment.amount), 0))
    return asked.where(PledgeInstalment.pledge_id == Pledge.id).scalar_subquery()


def _paid() -> ScalarSelect[int]:
    asked = select(func.coalesce(func.sum(PledgeMatch.amount), 0)).join(
        PledgeInstalment, PledgeInstalment.id == PledgeMatch.instalment_id
    )
    return asked.where(PledgeInstalment.pledge_id == Pledge.id).scalar_subquery()


def _open_amount() -> ColumnElement[int]:
    return _promised() - _paid()


def first_open_day() -> ScalarSelect[Any]:
    """Ask, beside pledges, for the day of the first part of which something is still to come."""
    paid = (
        select(func.coalesce(func.sum(PledgeMatch.amount), 0))
        .where(PledgeMatch.instalment_id == PledgeInstalment.id)
        .correlate(PledgeInstalment)
        .scalar_subquery()
    )
    asked = select(func.min(PledgeInstalment.due_on))
    return asked.where(PledgeInstalment.pledge_id == Pledge.id, PledgeInstalment.amount > paid).scalar_subquery()
