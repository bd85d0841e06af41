"""Receipts: numbered without a hole, issued once, voided and replaced, printed again with a mark."""

import json
from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest
from make import DAY, PUBLIC_URL
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.ground.dates import set_clock
from tracker.ground.refusals import Refused
from tracker.models.donations import Donation
from tracker.models.receipts import Receipt
from tracker.models.settings import SeriesCode
from tracker.models.users import User
from tracker.operations.campaign_moves import move_between
from tracker.operations.donors import correct_donor
from tracker.operations.give_backs import give_back
from tracker.operations.receipts import issue_receipt, money_and_goods, record_copy, void_receipt
from tracker.operations.settings import add_signatory, set_letterhead
from tracker.operations.writing import do_once, writing
from tracker.queries.donations import parts_of, unreceipted
from tracker.queries.receipts import register, row_of, said_by


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


def test_a_wrong_name_is_voided_corrected_and_issued_again_under_a_new_number(session, make, run):
    donor = make.donor("Nguyễn Thị Lam")
    donation = make.donation(donor=donor)
    wrong = make.receipt(donation)

    run(void_receipt, by=make.user("approver"), receipt=wrong, reason="Sai tên", voided_on=DAY)
    run(correct_donor, donor=donor, kind="person", full_name="Nguyễn Thị Lan")
    right = make.receipt(donation)

    assert right.code == "BL-2018-0002"
    assert right.replaces_id == wrong.id
    assert said_by(right)["donor_name"] == "Nguyễn Thị Lan"
    assert said_by(right)["notes"] == ["Thay cho BL-2018-0001"]
    assert said_by(wrong)["donor_name"] == "Nguyễn Thị Lam"
    assert row_of(session, wrong).replaced_by == right


def test_a_replacement_is_voided_and_replaced_in_turn(session, make, run):
    donation = make.donation()
    codes = []
    for _ in range(3):
        receipt = make.receipt(donation)
        codes.append((receipt.code, receipt.replaces_id))
        run(void_receipt, by=make.user("approver"), receipt=receipt, reason="Sai", voided_on=DAY)

    receipts = list(session.scalars(select(Receipt).order_by(Receipt.id)))
    assert codes == [
        ("BL-2018-0001", None),
        ("BL-2018-0002", receipts[0].id),
        ("BL-2018-0003", receipts[1].id),
    ]


def test_a_receipt_is_voided_once_and_with_a_reason(make, run):
    receipt = make.receipt()

    with pytest.raises(Refused) as unreasoned:
        run(void_receipt, receipt=receipt, reason="  ", voided_on=DAY)
    with pytest.raises(Refused) as too_early:
        run(void_receipt, receipt=receipt, reason="Sai", voided_on=date(2018, 3, 14))
    run(void_receipt, receipt=receipt, reason="Sai", voided_on=DAY)
    with pytest.raises(Refused, match="BL-2018-0001"):
        run(void_receipt, receipt=receipt, reason="Sai", voided_on=DAY)

    assert (unreasoned.value.field, too_early.value.field) == ("reason", "voided_on")


def test_a_voided_number_stays_used(session, make, run):
    voided = make.receipt()
    run(void_receipt, receipt=voided, reason="Sai", voided_on=DAY)

    other = make.receipt()

    assert other.number == 2
    assert numbers(session) == [1, 2]


def test_a_gift_whose_receipt_was_voided_waits_for_one_again(session, make, run):
    donation = make.donation()
    receipt = make.receipt(donation)
    before = list(session.scalars(unreceipted()))

    run(void_receipt, receipt=receipt, reason="Sai", voided_on=DAY)

    assert before == []
    assert list(session.scalars(unreceipted())) == [donation]


def test_printed_again_a_receipt_keeps_its_number_and_says_so(make, run):
    receipt = make.receipt()

    copies = [run(record_copy, by=make.user("cashier"), receipt=receipt) for _ in range(3)]

    assert [copy.number for copy in copies] == [1, 2, 3]
    assert [json.loads(copy.marks) for copy in copies] == [[], ["BẢN IN LẠI LẦN 1"], ["BẢN IN LẠI LẦN 2"]]


def test_a_print_of_a_voided_receipt_is_crossed_out(make, run):
    receipt = make.receipt()
    run(record_copy, receipt=receipt)
    run(void_receipt, receipt=receipt, reason="Sai", voided_on=DAY)

    copy = run(record_copy, receipt=receipt)

    assert json.loads(copy.marks) == ["ĐÃ HỦY", "BẢN IN LẠI LẦN 1"]


def test_a_refunded_gifts_receipt_stays_true_and_says_what_went_back(session, make, run):
    donation = make.donation(amount=5_000_000, goods=[("BICYCLE", 2, None)])
    money, goods = make.receipt(donation), make.receipt(donation, series=SeriesCode.TN)
    part = parts_of(session, donation)[0]

    run(
        give_back,
        by=make.user("approver"),
        donation=donation,
        given_back_on=date(2018, 4, 2),
        reason="Nhà tài trợ đề nghị",
        parts=[(part, 2_000_000, make.account())],
    )
    marks = [json.loads(run(record_copy, receipt=paper).marks) for paper in (money, goods)]

    assert row_of(session, money).void is None
    assert money.amount == 5_000_000
    assert marks == [["ĐÃ HOÀN TRẢ 2.000.000 đ ngày 02/04/2018"], []]


def test_a_receipt_keeps_what_it_said_when_donor_and_letterhead_change(session, make, run):
    donor = make.donor("Nguyễn Thị Lan", address="Hòa Thành")
    receipt = make.receipt(make.donation(donor=donor))
    said = said_by(receipt)

    run(correct_donor, donor=donor, kind="person", full_name="Nguyễn Thị Lan Anh", address="Tân Biên")

    assert said_by(receipt) == said
    assert (said["donor_name"], said["donor_address"]) == ("Nguyễn Thị Lan", "Hòa Thành")


def test_a_receipt_names_who_signed_for_the_unit_on_its_day(make, run):
    admin = make.user("admin")
    for name, first, last in (("Trần Cũ", date(2018, 1, 1), date(2018, 3, 31)), ("Lê Mới", date(2018, 4, 1), None)):
        facts = {"position": "head", "title": "Giám đốc", "full_name": name}
        run(add_signatory, by=admin, **facts, valid_from=first, valid_to=last)

    old, new = make.receipt(issued_on=DAY), make.receipt(issued_on=date(2018, 4, 1))

    assert [said_by(receipt)["signers"][-1] for receipt in (old, new)] == [
        ["Giám đốc", "Trần Cũ"],
        ["Giám đốc", "Lê Mới"],
    ]


def test_a_move_between_campaigns_has_no_donors_receipt(session, make, run):
    donation = make.donation(amount=5_000_000)
    receipt = make.receipt(donation)
    moving = {"till": make.account(), "quantity": 1_000_000, "moved_on": DAY, "reason": "Cho mượn", "consent": "Có"}
    way = {"from_campaign": donation.campaign, "to_campaign": make.campaign()}

    run(move_between, by=make.user("approver"), **way, **moving)

    assert session.scalars(select(Receipt)).all() == [receipt]
    assert list(session.scalars(unreceipted())) == []


def test_the_next_instalments_gift_carries_no_receipt(session, make):
    pledge = make.pledge(amount=2_000_000, count=2)
    first = make.donation(pledge=pledge, amount=1_000_000)
    make.receipt(first)

    second = make.donation(pledge=pledge, amount=1_000_000)

    receipts = session.scalars(select(Receipt).where(Receipt.donation_id == second.id)).all()
    assert receipts == []
    assert list(session.scalars(unreceipted())) == [second]


def test_the_database_itself_refuses_a_second_receipt_for_a_gift(session, make):
    receipt = make.receipt()
    copied = {
        column.key: getattr(receipt, column.key)
        for column in Receipt.__table__.columns
        if column.key not in ("id", "number", "token")
    }

    with pytest.raises(IntegrityError), writing(session):
        session.add(Receipt(**copied, number=2, token="0" * 16))
        session.flush()
