"""End what one person proposed by the word of another: who may, and what is kept of it."""

from typing import Any, Protocol, TypeVar

from sqlalchemy.orm import Session

from tracker.ground.dates import now
from tracker.ground.names import clean_remark
from tracker.ground.refusals import N_, Refused
from tracker.models.base import Base
from tracker.models.users import User
from tracker.operations.proving.sealing import seal

Step = TypeVar("Step", bound=Base)


class Proposal(Protocol):
    """What somebody proposed."""

    proposed_by: Any


def refuse_ending(by: User, proposal: Proposal, ended: Base | None) -> None:
    """Refuse to end a proposal that has ended, and whoever made it (four eyes)."""
    if ended is not None:
        raise Refused(None, N_("This proposal is already settled."))
    if proposal.proposed_by == by.id:
        raise Refused(None, N_("Another person than who proposed it approves it."))


def keep_end(session: Session, step: Step, *, by: User, remark: str, sealed_as: str | None, at_most: int = 500) -> Step:
    """Keep the step that ends a proposal, with who, when and the remark; seal it where it is an act of the books."""
    ending: Any = step
    ending.by_id, ending.at, ending.note = by.id, now(), clean_remark(remark, at_most=at_most)
    session.add(step)
    session.flush()
    if sealed_as is not None:
        seal(session, sealed_as, ending.id)
    return step
