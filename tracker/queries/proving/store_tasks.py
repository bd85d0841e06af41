"""Ask what waits of the store: differences to approve, goods that expire, goods taken along and not back."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from tracker.ground.dates import ZONE
from tracker.ground.refusals import N_
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.store_counts import StoreCount
from tracker.queries.journal import VND
from tracker.queries.proving.advances import sheet_advances
from tracker.queries.proving.goods_lots import expiring
from tracker.queries.proving.store_counts import waiting_counts
from tracker.queries.tasks import Task

#: So many days after they were taken along, goods should be settled.
_BACK = 7


def differences_to_approve(session: Session, _day: date) -> Task:
    """Count the differences that wait; one alone is led to."""
    waiting = list(session.scalars(waiting_counts().order_by(StoreCount.id).limit(100)))
    path = f"/store/counts/{waiting[0].id}" if len(waiting) == 1 else "/store/counts?state=waiting"
    since = waiting[0].proposed_at.astimezone(ZONE).date() if waiting else None
    title, button = N_("Differences of the store waiting for approval"), N_("Open")
    return Task(title, button, path, len(waiting), None, since)


def goods_expiring(session: Session, day: date) -> Task:
    """Count the kinds of goods in the store of which some expire soon or have; one alone is led to."""
    found = expiring(session, day)
    path = "/store"
    if len(found) == 1:
        ((campaign_id, item),) = found
        path = f"/store/{session.get_one(Campaign, campaign_id).code}/{item}"
    due = min((first for _pieces, first in found.values()), default=None)
    title, button = N_("Goods that expire soon"), N_("View")
    return Task(title, button, path, len(found), None, None, due)


def goods_not_back(session: Session, day: date) -> Task:
    """Count the sheets for which goods were taken along a week ago or more."""
    late = [
        row
        for row in sheet_advances(session)
        if row.since <= day - timedelta(days=_BACK) and any(item != VND for item in row.amounts)
    ]
    title, button = N_("Goods taken along, not back"), N_("Settle them")
    return Task(title, button, "/sheets", len(late), None, min((row.since for row in late), default=None))
