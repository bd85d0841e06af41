"""Print a run of vouchers as one file."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from tracker.cli.files import OUT, whole_file
from tracker.cli.receipts import TO_READ
from tracker.cli.saving import open_books, person, refusing, say
from tracker.documents.papers import papers_pdf
from tracker.ground.papers import Paper, read_papers
from tracker.ground.refusals import N_
from tracker.models.settings import SeriesCode
from tracker.operations.proving.paper_copies import print_voucher
from tracker.operations.writing import writing
from tracker.queries.proving.voucher_papers import papers_of
from tracker.queries.proving.voucher_runs import vouchers_from_to

RIGHT = "vouchers.print"
#: The series of vouchers; receipts have a command of their own.
SERIES = [code.value for code in SeriesCode if code.value in ("PT", "PC", "NK", "XK", "UNC", "BC", "DC")]
_NUMBER = click.IntRange(1, 9_999_999)


@click.command("vouchers")
@click.option("--series", type=click.Choice(SERIES), required=True)
@click.option("--year", type=click.IntRange(1990, 2100), required=True)
@click.option("--from", "first", type=_NUMBER, required=True, metavar="N", help="First number.")
@click.option("--to", "last", type=_NUMBER, required=True, metavar="N", help="Last number.")
@click.option("--as", "as_login", metavar="LOGIN", help="Who prints: each voucher is recorded as a copy.")
@click.option("--out", type=OUT, required=True, help="PDF to write, whole or not at all.")
@with_appcontext
@refusing
def vouchers(series: str, year: int, first: int, last: int, as_login: str | None, out: Path) -> None:
    """Print vouchers FROM to TO of a year as one PDF, each day's with the list of its receipts.

    With --as each is a print of the office, recorded and marked as one (BẢN IN LẠI LẦN n).
    Without it nothing is recorded, and each paper says that it is only for reading (BẢN XEM).

    Example: tracker vouchers --series PT --year 2018 --from 1 --to 18 --as cashier --out pt-2018.pdf
    """
    if last < first:
        raise click.UsageError(say(N_("--to comes before --from.")))
    session, run = open_books(), (series, year, first, last)
    if as_login:
        person(session, as_login, RIGHT)
    vouchers_from_to(session, *run)
    with whole_file(out) as file:
        papers = _prints(session, run, as_login) if as_login else _to_read(session, run)
        file.write(papers_pdf(papers))
    click.echo(say(N_("%(count)s vouchers: %(path)s"), count=last - first + 1, path=out), err=True)


def _prints(session: Session, run: tuple[str, int, int, int], login: str) -> list[Paper]:
    """Record a copy of each and give the papers: all in one transaction, or none."""
    with writing(session):
        by = person(session, login, RIGHT)
        copies = [print_voucher(session, by=by, voucher=voucher) for voucher in vouchers_from_to(session, *run)]
        return [paper for copy in copies for paper in read_papers(copy.said)]


def _to_read(session: Session, run: tuple[str, int, int, int]) -> list[Paper]:
    """Give the papers as they would print now, marked as no prints."""
    return [paper for voucher in vouchers_from_to(session, *run) for paper in papers_of(session, voucher, (TO_READ,))]
