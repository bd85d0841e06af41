"""Report a year at the command line."""

import os
from pathlib import Path

import click
from flask.cli import with_appcontext

from tracker.cli.files import OUT, target
from tracker.cli.saving import open_books, refusing
from tracker.documents.proving.year import year_as_json, year_as_text
from tracker.models.base import db
from tracker.queries.snapshots import snapshot
from tracker.queries.year import year_report


@click.command("year")
@click.argument("year", type=click.IntRange(1990, 2100))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--out", type=OUT, help="Where the report goes; stdout where it is left out.")
@with_appcontext
@refusing
def year(year: int, form: str, out: Path | None) -> None:
    """Report a year: campaigns, help by kind, occasion and place, totals.

    Example: tracker year 2018 --format json --out 2018.json
    """
    open_books()
    with snapshot(db.engine) as session:
        report = year_report(session, year)
    lang = "en" if os.environ.get("LANG", "").startswith("en") else "vi"
    text = year_as_json(report) if form == "json" else year_as_text(report, lang)
    with target(out) as file:
        file.write(text.encode())
