"""Vouchers on pages: a register without holes, and what stands on each."""

from datetime import date

import pytest
from money_steps import Steps

from tracker.models.proving.vouchers import Voucher
from tracker.operations.proving.tills import move_money

pytestmark = pytest.mark.one_engine


@pytest.fixture
def steps(session, make, run):
    return Steps(session, make, run)


def test_the_register_of_a_series_runs_without_a_hole(browser, steps, make):
    campaign = make.campaign()
    for day in range(1, 8):
        steps.gift(campaign, steps.cash, 100_000, on=date(2018, 3, day))

    page = browser("auditor").get("/vouchers?series=PT&year=2018").text

    places = [page.index(f"PT-2018-000{number}") for number in range(7, 0, -1)]
    assert places == sorted(places)


def test_vouchers_are_found_by_number_party_and_content(browser, steps, make, run):
    campaign, bank = make.campaign(), steps.bank()
    steps.gift(campaign, bank, 3_000_000)
    moved = {"from_till": bank, "to_till": steps.cash, "happened_on": date(2018, 3, 15)}
    run(move_money, **moved, parts=[(campaign, 1_000_000)], memo="Rút về quỹ để trao quà")
    auditor = browser("auditor")

    by_content, by_number = auditor.get("/vouchers?q=trao").text, auditor.get("/vouchers?q=UNC-2018-0001").text
    nothing = auditor.get("/vouchers?q=%25").text

    assert "UNC-2018-0001" in by_content and "BC-2018-0001" not in by_content
    assert "UNC-2018-0001" in by_number
    assert "UNC-2018-0001" not in nothing


def test_long_registers_are_paged(browser, steps, make, session):
    campaign = make.campaign()
    for day in range(60):
        steps.gift(campaign, steps.bank(), 1_000, on=date(2018, 3, 1 + day % 28))
    auditor = browser("auditor")

    first = auditor.get("/vouchers?series=BC&year=2018").text
    address = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = auditor.get(address).text

    assert session.query(Voucher).count() == 60
    assert "BC-2018-0060" in first and "BC-2018-0011" in first and "BC-2018-0010" not in first
    assert "BC-2018-0010" in second and "BC-2018-0001" in second


def test_a_days_voucher_says_the_sum_in_words_and_names_its_receipts(browser, session, make):
    first = make.receipt(make.donation(amount=1_000_000))
    second = make.receipt(make.donation(amount=200_000))
    voucher = session.query(Voucher).filter_by(series="PT").one()

    page = browser("cashier").get(f"/vouchers/{voucher.id}").text

    assert "1.200.000 đ" in page and "Một triệu hai trăm nghìn đồng" in page
    assert first.code in page and second.code in page


def test_a_goods_slip_counts_pieces_and_spells_no_money(browser, session, steps, make):
    steps.gift(make.campaign(), steps.store, 90, item="BICYCLE")
    voucher = session.query(Voucher).filter_by(series="NK").one()

    page = browser("cashier").get(f"/vouchers/{voucher.id}").text

    assert "90 chiếc" in page and "đồng</i>" not in page


@pytest.mark.parametrize("address", ["/vouchers/999", "/vouchers?cursor=x", f"/vouchers/{10**30}"])
def test_what_is_not_there_is_said_to_be_not_there(browser, address):
    assert browser("auditor").get(address).status_code == 404


@pytest.mark.parametrize("query", ["series=XX", "year=abc", "year=99999999999999999999", "q=" + "9" * 40])
def test_senseless_filters_are_no_fault(browser, query):
    assert browser("auditor").get(f"/vouchers?{query}").status_code == 200
