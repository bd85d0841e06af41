"""Receipts: numbered without a hole, issued once, voided and replaced, printed again with a mark."""

from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest
from make import DAY, PUBLIC_URL
from sqlalchemy.orm import Session

from tracker.ground.dates import set_clock
from tracker.ground.refusals import Refused
from tracker.models.giving.donations import Donation
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.operations.giving.receipts import issue_receipt, money_and_goods
from tracker.operations.settings import set_letterhead
from tracker.operations.writing import do_once, writing
from tracker.queries.giving.receipts import register, said_by


def numbers(session, series="BL", year=2018) -> list[int]:
    return [receipt.number for receipt in session.scalars(register(series, year))]


def issue(run, make, donation, **values):
    make.letterhead()
    facts = {"series": SeriesCode.BL, "public_url": PUBLIC_URL, "issued_on": DAY} | values
    return run(issue_receipt, by=make.user("cashier"), donation=donation, **facts)


def test_an_issue_that_fails_after_it_took_a_number_leaves_no_hole(session, make):
    make.receipt()
    donation, cashier = make.donation(), make.user("cashier")

    with pytest.raises(RuntimeError), writing(session):
        lost = issue_receipt(
            session, by=cashier, donation=donation, series=SeriesCode.BL, public_url=PUBLIC_URL, issued_on=DAY
        )
        number = lost.number
        raise RuntimeError("the printer caught fire")
    following = make.receipt(donation)

    assert number == 2
    assert following.number == 2
    assert numbers(session) == [1, 2]


def test_a_refused_issue_takes_no_number(session, make, run):
    make.receipt()
    goods = make.donation(goods=[("BICYCLE", 90, None)])

    with pytest.raises(Refused):
        issue(run, make, goods)
    following = make.receipt()

    assert following.number == 2


def test_issue_pressed_twice_at_once_gives_one_receipt_and_both_answers_show_it(engine, session, make):
    make.letterhead()
    donation, cashier = make.donation(), make.user("cashier")
    together, answers = Barrier(2), []

    def press(key: str) -> None:
        with Session(engine) as other:
            by, gift = other.get_one(User, cashier_id), other.get_one(Donation, donation_id)
            together.wait()
            facts = {"donation": gift, "series": SeriesCode.BL, "public_url": PUBLIC_URL, "issued_on": DAY}
            receipt = do_once(other, issue_receipt, by=by, key=key, content={}, values=lambda: facts)
            answers.append(receipt.code)

    cashier_id, donation_id = cashier.id, donation.id
    session.rollback()
    presses = [Thread(target=press, args=(make.key(),)) for _ in range(2)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()

    assert answers == ["BL-2018-0001", "BL-2018-0001"]
    assert numbers(session) == [1]


def test_a_gift_of_money_and_goods_gets_one_paper_of_each_series(session, make):
    donation = make.donation(amount=2_000_000, goods=[("BICYCLE", 3, 4_500_000)])

    papers = [make.receipt(donation, series=series) for series in money_and_goods(session, donation)]

    assert [paper.code for paper in papers] == ["BL-2018-0001", "TN-2018-0001"]
    assert [paper.amount for paper in papers] == [2_000_000, 0]


def test_ninety_bicycles_and_no_cash_get_a_numbered_goods_receipt(session, make):
    donation = make.donation(goods=[("BICYCLE", 90, None)])

    receipt = make.receipt(donation, series=SeriesCode.TN)

    said = said_by(receipt)
    assert (receipt.code, receipt.amount) == ("TN-2018-0001", 0)
    assert [(line["quantity"], line["value"]) for line in said["goods"]] == [(90, None)]
    assert said["words"] == ""
    assert said["channel"] == ""


def test_goods_of_known_worth_have_it_in_words(session, make):
    donation = make.donation(goods=[("BICYCLE", 2, 3_000_000), ("PARCEL", 10, 2_000_000)])

    receipt = make.receipt(donation, series=SeriesCode.TN)

    assert said_by(receipt)["words"] == "Năm triệu đồng"


@pytest.mark.parametrize(
    ("gift", "series"), [({"amount": 1_000_000}, SeriesCode.TN), ({"goods": [("BICYCLE", 1, None)]}, SeriesCode.BL)]
)
def test_a_gift_gets_no_receipt_for_what_it_does_not_hold(make, run, gift, series):
    donation = make.donation(**gift)

    with pytest.raises(Refused):
        issue(run, make, donation, series=series)


def test_an_office_without_a_letterhead_issues_nothing(make, run):
    donation = make.donation()

    with pytest.raises(Refused, match="letterhead"):
        run(issue_receipt, donation=donation, series=SeriesCode.BL, public_url=PUBLIC_URL, issued_on=DAY)


@pytest.mark.parametrize("earlier", [date(2018, 3, 19), date(2017, 12, 31)])
def test_a_receipt_is_not_dated_before_the_last(make, run, earlier):
    make.receipt(issued_on=date(2018, 3, 20))
    run(
        set_letterhead,
        by=make.user("admin"),
        valid_from=date(2017, 1, 1),
        fund_name="Quỹ Bảo trợ trẻ em tỉnh Tây Ninh",
        address="Số 05",
        fund_code="",
        phone="",
        hotline="111",
        southern_words=False,
        even_words=False,
    )
    donation = make.donation(received_on=date(2017, 6, 1))

    with pytest.raises(Refused) as refused:
        issue(run, make, donation, issued_on=earlier)

    assert refused.value.field == "issued_on"
    assert refused.value.values == {"day": "20/03/2018"}


def test_a_receipt_is_not_dated_before_its_gift(make, run):
    donation = make.donation(received_on=date(2018, 5, 2))

    with pytest.raises(Refused) as refused:
        issue(run, make, donation, issued_on=date(2018, 5, 1))

    assert refused.value.field == "issued_on"


def test_a_receipt_is_not_dated_in_the_future(make, run):
    donation = make.donation()
    set_clock(lambda: datetime(2018, 6, 1, 5, 0, tzinfo=UTC))

    with pytest.raises(Refused) as refused:
        issue(run, make, donation, issued_on=date(2018, 6, 2))

    assert refused.value.field == "issued_on"


def test_a_clock_that_was_set_back_dates_no_receipt_before_the_last(make):
    set_clock(lambda: datetime(2018, 3, 20, 5, 0, tzinfo=UTC))
    make.receipt(issued_on=None)
    donation = make.donation()
    set_clock(lambda: datetime(2018, 3, 18, 5, 0, tzinfo=UTC))

    with pytest.raises(Refused) as refused:
        make.receipt(donation, issued_on=None)

    assert refused.value.values == {"day": "20/03/2018"}


def test_new_year_begins_at_midnight_in_ho_chi_minh_whatever_the_server_says(make):
    set_clock(lambda: datetime(2018, 12, 31, 16, 59, 59, tzinfo=UTC))
    last = make.receipt(issued_on=None)
    set_clock(lambda: datetime(2018, 12, 31, 17, 0, 0, tzinfo=UTC))
    first = make.receipt(issued_on=None)

    assert (last.code, last.issued_on) == ("BL-2018-0001", date(2018, 12, 31))
    assert (first.code, first.issued_on) == ("BL-2019-0001", date(2019, 1, 1))
