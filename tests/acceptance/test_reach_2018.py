"""Whom the year 2018 reached, as the pages tell it."""

from datetime import date

import pytest
from sqlalchemy import select

from tracker.models.helping.handouts import HelpKind
from tracker.models.proving.campaigns import Campaign
from tracker.queries.home_cards import HelpedInYear, helped_in_year
from tracker.queries.proving.campaign_help import help_of_campaign
from tracker.queries.proving.campaigns import position
from tracker.queries.proving.public_help import PublicReach, public_reach


def campaign(session, code: str) -> Campaign:
    return session.scalars(select(Campaign).where(Campaign.code == code)).one()


@pytest.mark.parametrize(
    ("code", "kind", "children", "amount", "goods", "values"),
    [
        ("CLYT", HelpKind.HOUSE, 1, 50_000_000, {}, {}),
        ("QUA", HelpKind.GIFT, 400, 400_000_000, {"PARCEL": 400}, {"PARCEL": 80_000_000}),
        ("XEDAP", HelpKind.BICYCLE, 90, 0, {"BICYCLE": 90}, {}),
        ("SUA", HelpKind.MILK, 1_337, 0, {"MILK": 120_330}, {}),
        ("BHYT", HelpKind.INSURANCE_CARD, 600, 0, {}, {}),
    ],
)
def test_each_campaign_reached_the_children_of_the_newspaper(year, code, kind, children, amount, goods, values):
    told = help_of_campaign(year, campaign(year, code))

    reached = told.by_kind[kind]
    assert (reached.children, reached.amount, reached.goods, reached.values) == (children, amount, goods, values)
    alone = [HelpKind.SCHOLARSHIP, HelpKind.HOUSE, HelpKind.SAVINGS_BOOK] if code == "CLYT" else [kind]
    assert list(told.by_kind) == alone
    assert position(year, campaign(year, code)).paid == {"CLYT": 130_000_000, "QUA": 400_000_000}.get(code, 0)


def test_everybody_may_know_how_many_children_a_campaign_reached(year):
    reach = public_reach(year)

    assert reach[campaign(year, "SUA").id] == PublicReach(children=1_337, communes=95)
    assert reach[campaign(year, "CLYT").id].children == 40 + 1 + 6


def test_the_first_page_shows_the_year_of_the_sample(year):
    share = helped_in_year(year, date(2026, 11, 24))

    assert share == HelpedInYear(2018, helped=2_299, special=2_813)
    assert share.percent == "81,73"
