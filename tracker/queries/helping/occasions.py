"""Ask what was spent on each occasion of a year: its day, its lists, whom it reached, with what."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.models.helping.handouts import Handout
from tracker.models.settings import Occasion, OccasionDay
from tracker.queries.helping.handout_lists import ListState, Sum, seen_by, state_told, sums_of_lists
from tracker.queries.proving.year_help import Helped, HelpOfPeriod


@dataclass(frozen=True)
class ListOfOccasion:
    """A list of an occasion, where it stands, and what stands on it."""

    handout: Handout
    state: ListState
    sum: Sum


@dataclass
class OccasionInYear:
    """An occasion in a year; code and name are empty for help without an occasion."""

    code: str
    name: str
    falls_on: date | None
    #: What was given in the year, less what came back.
    helped: Helped = field(default_factory=Helped)
    lists: list[ListOfOccasion] = field(default_factory=list)


def occasions_in_year(session: Session, year: int, viewer_id: int) -> list[OccasionInYear]:
    """List the occasions of a year in the order of their days; what has none comes last.

    Lists are those planned for the year that who asks may see. An occasion that was not in use in the
    year stands here only where something was given or planned for it.
    """
    since, until = date(year, 1, 1), date(year, 12, 31)
    given = HelpOfPeriod(session, since, until).by("occasion")
    lists = _lists(session, since, until, viewer_id)
    days = select(OccasionDay.code, OccasionDay.falls_on).where(OccasionDay.year == year)
    falls_on = {code: day for code, day in session.execute(days)}
    found = [
        OccasionInYear(each.code, each.name, falls_on.get(each.code), given.get(each.code, Helped()), lists[each.code])
        for each in session.scalars(select(Occasion).order_by(Occasion.name))
        if each.code in given or lists[each.code] or _in_use(each, since, until)
    ]
    found.sort(key=lambda each: (each.falls_on is None, each.falls_on or until, each.name))
    if None in given or lists[None]:
        found.append(OccasionInYear("", "", None, given.get(None, Helped()), lists[None]))
    return found


def _in_use(occasion: Occasion, since: date, until: date) -> bool:
    return occasion.valid_from <= until and (occasion.valid_to is None or occasion.valid_to >= since)


def _lists(session: Session, since: date, until: date, viewer_id: int) -> defaultdict[str | None, list[ListOfOccasion]]:
    asked = select(Handout, state_told()).options(joinedload(Handout.campaign))
    asked = asked.where(Handout.planned_on.between(since, until), seen_by(viewer_id))
    rows = list(session.execute(asked.order_by(Handout.planned_on, Handout.id)))
    sums = sums_of_lists(session, [handout.id for handout, _state in rows])
    found: defaultdict[str | None, list[ListOfOccasion]] = defaultdict(list)
    for handout, state in rows:
        found[handout.occasion].append(ListOfOccasion(handout, ListState(state), sums[handout.id]))
    return found
