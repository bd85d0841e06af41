"""Test how gifts are taken: one form, one gift, one receipt, whatever is pressed."""

import pytest
from giving_steps import gift_fields, office, take

from tracker.models.giving.donations import Donation, DonationPart
from tracker.models.giving.donors import Donor
from tracker.models.giving.receipts import Receipt
from tracker.models.journal import Entry
from tracker.queries.giving.donations import parts_of
from tracker.queries.giving.pledges import outstanding
from tracker.queries.journal import account, balance

pytestmark = pytest.mark.one_engine


def test_a_gift_of_a_known_donor_leads_to_its_receipt_with_the_print_open(browser, session, make):
    campaign, donor = office(make), make.donor("Nguyễn Thị Lan")

    answer = take(browser("cashier"), donor, campaign)

    receipt = session.query(Receipt).one()
    assert answer.status_code == 302
    assert answer.location == f"/receipts/{receipt.id}?print=1"
    assert receipt.amount == 1_000_000
    assert session.query(Donation).one().donor_id == donor.id


def test_ten_presses_take_one_gift_and_every_answer_shows_it(browser, session, make):
    campaign, donor = office(make), make.donor()
    cashier = browser("cashier")
    fields = {**cashier.hidden("/donations/new"), **gift_fields(donor, campaign)}

    answers = [cashier.client.post("/donations/new", data=fields) for _ in range(10)]

    assert {answer.location for answer in answers} == {f"/receipts/{session.query(Receipt).one().id}?print=1"}
    assert session.query(Donation).count() == 1
    assert session.query(Entry).count() == 1


def test_the_same_form_with_another_amount_is_refused(browser, session, make):
    campaign, donor = office(make), make.donor()
    cashier = browser("cashier")
    fields = {**cashier.hidden("/donations/new"), **gift_fields(donor, campaign)}
    cashier.client.post("/donations/new", data=fields)

    answer = cashier.client.post("/donations/new", data={**fields, "amount": "2.000.000"})

    assert answer.status_code == 409
    assert session.query(Donation).count() == 1


def test_fields_that_no_form_has_change_nothing(browser, session, make):
    campaign, donor = office(make), make.donor()
    extra = {"role": "admin", "recorded_by": 1, "source_id": 9, "entry_id": 7, "with_receipt": "no"}

    take(browser("cashier"), donor, campaign, **extra)

    gift = session.query(Donation).one()
    assert gift.recorded_by == make.user("cashier").id
    assert session.query(Receipt).count() == 1


AMOUNTS = ("NaN", "-5", "−5", "0", "1e9", "1_000", "1.00.000", "1.000,50", "1,5", "１２３", "0x10", "9" * 5000, "  ")


@pytest.mark.parametrize("amount", AMOUNTS, ids=range(len(AMOUNTS)))
def test_an_amount_that_is_none_is_refused_at_its_field_and_kept(browser, session, make, amount):
    campaign, donor = office(make), make.donor("Nguyễn Thị Lan")

    answer = take(browser("cashier"), donor, campaign, amount=amount, purpose="Cho em Tí")

    assert answer.status_code == 422
    assert 'id="amount-error"' in answer.text
    assert 'value="Nguyễn Thị Lan"' in answer.text
    assert 'value="Cho em Tí"' in answer.text
    assert session.query(Donation).count() == 0


def test_goods_alone_are_no_cash_and_get_a_goods_receipt(browser, session, make):
    campaign, donor = office(make), make.donor()
    goods = {"goods-0-item": "BICYCLE", "goods-0-quantity": "90"}

    take(browser("cashier"), donor, campaign, way="goods", amount=None, **goods)

    receipt = session.query(Receipt).one()
    assert (receipt.series, receipt.amount) == ("TN", 0)
    assert balance(session, account(session, "assets:cash"), campaign) == 0
    assert balance(session, account(session, "assets:goods"), campaign, "BICYCLE") == 90


def test_a_gift_of_both_has_a_receipt_for_each(browser, session, make):
    campaign, donor = office(make), make.donor()
    goods = {"goods-4-item": "PARCEL", "goods-4-quantity": "400", "goods-4-value": "80.000.000"}

    take(browser("cashier"), donor, campaign, **goods)

    assert sorted(receipt.series for receipt in session.query(Receipt)) == ["BL", "TN"]
    assert [(part.item, part.quantity, part.value) for part in session.query(DonationPart)] == [
        ("VND", 1_000_000, None),
        ("PARCEL", 400, 80_000_000),
    ]


def test_half_a_row_of_goods_is_refused_in_its_row(browser, session, make):
    campaign, donor = office(make), make.donor()

    answer = take(browser("cashier"), donor, campaign, **{"goods-1-item": "BICYCLE", "goods-2-quantity": "5"})

    assert 'id="goods-1-quantity-error"' in answer.text
    assert 'id="goods-2-item-error"' in answer.text
    assert session.query(Donation).count() == 0


def test_money_with_a_gift_in_kind_only_is_refused(browser, session, make):
    campaign, donor = office(make), make.donor()

    answer = take(browser("cashier"), donor, campaign, way="goods", **{"goods-0-item": "BOOK", "goods-0-quantity": "1"})

    assert 'id="amount-error"' in answer.text
    assert session.query(Donation).count() == 0


def test_a_cashier_takes_nothing_into_a_bank(browser, session, make):
    campaign, donor, bank = office(make), make.donor(), make.bank()

    by_way = take(browser("cashier"), donor, campaign, way="bank")
    by_till = take(browser("cashier"), donor, campaign, till=bank.id)

    assert (by_way.status_code, by_till.status_code) == (422, 422)
    assert session.query(Donation).count() == 0


def test_an_accountant_takes_transfers_only(browser, session, make):
    campaign, donor, bank = office(make), make.donor(), make.bank()
    accountant = browser("accountant")

    cash = take(accountant, donor, campaign, way="cash")
    goods = take(accountant, donor, campaign, way="bank", **{"goods-0-item": "BOOK", "goods-0-quantity": "1"})
    transfer = take(accountant, donor, campaign, way="bank", then="save")

    gift = session.query(Donation).one()
    assert (cash.status_code, goods.status_code) == (422, 422)
    assert transfer.location == f"/donations/{gift.id}"
    assert [part.account_id for part in parts_of(session, gift)] == [bank.id]
    assert session.query(Receipt).count() == 0


def test_save_and_next_keeps_campaign_day_and_way(browser, session, make):
    campaign, donor = office(make), make.donor()
    cashier = browser("cashier")

    answer = take(cashier, donor, campaign, then="next")
    page = cashier.get(answer.location).text

    assert f'<option selected value="{campaign.id}">' in page
    assert 'value="15/03/2018"' in page
    assert session.query(Receipt).count() == 0


def test_the_open_pledges_of_a_donor_and_campaign_are_offered(browser, make):
    pledge = make.pledge(amount=10_000_000)
    make.pledge(donor=pledge.donor)

    rows = browser("cashier").get(f"/donations/pledges.json?donor={pledge.donor_id}&campaign={pledge.campaign_id}").json

    assert [(row["id"], row["open"]) for row in rows] == [(pledge.id, 10_000_000)]


def test_a_gift_larger_than_its_pledge_is_taken_whole_and_said_so(browser, session, make):
    make.letterhead()
    pledge = make.pledge(amount=1_000_000)
    cashier = browser("cashier")

    take(cashier, pledge.donor, pledge.campaign, amount="1.200.000", pledge=pledge.id, then="next")

    assert outstanding(session, pledge) == 0
    assert balance(session, account(session, "assets:cash"), pledge.campaign) == 1_200_000
    assert "200.000 đ" in cashier.get("/donations/new").text


def test_a_pledge_of_somebody_else_is_refused(browser, session, make):
    campaign, donor, other = office(make), make.donor(), make.pledge()

    answer = take(browser("cashier"), donor, campaign, pledge=other.id)

    assert answer.status_code == 422
    assert session.query(Donation).count() == 0


def test_a_pledge_fills_the_form(browser, make):
    pledge = make.pledge(donor=make.donor("Hội Đồng hương"))

    page = browser("cashier").get(f"/donations/new?pledge={pledge.id}").text

    assert 'value="Hội Đồng hương"' in page
    assert f'<option selected value="{pledge.campaign_id}">' in page
    assert f'value="{pledge.id}">{pledge.code}' in page


@pytest.mark.parametrize(
    "address", ["donor=abc", "donor=99999", "campaign=x", "pledge=-1", "day=yesterday", "way=gold"]
)
def test_an_address_that_names_nothing_fills_nothing(browser, address):
    answer = browser("cashier").get(f"/donations/new?{address}")

    assert answer.status_code == 200


def test_a_campaign_that_is_not_there_is_refused_at_its_field(browser, session, make):
    fields = gift_fields(make.donor(), office(make)) | {"campaign": 98765}

    answer = browser("cashier").post("/donations/new", **fields)

    assert 'id="campaign-error"' in answer.text
    assert session.query(Donation).count() == 0


def test_a_day_that_has_not_come_is_refused_at_its_field(browser, session, make):
    campaign, donor = office(make), make.donor()

    answer = take(browser("cashier"), donor, campaign, received_on="31/12/2099")

    assert 'id="received_on-error"' in answer.text
    assert session.query(Donation).count() == 0


def test_without_a_letterhead_nothing_of_the_gift_stays(browser, session, make):
    campaign = make.campaign()

    answer = take(browser("cashier"), "Trần Văn Bảy", campaign, **{"donor-choice": "new"})

    assert answer.status_code == 422
    assert (session.query(Donation).count(), session.query(Donor).count()) == (0, 0)


def test_others_than_cashier_and_accountant_take_no_gifts(browser):
    codes = [browser(role).get("/donations/new").status_code for role in ("clerk", "approver", "auditor", "admin")]

    assert codes == [403] * 4
    assert browser().get("/donations/new").location == "/login?next=/donations/new"
