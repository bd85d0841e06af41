"""Loans between campaigns: a task with its day, a form that is filled in, a page for each move."""

from datetime import date

import pytest
from spending_steps import Spending, fresh

from tracker.models.proving.moves import CampaignMove
from tracker.operations.proving.campaign_moves import move_between
from tracker.queries.proving.moves import open_loan

pytestmark = pytest.mark.one_engine


@pytest.fixture
def steps(session, make, run):
    return Spending(session, make, run)


@pytest.fixture
def loan(steps, make, run):
    giving, taking = make.campaign("CHO", name="Cho vay"), make.campaign("MUON", name="Đi mượn")
    steps.gift(giving, steps.cash, 3_000_000)
    moved = {"from_campaign": giving, "to_campaign": taking, "till": steps.cash, "quantity": 2_000_000}
    return run(move_between, moved_on=date(2018, 3, 1), reason="Chờ tiền", back_by=date(2018, 6, 30), **moved)


def test_an_open_loan_waits_on_the_first_page_and_its_form_is_filled_in(browser, loan):
    approver = browser("approver")

    home, form = approver.get("/").text, approver.get(f"/campaigns/move?repays={loan.id}").text

    assert f"/campaigns/move?repays={loan.id}" in home and "30/06/2018" in home and "2.000.000 đ" in home
    assert 'value="2.000.000"' in form and f'<option selected value="{loan.from_id}"' in form
    assert "/campaigns/move" not in browser("clerk").get("/").text


def test_a_loan_is_brought_back_in_part_and_each_move_has_its_page(browser, session, steps, loan):
    approver, address = browser("approver"), f"/campaigns/move?repays={loan.id}"
    sent = {"held": f"{steps.cash.id}:VND", "to_campaign": loan.from_id, "moved_on": "01/04/2018", "reason": "Trả"}

    too_much = approver.post(address, repays=loan.id, quantity="2.000.001", **sent)
    answer = approver.post(address, repays=loan.id, quantity="500.000", **sent)

    back, page = approver.get(answer.location).text, approver.get(f"/campaigns/moves/{loan.id}").text
    assert too_much.status_code == 422 and 'id="quantity-error"' in too_much.text
    assert open_loan(fresh(session), loan) == 1_500_000
    assert f"/campaigns/moves/{loan.id}" in back and "DC-2018-0002" in back
    assert answer.location in page and "1.500.000 đ" in page and f"repays={loan.id}" in page
    assert "1.500.000 đ" in approver.get("/campaigns/moves").text


def test_a_move_is_linked_from_its_campaigns_and_takes_the_consent(browser, session, loan):
    clerk = browser("clerk")

    listed = clerk.get(f"/campaigns/{loan.to_id}?list=moves").text
    page = clerk.get(f"/campaigns/moves/{loan.id}").text
    lost = [clerk.get(address).status_code for address in ("/campaigns/moves/99", "/campaigns/moves")]

    assert f"/campaigns/moves/{loan.id}" in listed
    assert "attached-campaign_moves" in page and "/vouchers/" not in page
    assert lost == [404, 200]
    assert fresh(session).query(CampaignMove).count() == 1


def test_what_is_no_loan_cannot_be_brought_back(browser, steps, run, loan):
    gift = run(move_between, from_campaign=loan.from_campaign, to_campaign=loan.to_campaign, till=steps.cash,
               quantity=1, moved_on=date(2018, 3, 1), reason="Thiếu", consent="Thư")  # fmt: skip

    answers = [browser("approver").get(f"/campaigns/move?repays={asked}").status_code for asked in (gift.id, 99, "x")]

    assert answers == [404, 404, 404]
