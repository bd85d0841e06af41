"""Dress the page of a scholarship: where each month stands, what waits, who looked at it."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from flask import abort, render_template

from tracker.ground.dates import today
from tracker.models.base import Base, db
from tracker.models.helping.scholarships import Award, AwardStepKind, StopReason
from tracker.operations.helping.accesses import record_access
from tracker.queries.helping.handout_lists import is_seen
from tracker.queries.helping.places import Gazetteer
from tracker.queries.helping.scholarship_lists import AwardState, award_rows
from tracker.queries.helping.scholarship_warnings import accounts_to_mend, returns_of, warnings_of
from tracker.queries.helping.scholarships import InstalmentState, instalments_of, steps_of_award
from tracker.queries.user_lists import names_of
from tracker.web.rights import current_user_record, may
from tracker.web.saving import write


def award_or_404(award_id: int) -> Award:
    """Give a scholarship; 404 where there is none."""
    return db.session().get(Award, award_id) or abort(404)


def sees_names() -> bool:
    """Tell whether who asks may see children's names; others see the code."""
    return may("children.names")


def giving_first(operation: Callable[..., Sequence[Base]]) -> Callable[..., Base]:
    """Let an operation on many records give the first: a form keeps one as what it led to."""

    @wraps(operation)
    def first(*args: Any, **values: Any) -> Base:
        return operation(*args, **values)[0]

    return first


def award_page(award: Award) -> str:
    """Draw a scholarship's page; where it names the child, the look is noted once it is drawn."""
    award_id = award.id
    page = _drawn(award)
    if sees_names():
        write(record_access, by=current_user_record(), what="scholarships.page", record_id=award_id)
    return page


def _drawn(award: Award) -> str:
    session, (row,) = db.session(), award_rows(db.session(), [award])
    steps, months = steps_of_award(session, award), instalments_of(session, award)
    return render_template(
        "scholarships/show.html",
        award=award,
        row=row,
        child=row.child,
        state=row.state,
        states=AwardState,
        months=months,
        returns=returns_of(session, award),
        to_mend={each.instalment.id: each for each in accounts_to_mend(session, award)},
        next_month=_next(months),
        seen=_seen(months),
        warning=warnings_of(session, [row], today()).get(award.id),
        steps=steps,
        step_kinds=AwardStepKind,
        reasons=StopReason,
        people=names_of(session, {step.by_id for step in steps} | {award.proposed_by}),
        own=award.proposed_by == current_user_record().id,
        gazetteer=Gazetteer(session),
        names=sees_names() and row.child.anonymised_on is None,
    )


def _next(months: Sequence[InstalmentState]) -> InstalmentState | None:
    """Give the first month that is owed and stands on no list."""
    return next((month for month in months if month.open and month.handout is None), None)


def _seen(months: Sequence[InstalmentState]) -> set[int]:
    """Give the lists that who asks may open: another's draft is not shown."""
    session, viewer = db.session(), current_user_record()
    lists = {month.handout.id: month.handout for month in months if month.handout is not None}
    return {key for key, handout in lists.items() if is_seen(session, handout, viewer.id)}
