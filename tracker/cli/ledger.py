"""Take a book out as a file, with what proves it on stderr."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import IO, Any

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from tracker.cli.files import OUT, DayType, progress, target
from tracker.cli.saving import open_books, person, refusing, run, say
from tracker.documents.proving.ledger import totals_of_book, write_book
from tracker.documents.proving.ledger_style import FORMATS, Style, formats_of
from tracker.ground.dates import today
from tracker.ground.names import clean_text
from tracker.ground.refusals import N_
from tracker.ground.translations import LANGUAGES
from tracker.models.base import db
from tracker.models.helping.handouts import HelpKind
from tracker.operations.helping.accesses import record_access
from tracker.queries.proving.ledger_books import Book, ItemTotal, Totals
from tracker.queries.proving.ledger_filters import (
    LedgerFilter,
    campaign_by_code,
    item_by_code,
    refuse_backward_days,
    till_by_code,
)
from tracker.queries.proving.ledger_places import occasion_by_code, place_by_text
from tracker.queries.proving.proofs import size_and_root
from tracker.queries.snapshots import snapshot
from tracker.queries.users import may

#: What narrows the book of disbursements only.
OF_HELP = ("place", "occasion", "kind")
SIDES = N_("in %(into)s, out %(out)s, left %(net)s")
HELP_SIDES = N_("given %(into)s, taken back %(out)s, net %(net)s")


@click.command("ledger")
@click.option("--book", type=click.Choice([book.value for book in Book]), default="journal", show_default=True)
@click.option("--till", metavar="CODE", help="Path of a till or store, such as assets:cash; the book till needs it.")
@click.option("--item", metavar="CODE", help="One item only, such as VND or BICYCLE.")
@click.option("--from", "since", type=DayType(), help="First day.")
@click.option("--to", "until", type=DayType(), help="Last day.")
@click.option("--campaign", metavar="CODE", help="One campaign only, such as CLYT.")
@click.option("--place", metavar="KEY", help="Help in a commune or district, such as 25489-2018 or “Huyện Tân Biên”.")
@click.option("--occasion", metavar="CODE", help="Help on an occasion, such as TET.")
@click.option("--kind", type=click.Choice([kind.value for kind in HelpKind]), help="One kind of help only.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="csv", show_default=True)
@click.option("--lang", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True, help="Of headings.")
@click.option("--as", "as_login", metavar="LOGIN", help="Leave out what this person may not see.")
@click.option("--with-names", is_flag=True, help="Name the children helped; needs --as and --reason, and is noted.")
@click.option("--reason", metavar="TEXT", default="", help="Why names are needed.")
@click.option("--out", type=OUT, help="File to write, whole or not at all; stdout where it is left out.")
@with_appcontext
@refusing
def ledger(
    book: str,
    form: str,
    lang: str,
    as_login: str | None,
    with_names: bool,
    reason: str,
    out: Path | None,
    **narrowing: Any,
) -> None:
    """Write a book as CSV, Excel workbook, JSON lines or for hledger, read in one moment while people go on working.

    The number of rows, the totals per item, the size and root of the proof and the file's SHA-256
    go to stderr. JSON lines always have the fixed English names; hledger reads the journal.
    Children are named in the book disbursements only, with --with-names, by who may, and for a
    reason that is kept.

    Example: tracker ledger --book till --till assets:cash --from 01/01/2018 --to 31/12/2018 --out cash.csv
    """
    chosen = Book(book)
    _refuse_wrong_use(chosen, narrowing, with_names, as_login, reason)
    _refuse_wrong_format(chosen, form, narrowing)
    may_name, taker = _who(chosen, as_login)
    style = Style(form, lang, may_name, children=with_names, taken_by=taker)
    with snapshot(db.engine) as session:
        wanted = _wanted(session, **narrowing)
    if with_names and as_login:
        _note_names(chosen, form, as_login, reason)
    with snapshot(db.engine) as session, target(out) as file:
        _write(session, chosen, wanted, file, style)


def _refuse_wrong_use(
    book: Book, narrowing: Mapping[str, Any], with_names: bool, login: str | None, reason: str
) -> None:
    """Refuse options that belong to another book, or of which one is missing."""
    if book is Book.TILL and not narrowing["till"]:
        raise click.UsageError(say(N_("The book till needs --till CODE.")))
    if book is not Book.DISBURSEMENTS and (with_names or any(narrowing[name] for name in OF_HELP)):
        text = N_("--place, --occasion, --kind and --with-names are of the book disbursements.")
        raise click.UsageError(say(text))
    if with_names and not (login and reason.strip()):
        raise click.UsageError(say(N_("--with-names needs --as LOGIN and --reason TEXT.")))


def _refuse_wrong_format(book: Book, form: str, narrowing: Mapping[str, Any]) -> None:
    """Refuse hledger for anything but whole entries."""
    if form not in formats_of(book) or (form == "hledger" and narrowing["till"]):
        raise click.UsageError(say(N_("hledger reads the journal only, and whole entries: no --till.")))


def _note_names(book: Book, form: str, login: str, reason: str) -> None:
    """Keep who takes out a file that names children, and why; refuse who may not."""
    what = {"what": f"ledger.{book.value}.names.{form}", "reason": clean_text(reason, field="reason")}
    run(record_access, login=login, right="ledger.names", values=lambda session: what)
    db.session.remove()


def _who(book: Book, login: str | None) -> tuple[bool, str]:
    """Tell whether donors may be named, and who takes the file; refuse who may not see the book at all."""
    session = open_books()
    try:
        if login is None:
            return True, ""
        taker = person(session, login, book.right)
        return may(session, taker, "donors.read", today()), taker.full_name
    finally:
        db.session.remove()


def _wanted(
    session: Session,
    *,
    till: str | None,
    item: str | None,
    since: date | None,
    until: date | None,
    campaign: str | None,
    place: str | None,
    occasion: str | None,
    kind: str | None,
) -> LedgerFilter:
    refuse_backward_days(since, until)
    return LedgerFilter(
        since=since,
        until=until,
        campaign_id=campaign_by_code(session, campaign).id if campaign else None,
        till_id=till_by_code(session, till).id if till else None,
        item=item_by_code(session, item).code if item else "",
        place=place_by_text(session, place).key if place else "",
        occasion=occasion_by_code(session, occasion).code if occasion else "",
        kind=kind or "",
    )


def _write(session: Session, book: Book, wanted: LedgerFilter, file: IO[bytes], style: Style) -> None:
    """Write the file and tell on stderr what is in it and what proves it."""
    totals = totals_of_book(session, book, wanted)
    digest, rows = hashlib.sha256(), Counter[str]()
    with progress(totals.rows, say(book.label)) as advance:

        def written(done: int) -> None:
            rows["written"] += done
            advance(done)

        for chunk in write_book(session, book, wanted, style, written):
            file.write(chunk)
            digest.update(chunk)
    size, root = size_and_root(session)
    lines = [say(N_("%(rows)s rows"), rows=rows["written"]), *_sums(totals, book)]
    lines += [say(N_("%(size)s acts, root %(root)s"), size=size, root=root), f"SHA-256 {digest.hexdigest()}"]
    click.echo("\n".join(lines), err=True)


def _sums(totals: Totals, book: Book) -> list[str]:
    """Say what the rows add up to; receipts have one side only, and void ones are in no sum."""
    if book is not Book.RECEIPTS:
        return [_two_sides(total, HELP_SIDES if book is Book.DISBURSEMENTS else SIDES) for total in totals.items]
    void = [say(N_("%(count)s void, in no sum"), count=totals.voided)] if totals.voided else []
    return void + [f"{total.item} {total.net}" for total in totals.items]


def _two_sides(total: ItemTotal, sides: str) -> str:
    return f"{total.item} {say(sides, into=total.into, out=total.out, net=total.net)}"
