"""Gather the year's report as plain rows (DESIGN.md §3): flows of the year, stocks at its end."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.models.helping.handouts import HelpKind
from tracker.models.proving.campaigns import Campaign
from tracker.models.settings import Letterhead, Occasion
from tracker.queries.helping.places import Gazetteer
from tracker.queries.helping.savings_books import year_books
from tracker.queries.helping.scholarship_sums import year_scholarships
from tracker.queries.office_papers import first_letterhead
from tracker.queries.proving.activities import activities_of_year
from tracker.queries.proving.campaigns import NOTHING
from tracker.queries.proving.indicators import indicator_rows
from tracker.queries.proving.positions import Position
from tracker.queries.proving.proofs import size_and_root
from tracker.queries.proving.year_books import YearBooks
from tracker.queries.proving.year_help import Helped, HelpOfPeriod, Register, register_of, split_on
from tracker.queries.proving.year_people import donors_of_year, partners_of_year
from tracker.queries.settings import letterhead_on
from tracker.queries.users import sample_in_use

#: The figures of a campaign, in the order of the report.
FIGURES = (
    *("opening", "received", "budget", "interest", "given_back", "moved_in", "moved_out", "paid", "bought", "costs"),
    *("unidentified", "advanced", "in_hand", "pledged", "committed", "secured", "free", "direct"),
)
#: Children's national hotline, where the office has not set another.
HOTLINE = "111"

Row = dict[str, Any]


@dataclass(frozen=True)
class YearReport:
    """A year of the fund, with the keys of DESIGN.md §3 in their order."""

    year: int
    as_of: date
    sample: bool
    size: int
    root: str
    campaigns: list[Row]
    savings_books: Row
    scholarships: Row
    help_by_kind: list[Row]
    occasions: list[Row]
    places: dict[str, list[Row]]
    indicators: list[Row]
    activities: list[Row]
    partners: list[Row]
    donors: list[Row]
    hotline: str
    totals: Row

    def as_dict(self) -> Row:
        """Give the report as plain values for JSON, with its fixed keys (DESIGN.md §3); days as ISO text."""
        read = [{key: value for key, value in row.items() if key != "direction"} for row in self.indicators]
        return asdict(self) | {"as_of": self.as_of.isoformat(), "indicators": read}


def days_of(year: int) -> tuple[date, date]:
    """Give the first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


@dataclass(frozen=True)
class Sources:
    """What a year is told from, read once however it is told."""

    books: YearBooks
    given: HelpOfPeriod
    gazetteer: Gazetteer
    #: That of the year's last day, else the first that there was.
    head: Letterhead | None
    #: Those that had begun by the end of the year, by code.
    campaigns: list[Campaign]


def sources_of(session: Session, year: int) -> Sources:
    """Read what a year is told from."""
    since, until = days_of(year)
    head = letterhead_on(session, until) or session.scalars(first_letterhead()).first()
    begun = select(Campaign).where(Campaign.starts_on <= until).order_by(Campaign.code)
    gazetteer = Gazetteer(session)
    given = HelpOfPeriod(session, since, until, split=split_on(gazetteer, today()))
    return Sources(YearBooks(session), given, gazetteer, head, list(session.scalars(begun)))


def year_report(session: Session, year: int) -> YearReport:
    """Report a year; a year that is not over is reported as far as it is come."""
    return report_of(session, year, sources_of(session, year))


def report_of(session: Session, year: int, sources: Sources) -> YearReport:
    """Report a year out of what was read of it already."""
    given, head = sources.given, sources.head
    since, until = days_of(year)
    size, root = size_and_root(session)
    campaigns = _campaigns(sources, sources.books.positions(year))
    counted = register_of(session, since, until)
    return YearReport(
        year=year,
        as_of=min(until, max(today(), since)),
        sample=sample_in_use(session),
        size=size,
        root=root,
        campaigns=campaigns,
        savings_books=year_books(session, since, until),
        scholarships=dict(year_scholarships(session, since, until)),
        help_by_kind=_kinds(given),
        occasions=_occasions(session, given),
        places=_places(given, sources.gazetteer),
        indicators=indicator_rows(session, year, counted),
        activities=activities_of_year(session, year),
        partners=partners_of_year(session, since, until),
        donors=[_donor(asdict(each)) for each in donors_of_year(session, since, until)],
        hotline=(head and head.hotline) or HOTLINE,
        totals=_totals(given, campaigns, counted),
    )


def _campaigns(sources: Sources, stands: dict[int, Position]) -> list[Row]:
    helped = sources.given.by("campaign_id")
    return [
        _campaign(campaign, stands.get(campaign.id, NOTHING), helped.get(campaign.id, Helped()))
        for campaign in sources.campaigns
    ]


def _campaign(campaign: Campaign, money: Position, helped: Helped) -> Row:
    row: Row = {"code": campaign.code, "name": campaign.name, "kind": str(campaign.kind)}
    row |= {figure: getattr(money, figure) for figure in FIGURES}
    return row | {"children": helped.children, "goods": {item: asdict(each) for item, each in money.goods.items()}}


def _kinds(given: HelpOfPeriod) -> list[Row]:
    """List the kinds of help that were given, as their words are listed."""
    by_kind = given.by("kind")
    return [{"kind": kind.value} | asdict(by_kind[kind]) for kind in HelpKind if kind in by_kind]


def _occasions(session: Session, given: HelpOfPeriod) -> list[Row]:
    names = dict(session.execute(select(Occasion.code, Occasion.name)).all())
    by_code = given.by("occasion")
    return [{"code": code, "name": names[code]} | asdict(by_code[code]) for code in names if code in by_code]


def _places(given: HelpOfPeriod, gazetteer: Gazetteer) -> dict[str, list[Row]]:
    now = given.by_place_now(gazetteer, today())
    return {
        "as_then": [_place(gazetteer, key, helped) for key, helped in given.by("place_key").items()],
        "as_now": [_place(gazetteer, key, now[key]) for key in sorted(now, key=lambda key: (key is None, key or ""))],
    }


def _place(gazetteer: Gazetteer, key: str | None, helped: Helped) -> Row:
    district = gazetteer.district(key) if key else None
    name = gazetteer.places[key].name if key else None
    return {"key": key, "name": name, "district": district.name if district else None} | asdict(helped)


def _donor(row: Row) -> Row:
    return {key: row[key] for key in ("name", "via", "campaign", "amount", "goods")}


def _totals(given: HelpOfPeriod, campaigns: list[Row], counted: Register) -> Row:
    return {
        "received": sum(row["received"] for row in campaigns),
        "paid": sum(row["paid"] for row in campaigns),
        "in_hand": sum(row["in_hand"] for row in campaigns),
        "children": counted.children,
        "children_helped": given.children_helped(),
        "special_children": counted.special,
        "special_helped": counted.helped,
    }
