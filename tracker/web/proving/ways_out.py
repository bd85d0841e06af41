"""Say what can be done about a refusal: which page helps, or whom to ask."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from tracker.ground.dates import today
from tracker.ground.rights import RIGHTS
from tracker.models.base import db
from tracker.models.users import RoleGrant, User
from tracker.queries.users import granted_on, works_on
from tracker.web.forms.base import PlainForm
from tracker.web.proving.campaign_warnings import Warned
from tracker.web.rights import may


def ways_out(form: PlainForm) -> list[Warned]:
    """List the ways out that a form's refusal offered; a global of all templates."""
    name, values = form.offer or ("", {})
    makers = {"allow_payment": _leave, "move_money": _till_move}
    return [makers[name](values)] if name in makers else []


def _leave(values: dict[str, Any]) -> Warned:
    if may("overrides.allow"):
        href = url_for("overrides.new", campaign=values["campaign_id"], amount=values["amount"])
        return Warned(_("You may allow this one payment."), href, _("Allow a payment"))
    text = _("Wait until help was paid or money came, or ask for leave: %(names)s.", names=_people("overrides.allow"))
    return Warned(text)


def _till_move(values: dict[str, Any]) -> Warned:
    if may("tills.move"):
        href = url_for("till_moves.new", to_till=values["to_id"])
        return Warned(_("Move money into this till first."), href, _("Move money between tills"))
    return Warned(_("Ask for money to be moved into this till: %(names)s.", names=_people("tills.move")))


def _people(right: str) -> str:
    """Name the people who have a right today."""
    day = today()
    holders = select(RoleGrant.user_id).where(RoleGrant.role.in_(RIGHTS[right]), granted_on(day))
    users = db.session().scalars(select(User).where(User.id.in_(holders)).order_by(User.full_name))
    return ", ".join(user.full_name for user in users if works_on(user, day)) or "–"
