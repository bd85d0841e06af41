"""Name the acts on lists and sheets that races and kills are made of, and those with the guard off."""

from collections.abc import Callable
from typing import Any

from faults.acts import DAY, Meet, _once, _take_for_decided
from sqlalchemy.orm import Session

from tracker.models.giving.donors import Donor
from tracker.models.helping.handouts import Handout, HandoutStepKind, Sheet
from tracker.models.helping.scholarships import Award
from tracker.models.journal import Account
from tracker.models.proving.campaigns import Campaign
from tracker.operations import journal
from tracker.operations.helping import approvals, settlements, sponsorships
from tracker.queries.helping.handouts import state_of
from tracker.queries.journal import VND


def agree(session: Session, _meet: Meet, *, by: int, key: str, handout: int) -> int:
    """Approve a list."""
    return _once(
        session,
        approvals.approve,
        by,
        key,
        lambda: {"handout": session.get_one(Handout, handout), "approved_on": DAY},
    )


def agree_as_seen_before(session: Session, meet: Meet, **values: Any) -> int:
    """Look whether the list waits for approval before the lock is taken: the guard is off."""
    seen = state_of(session, session.get_one(Handout, values["handout"]))
    assert seen == HandoutStepKind.SUBMITTED
    approvals.state_of = lambda *_asked: seen
    meet()
    return agree(session, meet, **values)


def settle(session: Session, _meet: Meet, *, by: int, key: str, sheet: int) -> int:
    """Settle a sheet: everybody got it."""
    return _once(session, settlements.settle_sheet, by, key, _settling(session, sheet))


def settle_as_decided_before(
    session: Session, meet: Meet, *, campaign: int, till: int, amount: int, **values: Any
) -> int:
    """Decide whether the money is there before the lock is taken: the guard is off."""
    place = session.get_one(Account, till), session.get_one(Campaign, campaign)
    journal._refuse_overspending(session, *place, VND, -amount)
    _take_for_decided(journal, "_refuse_overspending", "_refuse_negative_past")
    meet()
    return settle(session, meet, **values)


def _settling(session: Session, sheet: int) -> Callable[[], dict[str, Any]]:
    return lambda: {"sheet": session.get_one(Sheet, sheet), "signed_on": DAY, "outcomes": {}}


def sponsor(session: Session, _meet: Meet, *, by: int, key: str, award: int, donor: int) -> int:
    """Put a sponsor behind a scholarship."""

    def values() -> dict[str, Any]:
        return {"award": session.get_one(Award, award), "donor": session.get_one(Donor, donor), "since": DAY}

    return _once(session, sponsorships.add_sponsor, by, key, values)


def sponsor_as_seen_before(session: Session, meet: Meet, **values: Any) -> int:
    """Look whether the child has a sponsor before the lock is taken: the guard is off."""
    seen = sponsorships.live_beside(session, session.get_one(Award, values["award"]))
    sponsorships.live_beside = lambda *_asked: seen
    sponsorships.shares_taken = lambda *_asked: 0
    meet()
    return sponsor(session, meet, **values)
