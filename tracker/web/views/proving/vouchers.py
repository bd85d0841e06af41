"""Show the register of vouchers and each of them, print them, hand a payment order's list of accounts out."""

from functools import partial
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from tracker.ground.dates import today
from tracker.ground.money import dong_in_words
from tracker.models.base import db
from tracker.models.proving.paper_copies import PaperKind
from tracker.models.proving.vouchers import Voucher
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.operations.proving.paper_copies import print_day_list, print_voucher
from tracker.queries.journal import VND
from tracker.queries.proving.account_lists import accounts_of
from tracker.queries.proving.paper_copies import copies_of_all
from tracker.queries.proving.voucher_documents import VoucherDocument, documents_on, sheets_on
from tracker.queries.proving.voucher_sums import number_run, sums_of_register
from tracker.queries.proving.vouchers import lines_on, receipts_on, register, standings, years_of_vouchers
from tracker.queries.settings import all_items, letterhead_on, series_on
from tracker.web.forms.base import Form
from tracker.web.forms.proving.vouchers import AccountsForm, VoucherFilter
from tracker.web.paging import paged
from tracker.web.proving.paper_pages import accounts_response, copy_response, printed
from tracker.web.rights import may, needs, right_of

bp = Blueprint("vouchers", __name__, url_prefix="/vouchers")

_KINDS = (PaperKind.VOUCHER, PaperKind.DAY_LIST)


@bp.get("")
@needs("vouchers.read")
def index() -> ResponseReturnValue:
    """List the vouchers; those of one series by number with what they sum to, others by day."""
    session, form = db.session(), VoucherFilter.of_request()
    form.offer_years(list(years_of_vouchers(session)))
    sent = form.sent()
    series, year = sent.get("series"), int(sent["year"]) if "year" in sent else None
    unprinted = request.args.get("state") == "unprinted"
    days = {"since": sent.get("since"), "until": sent.get("until")}
    asked = register(series=series, year=year, text=sent.get("q", ""), unprinted=unprinted, **days)
    first = Voucher.number if series and year else Voucher.happened_on
    page = paged(session, asked, by=(first, Voucher.id), cursor=request.args.get("cursor"))
    return render_template(
        "vouchers/index.html",
        form=form,
        page=page,
        standing=standings(session, page.rows),
        items=all_items(session),
        narrowed=bool(sent) or unprinted,
        sums=sums_of_register(session, asked) if series else None,
        run=number_run(session, series, year) if series and year and not unprinted else None,
        register_of=(series, year),
    )


@bp.get("/<int:voucher_id>")
@needs("vouchers.read")
def show(voucher_id: int) -> ResponseReturnValue:
    """Show what stands on a voucher, in figures and words, what it is about, and its prints."""
    return _show(db.get_or_404(Voucher, voucher_id), AccountsForm(formdata=None))


def _show(voucher: Voucher, accounts_form: AccountsForm) -> ResponseReturnValue:
    session = db.session()
    amounts = standings(session, [voucher])[voucher.id].amounts
    lines = lines_on(session, voucher)
    accounts = accounts_of(session, voucher)
    page = render_template(
        "vouchers/show.html",
        voucher=voucher,
        series=series_on(session, voucher.series, voucher.happened_on),
        amounts=amounts,
        words=_words(session, voucher, amounts.get(VND, 0)),
        lines=lines,
        receipts=receipts_on(session, voucher),
        documents=[_linked(each) for each in documents_on(session, voucher, lines)],
        maker=session.get_one(User, voucher.made_by),
        items=all_items(session),
        copies=copies_of_all(session, _KINDS, voucher.id),
        under_way=voucher.account_id is not None and voucher.happened_on >= today(),
        accounts=accounts,
        accounts_missing=sum(not row.account for row in accounts),
        accounts_form=accounts_form,
        button=Form(formdata=None),
        is_order=voucher.series == SeriesCode.UNC,
    )
    return page, 422 if accounts_form.is_submitted() else 200


def _linked(document: VoucherDocument) -> tuple[VoucherDocument, str]:
    """Put the address beside a document; empty where no such page is, or who asks may not open it."""
    path = f"/{document.feature}/{document.key}"
    try:
        endpoint, _values = current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return document, ""
    right = right_of(endpoint)
    return document, path if right is not None and may(right) else ""


def _words(session: Session, voucher: Voucher, amount: int) -> str:
    """Spell the money out as the letterhead of the day wants it; nothing for no money."""
    head = letterhead_on(session, voucher.happened_on)
    southern, even = (bool(head.southern_words), bool(head.even_words)) if head else (False, False)
    return dong_in_words(amount, southern=southern, even=even) if amount else ""


@bp.post("/<int:voucher_id>/print")
@needs("vouchers.print")
def print_copy(voucher_id: int) -> ResponseReturnValue:
    """Record a print and lead to its paper."""
    return _print(print_voucher, ".copy_pdf", voucher_id)


@bp.post("/<int:voucher_id>/day-list/print")
@needs("vouchers.print")
def print_list(voucher_id: int) -> ResponseReturnValue:
    """Record a print of the day's list so far and lead to its paper."""
    return _print(print_day_list, ".list_pdf", voucher_id)


def _print(operation: Any, paper: str, voucher_id: int) -> ResponseReturnValue:
    voucher = db.get_or_404(Voucher, voucher_id)
    to_copy = partial(url_for, paper, voucher_id=voucher_id)
    return printed(operation, to_copy, url_for(".show", voucher_id=voucher_id), voucher=voucher)


@bp.get("/<int:voucher_id>/copies/<int:number>.pdf")
@needs("vouchers.read")
def copy_pdf(voucher_id: int, number: int) -> ResponseReturnValue:
    """Give a print as it left the office."""
    return copy_response(PaperKind.VOUCHER, voucher_id, number, db.get_or_404(Voucher, voucher_id).code)


@bp.get("/<int:voucher_id>/day-list/copies/<int:number>.pdf")
@needs("vouchers.read")
def list_pdf(voucher_id: int, number: int) -> ResponseReturnValue:
    """Give a print of the day's list as it left the office."""
    return copy_response(PaperKind.DAY_LIST, voucher_id, number, f"{db.get_or_404(Voucher, voucher_id).code}-list")


@bp.post("/<int:voucher_id>/accounts.xlsx")
@needs("vouchers.accounts")
def accounts(voucher_id: int) -> ResponseReturnValue:
    """Hand a payment order's list of accounts out, to who says why; that is kept."""
    voucher, form = db.get_or_404(Voucher, voucher_id), AccountsForm.of_request()
    rows = accounts_of(db.session(), voucher) or abort(404)
    if not form.sent_and_valid():
        return _show(voucher, form)
    entries = {row.entry.id for row in lines_on(db.session(), voucher)}
    sheets = [sheet for sheet, _handout in sheets_on(db.session(), entries)]
    return accounts_response(voucher.code, str(form.reason.data), rows, sheets)
