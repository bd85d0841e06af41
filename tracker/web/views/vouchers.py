"""Show the register of vouchers and each of them."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.ground.money import dong_in_words
from tracker.models.base import db
from tracker.models.users import User
from tracker.models.vouchers import Voucher
from tracker.queries.journal import VND
from tracker.queries.settings import all_items, letterhead_on, series_on
from tracker.queries.vouchers import lines_on, receipts_on, register, standings, years_of_vouchers
from tracker.web.forms.vouchers import VoucherFilter
from tracker.web.paging import paged
from tracker.web.rights import needs

bp = Blueprint("vouchers", __name__, url_prefix="/vouchers")


@bp.get("")
@needs("vouchers.read")
def index() -> ResponseReturnValue:
    """List the vouchers; those of one series and year by number, others by day."""
    session, form = db.session(), VoucherFilter.of_request()
    form.offer_years(list(years_of_vouchers(session)))
    sent = form.sent()
    series, year = sent.get("series"), int(sent["year"]) if "year" in sent else None
    asked = register(series=series, year=year, text=sent.get("q", ""))
    first = Voucher.number if series and year else Voucher.happened_on
    page = paged(session, asked, by=(first, Voucher.id), cursor=request.args.get("cursor"))
    return render_template(
        "vouchers/index.html",
        form=form,
        page=page,
        standing=standings(session, page.rows),
        items=all_items(session),
        narrowed=bool(sent),
    )


@bp.get("/<int:voucher_id>")
@needs("vouchers.read")
def show(voucher_id: int) -> ResponseReturnValue:
    """Show what stands on a voucher, in figures and words, and the receipts that it covers."""
    session = db.session()
    voucher = db.get_or_404(Voucher, voucher_id)
    amounts = standings(session, [voucher])[voucher.id].amounts
    return render_template(
        "vouchers/show.html",
        voucher=voucher,
        series=series_on(session, voucher.series, voucher.happened_on),
        amounts=amounts,
        words=_words(session, amounts.get(VND, 0)),
        lines=lines_on(session, voucher),
        receipts=receipts_on(session, voucher),
        maker=session.get_one(User, voucher.made_by),
        items=all_items(session),
    )


def _words(session: Session, amount: int) -> str:
    """Spell the money out as the letterhead's settings want it; nothing for no money."""
    head = letterhead_on(session, today())
    southern, even = (head.southern_words, head.even_words) if head else (False, False)
    return dong_in_words(amount, southern=southern, even=even) if amount else ""
