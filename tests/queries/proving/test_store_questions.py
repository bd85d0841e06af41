"""The store asked: its equation holds, its card runs from line to line, and it says what waits for whom."""

from datetime import timedelta

import pytest
from make import DAY

from tracker.ground.rights import allowed
from tracker.models.journal import Entry, Line
from tracker.models.proving.campaigns import Campaign
from tracker.operations.proving.campaign_moves import move_between
from tracker.operations.proving.goods_lots import SaidLot, say_lots
from tracker.operations.proving.store_counts import approve_count, record_count
from tracker.queries.giving.donations import parts_of
from tracker.queries.home import tasks_on
from tracker.queries.proving.store import Wanted, campaigns_with_goods, store_rows, taken_along
from tracker.queries.proving.store_cards import card_dressed, card_lines

AFTER = DAY + timedelta(days=30)


@pytest.fixture
def milk(session, make, run):
    """Let 100 boxes come, three be taken along, ten move to the fund, two be missing."""
    campaign, store = make.campaign("SUA"), make.account("assets:goods")
    gift = make.donation(campaign=campaign, goods=[("MILK", 100, None)])
    lots = [SaidLot(90, "L1", AFTER)]
    run(say_lots, by=make.user("cashier"), source=parts_of(session, gift)[0], lots=lots, value_basis="none")
    make.sheet(make.approved(campaign=campaign, shares={"MILK": 1}), party="Lê Văn Út")
    moved = {"from_campaign": campaign, "to_campaign": make.fund(), "till": store, "item": "MILK", "quantity": 10}
    run(move_between, by=make.user("approver"), moved_on=DAY, reason="Trao chung", consent="Thư", **moved)
    counted = {"store": store, "campaign": campaign, "item": "MILK", "counted_on": AFTER, "counted": 85}
    count = run(record_count, by=make.user("cashier"), reason="Vỡ", **counted)
    run(approve_count, by=make.user("approver"), count=count)
    return campaign


def rows_of(session, wanted):
    campaigns = list(session.scalars(campaigns_with_goods(wanted).order_by(Campaign.code)))
    return {row.campaign.code: row for row in store_rows(session, campaigns, wanted, AFTER)}


def test_what_came_and_what_left_is_what_is_there(session, milk):
    now, then = rows_of(session, Wanted()), rows_of(session, Wanted(gone=True, since=AFTER))

    row = now["SUA"]
    assert (row.came, row.left, row.goods.difference, row.goods.advanced, row.goods.in_store) == (100, 10, -2, 3, 85)
    assert (row.counted_on, row.waiting) == (AFTER, None)
    assert (now["QC"].came, now["QC"].goods.in_store) == (10, 10)
    assert (then["SUA"].goods.opening, then["SUA"].goods.difference) == (90, -2)
    assert [each.party for each, pieces in taken_along(session, milk, "MILK")] == ["Lê Văn Út"]
    assert rows_of(session, Wanted(text="chung")).keys() == {"QC"}


def test_the_card_runs_from_line_to_line(session, milk):
    newest = (Entry.happened_on.desc(), Line.id.desc())
    rows = list(session.execute(card_lines(milk, "MILK").order_by(*newest)))

    whole, older = card_dressed(session, milk, "MILK", rows), card_dressed(session, milk, "MILK", rows[2:])

    assert [(row.line.quantity, row.after) for row in whole] == [(-2, 85), (-10, 87), (-3, 97), (100, 100)]
    assert [row.after for row in older] == [97, 100]
    assert [row.voucher.series for row in whole] == ["XK", "DC", "XK", "NK"]


def test_goods_wait_for_the_cashier_and_differences_for_the_approver(session, make, run, milk):
    counted = {"store": make.account("assets:goods"), "campaign": milk, "item": "MILK", "counted_on": AFTER}
    count = run(record_count, by=make.user("cashier"), counted=84, reason="Vỡ", **counted)

    def waits(role, day=AFTER):
        tasks = tasks_on(session, day, lambda right: allowed(right, frozenset({role})))
        return {task.title: (task.count, task.path, task.due) for task in tasks}

    cashier, approver, early = waits("cashier"), waits("approver"), waits("cashier", DAY - timedelta(days=1))

    assert approver["Differences of the store waiting for approval"][:2] == (1, f"/store/counts/{count.id}")
    assert cashier["Goods that expire soon"] == (2, "/store", AFTER)
    assert cashier["Goods taken along, not back"][0] == 1
    assert "Goods that expire soon" not in early and "Goods taken along, not back" not in early
