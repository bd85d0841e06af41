"""Ask what the office did beside giving: a year's sums, and the list."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.models.proving.activities import Activity, ActivityKind


@dataclass(frozen=True)
class Wanted:
    """What narrows the list of activities; None narrows nothing."""

    text: str = ""
    kind: str | None = None
    year: int | None = None


@dataclass(frozen=True)
class KindSum:
    """How many activities of a kind there were, and with how many people; None where nobody counted any."""

    kind: ActivityKind
    count: int
    participants: int | None
    #: Activities of which the people were not counted.
    uncounted: int


def activities_of_year(session: Session, year: int) -> list[dict[str, Any]]:
    """Sum the year's activities by kind, as the year's report tells them (DESIGN.md §3)."""
    return [
        {"kind": each.kind.value, "count": each.count, "participants": each.participants}
        for each in sums_of_activities(session, Wanted(year=year))
    ]


def activities_listed(wanted: Wanted) -> Select[Activity]:
    """Ask for the activities of a list; the page puts them in order."""
    return _narrowed(select(Activity), wanted)


def sums_of_activities(session: Session, wanted: Wanted) -> list[KindSum]:
    """Sum a list by kind, in the order of the kinds; a kind of which there is none is missing."""
    columns = (func.count(), func.sum(Activity.participants), func.count(Activity.participants))
    asked = _narrowed(select(Activity.kind, *columns), wanted).group_by(Activity.kind)
    found = {
        kind: KindSum(ActivityKind(kind), count, None if people is None else int(people), count - counted)
        for kind, count, people, counted in session.execute(asked)
    }
    return [found[kind.value] for kind in ActivityKind if kind.value in found]


def years_of_activities(session: Session) -> list[int]:
    """List the years from the first activity to this one, the latest first."""
    first = session.scalar(select(func.min(Activity.held_on)))
    return list(range(today().year, (first.year if first else today().year) - 1, -1))


def _narrowed(asked: Any, wanted: Wanted) -> Any:
    for word in wanted.text.split():
        told = (Activity.name, Activity.place, Activity.note)
        asked = asked.where(or_(*(column.icontains(word, autoescape=True) for column in told)))
    if wanted.kind is not None:
        asked = asked.where(Activity.kind == wanted.kind)
    if wanted.year is not None:
        asked = asked.where(Activity.held_on.between(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    return asked
