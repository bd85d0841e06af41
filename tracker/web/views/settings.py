"""Show what holds on a day, and let the administrator decide what holds from a day on."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.ground.dates import parse_day, today
from tracker.ground.refusals import N_, Refused
from tracker.models.base import Base, db
from tracker.models.settings import PageSize, Position, SeriesCode
from tracker.operations import settings as verbs
from tracker.queries import settings_lists
from tracker.queries.settings import letterhead_on, occasion_days
from tracker.web.forms import settings as forms
from tracker.web.forms.apart import apart
from tracker.web.forms.base import Form
from tracker.web.history import told
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("settings", __name__, url_prefix="/settings")

#: Last part of an address → its form, its operation, its section, and what is said when it is done (msgid).
ACTS: dict[str, tuple[type[Form], Callable[..., Base], str, str]] = {
    "letterhead": (forms.LetterheadForm, verbs.set_letterhead, "letterhead", N_("The letterhead is kept.")),
    "signatory": (forms.SignatoryForm, verbs.add_signatory, "signatories", N_("The signatory is kept.")),
    "end-signatory": (forms.EndSignatoryForm, verbs.end_signatory, "signatories", N_("The last day is kept.")),
    "series": (forms.SeriesForm, verbs.set_series, "series", N_("The paper is kept.")),
    "item": (forms.ItemForm, verbs.add_item, "goods", N_("The goods are in the list.")),
    "end-item": (forms.EndItemForm, verbs.end_item, "goods", N_("The last day is kept.")),
    "occasion": (forms.OccasionForm, verbs.add_occasion, "occasions", N_("The occasion is in the list.")),
    "end-occasion": (forms.EndOccasionForm, verbs.end_occasion, "occasions", N_("The last day is kept.")),
    "occasion-day": (forms.OccasionDayForm, verbs.set_occasion_day, "occasions", N_("The day is kept.")),
}
#: Msgids of the fields that the history names.
LABELS = {
    "fund_name": N_("Name of the fund"),
    "address": N_("Address"),
    "fund_code": N_("Budget-relation code"),
    "phone": N_("Phone"),
    "hotline": N_("Child-protection hotline"),
    "southern_words": N_("Says ngàn, lẻ"),
    "even_words": N_("Says đồng chẵn"),
    "title": N_("Title as printed"),
    "form_label": N_("Form label"),
    "page_size": N_("Page"),
    "book_size": N_("Numbers in a book"),
    "valid_to": N_("Last day"),
    "falls_on": N_("Falls on"),
}
_FLAGS = frozenset({"southern_words", "even_words"})


@bp.get("")
@needs("settings.read")
def index() -> ResponseReturnValue:
    """Show what holds on a day (today, or `?day=`), and all that held or will hold."""
    return _page(_day_asked())


def _day_asked() -> date:
    try:
        return parse_day(request.args.get("day", ""))
    except Refused:
        return today()


def _page(day: date, **sent: Form) -> str:
    """Draw the page; a form that was refused stands in the place of the empty one."""
    session = db.session()
    changes = settings_lists.recent_changes(session)
    return render_template(
        "settings/index.html",
        day_asked=day,
        letterheads=settings_lists.letterheads(session, day),
        signatories=settings_lists.signatories(session, day),
        series=settings_lists.series(session, day),
        goods=settings_lists.goods(session, day),
        occasions=settings_lists.occasions(session, day),
        occasion_days=occasion_days(session),
        forms={name: sent.get(name) or _blank(name) for name in ACTS},
        sent=sent,
        history_rows=told(session, changes, labels=LABELS, choices={"page_size": PageSize}, flags=_FLAGS),
        positions=Position,
        codes=SeriesCode,
        sizes=PageSize,
    )


def _blank(name: str) -> Form:
    """Make an empty form; that of the letterhead begins with what holds today."""
    initial: dict[str, Any] = {}
    if name == "letterhead" and (head := letterhead_on(db.session(), today())):
        initial = {"obj": head}
    form = ACTS[name][0].of_request(formdata=None, **initial)
    if initial:
        form["valid_from"].data = today()
    return apart(form, name)


@bp.post("/<name>")
@needs("settings.manage")
def change(name: str) -> ResponseReturnValue:
    """Do what one of the page's forms asks."""
    if name not in ACTS:
        abort(404)
    form_class, operation, section, done = ACTS[name]
    form = apart(form_class.of_request(), name)
    if form.sent_and_valid() and save(form, operation):
        flash(_(done))
        return redirect(url_for(".index", _anchor=section))
    return _page(today(), **{name: form}), 422
