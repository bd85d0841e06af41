"""Campaigns are opened, corrected with a trace, and closed only when nothing is left."""

from datetime import date

import pytest
from money_steps import DAY, Steps

from tracker.models.proving.campaigns import Campaign, CampaignKind, Leftover
from tracker.operations.proving.campaigns import close_campaign, correct_campaign, open_campaign
from tracker.queries.journal import history_of
from tracker.queries.proving.campaigns import general_fund, partners_of

TERMS = {"code": "CLYT", "name": "Cặp lá yêu thương", "kind": CampaignKind.SPONSORSHIP, "starts_on": date(2018, 1, 1)}


@pytest.fixture
def steps(session, make, run):
    return Steps(session, make, run)


def test_a_campaign_keeps_its_terms_and_partners(session, run):
    campaign = run(
        open_campaign,
        **TERMS,
        ends_on=date(2018, 12, 31),
        target=250_000_000,
        leftover=Leftover.GENERAL_FUND,
        partners=["Ngân hàng Chính sách xã hội", "  ", "VTV24", "VTV24"],
    )

    assert (campaign.code, campaign.target, campaign.leftover) == ("CLYT", 250_000_000, "general_fund")
    assert campaign.name_folded == "cap la yeu thuong"
    assert [partner.name for partner in partners_of(session, campaign)] == ["Ngân hàng Chính sách xã hội", "VTV24"]


def test_a_code_is_written_in_capitals(run):
    campaign = run(open_campaign, **TERMS | {"code": " clyt-2018 "})

    assert campaign.code == "CLYT-2018"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "QC"),
        ("code", "CẶP LÁ"),
        ("code", ""),
        ("code", "A" * 21),
        ("name", " "),
        ("name", "Ca\u0440"),
        ("kind", "party"),
        ("leftover", "eaten"),
        ("target", 0),
        ("target", -5),
        ("ends_on", date(2017, 12, 31)),
        ("receives_until", date(2017, 12, 31)),
    ],
)
@pytest.mark.one_engine
def test_what_makes_no_sense_is_refused_at_its_field(steps, field, value):
    refused = steps.refused(open_campaign, **TERMS | {field: value})

    assert refused.field == field


def test_a_taken_code_is_refused_with_the_name_of_its_campaign(steps):
    refused = steps.refused(open_campaign, **TERMS | {"code": "qc"})

    assert "Quỹ chung" in str(refused)


def test_a_correction_keeps_what_was(session, run):
    campaign = run(open_campaign, **TERMS, partners=["VTV24"])

    run(correct_campaign, campaign=campaign, **TERMS | {"name": "Cặp lá yêu thương 2018"}, partners=["VTV"])

    changes = [(change.field, change.old, change.new) for change in history_of(session, "campaigns", campaign.id)]
    assert ("name", "Cặp lá yêu thương", "Cặp lá yêu thương 2018") in changes
    assert changes[0] == ("partners", "VTV24", "VTV")
    assert "target" not in [field for field, _, _ in changes]


def test_the_code_may_be_corrected_until_the_books_name_it(steps, run):
    campaign = run(open_campaign, **TERMS)
    run(correct_campaign, campaign=campaign, **TERMS | {"code": "CLYT18"})
    steps.gift(campaign, steps.cash, 1_000_000)

    refused = steps.refused(correct_campaign, campaign=campaign, **TERMS | {"code": "CLYT"})

    assert (campaign.code, refused.field) == ("CLYT18", "code")


def test_the_general_fund_keeps_its_code_and_is_never_closed(session, steps):
    fund = general_fund(session)
    terms = {"code": "Q", "name": fund.name, "kind": fund.kind, "starts_on": fund.starts_on}

    renamed = steps.refused(correct_campaign, campaign=fund, **terms)
    closed = steps.refused(close_campaign, campaign=fund, closed_on=DAY)

    assert (renamed.field, closed.field) == ("code", None)


def test_a_campaign_with_money_is_not_closed_and_each_till_is_named(steps, run):
    campaign = run(open_campaign, **TERMS)
    steps.gift(campaign, steps.cash, 1_000_000)
    steps.gift(campaign, steps.bank(), 2_000_000)

    refused = steps.refused(close_campaign, campaign=campaign, closed_on=DAY)

    assert "Tiền mặt 1.000.000 đ" in str(refused) and "Ngân hàng CSXH 2.000.000 đ" in str(refused)
    assert campaign.closed_on is None


def test_a_campaign_that_waits_for_pledges_is_not_closed(steps, make):
    pledge = make.pledge(amount=3_000_000)

    refused = steps.refused(close_campaign, campaign=pledge.campaign, closed_on=pledge.pledged_on)

    assert "3.000.000 đ" in str(refused)


def test_an_empty_campaign_is_closed_once(steps, run):
    campaign = run(open_campaign, **TERMS)

    run(close_campaign, campaign=campaign, closed_on=DAY)
    again = steps.refused(close_campaign, campaign=campaign, closed_on=DAY)

    assert campaign.closed_on == DAY
    assert "01/03/2018" in str(again)


@pytest.mark.parametrize("day", [date(2017, 12, 31), date(2999, 1, 1)])
def test_a_campaign_is_not_closed_before_it_began_or_in_the_future(steps, run, day):
    campaign = run(open_campaign, **TERMS)

    refused = steps.refused(close_campaign, campaign=campaign, closed_on=day)

    assert refused.field == "closed_on"


def test_opening_one_campaign_touches_no_other(session, run, make):
    other = make.campaign(code="KHAC")
    before = (other.name, other.kind, other.starts_on)

    run(open_campaign, **TERMS)

    assert (other.name, other.kind, other.starts_on) == before
    assert session.get(Campaign, other.id).closed_on is None
