"""Corrections: proposed by one, approved by another; two entries, one voucher, the receipt replaced."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from make import DAY, PUBLIC_URL
from sqlalchemy import select

from tracker.ground.dates import today
from tracker.ground.refusals import Refused
from tracker.models.giving.donations import Donation, Source
from tracker.models.giving.receipts import Receipt
from tracker.models.journal import Entry, EntryKind
from tracker.models.proving.vouchers import Voucher
from tracker.models.settings import SeriesCode
from tracker.operations.giving.donations import Gift, Part
from tracker.operations.giving.receipts import void_receipt
from tracker.operations.giving.unidentified import name_unidentified
from tracker.operations.proving.corrections import (
    approve_correction,
    propose_correction,
    recorded_gift,
    right_gift,
)
from tracker.queries.giving.donations import donations, is_corrected
from tracker.queries.giving.pledges import outstanding
from tracker.queries.giving.receipts import copies_of, row_of, said_by
from tracker.queries.journal import balance, lines_of
from tracker.queries.proving.corrections import waiting_corrections, waiting_for
from tracker.queries.proving.vouchers import lines_on, without_voucher


def propose(session, make, run, donation, reason="Gõ nhầm", by=None, **right):
    """Propose the recorded gift with some values changed."""
    gift = replace(recorded_gift(session, donation), **right)
    by = by or make.user("accountant")
    return run(propose_correction, by=by, donation=donation, right=gift, reason=reason)


def approve(make, run, correction, by=None, **values: Any):
    by = by or make.user("approver")
    return run(approve_correction, by=by, correction=correction, public_url=PUBLIC_URL, **values)


def money(make, amount):
    return [Part(make.account(), "VND", amount)]


def test_a_proposal_posts_nothing(session, make, run):
    donation = make.donation(amount=5_000_000)
    before = session.scalars(select(Entry)).all()

    correction = propose(session, make, run, donation, parts=money(make, 500_000))

    assert session.scalars(select(Entry)).all() == before
    assert session.scalars(waiting_corrections()).all() == [correction]
    assert waiting_for(session, donation) == correction


def test_a_correction_is_a_reversal_and_the_right_entry_with_the_balance_moved_by_the_net(session, make, run):
    campaign = make.campaign()
    donation = make.donation(amount=5_000_000, campaign=campaign)
    wrong_entry = session.get_one(Entry, donation.entry_id)

    step = approve(make, run, propose(session, make, run, donation, parts=money(make, 500_000)))

    right = session.get_one(Donation, step.donation_id)
    reversal, entry = session.scalars(select(Entry).where(Entry.seq > wrong_entry.seq).order_by(Entry.seq)).all()
    assert (reversal.kind, reversal.reverses_id) == (EntryKind.REVERSAL, wrong_entry.id)
    assert (entry.kind, entry.id) == (EntryKind.DONATION, right.entry_id)
    mirrored = [(line.account_id, -line.quantity) for line in lines_of(session, wrong_entry)]
    assert [(line.account_id, line.quantity) for line in lines_of(session, reversal)] == mirrored
    assert balance(session, make.account(), campaign) == 500_000
    assert is_corrected(session, donation) == right
    assert session.scalars(donations()).all() == [right]


def test_one_voucher_holds_all_till_lines_of_a_correction(session, make, run):
    donation = make.donation(amount=5_000_000, goods=[("BICYCLE", 9, None)])
    parts = [Part(make.bank(), "VND", 500_000), Part(make.account("assets:goods"), "BICYCLE", 90)]

    step = approve(make, run, propose(session, make, run, donation, parts=parts))

    voucher = session.get_one(Voucher, step.voucher_id)
    standing = [(each.till.code, each.line.quantity) for each in lines_on(session, voucher)]
    assert voucher.series == SeriesCode.DC
    assert standing == [
        ("assets:cash", -5_000_000),
        ("assets:goods", -9),
        ("assets:bank:nhcsxh", 500_000),
        ("assets:goods", 90),
    ]
    assert without_voucher(session) == []


def test_a_corrected_gifts_receipt_is_voided_and_replaced_and_waits_for_its_first_print(session, make, run):
    donation = make.donation(amount=5_000_000)
    wrong = make.receipt(donation)

    step = approve(make, run, propose(session, make, run, donation, parts=money(make, 500_000)))

    row = row_of(session, wrong)
    voucher = session.get_one(Voucher, step.voucher_id)
    assert row.void is not None and row.void.reason == f"Sửa sai theo {voucher.code}"
    assert row.replaced_by is not None and row.replaced_by.donation_id == step.donation_id
    assert (row.replaced_by.amount, row.replaced_by.issued_on) == (500_000, today())
    assert said_by(row.replaced_by)["notes"] == ["Thay cho BL-2018-0001"]
    assert copies_of(session, row.replaced_by) == []


def test_the_replacement_names_who_took_the_gift_not_who_approved(session, make, run):
    cashier = make.user("cashier")
    donation = make.donation(amount=5_000_000, by=cashier)
    make.receipt(donation)

    step = approve(make, run, propose(session, make, run, donation, parts=money(make, 500_000)))
    right = session.get_one(Donation, step.donation_id)
    approve(make, run, propose(session, make, run, right, parts=money(make, 600_000)))

    receipts = session.scalars(select(Receipt).order_by(Receipt.id)).all()
    assert len(receipts) == 3
    assert {said_by(receipt)["signers"][1][1] for receipt in receipts} == {cashier.full_name}


def test_a_gift_that_was_goods_and_no_money_keeps_no_money_receipt(session, make, run):
    donation = make.donation(amount=5_000_000)
    wrong = make.receipt(donation)
    parts = [Part(make.account("assets:goods"), "BICYCLE", 5)]

    approve(make, run, propose(session, make, run, donation, parts=parts))

    row = row_of(session, wrong)
    assert row.void is not None
    assert row.replaced_by is None


def test_a_gift_without_a_receipt_is_corrected_without_one(session, make, run):
    donation = make.donation(amount=5_000_000)

    approve(make, run, propose(session, make, run, donation, parts=money(make, 500_000)))

    assert session.scalars(select(Receipt)).all() == []


def test_a_receipt_voided_before_the_correction_is_named_by_the_right_gifts_own(session, make, run):
    donation = make.donation(amount=5_000_000)
    wrong = make.receipt(donation)
    run(void_receipt, receipt=wrong, reason="Sai số tiền", voided_on=DAY)
    step = approve(make, run, propose(session, make, run, donation, parts=money(make, 500_000)))

    receipt = make.receipt(session.get_one(Donation, step.donation_id), issued_on=None)

    assert receipt.replaces_id == wrong.id


def test_a_corrected_gift_gets_no_receipt_any_more(session, make, run):
    donation = make.donation(amount=5_000_000)
    approve(make, run, propose(session, make, run, donation, parts=money(make, 500_000)))

    with pytest.raises(Refused, match="corrected"):
        make.receipt(donation, issued_on=None)


def test_donor_campaign_and_day_are_put_right_together(session, make, run):
    wrong_campaign, campaign = make.campaign(), make.campaign()
    donor, via = make.donor(), make.donor()
    donation = make.donation(amount=1_000_000, campaign=wrong_campaign)
    right = {"donor": donor, "campaign": campaign, "via": via, "received_on": date(2018, 3, 10)}

    step = approve(make, run, propose(session, make, run, donation, **right))

    kept = session.get_one(Donation, step.donation_id)
    assert (kept.donor_id, kept.via_id, kept.campaign_id) == (donor.id, via.id, campaign.id)
    assert kept.received_on == date(2018, 3, 10)
    assert kept.purpose == f"Ủng hộ chương trình “{campaign.name}”"
    assert [balance(session, make.account(), each) for each in (wrong_campaign, campaign)] == [0, 1_000_000]


def test_a_corrected_amount_fulfils_so_much_of_its_pledge(session, make, run):
    pledge = make.pledge(amount=10_000_000)
    donation = make.donation(pledge=pledge, amount=5_000_000)

    approve(make, run, propose(session, make, run, donation, parts=money(make, 500_000)))

    assert outstanding(session, pledge) == 9_500_000


def test_a_gift_taken_off_its_pledge_opens_it_again(session, make, run):
    pledge = make.pledge(amount=10_000_000)
    donation = make.donation(pledge=pledge, amount=5_000_000)

    approve(make, run, propose(session, make, run, donation, pledge=None))

    assert outstanding(session, pledge) == 10_000_000


def test_a_named_transfer_keeps_its_sum_but_its_donor_can_be_put_right(session, make, run):
    transfer = make.transfer(amount=5_000_000)
    campaign, donor = make.campaign(), make.donor()
    gift = Gift(make.donor(), campaign, [Part(make.bank(), "VND", 5_000_000)], Source.DOMESTIC, DAY)
    run(name_unidentified, by=make.user("accountant"), transfer=transfer, named_on=DAY, gifts=[gift])
    donation = session.scalars(select(Donation)).one()

    with pytest.raises(Refused, match="5.000.000 đ"):
        propose(session, make, run, donation, parts=[Part(make.bank(), "VND", 500_000)])
    step = approve(make, run, propose(session, make, run, donation, donor=donor))

    right = session.get_one(Donation, step.donation_id)
    assert (right.donor_id, right.unidentified_id) == (donor.id, transfer.id)
    assert balance(session, make.bank(), campaign) == 5_000_000
    assert balance(session, make.account("payable:unidentified")) == 0


def test_the_right_gift_is_read_back_as_it_was_proposed(session, make, run):
    donation = make.donation(amount=5_000_000, goods=[("BICYCLE", 9, 9_000_000)], purpose="Cho em Lan")
    parts = [Part(make.bank(), "VND", 500_000), Part(make.account("assets:goods"), "BICYCLE", 90, None)]

    correction = propose(session, make, run, donation, parts=parts, via=make.donor(), note="Xem sổ phụ")

    assert right_gift(session, correction) == replace(
        recorded_gift(session, donation),
        parts=parts,
        via=right_gift(session, correction).via,
        note="Xem sổ phụ",
    )
