"""Test how gifts are listed, narrowed, summed and shown."""

import pytest
from giving_steps import office, take
from sqlalchemy import event

from tracker.models.base import db
from tracker.models.giving.donations import Source
from tracker.operations.giving.give_backs import give_back
from tracker.queries.giving.donations import parts_of

pytestmark = pytest.mark.one_engine

SCRIPT = "<script>alert(1)</script>"


def test_via_is_credited_and_the_sum_counts_the_gift_once(browser, make):
    campaign, aia, fund = office(make), make.donor("AIA Việt Nam"), make.donor("Quỹ Quốc gia")
    cashier = browser("cashier")
    take(cashier, aia, campaign, via=fund.full_name, **{"via-id": fund.id})

    by_donor, by_via = cashier.get("/donations?q=aia").text, cashier.get("/donations?q=quy+quoc+gia").text

    for page in (by_donor, by_via):
        assert page.count("AIA Việt Nam</a>") == 1
        assert '<b class="num"><span class="num">1.000.000 đ</span></b>' in page


def test_script_in_names_is_inert(browser, make):
    campaign, donor = office(make), make.donor(SCRIPT)
    gift = make.donation(donor=donor, campaign=campaign, purpose=SCRIPT)
    auditor = browser("auditor")

    pages = [auditor.get(path).text for path in ("/donations", f"/donations/{gift.id}")]

    assert all(SCRIPT not in page and "&lt;script&gt;" in page for page in pages)


def test_the_list_is_narrowed_and_sums_what_it_shows(browser, make):
    money = make.donation(amount=3_000_000, source=Source.ABROAD, donor=make.donor("Đặng Anh Khoa"))
    make.donation(goods=[("BICYCLE", 90, None)], donor=make.donor("Lớp 9A"))
    auditor = browser("auditor")

    pages = {
        query: auditor.get(f"/donations?{query}").text
        for query in ("q=dang+anh", f"campaign={money.campaign_id}", "source=abroad", "form=cash")
    }

    for query, page in pages.items():
        assert "Đặng Anh Khoa" in page and "Lớp 9A" not in page, query
        assert "3.000.000 đ" in page and "90" not in page.split("<table")[0].split("totals")[1], query


def test_the_list_tells_gifts_without_a_receipt(browser, make):
    make.receipt(make.donation(donor=make.donor("Người Có")))
    make.donation(donor=make.donor("Người Chưa"))
    clerk = browser("clerk")

    without, with_one = clerk.get("/donations?state=unreceipted").text, clerk.get("/donations?state=receipted").text

    assert "Người Chưa" in without and "Người Có" not in without
    assert "Người Có" in with_one and "Người Chưa" not in with_one


@pytest.mark.parametrize("query", ["since=NaN", "campaign=zz", "form=gold", "source=moon", "state=x", "q=%25_"])
def test_a_filter_that_cannot_be_read_filters_nothing_amiss(browser, make, query):
    make.donation()

    assert browser("auditor").get(f"/donations?{query}").status_code == 200


def test_a_cursor_that_is_not_ours_is_not_there(browser):
    assert browser("auditor").get("/donations?cursor=page1").status_code == 404


def test_the_page_of_a_gift_shows_all_that_belongs_to_it(browser, make, run):
    pledge = make.pledge(amount=5_000_000)
    gift = make.donation(pledge=pledge, amount=2_000_000, via=make.donor("Người Chuyển"))
    receipt = make.receipt(gift)
    part = parts_of(make.session, gift)[0]
    back = {"given_back_on": gift.received_on, "reason": "Chuyển nhầm", "parts": [(part, 500_000, make.account())]}
    run(give_back, by=make.user("approver"), donation=gift, **back)

    page = browser("accountant").get(f"/donations/{gift.id}").text

    for text in (receipt.code, pledge.code, "Người Chuyển", "Chuyển nhầm", "2.000.000 đ", "500.000 đ", "PT-2018-0001"):
        assert text in page, text


def test_a_gift_that_is_not_there_is_404(browser):
    assert browser("auditor").get("/donations/4711").status_code == 404


def test_the_page_of_a_gift_offers_the_receipt_that_is_missing(browser, make):
    make.letterhead()
    gift = make.donation(goods=[("BOOK", 5, None)], amount=1_000_000)
    make.receipt(gift)
    path = f"/donations/{gift.id}"

    cashier, auditor = browser("cashier").get(path).text, browser("auditor").get(path).text

    offer = f"/receipts/new?donation={gift.id}&amp;series="
    assert f"{offer}TN" in cashier and f"{offer}BL" not in cashier
    assert offer not in auditor


def test_a_long_list_asks_no_more_questions_than_a_short_one(browser, app, make):
    auditor = browser("auditor")
    make.donation()
    short = questions(app, auditor, "/donations")
    for number in range(12):
        make.donation(amount=1_000, goods=[("BOOK", 1, None)], via=make.donor(f"Người Chuyển {number}"))

    long = questions(app, auditor, "/donations")

    assert long <= short + 1


def questions(app, visitor, path):
    """Count the statements that a page asks."""
    asked = []

    def count(connection, cursor, statement, *_rest):
        asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", count)
    visitor.get(path)
    event.remove(engine, "before_cursor_execute", count)
    return len(asked)
