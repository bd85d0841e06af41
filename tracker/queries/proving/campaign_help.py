"""Tell what a campaign did for children: by kind over its whole life, help by help, and what is still open."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import CTE, Select, and_, distinct, exists, func, null, or_, select, union_all
from sqlalchemy.orm import Session, aliased, joinedload

from tracker.models.helping.disbursements import Disbursement, DisbursementPart, TakeBack
from tracker.models.helping.handouts import Handout, HandoutLine, HandoutPart, HelpKind, LineOutcome, Sheet
from tracker.models.helping.places import Place
from tracker.models.proving.campaigns import Campaign
from tracker.queries.helping.handouts import CLOSED, Quantities
from tracker.queries.helping.moved_help import went_to_another
from tracker.queries.journal import VND
from tracker.queries.same import one_child


@dataclass
class Reached:
    """What came to how many children and stayed with them."""

    children: int = 0
    #: Whole đồng; goods are never in it.
    amount: int = 0
    #: Pieces by item.
    goods: Quantities = field(default_factory=dict)
    #: Đồng that the pieces are worth, by item; an item is missing where the worth of one piece is unknown.
    values: Quantities = field(default_factory=dict)


@dataclass
class HelpOfCampaign:
    """What a campaign did since it began; each child counts once in a kind and once in all."""

    by_kind: dict[HelpKind, Reached] = field(default_factory=dict)
    children: int = 0


@dataclass(frozen=True)
class HelpRow:
    """Help given once, as a campaign's list shows it."""

    given: Disbursement
    handout: Handout
    sheet: Sheet
    #: The commune as it was then, and what it lay in.
    place: str
    within: str
    #: (item, whole đồng or pieces, whether it came back), money first; nothing for help of 0 đ.
    parts: list[tuple[str, int, bool]]


def help_of_campaign(session: Session, campaign: Campaign) -> HelpOfCampaign:
    """Add up, in one question, all help of a campaign that did not come back."""
    found = HelpOfCampaign()
    kinds: dict[str, Reached] = defaultdict(Reached)
    for kind, item, number, value, unknown in session.execute(_sums(_standing(campaign))):
        if kind is None:
            found.children = int(number)
        elif item is None:
            kinds[kind].children = int(number)
        elif item == VND:
            kinds[kind].amount = int(number)
        else:
            kinds[kind].goods[item] = int(number)
            kinds[kind].values |= {} if unknown else {item: int(value)}
    found.by_kind = {kind: kinds[kind] for kind in HelpKind if kind in kinds}
    return found


def _standing(campaign: Campaign) -> CTE:
    parts = (DisbursementPart.item, DisbursementPart.quantity, DisbursementPart.value)
    asked = standing_help(Disbursement.child_id, Disbursement.kind, *parts)
    return asked.where(Disbursement.campaign_id == campaign.id).cte("standing")


def standing_help(*columns: Any) -> Select[Any]:
    """Ask for the parts that are with the children, and for help of 0 đ, which has no part."""
    return (
        select(*columns)
        .select_from(Disbursement)
        .outerjoin(DisbursementPart, DisbursementPart.disbursement_id == Disbursement.id)
        .outerjoin(TakeBack, TakeBack.disbursement_part_id == DisbursementPart.id)
        .where(TakeBack.id.is_(None), ~went_to_another())
    )


def _sums(standing: CTE) -> Any:
    """Ask for sums by kind and item, then for the children of each kind, then for all children."""
    row, children = standing.c, func.count(distinct(one_child(standing.c.child_id)))
    unknown = func.count() - func.count(row.value)
    sums = select(row.kind, row.item, func.sum(row.quantity), func.sum(row.value), unknown)
    return union_all(
        sums.where(row.item.is_not(None)).group_by(row.kind, row.item),
        select(row.kind, null(), children, null(), null()).group_by(row.kind),
        select(null(), null(), children, null(), null()),
    )


def help_listed(campaign: Campaign) -> Select[Any]:
    """Ask for all help of a campaign with its list, its sheet, its commune's name and what that lay in."""
    above = aliased(Place)
    asked: Any = select(Disbursement, Handout, Sheet, Place.name, above.name)
    return (
        asked.join(Sheet, Sheet.id == Disbursement.sheet_id)
        .join(Handout, Handout.id == Sheet.handout_id)
        .join(Place, Place.key == Disbursement.place_key)
        .outerjoin(above, above.key == Place.parent_key)
        .where(Disbursement.campaign_id == campaign.id)
        .options(joinedload(Disbursement.child))
    )


def help_dressed(session: Session, rows: Sequence[Any]) -> list[HelpRow]:
    """Put what each got beside some rows of `help_listed`, in one question."""
    parts: dict[int, list[tuple[str, int, bool]]] = defaultdict(list)
    asked = (
        select(DisbursementPart.disbursement_id, DisbursementPart.item, DisbursementPart.quantity, TakeBack.id)
        .outerjoin(TakeBack, TakeBack.disbursement_part_id == DisbursementPart.id)
        .where(DisbursementPart.disbursement_id.in_([row[0].id for row in rows]))
        .order_by(DisbursementPart.item != VND, DisbursementPart.id)
    )
    for key, item, quantity, back in session.execute(asked):
        parts[key].append((item, quantity, back is not None))
    return [
        HelpRow(given, handout, sheet, place, within or "", parts[given.id])
        for given, handout, sheet, place, within, *_key in rows
    ]


def open_of_lists(session: Session, keys: Collection[int]) -> dict[int, Quantities]:
    """Say what is still to be given on some approved lists, by the list's id: what they hold as committed.

    A line given up or replaced is closed; who stands in for another counts once that one is replaced.
    """
    left: dict[int, Quantities] = {key: {} for key in keys}
    for key, item, quantity in session.execute(union_all(_promised(keys), _given(keys))):
        left[key][item] = left[key].get(item, 0) + int(quantity)
    return {key: {item: number for item, number in of_list.items() if number} for key, of_list in left.items()}


def _promised(keys: Collection[int]) -> Select[int, str, int]:
    return (
        select(HandoutLine.handout_id, HandoutPart.item, func.sum(HandoutPart.quantity))
        .join(HandoutPart, HandoutPart.line_id == HandoutLine.id)
        .where(HandoutLine.handout_id.in_(keys), _counts())
        .group_by(HandoutLine.handout_id, HandoutPart.item)
    )


def _given(keys: Collection[int]) -> Select[int, str, int]:
    """Ask, as negative, for what was given and did not come back to be given again."""
    again = and_(TakeBack.disbursement_part_id == DisbursementPart.id, TakeBack.open_again.is_(True))
    return (
        select(HandoutLine.handout_id, DisbursementPart.item, -func.sum(DisbursementPart.quantity))
        .join(Disbursement, Disbursement.line_id == HandoutLine.id)
        .join(DisbursementPart, DisbursementPart.disbursement_id == Disbursement.id)
        .where(HandoutLine.handout_id.in_(keys), _counts(), ~exists(select(TakeBack.id).where(again)))
        .group_by(HandoutLine.handout_id, DisbursementPart.item)
    )


def _counts() -> Any:
    """Tell whether a line of a list is to be given, or was."""
    outcome, of_other = aliased(LineOutcome), aliased(LineOutcome)
    closed = exists(select(outcome.id).where(outcome.line_id == HandoutLine.id, outcome.kind.in_(CLOSED)))
    replaced = select(of_other.id).where(of_other.line_id == HandoutLine.replaces_id, of_other.kind.in_(CLOSED))
    return and_(~closed, or_(HandoutLine.replaces_id.is_(None), exists(replaced)))
