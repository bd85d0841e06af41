"""Move money from till to till, many campaigns on one slip: the accountant's page."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.models.base import db
from tracker.models.journal import Account
from tracker.models.proving.campaigns import Campaign
from tracker.operations.proving.tills import move_money
from tracker.queries.journal import VND
from tracker.queries.proving.tills import Held, balances_of, held_in, tills_open
from tracker.queries.proving.vouchers import vouchers_of
from tracker.web.forms.proving.till_moves import MONEY_KINDS, TillMoveForm, campaigns_typed, till_move_form
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("till_moves", __name__, url_prefix="/tills/move")


@bp.route("", methods=["GET", "POST"])
@needs("tills.move")
def new() -> ResponseReturnValue:
    """Choose the till that gives, then how much of each campaign's money moves."""
    session = db.session()
    giving = _asked(session, "from_till")
    if giving is None:
        return render_template("tills/move_from.html", tills=_tills_with_sums(session))
    rows = [row for row in held_in(session, giving) if row.item == VND]
    form = till_move_form(_campaigns(session, rows), happened_on=today(), to_till=_asked(session, "to_till"))
    form.to_till.choices = [row for row in form.to_till.choices if row.value != str(giving.id)]
    if form.sent_and_valid() and (entry := save(form, move_money, from_till=giving)):
        numbers = ", ".join(voucher.code for voucher in vouchers_of(session, [entry.id])[entry.id])
        flash(_("The money is moved: %(vouchers)s.", vouchers=numbers))
        return redirect(url_for("tills.show", till_id=giving.id))
    page = render_template("tills/move.html", form=form, giving=giving, rows=_by_campaign(form, rows))
    return page, 422 if form.is_submitted() else 200


def _asked(session: Session, name: str) -> Account | None:
    """Give the open money till that the address names; None where it names none."""
    key = request.args.get(name, "")
    return next((till for till in tills_open(session, MONEY_KINDS) if str(till.id) == key), None)


def _tills_with_sums(session: Session) -> list[tuple[Account, int]]:
    sums: dict[int, int] = {}
    for row in balances_of(session):
        if row.item == VND:
            sums[row.till.id] = sums.get(row.till.id, 0) + row.quantity
    return [(till, sums.get(till.id, 0)) for till in tills_open(session, MONEY_KINDS)]


def _campaigns(session: Session, rows: list[Held]) -> list[Campaign]:
    """List the campaigns with money in the till, and those for which an amount was typed all the same."""
    there = [row.campaign for row in rows]
    missing = set(campaigns_typed()) - {campaign.id for campaign in there}
    return there + list(session.scalars(select(Campaign).where(Campaign.id.in_(missing)).order_by(Campaign.code)))


def _by_campaign(form: TillMoveForm, rows: list[Held]) -> list[tuple[Campaign, int]]:
    held = {row.campaign.id: row.quantity for row in rows}
    return [(campaign, held.get(campaign.id, 0)) for campaign in form.campaigns]
