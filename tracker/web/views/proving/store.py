"""Show the store: what is there of which campaign, the card of each kind of goods, what expires."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.journal import AccountKind, Entry, EntryKind, Line
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.goods_lots import ValueBasis
from tracker.models.proving.store_counts import StoreCount
from tracker.queries.proving.campaigns import position
from tracker.queries.proving.goods_lots import SOON, lots_in
from tracker.queries.proving.positions import GoodsPosition
from tracker.queries.proving.store import campaigns_with_goods, in_stores, store_rows, taken_along
from tracker.queries.proving.store_cards import card_dressed, card_lines
from tracker.queries.proving.store_counts import CountState, counts_listed, state_of, steps_of_all, waiting_counts
from tracker.queries.proving.tills import tills_all
from tracker.queries.settings import all_items
from tracker.web.forms.proving.store import StoreFilter
from tracker.web.paging import paged
from tracker.web.proving.goods import goods_or_404
from tracker.web.rights import needs

bp = Blueprint("store", __name__, url_prefix="/store")
#: So many of the latest counts stand on a card.
_COUNTS = 10


@bp.get("")
@needs("store.read")
def index() -> ResponseReturnValue:
    """Show all goods by campaign: what came, left, is taken along and is there, counted when, good until when."""
    session, form = db.session(), StoreFilter.of_request()
    wanted = form.wanted()
    by = (Campaign.code, Campaign.id)
    asked: Any = campaigns_with_goods(wanted)
    page = paged(session, asked, by=by, cursor=request.args.get("cursor"), descending=False)
    return render_template(
        "store/index.html",
        form=form,
        page=page,
        rows=store_rows(session, page.rows, wanted, today()),
        items=all_items(session),
        soon=today() + timedelta(days=SOON),
    )


@bp.get("/<code>/<item>")
@needs("store.read")
def card(code: str, item: str) -> ResponseReturnValue:
    """Show the card of one kind of goods of a campaign: its lines, lots, counts, and what to do next."""
    session, (campaign, goods) = db.session(), goods_or_404(code, item)
    asked: Any = card_lines(campaign, item)
    page = paged(session, asked, by=(Entry.happened_on, Line.id), cursor=request.args.get("cursor"))
    counts = list(
        session.scalars(counts_listed(campaign=campaign, item=item).order_by(StoreCount.id.desc()).limit(_COUNTS))
    )
    steps = steps_of_all(session, counts)
    return render_template(
        "store/card.html",
        campaign=campaign,
        item=goods,
        goods=position(session, campaign).goods.get(item, GoodsPosition()),
        stores=[store for store in tills_all(session) if store.kind == AccountKind.GOODS],
        pieces=in_stores(session, campaign, item),
        page=page,
        rows=card_dressed(session, campaign, item, page.rows),
        lots=lots_in(session, campaign.id, item),
        out=taken_along(session, campaign, item),
        counts=[(count, steps.get(count.id), state_of(count, steps.get(count.id))) for count in counts],
        waiting=session.scalar(
            waiting_counts().where(StoreCount.campaign_id == campaign.id, StoreCount.item == item).limit(1)
        ),
        bases=ValueBasis,
        kinds=EntryKind,
        states=CountState,
        items=all_items(session),
        soon=today() + timedelta(days=SOON),
    )
