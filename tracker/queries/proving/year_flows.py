"""Ask what help went to whom in a period, what of it came back, and which children it reached."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, case, exists, func, null, select, union_all
from sqlalchemy.orm import aliased

from tracker.models.helping.children import Child
from tracker.models.helping.disbursements import Channel, Disbursement, DisbursementPart, TakeBack
from tracker.models.helping.help_corrections import HelpCorrection, HelpCorrectionStep
from tracker.models.proving.corrections import CorrectionStepKind

#: By what help is summed.
KEYS = ("campaign_id", "kind", "occasion", "place_key")


def flows(since: date, until: date) -> CTE:
    """Say what went to whom (+), and what came back from whom (−), in the period.

    Money that a sponsor's bank paid itself never was the fund's: it is 0 đ here.
    """
    joined = Disbursement.id == DisbursementPart.disbursement_id
    quantity = case((DisbursementPart.channel == Channel.DIRECT, 0), else_=DisbursementPart.quantity)
    given = select(*_columns(quantity)).join(Disbursement, joined)
    back = select(*_columns(-quantity)).join(Disbursement, joined)
    back = back.join(TakeBack, TakeBack.disbursement_part_id == DisbursementPart.id)
    return union_all(
        given.where(Disbursement.given_on.between(since, until)),
        back.where(TakeBack.taken_back_on.between(since, until)),
    ).cte("flows")


def _columns(quantity: Any) -> Iterable[ColumnElement[Any]]:
    keys = (getattr(Disbursement, key).label(key) for key in KEYS)
    return (Disbursement.child_id.label("child_id"), *keys, DisbursementPart.item.label("item"), quantity.label("n"))


def sums(flow: CTE, split: Iterable[str]) -> Select[Any]:
    """Ask for (campaign, kind, occasion, place, child, item, quantity); children only in `split` places."""
    who = case((flow.c.place_key.in_(list(split)), flow.c.child_id), else_=null())
    columns = [*(flow.c[key] for key in KEYS), who.label("who"), flow.c.item]
    return select(*columns, func.sum(flow.c.n)).group_by(*columns)


def reached(since: date, until: date) -> Select[Any]:
    """Ask for (child, campaign, kind, occasion, place), once each that `reached_by` finds; a merged child is one."""
    columns = (getattr(Disbursement, key) for key in KEYS)
    who = func.coalesce(Child.merged_into_id, Child.id)
    asked = select(who, *columns).join(Child, Child.id == Disbursement.child_id)
    return asked.where(*reached_by(since, until)).distinct()


def reached_by(since: date, until: date) -> tuple[ColumnElement[bool], ...]:
    """Tell the help of a period that reached a child: of 0 đ, or of which a part did not come back by its end."""
    came_back = Disbursement.id.in_(_came_back(until))
    return Disbursement.given_on.between(since, until), ~came_back, Disbursement.id.not_in(_moved(until))


def _came_back(until: date) -> Select[int]:
    """Ask for the help of which all parts came back by a day; they are few, and told once for all rows."""
    other = aliased(DisbursementPart)
    stayed = (
        select(other.id)
        .outerjoin(TakeBack, (TakeBack.disbursement_part_id == other.id) & (TakeBack.taken_back_on <= until))
        .where(other.disbursement_id == DisbursementPart.disbursement_id, TakeBack.id.is_(None))
    )
    back = select(DisbursementPart.disbursement_id).join(TakeBack, TakeBack.disbursement_part_id == DisbursementPart.id)
    return back.where(TakeBack.taken_back_on <= until, ~exists(stayed.correlate(DisbursementPart)))


def _moved(until: date) -> Select[int]:
    """Ask for the help of 0 đ that was put under another child by a day."""
    step, right = HelpCorrectionStep, aliased(Disbursement)
    parts = select(DisbursementPart.id).where(DisbursementPart.disbursement_id == HelpCorrection.disbursement_id)
    return (
        select(HelpCorrection.disbursement_id)
        .join(step, step.correction_id == HelpCorrection.id)
        .join(right, right.id == step.disbursement_id)
        .where(step.kind == CorrectionStepKind.APPROVED, right.given_on <= until, ~exists(parts))
    )
