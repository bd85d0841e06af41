"""Share what pages of printed papers do: press print, give a print, hand a list of accounts out."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from flask import Response, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.documents.papers import papers_pdf
from tracker.documents.proving.account_lists import account_list
from tracker.documents.proving.ledger_style import FORMATS
from tracker.ground.papers import Paper, read_papers
from tracker.models.base import db
from tracker.models.giving.donations import Donation
from tracker.models.helping.handouts import Sheet
from tracker.models.proving.paper_copies import PaperCopy, PaperKind
from tracker.operations.helping.accesses import record_access
from tracker.queries.giving.donations import parts_of
from tracker.queries.journal import VND
from tracker.queries.proving.account_lists import AccountRow
from tracker.queries.proving.paper_copies import copies_of_all, copy_of
from tracker.web.forms.base import Form, first_error
from tracker.web.rights import current_user_record
from tracker.web.saving import save, write

#: How taking such a list is noted.
ACCOUNTS = "sheets.accounts.xlsx"
#: What stands in the address of a gift's paper → the paper.
GIFT_PAPERS = {
    "confirmation": PaperKind.CONFIRMATION,
    "thanks": PaperKind.THANKS,
    "minutes": PaperKind.GOODS_MINUTES,
}


def printed(
    operation: Callable[..., PaperCopy], to_copy: Callable[..., str], back: str, **values: Any
) -> ResponseReturnValue:
    """Record a print and lead to its paper; what is refused is said on the page that it came from.

    `to_copy` gives the address of print `number`. Pressed twice it is one print.
    """
    form = Form.of_request()
    copy = save(form, operation, **values) if form.sent_and_valid() else None
    if copy is None:
        flash(first_error(form), "warning")
        return redirect(back)
    return redirect(to_copy(number=copy.number))


def copy_response(kind: PaperKind, record_id: int, number: int, name: str) -> ResponseReturnValue:
    """Give a print as it left the office, the same bytes always."""
    copy = copy_of(db.session(), kind, record_id, number) or abort(404)
    return pdf_response(read_papers(copy.said), f"{name}-{number}")


def pdf_response(papers: Sequence[Paper], name: str) -> Response:
    """Give papers as a PDF to be looked at, under a name."""
    response = Response(papers_pdf(papers), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def accounts_response(number: str, reason: str, rows: Sequence[AccountRow], sheets: Iterable[Sheet]) -> Response:
    """Hand a list of accounts out; who took it and why is noted first, by each sheet whose children are on it."""
    for sheet in sheets:
        write(record_access, by=current_user_record(), what=ACCOUNTS, record_id=sheet.id, reason=reason)
    response = Response(account_list(number, rows), content_type=FORMATS["xlsx"])
    response.headers.set("Content-Disposition", "attachment", filename=f"{number.replace('/', '-')}-accounts.xlsx")
    return response


def address(endpoint: str, **values: Any) -> Callable[..., str]:
    """Give what makes the address of a print by its `number`; a global of all templates."""
    return partial(url_for, endpoint, **values)


def gift_papers(donation: Donation) -> list[tuple[str, str, list[tuple[PaperCopy, str]]]]:
    """List the papers that a gift may have: its place in the address, its name, its prints."""
    session = db.session()
    goods = any(part.item != VND for part in parts_of(session, donation))
    named = {"confirmation": _("Confirmation"), "thanks": _("Thank-you letter")}
    named |= {"minutes": _("Hand-over minutes")} if goods else {}
    copies = copies_of_all(session, GIFT_PAPERS.values(), donation.id)
    return [(paper, name, copies[GIFT_PAPERS[paper].value]) for paper, name in named.items()]
