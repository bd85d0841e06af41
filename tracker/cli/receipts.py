"""Print a run of receipts as one file."""

from collections.abc import Sequence
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from tracker.cli.files import OUT, progress, whole_file
from tracker.cli.saving import open_books, person, refusing, say
from tracker.documents.giving.receipt_paper import ReceiptPaper
from tracker.documents.giving.receipt_papers import paper_of, paper_of_copy
from tracker.documents.giving.receipts import receipts_pdf
from tracker.ground.refusals import N_
from tracker.operations.giving.receipt_runs import record_copies
from tracker.operations.giving.receipts import marks_of_state
from tracker.operations.writing import writing
from tracker.queries.giving.receipt_runs import run_of

RIGHT = "receipts.print"
#: On a paper that was drawn to be read and is no print of the office; papers are Vietnamese.
TO_READ = "BẢN XEM"
_NUMBER = click.IntRange(1, 9_999_999)


@click.command("receipts")
@click.option("--series", type=click.Choice(["BL", "TN"]), default="BL", show_default=True)
@click.option("--year", type=click.IntRange(1990, 2100), required=True)
@click.option("--from", "first", type=_NUMBER, required=True, metavar="N", help="First number.")
@click.option("--to", "last", type=_NUMBER, required=True, metavar="N", help="Last number.")
@click.option("--as", "as_login", metavar="LOGIN", help="Who prints: each paper is recorded as a copy.")
@click.option("--out", type=OUT, required=True, help="PDF to write, whole or not at all.")
@with_appcontext
@refusing
def receipts(series: str, year: int, first: int, last: int, as_login: str | None, out: Path) -> None:
    """Print receipts FROM to TO of a year as one PDF, void ones with their mark.

    With --as each paper is a print of the office, recorded and marked as one (BẢN IN LẠI LẦN n).
    Without it nothing is recorded, and each paper says that it is only for reading (BẢN XEM).

    Example: tracker receipts --series BL --year 2018 --from 1 --to 50 --as cashier --out bl-2018.pdf
    """
    if last < first:
        raise click.UsageError(say(N_("--to comes before --from.")))
    session = open_books()
    if as_login:
        person(session, as_login, RIGHT)
    run_of(session, series, year, first, last)
    with whole_file(out) as file:
        papers = (_prints if as_login else _to_read)(session, (series, year, first, last), as_login or "")
        with progress(len(papers), out.name, long=100) as advance:
            file.write(receipts_pdf(papers, advance))
    click.echo(say(N_("%(count)s receipts: %(path)s"), count=len(papers), path=out), err=True)


def _prints(session: Session, run: tuple[str, int, int, int], login: str) -> Sequence[ReceiptPaper]:
    """Record a copy of each and give the papers: all in one transaction, or none."""
    with writing(session):
        by = person(session, login, RIGHT)
        receipts = run_of(session, *run)
        copies = record_copies(session, by=by, receipts=receipts)
        return [paper_of_copy(receipt, copy) for receipt, copy in zip(receipts, copies, strict=True)]


def _to_read(session: Session, run: tuple[str, int, int, int], _login: str) -> Sequence[ReceiptPaper]:
    """Give the papers with the marks of their state now."""
    return [paper_of(receipt, [*marks_of_state(session, receipt), TO_READ]) for receipt in run_of(session, *run)]
