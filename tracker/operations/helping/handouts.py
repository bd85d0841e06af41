"""Draft a list of children who get something, submit it, and let another person approve it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Select, delete, func, insert, select
from sqlalchemy.orm import Session

from tracker.ground.dates import show_day
from tracker.ground.names import clean_name, clean_remark, clean_text
from tracker.ground.refusals import N_, Refused
from tracker.models.helping.children import Child
from tracker.models.helping.handouts import (
    Handout,
    HandoutLine,
    HandoutPart,
    HandoutQuota,
    HandoutShare,
    HandoutStepKind,
    HelpKind,
)
from tracker.models.proving.campaigns import Campaign
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.operations.helping.child_records import refuse_anonymised
from tracker.operations.journal import note
from tracker.operations.series import take_number
from tracker.queries.helping.handout_children import on_list
from tracker.queries.helping.handouts import (
    is_free,
    lines_of,
    shares_of,
    state_of,
    steps_of,
)
from tracker.queries.same import kept


def draft_handout(
    session: Session,
    *,
    by: User,
    name: str,
    campaign: Campaign,
    kind: HelpKind,
    planned_on: date,
    shares: Mapping[str, int],
    occasion: str | None = None,
    ceremony_on: date | None = None,
    provider: str = "",
    quotas: Mapping[str, int] | None = None,
    remark: str = "",
) -> Handout:
    """Begin a list: what each child gets (item → whole đồng or pieces), when, out of which campaign.

    A list of 0 đ has no share and names who provides the help. `quotas` say how many children of a
    place (by its key) there is room for. Refuses a closed campaign, a share below 1, and a list that
    has neither share nor provider.
    """
    if campaign.closed_on is not None:
        raise Refused("campaign", N_("“%(campaign)s” is closed."), campaign=campaign.name)
    provider = clean_text(provider, field="provider", at_most=120)
    if bool(shares) == bool(provider):
        raise Refused("shares", N_("Say what each child gets; help that costs nothing names its provider instead."))
    if any(quantity < 1 for quantity in shares.values()):
        raise Refused("shares", N_("A share is at least 1."))
    handout = Handout(
        year=planned_on.year,
        number=take_number(session, SeriesCode.DT, planned_on.year),
        name=clean_name(name, field="name"),
        campaign_id=campaign.id,
        kind=kind,
        occasion=occasion,
        planned_on=planned_on,
        ceremony_on=ceremony_on,
        provider=provider,
        note=clean_remark(remark),
        prepared_by=by.id,
    )
    session.add(handout)
    session.flush()
    session.add_all(HandoutShare(handout_id=handout.id, item=item, quantity=n) for item, n in shares.items())
    _keep_quotas(session, handout, quotas or {})
    return handout


def correct_handout(
    session: Session,
    *,
    by: User,
    handout: Handout,
    name: str,
    planned_on: date,
    occasion: str | None,
    ceremony_on: date | None,
    remark: str = "",
    quotas: Mapping[str, int] | None = None,
) -> Handout:
    """Correct what a draft says of itself; its list stays as it is. `quotas`, where said, replace the old ones."""
    refuse_fixed(session, handout)
    changes = {
        "name": clean_name(name, field="name"),
        "planned_on": planned_on,
        "occasion": occasion,
        "ceremony_on": ceremony_on,
        "note": clean_remark(remark),
    }
    note(session, by=by, record=handout, changes=changes)
    if quotas is not None:
        session.execute(delete(HandoutQuota).where(HandoutQuota.handout_id == handout.id))
        _keep_quotas(session, handout, quotas)
    return handout


def add_children(
    session: Session,
    *,
    by: User,
    handout: Handout,
    children: Sequence[Child],
    parts: Mapping[str, int] | None = None,
    payee: str = "",
) -> Handout:
    """Put children on a draft, each with the hand-out's share (or `parts`), as the register says them today.

    `payee` is paid in the child's place (a building team, a hospital). A child may stand on a list
    once, unless it is a single help in stages; a merged record is put on as the one that is kept.
    Refuses a list that is no draft, a run of scholarships, and a child twice.
    """
    refuse_fixed(session, handout)
    refuse_run(handout)
    children = [kept(session, child) for child in children]
    there = Counter(on_list(session, handout)) + Counter(child.id for child in children)
    for child in children:
        refuse_anonymised(child)
    twice = sorted({child.code for child in children if there[child.id] > 1}) if not payee else []
    if twice:
        raise Refused("children", N_("On the list already: %(codes)s."), codes=", ".join(twice[:10]))
    quantities = dict(parts) if parts is not None else shares_of(session, handout)
    first = (session.scalar(_last_ordinal(handout)) or 0) + 1
    rows = [line_values(handout, child, ordinal, payee) for ordinal, child in enumerate(children, first)]
    if rows:
        session.execute(insert(HandoutLine), rows)
    asked = select(HandoutLine.id).where(HandoutLine.handout_id == handout.id, HandoutLine.ordinal >= first)
    part_rows = [
        {"line_id": line_id, "item": item, "quantity": quantity}
        for line_id in session.scalars(asked)
        for item, quantity in quantities.items()
    ]
    if part_rows:
        session.execute(insert(HandoutPart), part_rows)
    return handout


def remove_line(session: Session, *, by: User, line: HandoutLine) -> Handout:
    """Take a child off a draft."""
    handout = session.get_one(Handout, line.handout_id)
    refuse_fixed(session, handout)
    session.execute(delete(HandoutPart).where(HandoutPart.line_id == line.id))
    session.execute(delete(HandoutLine).where(HandoutLine.id == line.id))
    return handout


def preparers(session: Session, handout: Handout) -> set[int]:
    """Give who drafted or submitted a list: they neither approve it nor hand it out."""
    submitters = {step.by_id for step in steps_of(session, handout) if step.kind == HandoutStepKind.SUBMITTED}
    return submitters | {handout.prepared_by}


def refuse_fixed(session: Session, handout: Handout) -> None:
    """Refuse to change a list that was submitted, approved, or (where it is free) put on sheets."""
    if state_of(session, handout) is not None:
        raise Refused(None, N_("%(handout)s was submitted: it does not change any more."), handout=handout.code)
    if is_free(session, handout) and any(line.sheet_id for line in lines_of(session, handout)):
        raise Refused(None, N_("%(handout)s is on its sheets: it does not change any more."), handout=handout.code)


def refuse_run(handout: Handout) -> None:
    """Refuse what cannot be done with a run of scholarships: who stands on it, the awards say."""
    if handout.run_month is not None:
        raise Refused(
            None, N_("%(handout)s is a run of scholarships: its awards say who is on it."), handout=handout.code
        )


def line_values(
    handout: Handout, child: Child, ordinal: int, payee: str = "", replaces: HandoutLine | None = None
) -> dict[str, object]:
    """Write a child down as the register says it today."""
    return {
        "handout_id": handout.id,
        "ordinal": ordinal,
        "child_id": child.id,
        "full_name": child.full_name,
        "birth": show_day(child.birth_on) if child.birth_on else str(child.birth_year),
        "place_key": child.place_key,
        "hamlet": child.hamlet,
        "school": " ".join(part for part in (child.school, child.school_class) if part),
        "payee": payee,
        "replaces_id": replaces.id if replaces else None,
    }


def _keep_quotas(session: Session, handout: Handout, quotas: Mapping[str, int]) -> None:
    rows = [{"handout_id": handout.id, "place_key": key, "children_count": n} for key, n in quotas.items()]
    if rows:
        session.execute(insert(HandoutQuota), rows)


def _last_ordinal(handout: Handout) -> Select[int]:
    return select(func.max(HandoutLine.ordinal)).where(HandoutLine.handout_id == handout.id)
