"""Tills on pages: what lies where, one slip over many campaigns, opening balances before all else."""

from datetime import date

import pytest
from money_steps import Steps

from tracker.models.journal import Account, Entry, EntryKind
from tracker.operations.proving.tills import move_money
from tracker.queries.journal import balance

pytestmark = pytest.mark.one_engine


@pytest.fixture
def steps(session, make, run):
    return Steps(session, make, run)


def test_every_till_is_shown_with_whose_money_it_holds(browser, steps, make):
    first, second = make.campaign(name="Xe đạp"), make.campaign(name="Quỹ sữa")
    steps.gift(first, steps.cash, 1_000_000)
    steps.gift(second, steps.cash, 2_500_000)
    steps.gift(second, steps.store, 120, item="MILK")

    page = browser("cashier").get("/tills").text

    for shown in ("Xe đạp", "1.000.000 đ", "Quỹ sữa", "2.500.000 đ", "3.500.000 đ", "120 hộp"):
        assert shown in page


def test_an_accountant_opens_a_bank_account(browser, session):
    answer = browser("accountant").post(
        "/tills/new", name="Ngân hàng CSXH", kind="bank", code="NHCSXH", opened_on="01/01/2018"
    )

    assert answer.status_code == 302
    assert session.query(Account).filter_by(code="assets:bank:nhcsxh").one().name == "Ngân hàng CSXH"


def test_a_till_shows_its_lines_newest_first_with_voucher_and_balance(browser, steps, make):
    campaign = make.campaign()
    steps.gift(campaign, steps.cash, 1_000_000, on=date(2018, 3, 1))
    steps.gift(campaign, steps.cash, 500_000, on=date(2018, 3, 9))

    page = browser("auditor").get(f"/tills/{steps.cash.id}").text

    assert page.index("09/03/2018") < page.index("01/03/2018")
    assert page.index("1.500.000 đ</td>") < page.index("1.000.000 đ</td>")
    assert "PT-2018-0001" in page and "PT-2018-0002" in page


def test_an_account_that_is_no_till_has_no_page(browser, make):
    assert browser("auditor").get(f"/tills/{make.account('income:gifts').id}").status_code == 404


def test_one_slip_moves_money_of_many_campaigns(browser, session, steps, make):
    first, second, bank = make.campaign(), make.campaign(), steps.bank()
    steps.gift(first, steps.cash, 1_000_000)
    steps.gift(second, steps.cash, 2_000_000)
    accountant = browser("accountant")

    answer = accountant.post(
        f"/tills/move?from_till={steps.cash.id}",
        to_till=bank.id,
        happened_on="15/03/2018",
        memo="Nộp ngân hàng",
        **{f"amount_{first.id}": "400.000", f"amount_{second.id}": "2.000.000"},
    )

    session.rollback()
    assert (balance(session, bank, first), balance(session, bank, second)) == (400_000, 2_000_000)
    assert session.query(Entry).filter_by(kind=EntryKind.TILL_MOVE).count() == 1
    assert "PC-2018-0001, BC-2018-0001" in accountant.get(answer.location).text


def test_too_much_is_refused_in_the_row_of_its_campaign_and_nothing_moves(browser, session, steps, make):
    first, second, bank = make.campaign(name="Xe đạp"), make.campaign(name="Quỹ sữa"), steps.bank()
    steps.gift(first, steps.cash, 1_000_000)
    steps.gift(second, steps.cash, 2_000_000)

    page = browser("accountant").post(
        f"/tills/move?from_till={steps.cash.id}",
        to_till=bank.id,
        happened_on="15/03/2018",
        **{f"amount_{first.id}": "400.000", f"amount_{second.id}": "2.000.001"},
    )

    session.rollback()
    assert page.status_code == 422
    assert f'id="amount_{second.id}-error"' in page.text and f'id="amount_{first.id}-error"' not in page.text
    assert 'value="2.000.001"' in page.text and 'value="400.000"' in page.text
    assert balance(session, bank) == 0


def test_an_amount_for_a_campaign_that_was_emptied_meanwhile_is_not_dropped_silently(browser, steps, make, run):
    first, second, bank = make.campaign(), make.campaign(), steps.bank()
    steps.gift(first, steps.cash, 1_000_000)
    steps.gift(second, steps.cash, 2_000_000)
    accountant, address = browser("accountant"), f"/tills/move?from_till={steps.cash.id}"
    drawn = accountant.hidden(address)
    run(move_money, from_till=steps.cash, to_till=bank, happened_on=date(2018, 3, 15), parts=[(first, 1_000_000)])

    sent = {"to_till": bank.id, "happened_on": "15/03/2018", f"amount_{first.id}": "1", f"amount_{second.id}": "2"}
    page = accountant.client.post(address, data=drawn | sent)

    assert page.status_code == 422 and f'id="amount_{first.id}-error"' in page.text


def test_a_till_is_asked_for_first(browser, steps, make):
    bank = steps.bank()
    steps.gift(make.campaign(), bank, 1_000_000)

    page = browser("accountant").get("/tills/move").text

    assert f"/tills/move?from_till={bank.id}" in page and "1.000.000 đ" in page


def row(number, till, campaign, item, quantity):
    names = ("till", "campaign", "item", "quantity")
    return {
        f"lines-{number}-{name}": value for name, value in zip(names, (till, campaign, item, quantity), strict=True)
    }


def test_opening_balances_are_taken_row_by_row(browser, session, steps, make):
    campaign = make.campaign()
    rows = row(0, steps.cash.id, campaign.id, "VND", "5.000.000") | row(1, steps.store.id, campaign.id, "MILK", "30")

    answer = browser("accountant").post("/tills/opening", happened_on="01/01/2018", **rows, **row(2, "", "", "VND", ""))

    session.rollback()
    assert answer.status_code == 302
    assert balance(session, steps.cash, campaign) == 5_000_000
    assert balance(session, steps.store, campaign, "MILK") == 30


def test_a_row_without_its_till_is_named_and_what_was_typed_stays(browser, steps, make):
    campaign = make.campaign()
    rows = row(0, steps.cash.id, campaign.id, "VND", "5.000.000") | row(1, "", campaign.id, "VND", "1.234.567")

    page = browser("accountant").post("/tills/opening", happened_on="01/01/2018", **rows)

    assert page.status_code == 422 and 'href="#lines"' in page.text
    assert "1.234.567" in page.text and f'selected value="{steps.cash.id}"' in page.text


def test_more_rows_are_drawn_and_keep_what_was_typed(browser, steps, make):
    campaign = make.campaign()
    rows = row(0, steps.cash.id, campaign.id, "VND", "5.000.000")

    page = browser("accountant").post("/tills/opening", happened_on="01/01/2018", more="1", **rows)

    assert 'name="lines-6-till"' in page.text and "5.000.000" in page.text


def test_the_opening_page_says_that_the_books_have_begun(browser, make):
    make.donation(amount=1_000_000)

    page = browser("accountant").get("/tills/opening").text

    assert '<form method="post" class="card"' not in page and "/tills" in page


def test_an_emptied_till_is_closed_from_its_page(browser, session, steps, make):
    bank = steps.bank()
    accountant = browser("accountant")

    answer = accountant.post(f"/tills/{bank.id}/close", closed_on="15/03/2018")

    session.rollback()
    assert (answer.status_code, bank.closed_on) == (302, date(2018, 3, 15))


def test_who_may_read_may_not_write(browser):
    auditor = browser("auditor")

    assert [auditor.get(path).status_code for path in ("/tills", "/tills/new", "/tills/move", "/tills/opening")] == [
        200,
        403,
        403,
        403,
    ]
