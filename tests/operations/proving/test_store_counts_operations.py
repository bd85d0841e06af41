"""Counts of the store: what agrees posts nothing, a difference waits for another, moved goods are counted again."""

from datetime import date

import pytest
from make import DAY

from tracker.ground.refusals import Refused
from tracker.models.journal import Entry, EntryKind
from tracker.operations.proving.campaign_moves import move_between
from tracker.operations.proving.closings import approve_closing, propose_closing
from tracker.operations.proving.store_counts import approve_count, record_count, reject_count
from tracker.queries.checks import run_checks
from tracker.queries.proving.campaigns import position
from tracker.queries.proving.store_counts import last_counted, waiting_count
from tracker.queries.proving.vouchers import vouchers_of

LATER = date(2018, 6, 30)


@pytest.fixture
def milk(make):
    """Give a campaign with 120 boxes of milk in the store."""
    campaign = make.campaign("SUA")
    make.donation(campaign=campaign, goods=[("MILK", 120, None)])
    return campaign


@pytest.fixture
def count(make, run, milk):
    """Count so many boxes of milk."""

    def counted(pieces, **but):
        values = {"store": make.account("assets:goods"), "campaign": milk, "item": "MILK", "counted_on": LATER}
        return run(record_count, by=make.user("cashier"), counted=pieces, **values | but)

    return counted


def goods(session, campaign):
    return position(session, campaign).goods["MILK"]


def broken(session):
    return [finding.check.code for finding in run_checks(session) if finding.breaches]


def test_a_count_that_agrees_is_kept_and_posts_nothing(session, milk, count):
    before = session.query(Entry).count()

    kept = count(120)

    assert (kept.booked, kept.counted, kept.reason) == (120, 120, "")
    assert session.query(Entry).count() == before
    assert last_counted(session)[milk.id, "MILK"] == LATER
    assert broken(session) == []


@pytest.mark.parametrize(("found", "slip"), [(117, "XK"), (126, "NK")])
def test_a_difference_is_posted_when_another_person_approves_it(session, make, run, milk, count, found, slip):
    waiting = count(found, reason="Chuột cắn thùng sữa")
    before = goods(session, milk).in_store

    step = run(approve_count, by=make.user("approver"), count=waiting)

    entry = session.get_one(Entry, step.entry_id)
    assert (before, goods(session, milk).in_store) == (120, found)
    assert goods(session, milk).difference == found - 120
    assert (entry.kind, entry.happened_on) == (EntryKind.STORE_COUNT, LATER)
    assert [voucher.series for voucher in vouchers_of(session, [entry.id])[entry.id]] == [slip]
    assert broken(session) == []


def test_a_difference_needs_a_reason_and_blocks_a_second_count_until_it_is_settled(session, make, run, milk, count):
    with pytest.raises(Refused) as unreasoned:
        count(100)
    waiting = count(100, reason="Thiếu một thùng")
    with pytest.raises(Refused):
        count(120)
    run(reject_count, by=make.user("approver"), count=waiting, remark="Đếm lại kệ B")
    again = count(120)

    assert unreasoned.value.field == "reason"
    assert again.difference == 0
    assert waiting_count(session, again.store, milk, "MILK") is None
    assert broken(session) == []


def test_who_counted_does_not_approve_it_and_it_ends_once(session, make, run, count):
    both = make.granted(make.user("cashier"), "approver")
    waiting = count(100, reason="Thiếu")

    with pytest.raises(Refused):
        run(approve_count, by=both, count=waiting)
    run(approve_count, by=make.user("approver"), count=waiting)
    for operation in (approve_count, reject_count):
        with pytest.raises(Refused):
            run(operation, by=make.user("approver"), count=waiting, remark="Nữa")

    assert session.query(Entry).filter(Entry.kind == EntryKind.STORE_COUNT).count() == 1


def test_goods_that_moved_since_they_were_counted_are_counted_again(session, make, run, milk, count):
    waiting = count(118, reason="Thiếu hai hộp")
    moved = {"from_campaign": milk, "to_campaign": make.fund(), "till": make.account("assets:goods"), "item": "MILK"}
    approver = make.user("approver")
    run(move_between, by=approver, quantity=20, moved_on=LATER, reason="Trao chung", consent="Thư", **moved)

    with pytest.raises(Refused) as refused:
        run(approve_count, by=approver, count=waiting)
    run(reject_count, by=approver, count=waiting, remark="Hàng đã xuất")
    with pytest.raises(Refused) as since:
        count(98, reason="Thiếu hai hộp", seen=120)
    with pytest.raises(Refused) as after:
        count(118, reason="Thiếu hai hộp", counted_on=DAY)

    assert refused.value.values == {"then": "120", "now": "100"}
    assert since.value.field == "counted"
    assert after.value.field == "counted_on"
    assert goods(session, milk).in_store == 100


def test_what_cannot_be_counted_is_refused_at_its_field(make, run, milk, count):
    closing = run(propose_closing, by=make.user("accountant"), until=LATER)
    run(approve_closing, by=make.user("approver"), closing=closing)

    refusals = {}
    for field, pieces, but in (
        ("item", 1, {"item": "VND"}),
        ("store", 1, {"store": make.account()}),
        ("counted", -1, {}),
        ("counted_on", 1, {"counted_on": date(2999, 1, 1)}),
        ("counted_on", 1, {"reason": "Thiếu"}),
    ):
        with pytest.raises(Refused) as refused:
            count(pieces, **but)
        refusals[refused.value.field, field] = refused.value.text

    assert all(said == field for said, field in refusals)
    assert count(120).difference == 0
