"""Report a year at the command line."""

import os
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from tracker.cli.files import OUT, target
from tracker.cli.saving import open_books, refusing
from tracker.documents.proving.year import year_as_json, year_as_text
from tracker.documents.proving.year_paper import year_as_pdf
from tracker.models.base import db
from tracker.queries.proving.year_story import year_story
from tracker.queries.snapshots import snapshot
from tracker.queries.year import year_report


@click.command("year")
@click.argument("year", type=click.IntRange(1990, 2100))
@click.option("--format", "form", type=click.Choice(["text", "json", "pdf"]), default="text", show_default=True)
@click.option("--out", type=OUT, help="Where the report goes; stdout where it is left out.")
@with_appcontext
@refusing
def year(year: int, form: str, out: Path | None) -> None:
    """Report a year: campaigns, help by kind, occasion and place, indicators, totals.

    Example: tracker year 2018 --format json --out 2018.json
    """
    open_books()
    with snapshot(db.engine) as session:
        content = _WRITTEN[form](session, year)
    with target(out) as file:
        file.write(content)


def _text(session: Session, year: int) -> bytes:
    lang = "en" if os.environ.get("LANG", "").startswith("en") else "vi"
    return year_as_text(year_report(session, year), lang).encode()


def _json(session: Session, year: int) -> bytes:
    return year_as_json(year_report(session, year)).encode()


def _pdf(session: Session, year: int) -> bytes:
    return year_as_pdf(year_story(session, year))


_WRITTEN = {"text": _text, "json": _json, "pdf": _pdf}
