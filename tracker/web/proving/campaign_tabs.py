"""Choose the list below a campaign's figures: gifts, pledges, help, hand-outs, moves, purchases, costs, papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, request
from sqlalchemy.orm import Session, joinedload

from tracker.models.giving.donations import Donation
from tracker.models.giving.pledges import Pledge
from tracker.models.helping.disbursements import Disbursement
from tracker.models.helping.handouts import Handout
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.moves import CampaignMove
from tracker.models.proving.purchases import Purchase
from tracker.queries.giving.pledges import as_sum, pledge_sums
from tracker.queries.helping.handout_lists import ListState, Wanted, handouts_listed, sums_of_lists
from tracker.queries.proving.campaign_help import help_dressed, help_listed, open_of_lists
from tracker.queries.proving.campaign_lists import gift_rows, gifts_to, moves_of
from tracker.queries.proving.costs import Wanted as CostsWanted
from tracker.queries.proving.costs import cost_rows, costs_listed
from tracker.queries.proving.purchases import Wanted as BoughtWanted
from tracker.queries.proving.purchases import lines_of_all, purchases_listed
from tracker.queries.proving.vouchers import vouchers_of
from tracker.web.paging import Page, paged
from tracker.web.rights import current_user_record, may


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
    if not may(_RIGHTS.get(name, "campaigns.read")):
        abort(403)
    return _TABS[name](session, campaign, request.args.get("cursor"))


def _gifts(session: Session, campaign: Campaign, cursor: str | None) -> Tab:
    page = paged(session, gifts_to(campaign), by=(Donation.received_on, Donation.id), cursor=cursor)
    return Tab("donations", page, gift_rows(session, page.rows))


def _pledges(session: Session, campaign: Campaign, cursor: str | None) -> Tab:
    asked: Any = pledge_sums().where(Pledge.campaign_id == campaign.id).options(joinedload(Pledge.donor))
    page = paged(session, asked, by=(Pledge.pledged_on, Pledge.id), cursor=cursor)
    return Tab("pledges", page, [as_sum(row[:4]) for row in page.rows])


def _help(session: Session, campaign: Campaign, cursor: str | None) -> Tab:
    page = paged(session, help_listed(campaign), by=(Disbursement.given_on, Disbursement.id), cursor=cursor)
    return Tab("help", page, help_dressed(session, page.rows))


def _handouts(session: Session, campaign: Campaign, cursor: str | None) -> Tab:
    wanted = Wanted(current_user_record().id, campaign_id=campaign.id, state=_asked_state())
    by = (Handout.planned_on, Handout.id)
    page = paged(session, handouts_listed(session, wanted), by=by, cursor=cursor)
    rows = [(handout, ListState(state)) for handout, state, *_key in page.rows]
    sums = sums_of_lists(session, [handout.id for handout, _state in rows])
    left = open_of_lists(session, [handout.id for handout, state in rows if state == ListState.OPEN])
    return Tab("handouts", page, [(handout, state, sums[handout.id], left.get(handout.id)) for handout, state in rows])


def _asked_state() -> ListState | None:
    """Give the state that the address asks for; what is none is 404."""
    asked = request.args.get("state", "")
    if asked and asked not in [state.value for state in ListState]:
        abort(404)
    return ListState(asked) if asked else None


def _moves(session: Session, campaign: Campaign, cursor: str | None) -> Tab:
    page = paged(session, moves_of(campaign), by=(CampaignMove.moved_on, CampaignMove.id), cursor=cursor)
    vouchers = vouchers_of(session, [move.entry_id for move in page.rows])
    return Tab("moves", page, [(move, vouchers.get(move.entry_id, [])) for move in page.rows])


def _purchases(session: Session, campaign: Campaign, cursor: str | None) -> Tab:
    asked: Any = purchases_listed(BoughtWanted(campaign_id=campaign.id))
    page = paged(session, asked, by=(Purchase.bought_on, Purchase.id), cursor=cursor)
    lines = lines_of_all(session, [row[0].id for row in page.rows])
    vouchers = vouchers_of(session, [row[0].entry_id for row in page.rows])
    rows = [(row[0], row[1], lines[row[0].id], vouchers.get(row[0].entry_id, [])) for row in page.rows]
    return Tab("purchases", page, rows)


def _costs(session: Session, campaign: Campaign, cursor: str | None) -> Tab:
    asked, by = costs_listed(CostsWanted(campaign_id=campaign.id))
    page = paged(session, asked, by=by, cursor=cursor)
    rows = cost_rows(page.rows)
    vouchers = vouchers_of(session, [row.entry_id for row in rows])
    return Tab("costs", page, [(row, vouchers.get(row.entry_id, [])) for row in rows])


def _papers(session: Session, campaign: Campaign, cursor: str | None) -> Tab:
    """Leave the rows to the page: what is attached shows itself."""
    return Tab("papers", Page([], None, None), [])


_TABS = {
    "": _gifts,
    "donations": _gifts,
    "pledges": _pledges,
    "help": _help,
    "handouts": _handouts,
    "moves": _moves,
    "purchases": _purchases,
    "costs": _costs,
    "papers": _papers,
}
#: What a list needs beside the campaign's page.
_RIGHTS = {
    "help": "disbursements.read",
    "handouts": "handouts.read",
    "purchases": "purchases.read",
    "costs": "costs.read",
}
