"""Count the store: say what was found, look at the difference, and let another person answer."""

from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.models.base import db
from tracker.models.journal import AccountKind
from tracker.models.proving.store_counts import StoreCount
from tracker.models.users import User
from tracker.operations.proving.store_counts import approve_count, record_count, reject_count
from tracker.queries.proving.store import in_stores
from tracker.queries.proving.store_counts import CountState, counts_listed, state_of, step_of, steps_of_all
from tracker.queries.proving.store_counts import waiting_count as waiting_in
from tracker.queries.proving.tills import tills_open
from tracker.queries.proving.vouchers import vouchers_of
from tracker.queries.settings import all_items
from tracker.web.forms.apart import apart
from tracker.web.forms.ids import id_of
from tracker.web.forms.proving.corrections import RejectForm
from tracker.web.forms.proving.store import ApproveCountForm, CountForm
from tracker.web.paging import paged
from tracker.web.proving.answers import answer
from tracker.web.proving.goods import goods_or_404
from tracker.web.rights import current_user_record, needs
from tracker.web.saving import save

bp = Blueprint("store_counts", __name__, url_prefix="/store")


@bp.get("/counts")
@needs("store.read")
def index() -> ResponseReturnValue:
    """List what was counted, the latest day first."""
    session = db.session()
    state = next((each for each in CountState if each.value == request.args.get("state")), None)
    asked: Any = counts_listed(state=state)
    page = paged(session, asked, by=(StoreCount.counted_on, StoreCount.id), cursor=request.args.get("cursor"))
    steps = steps_of_all(session, page.rows)
    return render_template(
        "store/counts.html",
        page=page,
        rows=[(count, state_of(count, steps.get(count.id))) for count in page.rows],
        states=CountState,
        items=all_items(session),
    )


@bp.route("/<code>/<item>/count", methods=["GET", "POST"])
@needs("store.count")
def new(code: str, item: str) -> ResponseReturnValue:
    """Say what was found of one kind of goods in a store; what the books say stands beside it."""
    session, (campaign, goods) = db.session(), goods_or_404(code, item)
    stores, pieces = tills_open(session, [AccountKind.GOODS]), in_stores(session, campaign, item)
    asked = id_of(request.args.get("store"))
    store = next((each for each in stores if each.id == asked), None)
    store = store or max(stores, key=lambda each: pieces.get(each.id, 0), default=None)
    form = CountForm.of_request(seen=str(pieces.get(store.id, 0)) if store else "")
    if store and form.sent_and_valid():
        values = {"store": store, "campaign": campaign, "item": item}
        if count := save(form, record_count, **values):
            said = _("The count is kept; the difference waits for another person.")
            flash(said if count.difference else _("The count is kept: it is what is booked."))
            return redirect(url_for(".show", count_id=count.id))
    there = in_stores(session, campaign, item).get(store.id, 0) if store else 0
    # Whoever counts again after a refusal counts against what is booked by now.
    form.seen.data = str(there)
    page = render_template(
        "store/count.html",
        form=form,
        campaign=campaign,
        item=goods,
        store=store,
        stores=stores,
        there=there,
        waiting=waiting_in(session, store, campaign, item) if store else None,
        items=all_items(session),
    )
    return page, 422 if form.is_submitted() else 200


@bp.get("/counts/<int:count_id>")
@needs("store.read")
def show(count_id: int) -> ResponseReturnValue:
    """Show what was counted, what the books say, and how the difference ended."""
    return _show(count_id)


def _show(
    count_id: int, approve: ApproveCountForm | None = None, reject: RejectForm | None = None
) -> ResponseReturnValue:
    session, count = db.session(), db.get_or_404(StoreCount, count_id)
    step = step_of(session, count)
    page = render_template(
        "store/count_show.html",
        count=count,
        step=step,
        state=state_of(count, step),
        by=session.get_one(User, count.proposed_by),
        ender=session.get_one(User, step.by_id) if step else None,
        vouchers=vouchers_of(session, [step.entry_id]).get(step.entry_id, []) if step and step.entry_id else [],
        there=in_stores(session, count.campaign, count.item).get(count.store_id, 0),
        own=count.proposed_by == current_user_record().id,
        approve=apart(approve or ApproveCountForm(formdata=None), "approve"),
        reject=apart(reject or RejectForm(formdata=None), "reject"),
        items=all_items(session),
    )
    return page, 422 if approve or reject else 200


@bp.post("/counts/<int:count_id>/approve")
@needs("store.approve")
def approve(count_id: int) -> ResponseReturnValue:
    """Post the difference; goods that moved since are counted again."""
    return answer(
        ApproveCountForm.of_request(),
        approve_count,
        told=lambda step: _("The difference is posted; the store is what was counted."),
        back=url_for(".show", count_id=count_id),
        again=partial(_show, count_id),
        name="approve",
        count=db.get_or_404(StoreCount, count_id),
    )


@bp.post("/counts/<int:count_id>/reject")
@needs("store.approve")
def reject(count_id: int) -> ResponseReturnValue:
    """Send the difference back; the books stay and the goods are counted again."""
    return answer(
        RejectForm.of_request(),
        reject_count,
        told=lambda step: _("The count is sent back; the books stay as they are."),
        back=url_for(".show", count_id=count_id),
        again=partial(_show, count_id),
        name="reject",
        count=db.get_or_404(StoreCount, count_id),
    )
