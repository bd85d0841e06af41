"""Put two donors side by side and merge them, undo it, and list who stands in the books twice."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.ground.dates import show_day
from tracker.models.base import db
from tracker.models.giving.donors import Donor, DonorKind
from tracker.operations.merges import merge_donors, unmerge_donor
from tracker.queries.double_lists import double_donors
from tracker.queries.giving.donor_totals import totals_of_all
from tracker.queries.merges import DonorSide, added, donor_side
from tracker.queries.settings import all_items
from tracker.web.forms.base import Form
from tracker.web.forms.ids import id_of
from tracker.web.forms.merges import MergeForm, OtherDonorForm
from tracker.web.merge_pages import Row, Side, compare_page, counted, goods_shown
from tracker.web.rights import needs
from tracker.web.saving import do, save

bp = Blueprint("donor_merges", __name__, url_prefix="/donors")


@bp.get("/doubles")
@needs("donors.merge")
def doubles() -> ResponseReturnValue:
    """List the donors who bear one name, a page of names at a time."""
    session = db.session()
    key = id_of(request.args.get("after"))
    after = _donor(key) if key is not None else None
    page = double_donors(session, after)
    totals = totals_of_all(session, [donor.id for group in page.groups for donor in group.records])
    return render_template("donors/doubles.html", page=page, totals=totals)


@bp.route("/<int:donor_id>/merge", methods=["GET", "POST"])
@needs("donors.merge")
def merge(donor_id: int) -> ResponseReturnValue:
    """Show two donors side by side, and say which is kept and why; ask first with whom, where nobody is named."""
    donor, key = _donor(donor_id), id_of(request.args.get("other"))
    if key is None:
        return _choose(donor, OtherDonorForm.of_request(formdata=None))
    other = _donor(key)
    form = MergeForm.of_request()
    form.between((donor, other), (_called(donor), _called(other)))
    if form.sent_and_valid() and (kept := save(form, merge_donors)):
        flash(_("The two are one now."))
        return redirect(url_for("donors.show", donor_id=kept.id, _anchor="merged"))
    one, two = donor_side(db.session(), donor), donor_side(db.session(), other)
    sides = (_side(one), _side(two))
    return compare_page(form, sides, _facts(donor, other), _sums(one, two), home=_home())


@bp.post("/<int:donor_id>/merge/with")
@needs("donors.merge")
def choose(donor_id: int) -> ResponseReturnValue:
    """Choose the donor with whom one is compared."""
    donor, form = _donor(donor_id), OtherDonorForm.of_request()
    if (other := form.chosen()) is None:
        return _choose(donor, form)
    return redirect(url_for(".merge", donor_id=donor.id, other=other.id))


@bp.post("/<int:donor_id>/unmerge")
@needs("donors.merge")
def unmerge(donor_id: int) -> ResponseReturnValue:
    """Let a merged donor stand for itself again."""
    donor = _donor(donor_id)
    if do(Form.of_request(), unmerge_donor, donor=donor):
        flash(_("%(name)s stands for itself again.", name=donor.full_name))
    return redirect(url_for("donors.show", donor_id=donor_id))


def _donor(donor_id: int) -> Donor:
    return db.session().get(Donor, donor_id) or abort(404)


def _choose(donor: Donor, form: OtherDonorForm) -> ResponseReturnValue:
    side = Side(donor.full_name, url_for("donors.show", donor_id=donor.id))
    action = url_for(".choose", donor_id=donor.id)
    page = render_template("merges/choose.html", form=form, side=side, action=action, home=_home())
    return page, 422 if form.is_submitted() else 200


def _home() -> tuple[str, str]:
    return url_for("donors.index"), _("Donors")


def _side(side: DonorSide) -> Side:
    return Side(_called(side.donor), url_for("donors.show", donor_id=side.donor.id), side.records)


def _called(donor: Donor) -> str:
    """Call a donor so that two of one name can be told apart."""
    return f"{donor.full_name} · {donor.phone or donor.address or _('no. %(seq)s', seq=donor.id)}"


def _facts(one: Donor, other: Donor) -> list[Row]:
    labels = {
        "full_name": _("Name of the donor"),
        "kind": _("Kind of donor"),
        "phone": _("Phone"),
        "address": _("Address"),
        "email": _("E-mail"),
        "tax_code": _("Tax code"),
        "contact_person": _("Contact person"),
        "named_in_public": _("Agrees to be named in public"),
        "note": _("Note"),
    }
    return [Row(label, _fact(one, field), _fact(other, field)) for field, label in labels.items()]


def _fact(donor: Donor, field: str) -> str:
    if field == "kind":
        return _(DonorKind(donor.kind).label)
    if field == "named_in_public":
        agreed = f" ({show_day(donor.consented_on)})" if donor.consented_on else ""
        return _("Yes") + agreed if donor.named_in_public else _("No")
    return str(getattr(donor, field))


def _sums(one: DonorSide, other: DonorSide) -> list[Row]:
    items = all_items(db.session())
    given = [{"VND": side.totals.own.amount, **side.totals.own.goods} for side in (one, other)]
    passed = [{"VND": side.totals.through.amount, **side.totals.through.goods} for side in (one, other)]
    return [
        counted(_("Gifts"), one.totals.own.gifts, other.totals.own.gifts),
        Row(_("Given"), *(goods_shown(each, items) for each in (*given, added(given)))),
        counted(_("Gifts passed on"), one.totals.through.gifts, other.totals.through.gifts),
        Row(_("Passed on from others"), *(goods_shown(each, items) for each in (*passed, added(passed)))),
        counted(_("Pledges"), one.pledges, other.pledges),
        counted(_("Receipts"), one.receipts, other.receipts),
    ]
