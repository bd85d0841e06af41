"""Give every template what it may use: filters, the frame's words, addresses of this page."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Flask, g, request
from flask_babel import gettext
from flask_login import current_user

from tracker.ground.dates import show_day, show_moment, today
from tracker.ground.money import show_dong, show_number
from tracker.models.base import Choice, db
from tracker.models.users import Role
from tracker.queries.frame import frame_of
from tracker.web.backups import backup_card
from tracker.web.forms.base import errors_at, errors_of
from tracker.web.helping.sponsor_pages import sponsor_block
from tracker.web.language import language_now, said
from tracker.web.menu import menu
from tracker.web.proving.attached import attachments
from tracker.web.proving.paper_pages import address
from tracker.web.proving.ways_out import ways_out
from tracker.web.rights import may, roles_now


def dress_templates(app: Flask) -> None:
    """Add filters and globals; macros, too, see them."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        dong=show_dong,
        number=show_number,
        day=show_day,
        moment=show_moment,
        label=label,
        said=said,
        without_none=without_none,
    )
    app.jinja_env.globals.update(
        may=may, menu=menu, here=here, errors_of=errors_of, errors_at=errors_at, language_now=language_now, 
        brand=brand, role_names=role_names, sample_used=sample_used, today=today, signed_in_name=signed_in_name,
        backup_card=backup_card, attachments=attachments, ways_out=ways_out, address=address,
        sponsor_block=sponsor_block,
    )  # fmt: skip


def label(choice: Choice | str, choices: type[Choice] | None = None) -> str:
    """Show a code by its label: `Source.AID|label`, or `donation.source|label(Source)`."""
    known = choice if isinstance(choice, Choice) else choices(choice) if choices else None
    return gettext(known.label) if known is not None else str(choice)


def without_none(attributes: dict[str, Any]) -> dict[str, Any]:
    """Leave out the attributes of a tag that are None."""
    return {name: value for name, value in attributes.items() if value is not None}


def brand() -> tuple[str, str]:
    """Give the fund's name on two lines: what it is, and whose."""
    if "brand" not in g:
        name, _sample = _frame()
        g.brand = _two_lines(name if name is not None else gettext("Children's fund"))
    lines: tuple[str, str] = g.brand
    return lines


def _two_lines(name: str) -> tuple[str, str]:
    for mark in (" tỉnh ", " thành phố ", " Tỉnh ", " Thành phố "):
        if mark in name:
            first, rest = name.split(mark, 1)
            return first, mark.strip() + " " + rest
    return name, ""


def role_names() -> str:
    """Name the roles of who is signed in."""
    return ", ".join(gettext(role.label) for role in Role if role.value in roles_now())


def signed_in_name() -> str:
    """Give the full name of who is signed in; empty for a stranger."""
    return str(current_user.user.full_name) if current_user.is_authenticated else ""


def sample_used() -> bool:
    """Tell whether the sample year is in use."""
    return _frame()[1]


def _frame() -> tuple[str | None, bool]:
    """Give the fund's name and whether the sample is in use, asked once per request."""
    if "frame" not in g:
        g.frame = frame_of(db.session(), today())
    frame: tuple[str | None, bool] = g.frame
    return frame


def here(**changes: Any) -> str:
    """Give the address of this page with other values in its query; None takes one out.

    A change of filter begins at the first page: the cursor goes unless it is what changes.
    """
    query: dict[str, Any] = {name: values for name, values in request.args.lists() if name != "cursor"}
    query = {name: value for name, value in {**query, **changes}.items() if value not in (None, "", [])}
    shown = {name: value.isoformat() if isinstance(value, date) else value for name, value in query.items()}
    return request.path + ("?" + urlencode(shown, doseq=True) if shown else "")
