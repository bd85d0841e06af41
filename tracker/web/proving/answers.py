"""Draw what was proposed and how it ended, and take the yes or no of the other person."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.models.base import Base, db
from tracker.models.proving.corrections import CorrectionStepKind
from tracker.models.proving.vouchers import Voucher
from tracker.models.users import User
from tracker.web.forms.apart import apart
from tracker.web.forms.base import Form
from tracker.web.forms.proving.corrections import ApproveForm, RejectForm
from tracker.web.rights import current_user_record
from tracker.web.saving import save


def answer(
    form: Form,
    operation: Callable[..., Any],
    *,
    told: Callable[[Any], str],
    back: str,
    again: Callable[..., Any],
    name: str,
    **values: Any,
) -> ResponseReturnValue:
    """Do what the other person decides and lead `back`; refused, draw the page `again` with the form as `name`."""
    if form.sent_and_valid() and (step := save(form, operation, **values)):
        flash(told(step))
        return redirect(back)
    again_drawn: ResponseReturnValue = again(**{name: form})
    return again_drawn


def correction_page(
    template: str,
    correction: Any,
    step: Any,
    *,
    approve: ApproveForm | None = None,
    reject: RejectForm | None = None,
    **more: Any,
) -> ResponseReturnValue:
    """Draw a correction: who proposed it, how it ended on which voucher, or the forms of the answer."""
    session = db.session()
    page = render_template(
        template,
        correction=correction,
        step=step,
        by=session.get_one(User, step.by_id) if step else None,
        voucher=session.get(Voucher, step.voucher_id) if step and step.voucher_id else None,
        own=correction.proposed_by == current_user_record().id,
        approve=apart(approve or ApproveForm(formdata=None), "approve"),
        reject=apart(reject or RejectForm(formdata=None), "reject"),
        kinds=CorrectionStepKind,
        **more,
    )
    return page, 422 if approve or reject else 200


def posted(step: Any, otherwise: str = "") -> str:
    """Say on which voucher a correction was posted, or `otherwise` where it needed none."""
    voucher = db.session().get(Voucher, step.voucher_id) if step.voucher_id else None
    return _("The correction is posted: %(voucher)s.", voucher=voucher.code) if voucher else otherwise


def sent_back(step: Base) -> str:
    """Say that a proposal was sent back."""
    return _("The proposal is sent back; the books stay as they are.")
