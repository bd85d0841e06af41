"""Take what a child and who stands by it agree to, and that they take it back."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.models.base import db
from tracker.models.helping.child_rights import Consent
from tracker.models.helping.children import Child
from tracker.operations.helping.consents import give_consent, withdraw_consent
from tracker.queries.same import kept, merged_into
from tracker.web.forms.apart import apart
from tracker.web.forms.helping.child_rights import ConsentForm, WithdrawForm
from tracker.web.helping.child_pages import child_page
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("child_consents", __name__, url_prefix="/children")


@bp.post("/<int:child_id>/consents")
@needs("children.consents")
def give(child_id: int) -> ResponseReturnValue:
    """Record that somebody agreed to one purpose."""
    child, form = _child(child_id), apart(ConsentForm.of_request(), "consents")
    if form.sent_and_valid() and save(form, give_consent, child=child):
        flash(_("The consent is recorded. Attach its paper."))
        return redirect(url_for("children.show", child_id=child.id, _anchor="consents"))
    return child_page(child, consents=form), 422


@bp.post("/<int:child_id>/consents/<int:consent_id>/withdraw")
@needs("children.consents")
def withdraw(child_id: int, consent_id: int) -> ResponseReturnValue:
    """Record that a consent was taken back."""
    child, consent = _child(child_id), db.session().get(Consent, consent_id)
    records = {child.id, *(record.id for record in merged_into(db.session(), child))}
    if consent is None or consent.child_id not in records:
        abort(404)
    form = apart(WithdrawForm.of_request(), f"withdraw-{consent_id}")
    if form.sent_and_valid() and save(form, withdraw_consent, consent=consent):
        flash(_("Recorded."))
        return redirect(url_for("children.show", child_id=child.id, _anchor="consents"))
    return child_page(child, **{f"withdraw-{consent_id}": form}), 422


def _child(child_id: int) -> Child:
    return kept(db.session(), db.session().get(Child, child_id) or abort(404))
