"""List the year's indicators, show what was typed of each, set targets and type readings."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.ground.refusals import N_
from tracker.ground.shares import show_percent
from tracker.models.base import db
from tracker.models.proving.indicators import Counting, Direction, Indicator, IndicatorTarget, Reading
from tracker.operations.proving.indicators import add_indicator, correct_indicator, record_reading, set_target
from tracker.queries.journal import history_of
from tracker.queries.proving.indicator_lists import (
    last_reading,
    readings_of,
    target_changes,
    target_of,
    targets_of,
    years_of_indicators,
)
from tracker.queries.proving.indicators import indicators_of_year
from tracker.queries.user_lists import names_of
from tracker.web.forms.proving.indicators import IndicatorForm, NewIndicatorForm, ReadingForm, TargetForm
from tracker.web.history import Changed, told
from tracker.web.paging import paged
from tracker.web.rights import needs
from tracker.web.saving import save

bp = Blueprint("indicators", __name__, url_prefix="/indicators")

#: Msgids of what may be corrected, as the history names it.
LABELS = {
    "name": N_("Name"),
    "counts": N_("What the program counts"),
    "direction": N_("Met when it is"),
    "percent": N_("Target, in percent"),
}


@bp.get("")
@needs("indicators.read")
def index() -> ResponseReturnValue:
    """Show the indicators of a year, what is counted beside what was typed."""
    session = db.session()
    years, first = years_of_indicators(session)
    asked = request.args.get("year", "")
    year = int(asked) if asked in [str(each) for each in years] else first
    rows = indicators_of_year(session, year)
    names = names_of(session, {row.reading.by_id for row in rows if row.reading})
    return render_template(
        "indicators/index.html",
        rows=rows,
        year=year,
        years=years,
        names=names,
        directions=Direction,
        percent=show_percent,
    )


@bp.route("/new", methods=["GET", "POST"])
@needs("indicators.record")
def new() -> ResponseReturnValue:
    """Name a further indicator."""
    form = NewIndicatorForm.of_request()
    if form.sent_and_valid() and (indicator := save(form, add_indicator)):
        flash(_("The indicator is recorded. Type its first figure."))
        return redirect(url_for(".show", code=indicator.code))
    return render_template("indicators/edit.html", form=form, indicator=None), _status(form)


@bp.get("/<code>")
@needs("indicators.read")
def show(code: str) -> ResponseReturnValue:
    """Show an indicator: its targets, all that was typed, and what was corrected."""
    session, indicator = db.session(), _or_404(code)
    readings = paged(session, readings_of(code), by=(Reading.year, Reading.id), cursor=request.args.get("cursor"))
    targets = targets_of(session, code)
    return render_template(
        "indicators/show.html",
        indicator=indicator,
        readings=readings,
        names=names_of(session, {reading.by_id for reading in readings.rows}),
        targets=targets,
        counting=Counting,
        directions=Direction,
        percent=show_percent,
        history_rows=_history(indicator, targets),
    )


def _history(indicator: Indicator, targets: Sequence[IndicatorTarget]) -> list[Changed]:
    session, years = db.session(), {str(target.id): target.year for target in targets}
    changes = history_of(session, "indicators", indicator.code) + target_changes(session, list(targets))
    changes.sort(key=lambda change: change.id, reverse=True)
    rows = told(session, changes, labels=LABELS, choices={"counts": Counting, "direction": Direction})
    return [_of_target(row, years[row.change.record_id]) if row.change.record_id in years else row for row in rows]


def _of_target(row: Changed, year: int) -> Changed:
    """Say of which year's target a change tells, and shares in percent."""
    if row.change.field != "percent":
        return replace(row, field=f"{year}: {row.field}")
    old, new = (f"{show_percent(int(text))} %" for text in (row.old, row.new))
    return replace(row, field=f"{year}: {row.field}", old=old, new=new)


@bp.route("/<code>/edit", methods=["GET", "POST"])
@needs("indicators.record")
def edit(code: str) -> ResponseReturnValue:
    """Correct an indicator; what was before stays in the history."""
    indicator = _or_404(code)
    form = IndicatorForm.of_request(obj=indicator)
    if form.sent_and_valid() and save(form, correct_indicator, indicator=indicator):
        flash(_("The indicator is corrected."))
        return redirect(url_for(".show", code=code))
    return render_template("indicators/edit.html", form=form, indicator=indicator), _status(form)


@bp.route("/<code>/target", methods=["GET", "POST"])
@needs("indicators.targets")
def target(code: str) -> ResponseReturnValue:
    """Set the target of a year."""
    indicator, year = _or_404(code), _year()
    there = target_of(db.session(), code, year)
    said = {"direction": there.direction, "percent": there.percent} if there else {}
    form = TargetForm.of_request(year=year, **said)
    if form.sent_and_valid() and (made := save(form, set_target, indicator=indicator)):
        flash(_("The target is set."))
        return redirect(url_for(".index", year=made.year))
    return render_template("indicators/target.html", form=form, indicator=indicator), _status(form)


@bp.route("/<code>/reading", methods=["GET", "POST"])
@needs("indicators.record")
def reading(code: str) -> ResponseReturnValue:
    """Type what was read for a year; what was typed before stays, and the last one counts."""
    indicator, year = _or_404(code), _year()
    last = last_reading(db.session(), code, year)
    fields = ("numerator", "denominator", "change", "source")
    form = ReadingForm.of_request(year=year, **({name: getattr(last, name) for name in fields} if last else {}))
    if form.sent_and_valid() and (made := save(form, record_reading, indicator=indicator)):
        flash(_("The figure is recorded."))
        return redirect(url_for(".index", year=made.year))
    return render_template("indicators/reading.html", form=form, indicator=indicator, last=last), _status(form)


def _or_404(code: str) -> Indicator:
    return db.session().get(Indicator, code) or abort(404)


def _year() -> int:
    """Give the year asked for, or the one that the list begins with."""
    years, first = years_of_indicators(db.session())
    asked = request.args.get("year", "")
    return int(asked) if asked in [str(each) for each in years] else first


def _status(form: Any) -> int:
    return 422 if form.errors else 200
