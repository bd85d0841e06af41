"""Put two children side by side and merge them, undo it, and list who stands in the register twice."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.ground.dates import show_day
from tracker.models.base import db
from tracker.models.helping.children import Child, Household, Sex
from tracker.operations.merges import merge_children, unmerge_child
from tracker.queries.double_lists import double_children
from tracker.queries.helping.child_lists import help_counts
from tracker.queries.helping.children import guardians_of, households_of
from tracker.queries.helping.places import Gazetteer
from tracker.queries.merges import ChildSide, added, child_side
from tracker.queries.settings import all_items
from tracker.web.forms.base import Form
from tracker.web.forms.ids import id_of
from tracker.web.forms.merges import MergeForm, OtherChildForm
from tracker.web.helping.child_pages import birth_shown
from tracker.web.merge_pages import Row, Side, compare_page, counted, goods_shown
from tracker.web.rights import needs
from tracker.web.saving import do, save

bp = Blueprint("child_merges", __name__, url_prefix="/children")


@bp.get("/doubles")
@needs("children.merge")
def doubles() -> ResponseReturnValue:
    """List the children who bear one name and were born in one year, a page of names at a time."""
    session, key = db.session(), id_of(request.args.get("after"))
    page = double_children(session, _child(key) if key is not None else None)
    helped = help_counts(session, [child.id for group in page.groups for child in group.records])
    return render_template(
        "children/doubles.html", page=page, helped=helped, gazetteer=Gazetteer(session), birth_shown=birth_shown
    )


@bp.route("/<int:child_id>/merge", methods=["GET", "POST"])
@needs("children.merge")
def merge(child_id: int) -> ResponseReturnValue:
    """Show two children side by side, and say which is kept and why; ask first with whom, where nobody is named."""
    child, key = _child(child_id), id_of(request.args.get("other"))
    if key is None:
        return _choose(child, OtherChildForm.of_request(formdata=None))
    other, form = _child(key), MergeForm.of_request()
    form.between((child, other), (child.code, other.code))
    if form.sent_and_valid() and (kept := save(form, merge_children)):
        flash(_("The two are one now."))
        return redirect(url_for("children.show", child_id=kept.id, _anchor="merged"))
    one, two = child_side(db.session(), child), child_side(db.session(), other)
    return compare_page(form, (_side(one), _side(two)), _facts(child, other), _sums(one, two), home=_home())


@bp.post("/<int:child_id>/merge/with")
@needs("children.merge")
def choose(child_id: int) -> ResponseReturnValue:
    """Choose the child with whom one is compared."""
    child, form = _child(child_id), OtherChildForm.of_request()
    if (other := form.chosen()) is None:
        return _choose(child, form)
    return redirect(url_for(".merge", child_id=child.id, other=other.id))


@bp.post("/<int:child_id>/unmerge")
@needs("children.merge")
def unmerge(child_id: int) -> ResponseReturnValue:
    """Let a merged child stand for itself again."""
    child = _child(child_id)
    if do(Form.of_request(), unmerge_child, child=child):
        flash(_("%(name)s stands for itself again.", name=child.code))
    return redirect(url_for("children.show", child_id=child_id))


def _child(child_id: int) -> Child:
    return db.session().get(Child, child_id) or abort(404)


def _choose(child: Child, form: OtherChildForm) -> ResponseReturnValue:
    side = Side(child.code, url_for("children.show", child_id=child.id))
    action = url_for(".choose", child_id=child.id)
    page = render_template("merges/choose.html", form=form, side=side, action=action, home=_home())
    return page, 422 if form.is_submitted() else 200


def _home() -> tuple[str, str]:
    return url_for("children.index"), _("Children")


def _side(side: ChildSide) -> Side:
    return Side(side.child.code, url_for("children.show", child_id=side.child.id), side.records)


def _facts(one: Child, other: Child) -> list[Row]:
    gazetteer = Gazetteer(db.session())
    said: list[tuple[str, Callable[[Child], str]]] = [
        (_("Full name"), lambda child: child.full_name),
        (_("Born"), birth_shown),
        (_("Sex"), lambda child: _(Sex(child.sex).label) if child.sex else ""),
        (_("Commune or ward"), lambda child: gazetteer.full_name(child.place_key)),
        (_("Hamlet or quarter"), lambda child: child.hamlet),
        (_("School, class"), lambda child: f"{child.school} {child.school_class}".strip()),
        (_("Parent or guardian"), _guardians),
        (_("Household class"), _households),
        (_("Note"), lambda child: child.note),
        (_("Registered on"), lambda child: show_day(child.registered_on)),
    ]
    return [Row(label, say(one), say(other)) for label, say in said]


def _guardians(child: Child) -> str:
    people = guardians_of(db.session(), child)
    return "; ".join(
        " · ".join(part for part in (each.full_name, each.relation, each.phone) if part) for each in people
    )


def _households(child: Child) -> str:
    return "; ".join(f"{_(Household(row.household).label)} {row.year}" for row in households_of(db.session(), child))


def _sums(one: ChildSide, other: ChildSide) -> list[Row]:
    items = all_items(db.session())
    totals = [one.totals, other.totals, added([one.totals, other.totals])]
    return [
        counted(_("Help received"), one.help, other.help),
        Row(_("Received and kept"), *(goods_shown(each, items) for each in totals)),
        counted(_("Hand-outs"), one.lists, other.lists),
        counted(_("Consents"), one.consents, other.consents),
    ]
