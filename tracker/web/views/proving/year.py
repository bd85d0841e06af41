"""Show a year of the fund on one page, and give it as a paper or as data."""

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.documents.proving.year import year_as_json
from tracker.documents.proving.year_charts import charts_of
from tracker.documents.proving.year_paper import year_as_pdf
from tracker.documents.proving.year_words import share
from tracker.ground.dates import today
from tracker.ground.translations import translator
from tracker.models.base import db
from tracker.models.helping.handouts import HelpKind
from tracker.models.proving.activities import ActivityKind
from tracker.models.proving.indicators import Direction
from tracker.queries.proving.year_story import YearStory, last_year_told, year_story
from tracker.queries.snapshots import snapshot
from tracker.queries.year import FIGURES
from tracker.web.language import language_now
from tracker.web.proving.year_links import YearLinks
from tracker.web.rights import needs

bp = Blueprint("year", __name__, url_prefix="/year")

#: Years that the books can be of.
FIRST, LAST = 1990, 2100


@bp.get("")
@needs("year.read")
def index() -> ResponseReturnValue:
    """Lead to this year, or to the last year in which anything was posted."""
    return redirect(url_for(".show", year=last_year_told(db.session(), today().year)))


@bp.get("/<int:year>")
@needs("year.read")
def show(year: int) -> ResponseReturnValue:
    """Show a year: every figure leads to its lines."""
    story = told(year)
    return render_template(
        "year/show.html",
        story=story,
        report=story.report,
        figures=FIGURES,
        links=YearLinks(story),
        charts=charts_of(story, translator(language_now())),
        help_kinds=HelpKind,
        activity_kinds=ActivityKind,
        directions=Direction,
        share=share,
        items=story.items,
    )


@bp.get("/<int:year>.pdf")
@needs("year.read")
def pdf(year: int) -> ResponseReturnValue:
    """Give the year's report as a paper."""
    return _file(year_as_pdf(told(year)), "application/pdf", f"{year}.pdf")


@bp.get("/<int:year>.json")
@needs("year.read")
def data(year: int) -> ResponseReturnValue:
    """Give the year's report as data, with the fixed keys."""
    return _file(year_as_json(told(year).report).encode(), "application/json", f"{year}.json")


def told(year: int) -> YearStory:
    """Read a year in one moment; 404 for a year that is none."""
    if not FIRST <= year <= LAST:
        abort(404)
    with snapshot(db.engine) as moment:
        return year_story(moment, year)


def _file(content: bytes, type_: str, name: str) -> Response:
    response = Response(content, mimetype=type_)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
