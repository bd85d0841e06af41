"""Receipts after their issue: voided and replaced, printed again with a mark, true to their day."""

import json
from datetime import date

import pytest
from make import DAY
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tracker.ground.refusals import Refused
from tracker.models.giving.receipts import Receipt
from tracker.models.settings import SeriesCode
from tracker.operations.giving.donors import correct_donor
from tracker.operations.giving.give_backs import give_back
from tracker.operations.giving.receipts import record_copy, void_receipt
from tracker.operations.proving.campaign_moves import move_between
from tracker.operations.settings import add_signatory
from tracker.operations.writing import writing
from tracker.queries.giving.donations import parts_of, unreceipted
from tracker.queries.giving.receipts import register, row_of, said_by


def numbers(session, series="BL", year=2018) -> list[int]:
    return [receipt.number for receipt in session.scalars(register(series, year))]


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
