"""Show what lies where; open and close tills and stores."""

from collections import defaultdict
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.journal import HOLDING_KINDS, Account, AccountKind, Entry, Line
from tracker.operations.proving.tills import close_till, open_till
from tracker.queries.proving.till_lines import dressed, till_lines
from tracker.queries.proving.tills import Held, balances_of, books_have_begun, held_in, tills_all
from tracker.queries.settings import all_items
from tracker.web.forms.proving.campaigns import ClosingForm
from tracker.web.forms.proving.tills import TillForm
from tracker.web.paging import paged
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("tills", __name__, url_prefix="/tills")


@bp.get("")
@needs("tills.read")
def index() -> ResponseReturnValue:
    """Show every till and store with what each campaign has in it."""
    session = db.session()
    held: dict[int, list[Held]] = defaultdict(list)
    totals: dict[str, int] = defaultdict(int)
    for row in balances_of(session):
        held[row.till.id].append(row)
        totals[row.item] += row.quantity
    tills = [till for till in tills_all(session) if till.closed_on is None or held[till.id]]
    return render_template(
        "tills/index.html",
        money=[(till, held[till.id]) for till in tills if till.kind != AccountKind.GOODS],
        stores=[(till, held[till.id]) for till in tills if till.kind == AccountKind.GOODS],
        totals=totals,
        items=all_items(session),
        begun=books_have_begun(session),
    )


@bp.route("/new", methods=["GET", "POST"])
@needs("tills.open")
def new() -> ResponseReturnValue:
    """Open a till or store."""
    form = TillForm.of_request(opened_on=today())
    if form.sent_and_valid() and (till := save(form, open_till)):
        flash(_("The till is open."))
        return redirect(url_for(".show", till_id=till.id))
    return render_template("tills/new.html", form=form), 422 if form.is_submitted() else 200


@bp.get("/<int:till_id>")
@needs("tills.read")
def show(till_id: int) -> ResponseReturnValue:
    """Show a till's lines, newest first, each with its voucher and the balance after it."""
    session = db.session()
    till = _till(session, till_id)
    asked: Any = till_lines(till)
    page = paged(session, asked, by=(Entry.happened_on, Line.id), cursor=request.args.get("cursor"))
    return render_template(
        "tills/show.html",
        till=till,
        held=held_in(session, till),
        page=page,
        rows=dressed(session, till, page.rows),
        items=all_items(session),
    )


@bp.route("/<int:till_id>/close", methods=["GET", "POST"])
@needs("tills.open")
def close(till_id: int) -> ResponseReturnValue:
    """Close a till that is empty."""
    till = _till(db.session(), till_id)
    form = ClosingForm.of_request(closed_on=today())
    if form.sent_and_valid() and save(form, close_till, till=till):
        flash(_("The till is closed."))
        return redirect(url_for(".show", till_id=till_id))
    return render_template("tills/close.html", form=form, till=till), 422 if form.is_submitted() else 200


def _till(session: Session, till_id: int) -> Account:
    """Give a till or store; any other account is 404."""
    till = session.get(Account, till_id)
    return till if till is not None and till.kind in HOLDING_KINDS else db.get_or_404(Account, -1)
