"""List scholarships, show one with its months, and propose some for many children at once."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.ground.refusals import Refused
from tracker.models.base import db
from tracker.models.helping.children import Child
from tracker.models.helping.scholarships import Award
from tracker.models.proving.campaigns import Campaign
from tracker.operations.helping.accesses import record_access
from tracker.operations.helping.scholarships import propose_awards
from tracker.queries.helping.handout_children import children_wanted, count_children
from tracker.queries.helping.places import Gazetteer
from tracker.queries.helping.scholarship_lists import AwardsShown, AwardState, award_rows, awards_listed, sums_of_awards
from tracker.queries.helping.scholarship_warnings import warnings_of
from tracker.queries.proving.campaigns import position
from tracker.web.forms.helping.scholarship_proposals import ProposeForm
from tracker.web.forms.helping.scholarships import AwardFilter
from tracker.web.forms.ids import id_of
from tracker.web.helping.award_pages import award_or_404, award_page, giving_first, sees_names
from tracker.web.paging import paged
from tracker.web.rights import current_user_record, needs
from tracker.web.saving import save, write

bp = Blueprint("scholarships", __name__, url_prefix="/scholarships")

#: So many found children are shown at once.
_MOST_SHOWN = 100


@bp.get("")
@needs("scholarships.read")
def index() -> ResponseReturnValue:
    """List the scholarships, the latest first, with what was awarded, paid and is still owed."""
    session, form = db.session(), AwardFilter.of_request()
    wanted = form.wanted(by_name=sees_names())
    by = (Award.first_due_on, Award.id)
    page = paged(session, awards_listed(wanted), by=by, cursor=request.args.get("cursor"))
    rows = award_rows(session, page.rows)
    return render_template(
        "scholarships/index.html",
        form=form,
        page=page,
        rows=rows,
        warnings=warnings_of(session, rows, today()),
        sums=sums_of_awards(session, wanted),
        shown=wanted.shown,
        all_shown=AwardsShown,
        states=AwardState,
        narrowed=bool(wanted.text or wanted.campaign_id or wanted.school_year),
        gazetteer=Gazetteer(session),
        names=sees_names(),
    )


@bp.get("/<int:award_id>")
@needs("scholarships.read")
def show(award_id: int) -> ResponseReturnValue:
    """Show a scholarship: what stands, each month, what to do next, what was decided."""
    return award_page(award_or_404(award_id))


@bp.route("/new", methods=["GET", "POST"])
@needs("scholarships.propose")
def new() -> ResponseReturnValue:
    """Propose scholarships: gather the children, look at what it comes to, propose."""
    form = ProposeForm.of_request(campaign=request.args.get("campaign"), school_year=_this_school_year())
    form.refuse_foreign_key()
    if form.act == "propose" and form.sent_and_valid() and save(form, giving_first(propose_awards)):
        count = len(form.children(db.session()))
        flash(ngettext("%(num)s scholarship is proposed.", "%(num)s scholarships are proposed.", count))
        return redirect(url_for(".index", state="proposed"))
    page = render_template("scholarships/new.html", form=form, **_gathered(db.session(), form))
    return page, 422 if form.act == "propose" or form.codes.errors or form.form_errors else 200


def _this_school_year() -> str:
    day = today()
    first = day.year if day.month >= 6 else day.year - 1
    return f"{first}-{first + 1}"


def _gathered(session: Session, form: ProposeForm) -> dict[str, Any]:
    """Give who is chosen so far, who was found, and what the campaign has for it."""
    children = _chosen(session, form)
    found, count = _found(session, form, {child.id for child in children})
    campaign = session.get(Campaign, int(form.campaign.data)) if id_of(form.campaign.data) else None
    amount, months = form.monthly_amount.data, form.months.data
    each = amount * months if amount and months and months <= 120 else 0
    return {
        "children": children,
        "found": found,
        "found_count": count,
        "searched": form.act == "search",
        "each": each,
        "where": position(session, campaign) if campaign is not None else None,
        "gazetteer": Gazetteer(session),
        "names": sees_names(),
    }


def _chosen(session: Session, form: ProposeForm) -> list[Child]:
    """Read who is chosen, or begin with the child that the address names; what is wrong stands at its field."""
    if not form.is_submitted():
        child = session.get(Child, id_of(request.args.get("child")) or 0)
        return [child] if child is not None else []
    try:
        return form.show_chosen(form.children(session))
    except Refused as refused:
        if not (form.codes.errors or form.form_errors):
            form.refuse(Refused("codes" if refused.field == "codes" else None, refused.text, **refused.values))
        form.codes.raw_data = None if not form.codes.errors else form.codes.raw_data
        return list(form.ticked(session))


def _found(session: Session, form: ProposeForm, chosen: set[int]) -> tuple[list[Child], int]:
    """Search the register where it was asked for; a search by circumstances is noted."""
    if form.act != "search":
        return [], 0
    wanted = form.search.wanted()
    if wanted.group:
        write(record_access, by=current_user_record(), what="scholarships.by_group", reason=wanted.group)
        session = db.session()
    asked = children_wanted(session, wanted)
    asked = asked.where(Child.id.not_in(chosen), Child.anonymised_on.is_(None))
    rows = session.scalars(asked.order_by(Child.place_key, Child.name_sort, Child.id).limit(_MOST_SHOWN))
    return list(rows), count_children(session, asked)
