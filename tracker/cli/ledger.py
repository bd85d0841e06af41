"""Take a book out as a file, with what proves it on stderr."""

import hashlib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import IO

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from tracker.cli.files import OUT, DayType, progress, target
from tracker.cli.saving import open_books, person, refusing, say
from tracker.documents.ledger import FORMATS, Style, totals_of_book, write_book
from tracker.ground.dates import today
from tracker.ground.refusals import N_
from tracker.ground.translations import LANGUAGES
from tracker.models.base import db
from tracker.queries.ledger_books import Book, ItemTotal, Totals
from tracker.queries.ledger_filters import (
    LedgerFilter,
    campaign_by_code,
    item_by_code,
    refuse_backward_days,
    till_by_code,
)
from tracker.queries.proofs import size_and_root
from tracker.queries.snapshots import snapshot
from tracker.queries.users import may


@click.command("ledger")
@click.option("--book", type=click.Choice([book.value for book in Book]), default="journal", show_default=True)
@click.option("--till", metavar="CODE", help="Path of a till or store, such as assets:cash; the book till needs it.")
@click.option("--item", metavar="CODE", help="One item only, such as VND or BICYCLE.")
@click.option("--from", "since", type=DayType(), help="First day.")
@click.option("--to", "until", type=DayType(), help="Last day.")
@click.option("--campaign", metavar="CODE", help="One campaign only, such as CLYT.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="csv", show_default=True)
@click.option("--lang", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True, help="Of CSV headings.")
@click.option("--as", "as_login", metavar="LOGIN", help="Leave out what this person may not see.")
@click.option("--out", type=OUT, help="File to write, whole or not at all; stdout where it is left out.")
@with_appcontext
@refusing
def ledger(
    book: str,
    till: str | None,
    item: str | None,
    since: date | None,
    until: date | None,
    campaign: str | None,
    form: str,
    lang: str,
    as_login: str | None,
    out: Path | None,
) -> None:
    """Write a book as CSV or JSON lines, read in one moment while people go on working.

    The number of rows, the totals per item, the size and root of the proof and the file's SHA-256
    go to stderr. JSON lines always have the fixed English names.

    Example: tracker ledger --book till --till assets:cash --from 01/01/2018 --to 31/12/2018 --out cash.csv
    """
    chosen = Book(book)
    if chosen is Book.TILL and not till:
        raise click.UsageError(say(N_("The book till needs --till CODE.")))
    names = _may_name(chosen, as_login)
    with snapshot(db.engine) as session:
        wanted = _wanted(session, till, item, since, until, campaign)
        with target(out) as file:
            _write(session, chosen, wanted, file, Style(form, lang, names))


def _may_name(book: Book, login: str | None) -> bool:
    """Tell whether donors may be named; refuse who may not see the book at all."""
    session = open_books()
    try:
        return login is None or may(session, person(session, login, book.right), "donors.read", today())
    finally:
        db.session.remove()


def _wanted(
    session: Session,
    till: str | None,
    item: str | None,
    since: date | None,
    until: date | None,
    campaign: str | None,
) -> LedgerFilter:
    refuse_backward_days(since, until)
    return LedgerFilter(
        since=since,
        until=until,
        campaign_id=campaign_by_code(session, campaign).id if campaign else None,
        till_id=till_by_code(session, till).id if till else None,
        item=item_by_code(session, item).code if item else "",
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
        return [_two_sides(total) for total in totals.items]
    void = [say(N_("%(count)s void, in no sum"), count=totals.voided)] if totals.voided else []
    return void + [f"{total.item} {total.net}" for total in totals.items]


def _two_sides(total: ItemTotal) -> str:
    sides = say(N_("in %(into)s, out %(out)s, left %(net)s"), into=total.into, out=total.out, net=total.net)
    return f"{total.item} {sides}"
