"""Pages of corrections of what was spent, and what the form says of money that is gone."""

from datetime import date

import pytest
from make import DAY
from spending_steps import Spending

from tracker.models.journal import Entry
from tracker.models.proving.spending_corrections import SpendingCorrection
from tracker.operations.giving.donations import Gift, Part
from tracker.operations.helping.settlements import settle_sheet
from tracker.operations.proving.campaign_moves import move_between
from tracker.operations.proving.corrections import propose_correction, recorded_gift
from tracker.operations.proving.spending_corrections import propose_spending_correction
from tracker.queries.proving.campaigns import position

pytestmark = pytest.mark.one_engine


@pytest.fixture
def steps(session, make, run):
    return Spending(session, make, run)


@pytest.fixture
def fund(steps, make):
    steps.gift(make.fund(), steps.cash, 10_000_000, on=date(2018, 2, 1))
    return make.fund()


def typed(steps, campaign, **but):
    """Give what the form of a cost sends where nothing is put right."""
    said = {"campaign": campaign.id, "cost_kind": "programme", "party": "Nhà in Tây Ninh", "till": steps.cash.id}
    return said | {"purpose": "In phông chương trình", "amount": "300.000", "reason": "Gõ thừa một số 0"} | but


def test_a_cost_is_proposed_beside_what_is_recorded_and_posted_by_the_approver(browser, session, steps, fund):
    wrong = steps.cost(fund, 3_000_000)
    accountant, form = browser("accountant"), f"/corrections/spending/new?entry={wrong.entry_id}"

    led = accountant.get(f"/corrections/new?entry={wrong.entry_id}")
    shown = accountant.get(form).text
    answer = accountant.post(form, **typed(steps, fund))
    session.rollback()
    correction = session.query(SpendingCorrection).one()
    approver, path = browser("approver"), f"/corrections/spending/{correction.id}"
    home, listed, before = (approver.get(each).text for each in ("/", "/corrections?of=spending", path))
    posted = approver.post(f"{path}/approve", page=path, approved_on="2/4/2018", remark="")
    after = approver.get(path).text

    session.rollback()
    assert led.location == form
    assert 'value="3.000.000"' in shown and "Nhà in Tây Ninh" in shown
    assert answer.location == path and posted.location == path
    assert 'href="/corrections?of=spending"' in home and f'href="{path}"' in listed
    assert "<s>3.000.000 đ</s>" in before and "<b>300.000 đ</b>" in before
    assert "DC-2018-0001" in after
    assert position(session, fund).costs == 300_000


def test_what_is_missing_is_asked_for_at_its_field_and_all_that_was_typed_is_kept(browser, steps, fund):
    wrong = steps.cost(fund)
    form = f"/corrections/spending/new?entry={wrong.entry_id}"

    page = browser("accountant").post(form, **typed(steps, fund, amount="", party="Nhà in khác"))

    assert page.status_code == 422
    assert 'id="amount-error"' in page.text
    assert "Nhà in khác" in page.text and "Gõ thừa một số 0" in page.text


def test_a_purchase_is_put_right_row_by_row_and_one_more_row_can_be_asked_for(browser, session, make, steps):
    campaign = make.campaign()
    steps.gift(campaign, steps.cash, 5_000_000, on=date(2018, 2, 1))
    wrong = steps.buy(campaign)
    accountant, form = browser("accountant"), f"/corrections/spending/new?entry={wrong.entry_id}"
    said = {
        "campaign": campaign.id,
        "party": "Cửa hàng xe đạp",
        "purpose": "",
        "invoice_number": "7",
        "reason": "Nhầm giá",
    }
    said |= {"till": steps.cash.id, "store": steps.store.id, "lines-0-item": "BICYCLE", "lines-0-quantity": "2"}
    said |= {"lines-0-unit_price": "1.500.000", "lines-1-item": "", "lines-1-quantity": "", "lines-1-unit_price": ""}

    more = accountant.post(form, **said, more="1")
    answer = accountant.post(form, **said)

    session.rollback()
    correction = session.query(SpendingCorrection).one()
    page = accountant.get(answer.location).text
    assert more.status_code == 200 and 'name="lines-2-item"' in more.text
    assert '"lines": [["BICYCLE", 2, 1500000]]' in correction.right
    assert "1.500.000 đ" in page and "3.000.000 đ" in page


def test_what_never_happened_is_reversed_alone(browser, session, steps, fund):
    wrong = steps.cost(fund)
    form = f"/corrections/spending/new?entry={wrong.entry_id}"

    browser("accountant").post(form, **typed(steps, fund, amount="", nothing="y"))

    session.rollback()
    assert session.query(SpendingCorrection).one().right == ""


def test_an_entry_of_another_kind_has_no_form_and_a_reversed_one_says_so(browser, make, run, steps, fund):
    gift, wrong = make.donation(), steps.cost(fund)
    steps.take_back(wrong.entry_id)
    accountant = browser("accountant")

    assert accountant.get(f"/corrections/spending/new?entry={gift.entry_id}").status_code == 404
    assert 'name="reason"' not in accountant.get(f"/corrections/spending/new?entry={wrong.entry_id}").text
    assert browser("cashier").get(f"/corrections/spending/new?entry={wrong.entry_id}").status_code == 403


def test_goods_that_are_given_are_named_before_and_at_the_refusal(browser, session, make, run, steps):
    campaign = make.campaign()
    steps.gift(campaign, steps.cash, 5_000_000, on=date(2018, 2, 1))
    wrong = steps.buy(campaign)
    sheet = make.sheet(make.approved(campaign=campaign, shares={"BICYCLE": 1}, children=[make.child()]))
    run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=DAY, outcomes={})
    asked = {"entry": session.get_one(Entry, wrong.entry_id), "reason": "Chưa giao hàng"}
    form = browser("accountant").get(f"/corrections/spending/new?entry={wrong.entry_id}").text
    correction = run(propose_spending_correction, by=make.user("accountant"), **asked)
    path = f"/corrections/spending/{correction.id}"

    refused = browser("approver").post(f"{path}/approve", page=path)

    assert refused.status_code == 422
    for text in (form, refused.text):
        assert "XK-2018-0001" in text and "1 chiếc" in text and "2 chiếc" in text


def test_the_page_of_a_gift_says_how_much_can_move_and_where_the_rest_went(browser, session, make, run):
    donation = make.donation(amount=10_000_000)
    moving = {"till": make.account(), "quantity": 6_000_000, "moved_on": DAY, "reason": "Bù nhà", "consent": "Có"}
    way = {"from_campaign": donation.campaign, "to_campaign": make.campaign()}
    run(move_between, by=make.user("approver"), **way, **moving)
    was = recorded_gift(session, donation)
    right = Gift(**(vars(was) | {"campaign": make.campaign(), "parts": [Part(make.account(), "VND", 10_000_000)]}))
    asked = {"donation": donation, "right": right, "reason": "Nhầm chương trình"}
    correction = run(propose_correction, by=make.user("accountant"), **asked)

    form = browser("accountant").get(f"/corrections/new?donation={make.donation().id}").text
    approver, path = browser("approver"), f"/corrections/{correction.id}"
    page, refused = approver.get(path).text, approver.post(f"{path}/approve", page=path)

    assert "means short" not in form
    for text in (page, refused.text):
        assert "means short" in text
        assert all(part in text for part in ("10.000.000 đ", "4.000.000 đ", "6.000.000 đ", "Bù nhà"))
        assert 'href="/vouchers/' in text
    assert refused.status_code == 422
