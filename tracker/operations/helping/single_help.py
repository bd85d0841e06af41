"""Begin help for one child: a house in stages, a medical bill; each stage is a line of its own."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from tracker.ground.names import clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.children import Child
from tracker.models.helping.handouts import Handout, HelpKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.users import User
from tracker.operations.helping.handouts import add_children, draft_handout
from tracker.queries.helping.handouts import sum_of


def draft_single_help(
    session: Session,
    *,
    by: User,
    name: str,
    campaign: Campaign,
    kind: HelpKind,
    planned_on: date,
    child: Child,
    payee: str,
    stages: Sequence[Mapping[str, int]],
    occasion: str | None = None,
    remark: str = "",
) -> Handout:
    """Draft a list of one child with a line a stage (item → whole đồng or pieces), paid to `payee`.

    The list goes the way of every list: submitted, approved by another person, each stage on a sheet
    of its own. Refuses help without a stage, and several stages without a payee.
    """
    payee = clean_text(payee, field="payee", at_most=120)
    if not stages:
        raise Refused("stages", N_("Say what is paid."))
    if len(stages) > 1 and not payee:
        raise Refused("payee", N_("Say who is paid, stage by stage."))
    handout = draft_handout(
        session,
        by=by,
        name=name,
        campaign=campaign,
        kind=kind,
        planned_on=planned_on,
        shares=sum_of(dict(stage) for stage in stages),
        occasion=occasion,
        remark=remark,
    )
    for stage in stages:
        add_children(session, by=by, handout=handout, children=[child], parts=stage, payee=payee)
    return handout
