"""List hand-outs: where each stands, how many children, what they get."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.ground.names import fold
from tracker.ground.refusals import N_
from tracker.models.base import Choice
from tracker.models.helping.handouts import (
    Handout,
    HandoutLine,
    HandoutPart,
    HandoutStep,
    HandoutStepKind,
    Sheet,
    SheetStep,
    SheetStepKind,
)
from tracker.models.settings import Occasion
from tracker.queries.helping.handouts import Quantities
from tracker.queries.same import one_child

_NUMBER = re.compile(r"(?:dt[- ]?)?(?:(?P<year>[0-9]{4})[-/ ])?0*(?P<number>[0-9]{1,7})")
#: A search looks at no more words than this, and finds no more lists.
_MOST_WORDS, _MOST_FOUND = 8, 500


class ListState(Choice):
    """Where a list stands, as a page tells it."""

    DRAFT = "draft", N_("Draft")
    SUBMITTED = "submitted", N_("Waiting for approval")
    OPEN = "open", N_("Being handed out")
    DONE = "done", N_("Done")


@dataclass(frozen=True)
class Wanted:
    """What narrows the list of hand-outs; None and "" narrow nothing. `viewer_id` is who asks."""

    viewer_id: int
    text: str = ""
    state: ListState | None = None
    campaign_id: int | None = None
    year: int | None = None
    occasion: str | None = None


@dataclass
class Sum:
    """How many children a list has, and what they get together, by item."""

    children: int = 0
    quantities: Quantities = field(default_factory=dict)


def handouts_listed(session: Session, wanted: Wanted) -> Select[Any]:
    """Ask for the hand-outs that a user may see, each with its state."""
    asked: Any = select(Handout, state_told().label("state")).options(joinedload(Handout.campaign))
    return asked.where(seen_by(wanted.viewer_id), *_clauses(session, wanted))


def list_state(session: Session, handout: Handout) -> ListState:
    """Say where one list stands."""
    return ListState(session.scalar(select(state_told()).where(Handout.id == handout.id)) or ListState.DRAFT)


def is_seen(session: Session, handout: Handout, viewer_id: int) -> bool:
    """Tell whether a user may see a list: a draft that was never handed on is its maker's alone."""
    return session.scalar(select(Handout.id).where(Handout.id == handout.id, seen_by(viewer_id))) is not None


def sums_of_lists(session: Session, keys: Collection[int]) -> dict[int, Sum]:
    """Count and sum some lists, by id; a replacement stands in another child's place."""
    sums = {key: Sum() for key in keys}
    of_lists = and_(HandoutLine.handout_id.in_(keys), HandoutLine.replaces_id.is_(None))
    counts = select(HandoutLine.handout_id, func.count(one_child(HandoutLine.child_id).distinct())).where(of_lists)
    for key, count in session.execute(counts.group_by(HandoutLine.handout_id)):
        sums[key].children = count
    parts = (
        select(HandoutLine.handout_id, HandoutPart.item, func.sum(HandoutPart.quantity))
        .join(HandoutPart, HandoutPart.line_id == HandoutLine.id)
        .where(of_lists)
        .group_by(HandoutLine.handout_id, HandoutPart.item)
    )
    for key, item, quantity in session.execute(parts):
        sums[key].quantities[item] = int(quantity)
    return sums


def years_of_handouts(session: Session) -> list[int]:
    """List the years of hand-outs, the latest first."""
    return list(session.scalars(select(Handout.year).distinct().order_by(Handout.year.desc())))


def occasion_names(session: Session) -> dict[str, str]:
    """Give the names of all occasions that ever were, by code."""
    return {code: name for code, name in session.execute(select(Occasion.code, Occasion.name))}


def last_step() -> Any:
    """Give the kind of a list's last step, without checks and replacements, beside Handout."""
    aside = (HandoutStepKind.CHECKED, HandoutStepKind.REPLACEMENT_APPROVED)
    asked = select(HandoutStep.kind).where(HandoutStep.handout_id == Handout.id, HandoutStep.kind.not_in(aside))
    return asked.order_by(HandoutStep.id.desc()).limit(1).correlate(Handout).scalar_subquery()


def state_told() -> ColumnElement[str]:
    """Tell where a list stands (a ListState), beside Handout."""
    step = last_step()
    out = case((_is_unsettled(), ListState.OPEN.value), else_=ListState.DONE.value)
    return case(
        (step == HandoutStepKind.SUBMITTED.value, ListState.SUBMITTED.value),
        (or_(step == HandoutStepKind.APPROVED.value, _is_on_sheets()), out),
        else_=literal(ListState.DRAFT.value),
    )


def _is_unsettled() -> ColumnElement[bool]:
    """Ask whether a line is on no sheet or a sheet is not settled."""
    line = select(HandoutLine.id).where(HandoutLine.handout_id == Handout.id, HandoutLine.sheet_id.is_(None))
    settled = select(SheetStep.id).where(SheetStep.sheet_id == Sheet.id, SheetStep.kind == SheetStepKind.SETTLED)
    sheet = select(Sheet.id).where(Sheet.handout_id == Handout.id, ~exists(settled))
    return or_(exists(line), exists(sheet))


def _is_on_sheets() -> ColumnElement[bool]:
    return exists(select(Sheet.id).where(Sheet.handout_id == Handout.id))


def seen_by(viewer_id: int) -> ColumnElement[bool]:
    """Tell whether a user may see a list, beside Handout."""
    stepped = exists(select(HandoutStep.id).where(HandoutStep.handout_id == Handout.id))
    return or_(Handout.prepared_by == viewer_id, stepped, _is_on_sheets())


def _clauses(session: Session, wanted: Wanted) -> list[ColumnElement[bool]]:
    equal = (
        (Handout.campaign_id, wanted.campaign_id),
        (Handout.year, wanted.year),
        (Handout.occasion, wanted.occasion or None),
    )
    clauses: list[ColumnElement[bool]] = [column == value for column, value in equal if value is not None]
    if wanted.state is not None:
        clauses.append(state_told() == wanted.state.value)
    if wanted.text.strip():
        clauses.append(_named(session, wanted.text))
    return clauses


def _named(session: Session, text: str) -> ColumnElement[bool]:
    """Find by the number in any spelling, or by words of the name without diacritics."""
    words = fold(text).split()[:_MOST_WORDS]
    names = session.execute(select(Handout.id, Handout.name).order_by(Handout.id.desc()))
    found = [key for key, name in names if all(word in fold(name) for word in words)]
    named = Handout.id.in_(found[:_MOST_FOUND])
    number = _NUMBER.fullmatch(fold(text))
    if number is None:
        return named
    own = Handout.number == int(number["number"])
    return or_(named, own & (Handout.year == int(number["year"])) if number["year"] else own)
