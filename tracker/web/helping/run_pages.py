"""Gather what the page of a run of scholarships says beside any list's: what changed, what to take off, what lacks."""

from collections.abc import Collection
from dataclasses import dataclass, field

from flask import request
from sqlalchemy.orm import Session

from tracker.models.helping.handouts import HandoutLine
from tracker.queries.helping.handout_lists import ListState
from tracker.queries.helping.scholarship_runs import RunChanges, changes_since, freed_lines, without_account
from tracker.queries.proving.campaigns import position
from tracker.web.helping.handout_pages import About


@dataclass(frozen=True)
class RunPage:
    """What the page of a run says; for any other list it is empty."""

    is_run: bool = False
    #: None for the first run of a campaign, and once it is approved.
    changes: RunChanges | None = None
    #: Lines whose month is not owed any more.
    freed: list[HandoutLine] = field(default_factory=list)
    #: Open lines whose child has no bank account in the register.
    no_account: list[HandoutLine] = field(default_factory=list)
    #: What the campaign has in hand to pay it, whole đồng.
    in_hand: int = 0
    #: The lines that the page shows; None for all of them.
    only: Collection[int] | None = None


def run_page(session: Session, told: About) -> RunPage:
    """Say of a run what changed since the one before; while it waits, only what changed is listed first."""
    handout = told.handout
    if handout.run_month is None:
        return RunPage()
    before = told.state in (ListState.DRAFT, ListState.SUBMITTED)
    changes = changes_since(session, handout) if before else None
    asked = request.args.get("only", "changed" if told.state == ListState.SUBMITTED and not _searching() else "")
    return RunPage(
        is_run=True,
        changes=changes,
        freed=freed_lines(session, handout) if before else [],
        no_account=without_account(session, handout) if told.state != ListState.DONE else [],
        in_hand=position(session, handout.campaign).in_hand,
        only=changes.line_ids if changes is not None and asked == "changed" else None,
    )


def _searching() -> bool:
    return bool(request.args.get("q") or request.args.get("place"))
