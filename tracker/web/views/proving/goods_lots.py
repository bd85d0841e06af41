"""Say lots and expiry of goods that came, afterwards, from the page of the gift or the purchase."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.models.base import db
from tracker.models.giving.donations import DonationPart
from tracker.models.proving.goods_lots import GoodsLot, ValueBasis
from tracker.models.proving.purchases import PurchaseLine
from tracker.operations.proving.goods_lots import say_lots
from tracker.queries.journal import VND
from tracker.queries.proving.goods_lots import lots_of_lines, lots_of_parts
from tracker.queries.settings import all_items
from tracker.web.forms.proving.goods_lots import LotsForm
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("goods_lots", __name__, url_prefix="/goods-lots")


@bp.route("/gift/<int:part_id>", methods=["GET", "POST"])
@needs("store.lots")
def of_gift(part_id: int) -> ResponseReturnValue:
    """Say the lots of one kind of goods of a gift."""
    session = db.session()
    part = session.get(DonationPart, part_id)
    if part is None or part.item == VND:
        abort(404)
    known = lots_of_parts(session, [part.id]).get(part.id, [])
    basis = ValueBasis.NONE.value if part.value is None else None
    return _page(part, known, basis, part.value, url_for("donations.show", donation_id=part.donation_id))


@bp.route("/purchase/<int:line_id>", methods=["GET", "POST"])
@needs("store.lots")
def of_purchase(line_id: int) -> ResponseReturnValue:
    """Say the lots of one kind of goods of a purchase."""
    session = db.session()
    line = session.get(PurchaseLine, line_id) or abort(404)
    known = lots_of_lines(session, [line.id]).get(line.id, [])
    back = url_for("purchases.show", purchase_id=line.purchase_id)
    return _page(line, known, ValueBasis.INVOICE.value, line.quantity * line.unit_price, back)


def _page(
    source: DonationPart | PurchaseLine, known: list[GoodsLot], basis: str | None, value: int | None, back: str
) -> ResponseReturnValue:
    form = LotsForm.of_request(**_beginning(source, known, basis))
    if form.sent_and_valid() and save(form, say_lots, source=source):
        flash(_("Lot and expiry are kept."))
        return redirect(back)
    items = all_items(db.session())
    page = render_template(
        "store/say_lots.html", form=form, source=source, item=items[source.item], value=value, back=back
    )
    return page, 422 if form.is_submitted() else 200


def _beginning(source: DonationPart | PurchaseLine, known: list[GoodsLot], basis: str | None) -> dict[str, Any]:
    """Begin with what was said last, or with one lot of all pieces."""
    said = [{"quantity": lot.quantity, "lot": lot.lot, "expires_on": lot.expires_on} for lot in known]
    return {
        "lots": said or [{"quantity": source.quantity}],
        "value_basis": known[0].value_basis if known else basis,
    }
