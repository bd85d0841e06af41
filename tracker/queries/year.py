"""Gather the year's report as plain rows (DESIGN.md §3): flows of the year, stocks at its end."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ground.dates import today
from tracker.models.proving.campaigns import Campaign
from tracker.models.settings import Occasion
from tracker.queries.helping.places import Gazetteer
from tracker.queries.proving.campaigns import NOTHING, positions
from tracker.queries.proving.positions import Position
from tracker.queries.proving.proofs import size_and_root
from tracker.queries.proving.year_help import Helped, HelpOfPeriod, registered_children, special_children
from tracker.queries.users import sample_in_use

#: The figures of a campaign, in the order of the report.
FIGURES = (
    *("opening", "received", "budget", "interest", "given_back", "moved_in", "moved_out", "paid", "bought", "costs"),
    *("unidentified", "advanced", "in_hand", "pledged", "committed", "secured", "free", "direct"),
)

Row = dict[str, Any]


@dataclass(frozen=True)
class YearReport:
    """A year of the fund: campaigns, help by kind, occasion and place, and totals."""

    year: int
    as_of: date
    sample: bool
    size: int
    root: str
    campaigns: list[Row]
    help_by_kind: list[Row]
    occasions: list[Row]
    places: dict[str, list[Row]]
    totals: Row

    def as_dict(self) -> Row:
        """Give the report as plain values for JSON; days as ISO text."""
        return asdict(self) | {"as_of": self.as_of.isoformat()}


def year_report(session: Session, year: int) -> YearReport:
    """Report a year; a year that is not over is reported as far as it is come."""
    since, until = date(year, 1, 1), date(year, 12, 31)
    given = HelpOfPeriod(session, since, until)
    size, root = size_and_root(session)
    campaigns = _campaigns(session, given, since, until)
    return YearReport(
        year=year,
        as_of=min(until, max(today(), since)),
        sample=sample_in_use(session),
        size=size,
        root=root,
        campaigns=campaigns,
        help_by_kind=[{"kind": str(kind)} | asdict(helped) for kind, helped in sorted(given.by("kind").items())],
        occasions=_occasions(session, given),
        places=_places(session, given),
        totals=_totals(session, given, campaigns, since, until),
    )


def _campaigns(session: Session, given: HelpOfPeriod, since: date, until: date) -> list[Row]:
    stands = positions(session, since=since, until=until)
    helped = given.by("campaign_id")
    asked = select(Campaign).where(Campaign.starts_on <= until).order_by(Campaign.code)
    return [
        _campaign(campaign, stands.get(campaign.id, NOTHING), helped.get(campaign.id, Helped()))
        for campaign in session.scalars(asked)
    ]


def _campaign(campaign: Campaign, money: Position, helped: Helped) -> Row:
    row: Row = {"code": campaign.code, "name": campaign.name, "kind": str(campaign.kind)}
    row |= {figure: getattr(money, figure) for figure in FIGURES}
    return row | {"children": helped.children, "goods": {item: asdict(each) for item, each in money.goods.items()}}


def _occasions(session: Session, given: HelpOfPeriod) -> list[Row]:
    names = dict(session.execute(select(Occasion.code, Occasion.name)).all())
    by_code = given.by("occasion")
    return [{"code": code, "name": names[code]} | asdict(by_code[code]) for code in names if code in by_code]


def _places(session: Session, given: HelpOfPeriod) -> dict[str, list[Row]]:
    gazetteer = Gazetteer(session)
    now = given.by_place_now(gazetteer, today())
    return {
        "as_then": [_place(gazetteer, key, helped) for key, helped in sorted(given.by("place_key").items())],
        "as_now": [_place(gazetteer, key, now[key]) for key in sorted(now, key=lambda key: (key is None, key or ""))],
    }


def _place(gazetteer: Gazetteer, key: str | None, helped: Helped) -> Row:
    district = gazetteer.district(key) if key else None
    name = gazetteer.places[key].name if key else None
    return {"key": key, "name": name, "district": district.name if district else None} | asdict(helped)


def _totals(session: Session, given: HelpOfPeriod, campaigns: list[Row], since: date, until: date) -> Row:
    return {
        "received": sum(row["received"] for row in campaigns),
        "paid": sum(row["paid"] for row in campaigns),
        "in_hand": sum(row["in_hand"] for row in campaigns),
        "children": registered_children(session, until),
        "children_helped": given.children_helped(),
        "special_children": special_children(session, since, until),
        "special_helped": given.special_helped(),
    }
