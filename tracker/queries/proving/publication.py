"""Say what is published of a year (công khai thu, chi; Nghị định 93/2021): received, used and for what, remaining.

No child is named, and no figure is of fewer than five children: small groups are told as one, by
campaign first and by kind of help within it. Every sum is of one such division, so that nothing
comes out by taking one figure from another either.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.models.helping.handouts import HelpKind
from tracker.models.proving.campaigns import Campaign
from tracker.queries.helping.places import Gazetteer
from tracker.queries.journal import VND
from tracker.queries.proving.campaigns import NOTHING
from tracker.queries.proving.positions import Position
from tracker.queries.proving.public_help import FEWEST_TOLD
from tracker.queries.proving.small_groups import Group, merged_groups
from tracker.queries.proving.year_books import YearBooks
from tracker.queries.proving.year_help import ChildHelp, HelpOfPeriod
from tracker.queries.year import days_of

#: Campaign and kind of help.
Cell = tuple[int, str]


@dataclass(frozen=True)
class Used:
    """What help of one or more kinds came to; no kinds and no count where too few children were reached."""

    kinds: tuple[HelpKind, ...]
    children: int | None
    #: Whole đồng.
    amount: int
    goods: Mapping[str, int]


@dataclass
class Published:
    """One campaign, or several that are told as one: whole đồng, and pieces by item."""

    names: list[str]
    used: list[Used]
    opening: int = 0
    received: int = 0
    #: Budget money, interest, and what came from other campaigns less what went to them.
    other: int = 0
    paid: int = 0
    #: Goods bought and costs.
    spent: int = 0
    #: In hand and advanced.
    remaining: int = 0
    #: (received or bought, given, in store) by item.
    goods: dict[str, tuple[int, int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Publication:
    """What is published of a year."""

    year: int
    as_of: date
    campaigns: list[Published]
    #: Districts told as one, and the children helped in them; None where they are too few.
    districts: list[tuple[list[str], int | None]]
    #: Children helped, each once; None where they are too few.
    children: int | None


def publication_of(session: Session, year: int) -> Publication:
    """Gather what is published of a year."""
    since, until = days_of(year)
    help_of_year = HelpOfPeriod(session, since, until).per_child()
    names = {row.id: row.name for row in session.scalars(select(Campaign).where(Campaign.starts_on <= until))}
    stands = YearBooks(session).positions(year)
    moved = {key for key, where in stands.items() if where != NOTHING}
    told = [key for key in names if key in moved | {row.campaign_id for row in help_of_year}]
    groups = merged_groups({key: _got(help_of_year, key) for key in told})
    return Publication(
        year=year,
        as_of=min(until, max(today(), since)),
        campaigns=[_published(group, names, stands, help_of_year) for group in groups],
        districts=_districts(Gazetteer(session), help_of_year),
        children=_told({row.child_id for row in help_of_year}),
    )


def _told(children: Iterable[int]) -> int | None:
    """Give the number of children; None where they are few but not none."""
    count = len(set(children))
    return None if 0 < count < FEWEST_TOLD else count


def _got(rows: Iterable[ChildHelp], campaign_id: int, kind: str | None = None) -> dict[str, frozenset[int]]:
    """Say which children got what out of a campaign, by one kind of help or all."""
    got: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        if row.campaign_id == campaign_id and kind in (None, row.kind):
            got[row.item].add(row.child_id)
    return {what: frozenset(children) for what, children in got.items()}


def _published(
    group: Group[int], names: Mapping[int, str], stands: Mapping[int, Position], rows: list[ChildHelp]
) -> Published:
    """Sum what several campaigns are told of as one."""
    mine = [row for row in rows if row.campaign_id in group.keys]
    found = Published([names[key] for key in group.keys], _used(mine))
    for key in group.keys:
        where = stands.get(key, NOTHING)
        found.opening += where.opening
        found.received += where.received
        found.other += where.budget + where.interest + where.unidentified + where.moved_in - where.moved_out
        found.paid += where.paid
        found.spent += where.bought + where.costs
        found.remaining += where.in_hand + where.advanced
        for item, each in where.goods.items():
            came, given, left = found.goods.get(item, (0, 0, 0))
            came, left = came + each.received + each.bought, left + each.in_store + each.advanced
            found.goods[item] = (came, given + each.given, left)
    return found


def _used(rows: list[ChildHelp]) -> list[Used]:
    """Tell the help of one group of campaigns by kind, small kinds together."""
    kinds: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        kinds[row.kind][row.item].add(row.child_id)
    got = {
        kind.value: {what: frozenset(who) for what, who in kinds[kind].items()} for kind in HelpKind if kind in kinds
    }
    return [_sum_of(group, [row for row in rows if row.kind in group.keys]) for group in merged_groups(got)]


def _sum_of(group: Group[str], rows: list[ChildHelp]) -> Used:
    goods: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.item and row.item != VND:
            goods[row.item] += row.quantity
    amount = sum(row.quantity for row in rows if row.item == VND)
    kinds = () if group.few else tuple(HelpKind(kind) for kind in group.keys)
    return Used(kinds, None if group.few else _told(group.children), amount, dict(goods))


def _districts(gazetteer: Gazetteer, rows: list[ChildHelp]) -> list[tuple[list[str], int | None]]:
    """Count the children helped by district as it was then; nothing else is told by place."""
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        district = gazetteer.district(row.place_key)
        found[district.name if district else ""]["child"].add(row.child_id)
    got: dict[str, Any] = {name: {"child": frozenset(each["child"])} for name, each in sorted(found.items())}
    return [(list(group.keys), _told(group.children)) for group in merged_groups(got)]
