"""Say what the charts of a year show, for its page and for its paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tracker.ground.charts import Amounts, Bar, Chart, bars, columns
from tracker.ground.money import show_dong, show_number
from tracker.ground.refusals import N_
from tracker.models.helping.handouts import HelpKind
from tracker.queries.proving.year_story import YearStory
from tracker.queries.year import Row

Say = Callable[..., str]


@dataclass(frozen=True)
class YearCharts:
    """Money by month, children by kind of help and by district; None where there is nothing to draw."""

    months: Chart
    kinds: Chart | None
    districts: Chart | None


def charts_of(story: YearStory, say: Say) -> YearCharts:
    """Draw the charts in the language of `say`; a table of the same figures stands below each."""
    year = story.report.year
    months = [Amounts(say(N_("M%(number)s"), number=each.number), each.received, each.spent) for each in story.months]
    shown = [
        (
            say(N_("%(amount)s came in"), amount=show_dong(each.received)),
            say(N_("%(amount)s went out"), amount=show_dong(each.spent)),
        )
        for each in story.months
    ]
    kinds = [(say(HelpKind(row["kind"]).label), row) for row in story.report.help_by_kind]
    districts = [(row["name"] or say(N_("Without a district")), row) for row in story.districts]
    return YearCharts(
        columns(say(N_("Income and spending by month, %(year)s"), year=year), months, shown),
        _children(say(N_("Children helped by kind of help, %(year)s"), year=year), kinds),
        _children(say(N_("Children helped by district, %(year)s"), year=year), districts),
    )


def _children(title: str, rows: Sequence[tuple[str, Row]]) -> Chart | None:
    drawn = [Bar(name, row["children"], show_number(row["children"])) for name, row in rows]
    return bars(title, drawn) if drawn else None
