"""Choose the list below a campaign's figures: its gifts, its pledges or its moves, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, request
from sqlalchemy.orm import Session

from tracker.models.campaigns import Campaign
from tracker.models.donations import Donation
from tracker.models.moves import CampaignMove
from tracker.models.pledges import Pledge
from tracker.queries.campaign_lists import gift_rows, gifts_to, moves_of
from tracker.queries.pledges import as_sum, pledge_sums
from tracker.queries.vouchers import vouchers_of
from tracker.web.paging import Page, paged


@dataclass(frozen=True)
class Tab:
    """The list that is open: its name, its page, and its rows as they are shown."""

    name: str
    page: Page
    rows: Sequence[Any]


def tab_of(session: Session, campaign: Campaign) -> Tab:
    """Give the list that the address asks for; gifts where it asks for none, 404 where there is no such."""
    name = request.args.get("list", "")
    if name not in _TABS:
        abort(404)
    return _TABS[name](session, campaign, request.args.get("cursor"))


def _gifts(session: Session, campaign: Campaign, cursor: str | None) -> Tab:
    page = paged(session, gifts_to(campaign), by=(Donation.received_on, Donation.id), cursor=cursor)
    return Tab("donations", page, gift_rows(session, page.rows))


def _pledges(session: Session, campaign: Campaign, cursor: str | None) -> Tab:
    asked: Any = pledge_sums().where(Pledge.campaign_id == campaign.id)
    page = paged(session, asked, by=(Pledge.pledged_on, Pledge.id), cursor=cursor)
    return Tab("pledges", page, [as_sum(row[:4]) for row in page.rows])


def _moves(session: Session, campaign: Campaign, cursor: str | None) -> Tab:
    page = paged(session, moves_of(campaign), by=(CampaignMove.moved_on, CampaignMove.id), cursor=cursor)
    vouchers = vouchers_of(session, [move.entry_id for move in page.rows])
    return Tab("moves", page, [(move, vouchers.get(move.entry_id, [])) for move in page.rows])


_TABS = {"": _gifts, "donations": _gifts, "pledges": _pledges, "moves": _moves}
