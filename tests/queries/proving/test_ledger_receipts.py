"""The register of receipts as rows: states, goods, copies, sums; on both engines."""

import pytest
from ledger_office import DAY, TRICKY, small_office

from tracker.models.giving.donors import Donor
from tracker.operations.giving.donors import correct_donor
from tracker.operations.giving.give_backs import give_back
from tracker.queries.giving.donations import parts_of
from tracker.queries.proving.ledger_filters import LedgerFilter
from tracker.queries.proving.ledger_receipt_sums import receipt_totals
from tracker.queries.proving.ledger_receipts import receipt_lines


def rows(session, **wanted):
    return list(receipt_lines(session, LedgerFilter(**wanted)))


def test_each_receipt_says_what_became_of_it(session, make):
    office = small_office(make)

    found = rows(session)

    assert [(row.number, row.state.value, row.replaces, row.void_reason, row.copies) for row in found] == [
        (office.void.code, "void", None, "Sai tên", 0),
        (office.replacing.code, "valid", office.void.code, None, 2),
        (office.goods_receipt.code, "valid", None, None, 0),
        (office.refunded.code, "refunded", None, None, 0),
    ]


def test_a_void_receipt_keeps_its_amount_and_no_sum_counts_it(session, make):
    small_office(make)

    found, totals = rows(session), receipt_totals(session, LedgerFilter())

    assert [row.amount for row in found] == [2_000_000, 2_000_000, 0, 300_000]
    assert (totals.rows, totals.voided) == (4, 1)
    assert [(total.item, total.net) for total in totals.items] == [("VND", 2_300_000), ("BICYCLE", 90), ("PARCEL", 2)]


def test_a_gift_that_went_back_in_part_is_still_valid(session, make):
    gift = make.donation(amount=500_000)
    make.receipt(gift)
    (part,) = parts_of(session, gift)
    back = [(part, 200_000, make.account())]
    make.run(give_back, by=make.user("approver"), donation=gift, given_back_on=DAY, reason="Thừa", parts=back)

    (found,) = rows(session)

    assert (found.state, found.amount) == ("valid", 500_000)


def test_goods_are_named_by_code_and_a_gift_of_both_has_them_on_its_goods_receipt_only(session, make):
    gift = make.donation(amount=1_000_000, goods=[("BICYCLE", 90, None), ("PARCEL", 2, 400_000)])
    make.receipt(gift)
    make.receipt(gift, series="TN")

    found = rows(session)

    assert [(row.number, row.amount, row.goods) for row in found] == [
        ("BL-2018-0001", 1_000_000, ""),
        ("TN-2018-0001", 0, "90 BICYCLE; 2 PARCEL"),
    ]


def test_a_receipt_keeps_the_name_that_it_printed(session, make):
    office = small_office(make)
    donor = session.get_one(Donor, office.pledged_gift.donor_id)
    make.run(correct_donor, donor=donor, kind="person", full_name="Nguyễn Thị Đảo")

    found = rows(session, donor_id=donor.id)

    assert {row.donor for row in found} == {"Nguyễn Thị Đào"}
    assert {row.received_by for row in found} == {"Người cashier"}


def test_without_names_no_donor_is_named(session, make):
    small_office(make)

    found = list(receipt_lines(session, LedgerFilter(), names=False))

    assert {(row.donor, row.donor_id, row.via, row.via_id) for row in found} == {(None, None, None, None)}


@pytest.mark.parametrize("which", ["campaign_id", "donor_id", "via", "till_id", "item"])
def test_the_register_is_narrowed(session, make, which):
    office = small_office(make)
    gift = office.bicycles
    wanted = {
        "campaign_id": {"campaign_id": gift.campaign_id},
        "donor_id": {"donor_id": gift.donor_id},
        "via": {"donor_id": gift.via_id},
        "till_id": {"till_id": make.account("assets:goods").id},
        "item": {"item": "BICYCLE"},
    }[which]

    found, totals = rows(session, **wanted), receipt_totals(session, LedgerFilter(**wanted))

    assert [(row.number, row.donor) for row in found] == [(office.goods_receipt.code, TRICKY)]
    assert [(total.item, total.net) for total in totals.items] == [("BICYCLE", 90), ("PARCEL", 2)]


def test_an_empty_register_has_no_sums(session):
    totals = receipt_totals(session, LedgerFilter())

    assert (rows(session), totals.rows, totals.voided, totals.items) == ([], 0, 0, ())
