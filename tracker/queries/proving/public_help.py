"""Count for everybody whom each campaign reached; a count below five could point at a child and is not told."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from tracker.models.helping.disbursements import Disbursement
from tracker.models.helping.places import Place
from tracker.models.proving.campaigns import Campaign
from tracker.queries.proving.campaign_help import standing_help
from tracker.queries.same import one_child

#: Fewer children than this are only said to be few.
FEWEST_TOLD = 5
#: First day of a place and the first day without it; None where it has no such day.
Days = tuple[date | None, date | None]


@dataclass(frozen=True)
class PublicReach:
    """Children reached, and their communes; 0 of both where nobody was, or too few were to tell."""

    children: int = 0
    communes: int = 0
    #: Somebody was reached, but fewer than five.
    few: bool = False


NOBODY = PublicReach()


def public_reach(session: Session, campaign: Campaign | None = None) -> dict[int, PublicReach]:
    """Count each campaign's children (or one campaign's), by the campaign's id; who reached nobody is missing."""
    children = standing_help(Disbursement.campaign_id, func.count(distinct(one_child(Disbursement.child_id))))
    places = standing_help(Disbursement.campaign_id, Disbursement.place_key).distinct()
    if campaign is not None:
        children = children.where(Disbursement.campaign_id == campaign.id)
        places = places.where(Disbursement.campaign_id == campaign.id)
    there = places.subquery()
    days: dict[int, list[Days]] = defaultdict(list)
    asked = select(there.c.campaign_id, Place.valid_from, Place.valid_to).join(Place, Place.key == there.c.place_key)
    for key, begun, ended in session.execute(asked):
        days[key].append((begun, ended))
    counts = session.execute(children.group_by(Disbursement.campaign_id))
    return {key: _reach(int(count), days[key]) for key, count in counts}


def _reach(children: int, places: Collection[Days]) -> PublicReach:
    if children < FEWEST_TOLD:
        return PublicReach(few=True)
    return PublicReach(children, communes_at_once(places))


def communes_at_once(places: Collection[Days]) -> int:
    """Count the most places that were there on one day.

    Communes are made anew in a reform: a family helped before and after it lives in one commune, not in
    two. This count may be too low, but it never says more than there were.
    """
    firsts = {begun or date.min for begun, _ended in places}
    return max((sum(_was_there(each, day) for each in places) for day in firsts), default=0)


def _was_there(place: Days, day: date) -> bool:
    begun, ended = place
    return (begun or date.min) <= day and (ended is None or day < ended)
