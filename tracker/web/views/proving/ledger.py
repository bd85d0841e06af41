"""Show the books, and hand them out as files."""

from contextlib import ExitStack
from functools import partial

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from tracker.documents.proving.ledger import write_book
from tracker.documents.proving.ledger_hledger import whole_entries
from tracker.documents.proving.ledger_style import FORMATS, Style, formats_of
from tracker.ground.translations import LANGUAGES
from tracker.models.base import db
from tracker.models.helping.disbursements import Channel, PayeeKind
from tracker.models.helping.handouts import HelpKind
from tracker.models.journal import EntryKind
from tracker.operations.helping.accesses import record_access
from tracker.queries.proving.ledger_books import Book
from tracker.queries.settings import all_items
from tracker.queries.snapshots import snapshot
from tracker.web.forms.proving.ledger import LedgerForm
from tracker.web.forms.proving.ledger_help import NamesForm
from tracker.web.language import language_now
from tracker.web.proving.ledger_pages import book_page
from tracker.web.rights import current_user_record, may, needs
from tracker.web.saving import write

#: What the codes in the book of disbursements mean.
HELP_WORDS = {"kind": HelpKind, "payee": PayeeKind, "channel": Channel}

bp = Blueprint("ledger", __name__, url_prefix="/ledger")


@bp.get("")
@needs("ledger.read")
def index() -> ResponseReturnValue:
    """Show a page of a book: the one asked for, or the first that this person may see."""
    return _page(_asked_book(), NamesForm.of_request())


@bp.post("")
@needs("ledger.names")
def names() -> ResponseReturnValue:
    """Hand out the book of disbursements with the children's names, to who may and says why; that is kept."""
    book, form = _asked_book(), NamesForm.of_request()
    format = request.form.get("format", "csv")
    if book is not Book.DISBURSEMENTS or format not in formats_of(book):
        abort(404)
    if not form.sent_and_valid():
        return _page(book, form)
    what = f"ledger.{book.value}.names.{format}"
    return _file(book, format, what=what, name=f"{book.value}-names", reason=str(form.reason.data))


def _page(book: Book, names_form: NamesForm) -> ResponseReturnValue:
    session = db.session()
    form = LedgerForm.of_book(book, session)
    wanted = form.wanted(session)
    with snapshot(db.engine) as moment:
        page = book_page(
            moment,
            book,
            wanted,
            cursor=request.args.get("cursor"),
            upward=request.args.get("order") == "up",
            names=may("donors.read"),
        )
    return render_template(
        "ledger/index.html",
        book=book,
        books=_books(),
        form=form,
        names_form=names_form,
        narrowed=bool(form.address().keys() - {"till", "item"}),
        page=page,
        items=all_items(session),
        kinds=EntryKind,
        help_words=HELP_WORDS,
        occasions=form.occasions,
        whole=whole_entries(wanted),
    )


def _books() -> list[Book]:
    """List the books that this person may see."""
    return [book for book in Book if may(book.right)]


def _asked_book() -> Book:
    """Give the book named in the address; 404 for none of ours, 403 for one that is not this person's."""
    books = _books()
    asked = request.args.get("book") or books[0].value
    if asked not in [book.value for book in Book]:
        abort(404)
    if asked not in books:
        abort(403)
    return Book(asked)


def _file(book: Book, format: str, *, what: str = "", name: str = "", reason: str = "") -> ResponseReturnValue:
    """Hand out a book with the same filter, streamed from one moment; who took it is noted first.

    A reason brings the names of children with it. A filter that cuts entries apart gives no file for hledger.
    """
    session = db.session()
    form = LedgerForm.of_book(book, session)
    if form.errors:
        abort(400)
    wanted = form.wanted(session)
    if format == "hledger" and not whole_entries(wanted):
        abort(400)
    taker = current_user_record()
    style = Style(format, _language(), may("donors.read"), children=bool(reason), taken_by=taker.full_name)
    write(record_access, by=taker, what=what or f"ledger.{book.value}.{format}", reason=reason)
    opened = ExitStack()
    moment = opened.enter_context(snapshot(db.engine))
    response = Response(write_book(moment, book, wanted, style), content_type=f"{FORMATS[format]}; charset=utf-8")
    response.call_on_close(opened.close)
    response.headers.set("Content-Disposition", "attachment", filename=f"{name or book.value}.{format}")
    return response


for _book in Book:
    for _format in formats_of(_book):
        bp.add_url_rule(
            f"/{_book.value}.{_format}",
            f"{_book.value}_{_format}",
            needs(_book.right)(partial(_file, _book, _format)),
        )


def _language() -> str:
    """Give the language of a file's headings: the one asked for, else the user's."""
    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else language_now()
