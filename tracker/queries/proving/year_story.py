"""Gather what a page or paper tells of a year beside the report: months, districts, and the year before."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from tracker.ground.papers import Fund
from tracker.models.helping.places import Place
from tracker.models.settings import Item
from tracker.queries.helping.places import Gazetteer
from tracker.queries.office_papers import fund_of
from tracker.queries.proving.campaign_lists import Month
from tracker.queries.proving.year_books import YearBooks
from tracker.queries.proving.year_help import HelpOfPeriod
from tracker.queries.settings import all_items
from tracker.queries.year import Row, YearReport, days_of, report_of, sources_of


@dataclass(frozen=True)
class YearBefore:
    """The figures of the year before that stand beside this year's; its help by kind has children and amount."""

    year: int
    totals: Row
    kinds: Mapping[str, Row]


@dataclass(frozen=True)
class YearStory:
    """A year's report with what stands beside it."""

    report: YearReport
    #: Every month, 1 to 12.
    months: list[Month]
    #: Help by district as then (key, name, children, amount, goods); the communes without one under None.
    districts: list[Row]
    before: YearBefore | None
    items: Mapping[str, Item]
    #: How the fund names itself on the year's last day; None while it has no letterhead.
    fund: Fund | None
    #: Key of each campaign by its code.
    campaign_ids: Mapping[str, int]
    #: The years in which anything was posted, the latest first.
    years: list[int]


def year_story(session: Session, year: int) -> YearStory:
    """Tell a year; nothing stands beside it where nothing was posted in the year before."""
    sources = sources_of(session, year)
    years = sources.books.years()
    return YearStory(
        report=report_of(session, year, sources),
        months=sources.books.by_month(year),
        districts=_districts(sources.given, sources.gazetteer),
        before=_before(session, sources.books, year - 1) if year - 1 in years else None,
        items=all_items(session),
        fund=fund_of(sources.head) if sources.head is not None else None,
        campaign_ids={campaign.code: campaign.id for campaign in sources.campaigns},
        years=years,
    )


def last_year_told(session: Session, this_year: int) -> int:
    """Give this year where anything was posted in it, else the last year in which anything was."""
    years = YearBooks(session).years()
    return this_year if this_year in years or not years else years[0]


def _districts(given: HelpOfPeriod, gazetteer: Gazetteer) -> list[Row]:
    def above(key: str) -> str | None:
        district: Place | None = gazetteer.district(key)
        return district.key if district is not None else None

    rows = given.by("place_key", above).items()
    return [{"key": key, "name": gazetteer.places[key].name if key else None} | asdict(each) for key, each in rows]


def _before(session: Session, books: YearBooks, year: int) -> YearBefore:
    given = HelpOfPeriod(session, *days_of(year))
    stands = books.positions(year, extras=False).values()
    totals: dict[str, Any] = {
        figure: sum(getattr(each, figure) for each in stands) for figure in ("received", "paid", "in_hand")
    }
    kinds = {str(kind): asdict(each) for kind, each in given.by("kind").items()}
    return YearBefore(year, totals | {"children_helped": given.children_helped()}, kinds)
