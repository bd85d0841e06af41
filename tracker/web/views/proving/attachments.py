"""Attach scanned papers to documents, and give them back as they came."""

from urllib.parse import quote

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import dump_options_header

from tracker.ground.refusals import N_, Refused
from tracker.ground.scans import PDF
from tracker.models.base import db
from tracker.models.proving.attachments import Attachment
from tracker.operations.helping.accesses import record_access
from tracker.operations.proving.attachments import attach
from tracker.queries.proving.attachments import is_genuine
from tracker.web.forms.proving.attachments import AttachForm
from tracker.web.proving.attached import Place, document_or_404, folder_of_attachments, keep_refusal, page_of
from tracker.web.rights import current_user_record, may, needs
from tracker.web.saving import save, write

bp = Blueprint("attachments", __name__, url_prefix="/attachments")

#: What a browser may do with a picture of ours: show it, and nothing else.
_PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"


@bp.post("/<table_name>/<int:record_id>")
@needs("attachments.add")
def add(table_name: str, record_id: int) -> ResponseReturnValue:
    """Attach a file to a document; where it is refused, the document's page says why."""
    place, record = document_or_404(table_name, record_id)
    form = AttachForm.of_request()
    well = form.sent_and_valid()
    where = {"record": record, "folder": folder_of_attachments(), "nameless": place.nameless}
    if not well or save(form, attach, **where) is None:
        keep_refusal(table_name, record_id, form)
        return redirect(page_of(place, record, "file"), 303)
    flash(_("The paper is attached."))
    return redirect(page_of(place, record), 303)


@bp.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Say of a file beyond every bound at its field, too; the body was not read."""
    if not current_user.is_authenticated or not may("attachments.add"):
        return error
    args = request.view_args or {}
    place, record = document_or_404(args["table_name"], args["record_id"])
    form = AttachForm(formdata=None)
    form.refuse(Refused("file", N_("The file is too large; at most 10 MB can be attached.")))
    keep_refusal(args["table_name"], args["record_id"], form)
    return redirect(page_of(place, record, "file"), 303)


@bp.get("/<int:attachment_id>")
@needs("attachments.read")
def show(attachment_id: int) -> ResponseReturnValue:
    """Give a file as it was attached, for who may see its document; one that is gone or changed is said to be so."""
    found = db.session().get(Attachment, attachment_id) or abort(404)
    place, record = document_or_404(found.table_name, found.record_id)
    if place.gone(record):
        abort(404)
    path = folder_of_attachments() / found.sha256
    if not is_genuine(path, size=found.size, sha256=found.sha256):
        current_app.logger.error(f"attachment {attachment_id} is missing or changed: {found.sha256}")
        return render_template("attachments/damaged.html", back=page_of(place, record), there=path.exists()), 410
    data = path.read_bytes()
    _note(place, record, found)
    return _file(db.session().get_one(Attachment, attachment_id), data)


def _note(place: Place, record: object, attachment: Attachment) -> None:
    """Note that a child's paper, or one that names children, was opened."""
    if not place.names:
        return
    child = place.child(record)
    what, key = ("children", child) if child is not None else (attachment.table_name, attachment.record_id)
    reason = attachment.sha256[:12]
    write(record_access, by=current_user_record(), what=f"{what}.attachment", record_id=key, reason=reason)


def _file(attachment: Attachment, data: bytes) -> Response:
    """Answer with the bytes, and let the browser make nothing else of them than what they are."""
    response = Response(data, mimetype=attachment.media_type)
    way = "attachment" if request.args.get("download") else "inline"
    name = f"UTF-8''{quote(attachment.name, safe='')}"
    response.headers["Content-Disposition"] = dump_options_header(way, {"filename*": name})
    response.headers["Cache-Control"] = "no-store"
    if attachment.media_type != PDF:
        response.headers["Content-Security-Policy"] = _PICTURE_POLICY
    return response
