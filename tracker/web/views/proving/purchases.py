"""List goods that were bought, show them, and record what is bought."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.models.base import db
from tracker.models.proving.goods_lots import ValueBasis
from tracker.models.proving.purchases import Purchase
from tracker.operations.proving.purchases import buy_goods
from tracker.queries.proving.goods_lots import lots_of_lines
from tracker.queries.proving.purchases import lines_of_all, purchases_listed, sum_of_purchases
from tracker.queries.proving.spending_stories import story_of
from tracker.queries.proving.vouchers import vouchers_of
from tracker.queries.settings import all_items
from tracker.web.forms.ids import id_of
from tracker.web.forms.proving.purchases import PurchaseFilter, PurchaseForm
from tracker.web.paging import paged
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("purchases", __name__, url_prefix="/purchases")


@bp.get("")
@needs("purchases.read")
def index() -> ResponseReturnValue:
    """List what was bought, newest first, with what it came to."""
    session, form = db.session(), PurchaseFilter.of_request()
    wanted = form.wanted()
    asked: Any = purchases_listed(wanted)
    page = paged(session, asked, by=(Purchase.bought_on, Purchase.id), cursor=request.args.get("cursor"))
    rows = [(row[0], row[1]) for row in page.rows]
    count, amount = sum_of_purchases(session, wanted)
    return render_template(
        "purchases/index.html",
        form=form,
        page=page,
        rows=rows,
        lines=lines_of_all(session, [purchase.id for purchase, _gone in rows]),
        vouchers=vouchers_of(session, [purchase.entry_id for purchase, _gone in rows]),
        items=all_items(session),
        count=count,
        amount=amount,
    )


@bp.route("/new", methods=["GET", "POST"])
@needs("purchases.record")
def new() -> ResponseReturnValue:
    """Record goods bought from a till's money."""
    form = PurchaseForm.of_request(campaign=id_of(request.args.get("campaign")))
    if form.sent_and_valid() and (purchase := save(form, buy_goods)):
        flash(_("The purchase is recorded; the goods are in the store."))
        return redirect(url_for(".show", purchase_id=purchase.id))
    return render_template("purchases/new.html", form=form), 422 if form.errors else 200


@bp.get("/<int:purchase_id>")
@needs("purchases.read")
def show(purchase_id: int) -> ResponseReturnValue:
    """Show what was bought, at which price, out of which money, and its vouchers."""
    session = db.session()
    purchase = session.get(Purchase, purchase_id) or abort(404)
    lines = lines_of_all(session, [purchase.id])[purchase.id]
    return render_template(
        "purchases/show.html",
        purchase=purchase,
        lines=lines,
        lots=lots_of_lines(session, [line.id for line in lines]),
        bases=ValueBasis,
        story=story_of(session, purchase.entry_id),
        items=all_items(session),
    )
