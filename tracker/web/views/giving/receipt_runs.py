"""Print many receipts at once: say how many first, record them once, and show how far their file is."""

from pathlib import Path
from typing import Any

from flask import Blueprint, abort, current_app, jsonify, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from tracker.ground.refusals import Refused
from tracker.models.base import db
from tracker.models.giving.receipts import Receipt, ReceiptCopy
from tracker.operations.giving.receipt_runs import print_run
from tracker.queries.giving.receipt_lists import rows_of
from tracker.queries.giving.receipt_runs import count_of_run, last_runs, pages_of, receipts_wanted
from tracker.web.forms.giving.receipt_runs import RunFilter, RunForm, wanted_of
from tracker.web.giving.run_files import Progress, progress_of
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("receipt_runs", __name__, url_prefix="/receipts/run")

_LAST_RUNS = 8


@bp.route("", methods=["GET", "POST"])
@needs("receipts.print")
def new() -> ResponseReturnValue:
    """Choose a run, see how many receipts and pages it is, and print it; pressed twice it is one print."""
    press = RunForm.of_request() if request.method == "POST" else RunForm()
    if press.sent_and_valid() and (copy := save(press, print_run)):
        return redirect(url_for(".show", copy_id=copy.id))
    sent = request.method == "POST"
    form: Any = press if sent else RunFilter.of_request()
    found = None if sent or not request.args else _found(form)
    return render_template(
        "receipts/run.html",
        form=form,
        press=press,
        found=found,
        said=request.args.to_dict(),
        runs=last_runs(db.session(), _LAST_RUNS),
    ), 422 if form.errors or form.form_errors else 200


def _found(form: RunFilter) -> dict[str, Any] | None:
    """Say what would be printed; what is refused is said at its field."""
    if not form.validate():
        return None
    try:
        receipts = receipts_wanted(db.session(), wanted_of(form))
    except Refused as refused:
        form.refuse(refused)
        return None
    rows = rows_of(db.session(), receipts)
    return {
        "count": len(receipts),
        "pages": pages_of(receipts),
        "first": receipts[0].code,
        "last": receipts[-1].code,
        "void": sum(row.void is not None for row in rows),
        "again": sum(row.copies > 0 for row in rows),
    }


@bp.get("/<int:copy_id>")
@needs("receipts.print")
def show(copy_id: int) -> ResponseReturnValue:
    """Show how far the file of a run is; whoever closes the page finds it again here."""
    first, count = _run(copy_id)
    return render_template(
        "receipts/run_shown.html",
        first=first,
        receipt=db.session().get_one(Receipt, first.receipt_id),
        count=count,
        progress=_progress(first),
    )


@bp.get("/<int:copy_id>/progress.json")
@needs("receipts.print")
def progress(copy_id: int) -> ResponseReturnValue:
    """Answer the page that waits: how many are done of how many, and whether the file is there."""
    first, count = _run(copy_id)
    far = _progress(first)
    return jsonify(done=count if far.path else far.done, all=count, ready=far.path is not None, failed=far.failed)


@bp.get("/<int:copy_id>.pdf")
@needs("receipts.read")
def pdf(copy_id: int) -> ResponseReturnValue:
    """Give the file of a run, the same bytes always; while it is made, lead to where one sees how far it is."""
    first, count = _run(copy_id)
    far = _progress(first)
    if far.path is None:
        return redirect(url_for(".show", copy_id=copy_id))
    name = f"receipts-{copy_id}-{count}.pdf"
    response = send_file(far.path, mimetype="application/pdf", download_name=name, conditional=False)
    response.headers["Cache-Control"] = "no-store"
    return response


def _run(copy_id: int) -> tuple[ReceiptCopy, int]:
    first = db.session().get(ReceiptCopy, copy_id) or abort(404)
    return first, count_of_run(db.session(), first)


def _progress(first: ReceiptCopy) -> Progress:
    folder: Path = current_app.config["TRACKER_INSTALLATION"].folder / "runs"
    return progress_of(folder, db.engine, first)
