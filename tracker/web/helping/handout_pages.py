"""Find lists for whoever may see them, and gather what their pages share."""

from dataclasses import dataclass

from flask import abort
from sqlalchemy.orm import Session

from tracker.models.base import db
from tracker.models.helping.handouts import Handout, HandoutFile, HandoutStep, HandoutStepKind
from tracker.models.proving.campaigns import Campaign
from tracker.queries.helping.handout_lists import ListState, is_seen, list_state
from tracker.queries.helping.handout_rows import WAITING
from tracker.queries.helping.handouts import (
    Quantities,
    files_of,
    is_free,
    shares_of,
    state_of,
    steps_of,
    totals,
    verdicts_of,
)
from tracker.queries.journal import VND, account, balance
from tracker.queries.proving.campaigns import position
from tracker.web.rights import current_user_record


@dataclass(frozen=True)
class About:
    """What every page of a list says of it."""

    handout: Handout
    state: ListState
    free: bool
    shares: Quantities
    #: How many lines, and what they get together.
    count: int
    sums: Quantities
    steps: list[HandoutStep]
    #: The list is who asks's own draft.
    mine: bool

    @property
    def sent_back(self) -> HandoutStep | None:
        """Give the last step where it sent a draft back or withdrew its approval."""
        whole = [step for step in self.steps if step.kind != HandoutStepKind.CHECKED]
        back = (HandoutStepKind.SENT_BACK, HandoutStepKind.WITHDRAWN)
        return whole[-1] if self.state == ListState.DRAFT and whole and whole[-1].kind in back else None


def about(session: Session, handout: Handout) -> About:
    """Gather what pages say of a list."""
    count, sums = totals(session, handout)
    state = list_state(session, handout)
    return About(
        handout=handout,
        state=state,
        free=is_free(session, handout),
        shares=shares_of(session, handout),
        count=count,
        sums=sums,
        steps=steps_of(session, handout),
        mine=state == ListState.DRAFT and handout.prepared_by == current_user_record().id,
    )


def seen_or_404(handout_id: int) -> Handout:
    """Give a list; another's draft is as if it were not there."""
    session = db.session()
    handout = session.get(Handout, handout_id)
    if handout is None or not is_seen(session, handout, current_user_record().id):
        abort(404)
    return handout


def own_draft_or_404(handout_id: int) -> Handout:
    """Give a list that who asks has drafted; what others drafted is theirs to change."""
    handout = seen_or_404(handout_id)
    if handout.prepared_by != current_user_record().id:
        abort(404)
    return handout


def file_or_404(handout: Handout, file_id: int) -> HandoutFile:
    """Give a file of a list."""
    file = db.session().get(HandoutFile, file_id)
    if file is None or file.handout_id != handout.id:
        abort(404)
    return file


def files_with_verdicts(session: Session, handout: Handout) -> list[tuple[HandoutFile, dict[str, int], int]]:
    """List the files of a list with the count of each verdict, and how many rows somebody must look at."""
    found = []
    for file in files_of(session, handout):
        verdicts = {str(verdict): count for verdict, count in verdicts_of(session, file).items()}
        found.append((file, verdicts, sum(verdicts.get(verdict, 0) for verdict in WAITING)))
    return found


def left_of_campaign(session: Session, handout: Handout) -> tuple[Quantities, Quantities]:
    """Give what the campaign may still approve and what of it is there already, by item of the list's campaign.

    Money: free, and secured; goods: what is in store and out in advance less what is committed, both times.
    """
    campaign = session.get_one(Campaign, handout.campaign_id)
    now = position(session, campaign)
    committed = account(session, "memo:committed")
    free, secured = {VND: now.free}, {VND: now.secured}
    for item, goods in now.goods.items():
        there = goods.in_store + goods.advanced - balance(session, committed, campaign, item)
        free[item] = secured[item] = there
    return free, secured


def is_submitted(session: Session, handout: Handout) -> bool:
    """Tell whether a list waits for the approver."""
    return state_of(session, handout) == HandoutStepKind.SUBMITTED
