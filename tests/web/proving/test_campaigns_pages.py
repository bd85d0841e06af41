"""Campaigns on pages: the figures with the lists behind them, warnings in words, moves by the approver."""

from datetime import date

import pytest
from help_steps import help_given
from money_steps import Steps
from sqlalchemy import event

from tracker.models.base import db
from tracker.models.giving.donations import Donation
from tracker.models.proving.campaigns import Campaign
from tracker.models.proving.moves import CampaignMove
from tracker.operations.giving.receipts import void_receipt
from tracker.operations.proving.campaigns import correct_campaign
from tracker.queries.proving.campaigns import partners_of, position

pytestmark = pytest.mark.one_engine
TERMS = {
    "name": "Cặp lá yêu thương",
    "code": "CLYT",
    "kind": "sponsorship",
    "starts_on": "01/01/2018",
    "leftover": "keep",
}


@pytest.fixture
def steps(session, make, run):
    return Steps(session, make, run)


def test_a_clerk_opens_a_campaign_and_sees_it(browser, session):
    clerk = browser("clerk")

    answer = clerk.post("/campaigns/new", **TERMS, target="250.000.000", partners="VTV24\nNHCSXH", keeps_interest="y")

    campaign = session.query(Campaign).filter_by(code="CLYT").one()
    page = clerk.get(answer.location).text
    assert (campaign.target, campaign.keeps_interest, campaign.costs_allowed) == (250_000_000, True, False)
    assert [partner.name for partner in partners_of(session, campaign)] == ["VTV24", "NHCSXH"]
    assert "<h1>Cặp lá yêu thương</h1>" in page and "VTV24, NHCSXH" in page


def test_a_refused_campaign_keeps_what_was_typed_and_shows_why_at_its_field(browser):
    answer = browser("clerk").post("/campaigns/new", **TERMS | {"code": "qc", "ends_on": "31/02/2018"})
    second = browser("clerk").post("/campaigns/new", **TERMS | {"code": "qc"})

    assert answer.status_code == 422 and 'id="ends_on-error"' in answer.text and "31/02/2018" in answer.text
    assert 'id="code-error"' in second.text and "Quỹ chung" in second.text and "Cặp lá yêu thương" in second.text


def test_the_page_shows_the_six_figures_and_the_lists_behind_them(browser, steps, make):
    campaign = make.campaign(code="CLYT", name="Cặp lá yêu thương")
    make.pledge(amount=45_000_000, campaign=campaign)
    steps.gift(campaign, steps.cash, 5_000_000)
    steps.gift(campaign, steps.bank(), 250_000_000)

    page = browser("auditor").get(f"/campaigns/{campaign.id}").text

    for figure in ("255.000.000 <span>", "45.000.000 <span>", "300.000.000 <span>"):
        assert figure in page
    for behind in ("?list=donations#list", "?list=pledges#list", "#where", "#sum"):
        assert f'{behind}"' in page
    assert "250.000.000 đ" in page


def test_goods_stand_beside_the_money(browser, steps, make):
    campaign = make.campaign()
    steps.gift(campaign, steps.store, 90, item="BICYCLE", value=180_000_000)

    page = browser("clerk").get(f"/campaigns/{campaign.id}").text

    assert "90 chiếc" in page and "180.000.000 đ" in page
    assert '<dd class="num">180.000.000 đ</dd>' not in page
    assert position(steps.session, campaign).received == 0


def test_a_voided_receipt_is_struck_through_beside_its_gift(browser, make, run):
    receipt = make.receipt(make.donation(amount=500_000))
    run(void_receipt, receipt=receipt, voided_on=receipt.issued_on, reason="Sai tên", by=make.user("approver"))
    campaign_id = make.session.get_one(Donation, receipt.donation_id).campaign_id

    page = browser("auditor").get(f"/campaigns/{campaign_id}").text

    assert f"<s>{receipt.code}</s>" in page


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ({"receives_until": date(2018, 6, 30)}, "30/06/2018"),
        ({"ends_on": date(2018, 12, 31)}, "31/12/2018"),
    ],
)
def test_what_is_over_is_said_in_words(browser, steps, make, run, terms, sentence):
    campaign = make.campaign(code="CLYT")
    steps.gift(campaign, steps.cash, 5_000_000)
    fields = {"code": "CLYT", "name": campaign.name, "kind": campaign.kind, "starts_on": campaign.starts_on}
    run(correct_campaign, campaign=campaign, **fields, **terms)

    page = browser("auditor").get(f"/campaigns/{campaign.id}").text

    assert 'class="warn"' in page and sentence in page


def test_the_chart_has_a_table_of_the_same_figures(browser, steps, make):
    campaign = make.campaign()
    steps.gift(campaign, steps.cash, 52_000_000, on=date(2018, 6, 1))

    page = browser("clerk").get(f"/campaigns/{campaign.id}").text

    assert page.count("<tr><td>") >= 12 and '<td>6/2018</td><td class="num">52.000.000 đ</td>' in page
    assert "style=" not in page


def test_other_lists_are_one_click_away_and_unknown_ones_are_not_there(browser, make):
    pledge = make.pledge(amount=2_000_000)
    address = f"/campaigns/{pledge.campaign_id}"

    pledges = browser("clerk").get(f"{address}?list=pledges")
    unknown = browser("clerk").get(f"{address}?list=secrets")

    assert pledge.code in pledges.text
    assert unknown.status_code == 404


LISTS = ("donations", "pledges", "help", "handouts", "handouts&state=open", "moves", "purchases", "costs")


def test_the_page_of_a_campaign_asks_few_questions_whatever_is_in_it(app, browser, steps, make):
    campaign, auditor = make.campaign(), browser("auditor")
    counts = []

    for _ in range(2):
        for _ in range(2):
            make.receipt(steps.gift(campaign, steps.cash, 9_000_000, on=date(2018, 3, 15)))
            make.pledge(campaign=campaign)
            make.approved(campaign=campaign)
        help_given(make, make.approved(campaign=campaign))
        counts.append([questions_of(app, auditor, f"/campaigns/{campaign.id}?list={shown}") for shown in LISTS])

    assert all(0 < count <= 15 for count in counts[0])
    assert counts[1] == counts[0]


def questions_of(app, person, address) -> int:
    """Count what a page asks of the database, but for what the frame asks on every page."""
    asked: list[str] = []

    def hear(*told) -> None:
        asked.append(told[2])

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", hear)
        person.get(address)
        event.remove(db.engine, "before_cursor_execute", hear)
    of_frame = ("FROM users", "FROM role_grants", "FROM sign_ins", "FROM letterheads")
    return len([one for one in asked if one.startswith(("SELECT", "WITH")) and not any(row in one for row in of_frame)])


def test_campaigns_are_found_without_diacritics_and_by_state(browser, make):
    make.campaign(code="XEDAP", name="Xe đạp cho trẻ em")
    make.campaign(code="SUA", name="Quỹ sữa")
    clerk = browser("clerk")

    by_name, by_code = clerk.get("/campaigns?q=xe+dap").text, clerk.get("/campaigns?q=sua").text
    closed = clerk.get("/campaigns?state=closed").text

    assert "Xe đạp cho trẻ em" in by_name and "Quỹ sữa" not in by_name
    assert "Quỹ sữa" in by_code and "Xe đạp" not in by_code
    assert "Xe đạp" not in closed


def test_the_approver_moves_money_and_it_shows_on_both_campaigns(browser, session, steps, make):
    giving, taking = make.campaign(name="Xe đạp"), make.campaign(name="Sữa")
    steps.gift(giving, steps.cash, 3_000_000)
    approver = browser("approver")
    address = f"/campaigns/move?from_campaign={giving.id}"

    answer = approver.post(
        address,
        held=f"{steps.cash.id}:VND",
        quantity="1.000.000",
        to_campaign=taking.id,
        moved_on="15/03/2018",
        reason="Đã đủ xe",
        consent="Thư ngày 14/03/2018",
    )

    session.rollback()
    assert answer.status_code == 302
    assert session.query(CampaignMove).one().quantity == 1_000_000
    assert '−<span class="num">1.000.000 đ' in approver.get(f"/campaigns/{giving.id}?list=moves").text
    assert '+<span class="num">1.000.000 đ' in approver.get(f"/campaigns/{taking.id}?list=moves").text


def test_a_move_without_consent_or_day_is_refused_at_its_field(browser, steps, make):
    giving, taking = make.campaign(), make.campaign()
    steps.gift(giving, steps.cash, 3_000_000)

    page = browser("approver").post(
        f"/campaigns/move?from_campaign={giving.id}",
        held=f"{steps.cash.id}:VND",
        quantity="1.000.000",
        to_campaign=taking.id,
        moved_on="15/03/2018",
        reason="Đã đủ xe",
    )

    assert page.status_code == 422 and 'id="consent-error"' in page.text and "Đã đủ xe" in page.text


def test_the_same_move_sent_twice_is_done_once(browser, session, steps, make):
    giving, taking = make.campaign(), make.campaign()
    steps.gift(giving, steps.cash, 3_000_000)
    approver, address = browser("approver"), f"/campaigns/move?from_campaign={giving.id}"
    sent = {"held": f"{steps.cash.id}:VND", "quantity": "1", "to_campaign": taking.id, "moved_on": "15/03/2018"}
    sent |= {"reason": "Lý do", "consent": "Thư"} | approver.hidden(address)

    answers = [approver.client.post(address, data=sent).status_code for _ in range(2)]

    session.rollback()
    assert answers == [302, 302]
    assert session.query(CampaignMove).count() == 1


def test_only_the_approver_moves_between_campaigns(browser):
    assert [browser(role).get("/campaigns/move").status_code for role in ("clerk", "approver")] == [403, 200]


def test_a_campaign_is_closed_from_its_page_when_it_is_empty(browser, session, steps, make):
    full, empty = make.campaign(), make.campaign()
    steps.gift(full, steps.cash, 1_000_000)
    clerk = browser("clerk")

    refused = clerk.post(f"/campaigns/{full.id}/close", closed_on="01/06/2018")
    closed = clerk.post(f"/campaigns/{empty.id}/close", closed_on="01/06/2018")

    session.rollback()
    assert refused.status_code == 422 and "1.000.000 đ" in refused.text
    assert (closed.status_code, empty.closed_on) == (302, date(2018, 6, 1))


def test_names_with_tags_are_inert(browser, make):
    campaign = make.campaign(name="<script>alert(1)</script> & Cty", partners=["<b>VTV</b>"])

    for path in ("/campaigns", f"/campaigns/{campaign.id}"):
        page = browser("clerk").get(path).text

        assert "<script>alert" not in page and "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Cty" in page
        assert "<b>VTV" not in page
