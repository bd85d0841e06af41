"""Entries are whole, in order, and never take what is not there; master data keeps its history."""

from datetime import UTC, date, datetime, timedelta

import pytest
from make import DAY
from money_steps import Steps
from sqlalchemy import select

from tracker.ground.dates import set_clock, today
from tracker.ground.refusals import Refused
from tracker.models.journal import Balance, Entry, EntryKind, Line, LogHead
from tracker.operations.giving.donors import correct_donor
from tracker.operations.giving.give_backs import give_back
from tracker.operations.journal import Draft, note, open_entry, post, reverse
from tracker.operations.proving.tills import move_money
from tracker.operations.proving.vouchers import make_vouchers
from tracker.operations.writing import writing
from tracker.queries.checks import run_checks
from tracker.queries.giving.donations import parts_of
from tracker.queries.journal import balance, history_of, lines_of

VND = "VND"


@pytest.fixture
def steps(session, make, run):
    return Steps(session, make, run)


@pytest.fixture
def posted(session, make):
    """Post one entry of drafts by the cashier: (account, campaign, item, quantity)."""

    def posted(*drafts, happened_on=DAY, kind=EntryKind.OPENING):
        with writing(session):
            entry = open_entry(session, by=make.user("cashier"), kind=kind, happened_on=happened_on)
            post(session, (entry, [Draft(*draft) for draft in drafts]))
            make_vouchers(session, by=make.user("cashier"), entries=[entry], party="", reason="Thử")
        return entry

    make.user("cashier")
    return posted


def broken(session):
    return [(finding.check.code, finding.breaches) for finding in run_checks(session) if finding.breaches]


@pytest.mark.parametrize(
    "quantities",
    [
        {"cash": (("A", VND, 5),), "income:gifts": (("A", VND, -4),)},
        {"cash": (("A", VND, 5),), "income:gifts": (("B", VND, -5),)},
        {"cash": (("A", VND, 5),), "income:gifts": (("A", "BICYCLE", -5),)},
        {},
    ],
    ids=["sum", "campaign", "item", "nothing"],
)
def test_an_entry_that_does_not_balance_is_a_fault_of_the_program(session, make, posted, quantities):
    campaigns = {code: make.campaign(code) for code in ("A", "B")}
    accounts = {"cash": make.account(), "income:gifts": make.account("income:gifts")}
    drafts = [
        (accounts[code], campaigns[campaign], item, quantity)
        for code, sides in quantities.items()
        for campaign, item, quantity in sides
    ]

    with pytest.raises(ValueError, match="does not sum to zero"):
        posted(*drafts)

    assert session.get_one(LogHead, 1).last_seq == 0
    assert session.scalar(select(Entry)) is None


def test_an_entry_may_hold_many_campaigns_and_items_each_at_zero(session, make, posted):
    first, second = make.campaign(), make.campaign()
    cash, store, gifts = make.account(), make.account("assets:goods"), make.account("income:gifts")

    entry = posted(
        (cash, first, VND, 7), (gifts, first, VND, -7), (store, second, "MILK", 3), (gifts, second, "MILK", -3)
    )

    assert [line.quantity for line in lines_of(session, entry)] == [7, -7, 3, -3]
    assert balance(session, store, second, "MILK") == 3


def test_balances_move_by_the_net_of_an_entry(session, make, posted):
    campaign, cash, gifts = make.campaign(), make.account(), make.account("income:gifts")

    posted((cash, campaign, VND, 9), (cash, campaign, VND, -4), (gifts, campaign, VND, -5))

    assert balance(session, cash, campaign) == 5
    assert broken(session) == []


def test_overspending_is_refused_with_what_is_there_each_till_and_the_offer(steps, make):
    campaign, bank, other = make.campaign(name="Áo ấm"), steps.bank(), steps.bank("assets:bank:kbnn", "Kho bạc")
    gift = steps.gift(campaign, steps.cash, 2_000_000)
    steps.gift(campaign, bank, 5_000_000)
    steps.gift(campaign, other, 300_000)
    parts = [(part, 2_000_000, other) for part in parts_of(steps.session, gift)]

    refused = steps.refused(give_back, donation=gift, given_back_on=DAY, reason="Nhầm", parts=parts)

    assert refused.field == "amount"
    assert str(refused) == (
        "Áo ấm has 300.000 đ in “Kho bạc”, 2.000.000 đ is asked. "
        "It has in all: Ngân hàng CSXH 5.000.000 đ; Tiền mặt 2.000.000 đ; Kho bạc 300.000 đ."
    )
    assert refused.offer == ("move_money", {"campaign_id": campaign.id, "to_id": other.id})


def test_where_the_campaign_has_nothing_at_all_no_move_is_offered(session, make, steps):
    poor, rich = make.campaign(), make.campaign()
    steps.gift(rich, steps.cash, 2_000_000)

    refused = steps.refused(move_money, from_till=steps.cash, to_till=steps.bank(), happened_on=DAY, parts=[(poor, 1)])

    assert refused.offer is None
    assert "It has in all: 0." in str(refused)


def test_another_campaigns_money_in_the_same_till_helps_nobody(session, make, steps):
    poor, rich = make.campaign(), make.campaign()
    steps.gift(rich, steps.cash, 9_000_000)
    steps.gift(poor, steps.cash, 1_000_000)

    steps.refused(move_money, from_till=steps.cash, to_till=steps.bank(), happened_on=DAY, parts=[(poor, 1_000_001)])

    assert balance(session, steps.cash, rich) == 9_000_000


def test_the_database_itself_refuses_a_negative_balance(session, make, steps):
    campaign = make.campaign()
    steps.gift(campaign, steps.cash, 10)
    row = session.scalars(select(Balance).where(Balance.account_id == steps.cash.id)).one()

    with pytest.raises(Exception, match="ck_balances_guarded"), writing(session):
        session.get_one(Balance, (row.account_id, row.campaign_id, row.item)).quantity = -1
        session.flush()

    assert balance(session, steps.cash, campaign) == 10


@pytest.mark.parametrize(
    ("day", "said"), [(today() + timedelta(days=2), "has not come yet"), (date(1989, 12, 31), "is too long ago")]
)
def test_an_unlikely_day_is_refused(session, make, posted, day, said):
    campaign = make.campaign()

    with pytest.raises(Refused, match=said):
        posted((make.account(), campaign, VND, 1), (make.account("income:gifts"), campaign, VND, -1), happened_on=day)

    assert session.scalar(select(Entry)) is None


def test_a_reversal_is_the_exact_mirror_once(session, make, run):
    gift = make.donation(amount=1_000_000, goods=[("MILK", 40, 400_000)])
    entry = session.get_one(Entry, gift.entry_id)

    def undo(session, *, by):
        reversal = reverse(session, by=by, entry=entry, happened_on=DAY, memo="Ghi nhầm")
        make_vouchers(session, by=by, entries=[reversal], party="", reason="Ghi nhầm")
        return reversal

    reversal = run(undo)

    assert (reversal.kind, reversal.reverses_id) == (EntryKind.REVERSAL, entry.id)
    assert sides(session, reversal, -1) == sides(session, entry)
    assert broken(session) == []
    for again in (entry, reversal):
        with pytest.raises(Refused, match="already reversed"):
            run(reverse, entry=again, happened_on=DAY, memo="Lần nữa")


def sides(session, entry, sign=1):
    return [
        (line.account_id, line.campaign_id, line.item, sign * line.quantity, line.donation_part_id)
        for line in lines_of(session, entry)
    ]


def test_a_reversal_of_what_is_spent_is_refused(session, make, steps, run):
    campaign = make.campaign()
    gift = steps.gift(campaign, steps.cash, 700_000)
    run(move_money, from_till=steps.cash, to_till=steps.bank(), happened_on=DAY, parts=[(campaign, 1)])
    entry = session.get_one(Entry, gift.entry_id)

    refused = steps.refused(reverse, entry=entry, happened_on=DAY, memo="Ghi nhầm")

    assert "699.999 đ" in str(refused)


def test_a_clock_set_back_changes_nothing_in_the_order_of_the_books(session, make):
    set_clock(lambda: datetime(2026, 5, 2, 8, 0, tzinfo=UTC))
    first = make.donation()
    set_clock(lambda: datetime(2026, 5, 1, 8, 0, tzinfo=UTC))
    second = make.donation()

    entries = session.scalars(select(Entry).order_by(Entry.seq)).all()

    assert [entry.id for entry in entries] == [first.entry_id, second.entry_id]
    assert [entry.seq for entry in entries] == [1, 2]
    assert entries[0].recorded_at > entries[1].recorded_at
    assert broken(session) == []


def test_lines_are_numbered_on_without_a_gap_whatever_was_refused_between(session, make):
    make.donation()
    with pytest.raises(Refused):
        make.donation(received_on=today() + timedelta(days=1))
    make.donation()

    lines = session.scalars(select(Line.id).order_by(Line.id)).all()

    assert lines == [1, 2, 3, 4]


def test_a_note_keeps_who_when_the_field_old_and_new(session, make, run):
    set_clock(lambda: datetime(2026, 5, 2, 8, 0, tzinfo=UTC))
    clerk, donor = make.user("clerk"), make.donor("Nguyễn Văn A", phone="0900000001")

    run(correct_donor, by=clerk, donor=donor, kind="person", full_name="Nguyễn Văn Á", phone="0900000001")

    changes = {change.field: change for change in history_of(session, "donors", donor.id)}
    change = changes["full_name"]
    assert (change.user_id, change.at) == (clerk.id, datetime(2026, 5, 2, 8, 0, tzinfo=UTC))
    assert (change.old, change.new) == ("Nguyễn Văn A", "Nguyễn Văn Á")
    assert "phone" not in changes


def test_a_note_of_nothing_new_leaves_no_trace(session, make):
    donor, clerk = make.donor("Nguyễn Văn A"), make.user("clerk")

    with writing(session):
        changed = note(session, by=clerk, record=donor, changes={"full_name": "Nguyễn Văn A"})

    assert changed is False
    assert history_of(session, "donors", donor.id) == []
