"""Test how gifts are listed, narrowed and summed, and what a gift's story tells."""

from datetime import date

from make import DAY

from tracker.models.giving.donations import Source
from tracker.models.settings import SeriesCode
from tracker.operations.giving.donations import Gift, Part
from tracker.operations.giving.give_backs import give_back
from tracker.operations.giving.receipts import void_receipt
from tracker.operations.giving.unidentified import name_unidentified
from tracker.operations.proving.corrections import approve_correction, propose_correction
from tracker.queries.giving.donation_lists import (
    GiftState,
    ItemSum,
    TransferState,
    Wanted,
    count_gifts,
    gifts_listed,
    gifts_of_transfers,
    sums_of_gifts,
    transfers_listed,
    waiting_sum,
)
from tracker.queries.giving.donation_stories import story_of
from tracker.queries.giving.donations import parts_of, unreceipted
from tracker.queries.papers_to_come import papers_to_come


def listed(session, **wanted):
    return [gift.id for gift in session.scalars(gifts_listed(Wanted(**wanted)))]


def test_a_gift_that_came_through_another_is_found_by_both_and_summed_once(session, make):
    aia, fund = make.donor("AIA Việt Nam"), make.donor("Quỹ Quốc gia")
    gift = make.donation(amount=2_000_000, donor=aia, via=fund)

    found = [listed(session, text=text) for text in ("aia", "quy quoc gia")]

    assert found == [[gift.id], [gift.id]]
    assert sums_of_gifts(session, Wanted()) == [ItemSum("VND", 2_000_000, 0)]
    assert count_gifts(session, Wanted()) == 1


def test_each_filter_keeps_what_it_names(session, make):
    cash = make.donation(amount=1_000_000, received_on=date(2018, 3, 1), source=Source.ABROAD)
    goods = make.donation(goods=[("BICYCLE", 90, None)], received_on=date(2018, 4, 1))
    bank = make.donation(amount=5_000_000, till=make.bank(), received_on=date(2018, 5, 1))

    assert listed(session, form="cash") == [cash.id]
    assert listed(session, form="goods") == [goods.id]
    assert listed(session, form="bank") == [bank.id]
    assert listed(session, source="abroad") == [cash.id]
    assert listed(session, campaign_id=goods.campaign_id) == [goods.id]
    assert listed(session, since=date(2018, 4, 1), until=date(2018, 4, 30)) == [goods.id]


def test_sums_never_mix_items_and_name_what_went_back(session, make, run):
    gift = make.donation(amount=3_000_000, goods=[("BOOK", 10, None)])
    money = parts_of(session, gift)[0]
    back = {"given_back_on": gift.received_on, "reason": "Nhầm", "parts": [(money, 1_000_000, make.account())]}
    run(give_back, by=make.user("approver"), donation=gift, **back)

    sums = sums_of_gifts(session, Wanted())

    assert sums == [ItemSum("VND", 3_000_000, 1_000_000), ItemSum("BOOK", 10, 0)]


def test_a_gift_of_both_is_without_receipt_until_both_are_issued(session, make):
    gift = make.donation(amount=1_000_000, goods=[("BOOK", 5, None)])
    make.receipt(gift)

    before = session.scalars(unreceipted()).all()
    missing = story_of(session, gift).unreceipted
    make.receipt(gift, series=SeriesCode.TN)

    assert before == [gift]
    assert missing == [SeriesCode.TN]
    assert session.scalars(unreceipted()).all() == []


def test_a_voided_receipt_leaves_the_gift_without_one(session, make, run):
    receipt = make.receipt()
    run(void_receipt, by=make.user("approver"), receipt=receipt, reason="Sai tên")

    assert listed(session, state=GiftState.UNRECEIPTED) == [receipt.donation_id]
    assert listed(session, state=GiftState.RECEIPTED) == []


def test_a_transfer_moves_from_the_waiting_to_the_named(session, make, run):
    transfer, waiting = make.transfer(amount=5_000_000), make.transfer(amount=2_000_000)
    part = Part(make.bank(), "VND", 5_000_000)
    gift = Gift(make.donor(), make.campaign(), [part], Source.DOMESTIC, transfer.received_on)
    run(name_unidentified, by=make.user("accountant"), transfer=transfer, named_on=date(2018, 3, 22), gifts=[gift])

    assert waiting_sum(session) == (1, 2_000_000)
    assert session.scalars(transfers_listed(TransferState.WAITING)).all() == [waiting]
    assert session.scalars(transfers_listed(TransferState.NAMED, "tre em")).all() == [transfer]
    assert [each.donor_id for each in gifts_of_transfers(session, [transfer.id])[transfer.id]] == [gift.donor.id]


def test_a_story_tells_what_the_gift_fulfils_and_where_it_stands(session, make):
    pledge = make.pledge(amount=3_000_000)
    gift = make.donation(pledge=pledge, amount=2_000_000)

    story = story_of(session, gift)

    assert [(part.pledge_id, amount) for part, amount in story.fulfils] == [(pledge.id, 2_000_000)]
    assert [voucher.code for voucher in story.vouchers] == ["PT-2018-0001"]
    assert story.recorder == make.user("cashier")
    assert story.may_go_back


def test_the_paper_to_come_has_the_next_number(session, make):
    make.receipt()

    papers = papers_to_come(session, date(2018, 12, 31))

    assert (papers["BL"].code, papers["TN"].code) == ("BL-2018-0002", "TN-2018-0001")
    assert papers_to_come(session, date(2019, 1, 1))["BL"].code == "BL-2019-0001"


def test_the_whole_list_sums_from_the_balances_to_what_its_rows_sum_to(session, make, run):
    wrong = make.donation(amount=5_000_000)
    make.donation(amount=2_000_000, goods=[("BOOK", 3, None)], source=Source.BUDGET)
    right = Gift(wrong.donor, wrong.campaign, [Part(make.account(), "VND", 500_000)], Source.DOMESTIC, DAY)
    proposal = run(propose_correction, by=make.user("accountant"), donation=wrong, right=right, reason="Gõ nhầm")
    run(approve_correction, by=make.user("approver"), correction=proposal, public_url="https://quy.example")
    gift = make.donation(amount=900_000)
    back = {"given_back_on": DAY, "reason": "Nhầm", "parts": [(parts_of(session, gift)[0], 100_000, make.account())]}
    run(give_back, by=make.user("approver"), donation=gift, **back)

    whole, by_rows = sums_of_gifts(session, Wanted()), sums_of_gifts(session, Wanted(since=date(2000, 1, 1)))

    assert whole == by_rows == [ItemSum("VND", 3_400_000, 100_000), ItemSum("BOOK", 3, 0)]
    assert count_gifts(session, Wanted()) == count_gifts(session, Wanted(since=date(2000, 1, 1))) == 3
