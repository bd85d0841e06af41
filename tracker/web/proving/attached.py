"""Show what is attached to a document, on any page: `{{ attachments("purchases", purchase.id) }}` in a template."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import abort, current_app, g, render_template, session, url_for
from markupsafe import Markup

from tracker.models.base import Base, db
from tracker.models.helping.child_rights import Consent
from tracker.models.helping.children import Child
from tracker.models.helping.handouts import Handout, Sheet
from tracker.models.proving.attachments import AttachmentKind
from tracker.queries.helping.handout_lists import is_seen
from tracker.queries.proving.attachments import attachments_of
from tracker.web.forms.apart import apart
from tracker.web.forms.proving.attachments import AttachForm
from tracker.web.rights import OPEN, SIGNED_IN, current_user_record, may, right_of

#: Where a refused file waits for the page that it was meant for.
_REFUSED = "refused_file"


@dataclass(frozen=True)
class Place:
    """Where a table's records have their page: its endpoint, and the record's own part of the address."""

    endpoint: str
    argument: str
    value: Callable[[Any], Any] = lambda record: record.id
    #: Tells whether who asks may see this record, beside the right of the page.
    seen: Callable[[Any], bool] = lambda record: True
    #: The child whose papers these are, if it is one child.
    child: Callable[[Any], int | None] = lambda record: None
    #: What the address says beside, where the papers are not on the page's first sight.
    more: Mapping[str, str] = field(default_factory=dict)
    #: The papers name children: each opening is noted.
    names: bool = False
    #: The papers are of one child: their files' own names are not kept.
    nameless: bool = False
    #: The papers were taken off the disk.
    gone: Callable[[Any], bool] = lambda record: False


def _list_is_seen(handout: Handout | None) -> bool:
    return handout is not None and is_seen(db.session(), handout, current_user_record().id)


def _sheet_is_seen(sheet: Sheet) -> bool:
    return _list_is_seen(db.session().get(Handout, sheet.handout_id))


def _child_of(consent: Consent) -> int:
    return consent.child_id


def _own_id(child: Child) -> int:
    return child.id


def _is_anonymised(child: Child) -> bool:
    return child.anonymised_on is not None


def _of_anonymised(consent: Consent) -> bool:
    return _is_anonymised(db.session().get_one(Child, consent.child_id))


#: Table → the page of its records; no other table takes attachments.
PLACES: dict[str, Place] = {
    "accounts": Place("tills.show", "till_id"),
    "activities": Place("activities.show", "activity_id"),
    "advances": Place("advances.show", "advance_id"),
    "awards": Place("scholarships.show", "award_id", names=True, nameless=True),
    "campaign_moves": Place("campaign_moves.show", "move_id"),
    "campaigns": Place("campaigns.show", "campaign_id", more={"list": "papers"}),
    "children": Place("children.show", "child_id", child=_own_id, names=True, nameless=True, gone=_is_anonymised),
    "closings": Place("closings.show", "closing_id"),
    "consents": Place(
        "children.show",
        "child_id",
        value=_child_of,
        child=_child_of,
        names=True,
        nameless=True,
        gone=_of_anonymised,
    ),
    "corrections": Place("corrections.show", "correction_id"),
    "costs": Place("costs.show", "cost_id"),
    "data_requests": Place("data_requests.show", "request_id", names=True, nameless=True),
    "disbursements": Place("disbursements.show", "disbursement_id", names=True, nameless=True),
    "donations": Place("donations.show", "donation_id"),
    "donors": Place("donors.show", "donor_id"),
    "handouts": Place("handouts.show", "handout_id", seen=_list_is_seen, names=True),
    "help_corrections": Place("help_corrections.show", "correction_id", names=True, nameless=True),
    "interests": Place("costs.interest", "interest_id"),
    "overrides": Place("overrides.show", "override_id"),
    "pledges": Place("pledges.show", "pledge_id"),
    "purchases": Place("purchases.show", "purchase_id"),
    "receipt_books": Place("receipt_books.show", "book_id"),
    "receipts": Place("receipts.show", "receipt_id"),
    "savings_books": Place("savings_books.show", "book_id", names=True, nameless=True),
    "sheets": Place("sheets.show", "token", value=lambda sheet: sheet.token, seen=_sheet_is_seen, names=True),
    "spending_corrections": Place("spending_corrections.show", "correction_id"),
    "store_counts": Place("store_counts.show", "count_id"),
    "vouchers": Place("vouchers.show", "voucher_id"),
}


def folder_of_attachments() -> Path:
    """Give the installation's folder of attachments."""
    folder: Path = current_app.config["TRACKER_INSTALLATION"].attachments
    return folder


def place_or_404(table_name: str) -> Place:
    """Give the place of a table; 404 for a table without pages, 403 where the page is not for who asks."""
    place = PLACES.get(table_name)
    if place is None or place.endpoint not in current_app.view_functions:
        abort(404)
    right = right_of(place.endpoint)
    if right is None or not (right in (OPEN, SIGNED_IN) or may(right)):
        abort(403)
    return place


def document_or_404(table_name: str, record_id: int) -> tuple[Place, Any]:
    """Give a document with its place; 404 for one that is not there or not for who asks to see."""
    place = place_or_404(table_name)
    record = _record(table_name, record_id)
    if record is None or not place.seen(record):
        abort(404)
    return place, record


def _record(table_name: str, record_id: int) -> Any:
    models = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    return db.session().get(models[table_name], record_id)


def page_of(place: Place, record: Any, field: str = "") -> str:
    """Give the address of a document's page, at the attachments or at a field of their form."""
    own = {place.argument: place.value(record), **place.more}
    at = anchor(record.__tablename__, record.id) + (f"-{field}" if field else "")
    return url_for(place.endpoint, **own, _anchor=at)


def anchor(table_name: str, record_id: int) -> str:
    """Name the block of a document's attachments within its page."""
    return f"attached-{table_name}-{record_id}"


def keep_refusal(table_name: str, record_id: int, form: AttachForm) -> None:
    """Let the document's page say at the field why the file was refused."""
    errors = [str(error) for error in [*form.form_errors, *form.file.errors, *form.kind.errors]]
    session[_REFUSED] = [table_name, record_id, form.kind.data, " ".join(errors)]


def attachments(table_name: str, record_id: int) -> Markup:
    """Draw the attachments of a document and, for who may add some, the form; a global of all templates.

    Papers of one child are called by their kind alone, and those of a list where who asks may not see names.
    """
    place = PLACES[table_name]
    block = render_template(
        "macros/attachments.html",
        rows=attachments_of(db.session(), table_name, record_id),
        form=_form(table_name, record_id),
        table_name=table_name,
        record_id=record_id,
        anchor=anchor(table_name, record_id),
        kinds=AttachmentKind,
        named=not place.nameless and (may("children.names") or not place.names),
        gone=place.nameless and place.gone(_record(table_name, record_id)),
    )
    return Markup(block)


def _form(table_name: str, record_id: int) -> AttachForm | None:
    """Make the form, with what was refused a moment ago; None for who may not attach."""
    if not may("attachments.add"):
        return None
    form = AttachForm(formdata=None)
    refused = _refused_before(table_name, record_id)
    if refused is not None:
        kind, error = refused
        form.kind.data = kind
        form.file.errors = [error]
    return apart(form, anchor(table_name, record_id))


def _refused_before(table_name: str, record_id: int) -> tuple[str | None, str] | None:
    if "refused_file" not in g:
        g.refused_file = session.pop(_REFUSED, None)
    if not g.refused_file or g.refused_file[:2] != [table_name, record_id]:
        return None
    return g.refused_file[2], g.refused_file[3]
