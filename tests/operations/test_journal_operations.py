"""Entries are whole, in order, and never take what is not there; master data keeps its history."""

from datetime import UTC, date, datetime, timedelta

import pytest
from make import DAY
from money_steps import Steps
from sqlalchemy import select

from tracker.ground.dates import set_clock, today
from tracker.ground.refusals import Refused
from tracker.models.journal import Balance, Entry, EntryKind, Line, LogHead
from tracker.operations.donors import correct_donor
from tracker.operations.give_backs import give_back
from tracker.operations.journal import Draft, note, open_entry, post, reverse
from tracker.operations.tills import move_money
from tracker.operations.vouchers import make_vouchers
from tracker.operations.writing import writing
from tracker.queries.checks import run_checks
from tracker.queries.donations import parts_of
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
    back = {"donation": gift, "given_back_on": DAY, "reason": "Nhầm", "parts": [(part, 2_000_000, other) for part in parts_of(steps.session, gift)]}  # fmt: skip  # noqa: E501

    refused = steps.refused(give_back, **back)

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


@pytest.mark.parametrize("spent_on", [date(2018, 3, 5), date(2018, 3, 14)])
def test_what_is_dated_back_before_the_money_came_is_refused_with_that_day(steps, make, spent_on):
    campaign = make.campaign()
    steps.gift(campaign, steps.cash, 500_000, on=date(2018, 3, 15))

    refused = steps.refused(
        move_money, from_till=steps.cash, to_till=steps.bank(), happened_on=spent_on, parts=[(campaign, 500_000)]
    )

    assert refused.field == "happened_on"
    assert f"At the end of {spent_on:%d/%m/%Y}" in str(refused)
    assert "500.000 đ too little" in str(refused)


def test_what_is_dated_back_is_refused_where_a_later_day_would_fall_short(steps, make, run):
    """1/3: +5, 10/3: −4, 20/3: +4. Taking 2 on 5/3 leaves −1 at the end of 10/3, though 5 are there today."""
    campaign, bank = make.campaign(), steps.bank()
    steps.gift(campaign, steps.cash, 5, on=date(2018, 3, 1))
    run(move_money, from_till=steps.cash, to_till=bank, happened_on=date(2018, 3, 10), parts=[(campaign, 4)])
    steps.gift(campaign, steps.cash, 4, on=date(2018, 3, 20))

    refused = steps.refused(
        move_money, from_till=steps.cash, to_till=bank, happened_on=date(2018, 3, 5), parts=[(campaign, 2)]
    )
    run(move_money, from_till=steps.cash, to_till=bank, happened_on=date(2018, 3, 5), parts=[(campaign, 1)])

    assert "At the end of 10/03/2018" in str(refused)
    assert broken(steps.session) == []


def test_within_one_day_the_order_does_not_matter(session, steps, make, run):
    campaign, bank = make.campaign(), steps.bank()
    steps.gift(campaign, steps.cash, 5, on=date(2018, 3, 9))
    run(move_money, from_till=steps.cash, to_till=bank, happened_on=date(2018, 3, 9), parts=[(campaign, 5)])
    steps.gift(campaign, steps.cash, 5, on=date(2018, 3, 8))

    run(move_money, from_till=steps.cash, to_till=bank, happened_on=date(2018, 3, 8), parts=[(campaign, 5)])

    assert balance(session, steps.cash, campaign) == 0
    assert broken(session) == []


def test_the_general_funds_nameless_money_is_not_spent(session, make, run):
    fund, bank = make.fund(), make.bank()
    make.donation(campaign=fund, till=bank, amount=2_000_000)
    make.transfer(amount=5_000_000)
    gifts = make.account("income:gifts")

    def spend(session, *, by, amount):
        entry = open_entry(session, by=by, kind=EntryKind.OPENING, happened_on=DAY)
        post(session, (entry, [Draft(bank, fund, VND, -amount), Draft(gifts, fund, VND, amount)]))
        return make_vouchers(session, by=by, entries=[entry], party="", reason="")

    with pytest.raises(Refused) as refused:
        run(spend, amount=2_000_001)
    run(spend, amount=2_000_000)

    assert str(refused.value) == (
        "Quỹ chung has 2.000.000 đ of its own; 5.000.000 đ more waits for a name and cannot be used."
    )
    assert balance(session, bank, fund) == 5_000_000


def test_nameless_money_was_not_spent_on_any_day_of_the_past_either(make, run):
    """The fund's own 3 came on 20/3; on 12/3 all that lay in its bank was nameless."""
    fund, bank = make.fund(), make.bank()
    make.transfer(amount=5_000_000, received_on=date(2018, 3, 10))
    make.donation(campaign=fund, till=bank, amount=3_000_000, received_on=date(2018, 3, 20))
    gifts = make.account("income:gifts")

    def spend(session, *, by, on):
        entry = open_entry(session, by=by, kind=EntryKind.OPENING, happened_on=on)
        post(session, (entry, [Draft(bank, fund, VND, -3_000_000), Draft(gifts, fund, VND, 3_000_000)]))
        return make_vouchers(session, by=by, entries=[entry], party="", reason="")

    with pytest.raises(Refused) as refused:
        run(spend, on=date(2018, 3, 12))
    run(spend, on=date(2018, 3, 20))

    assert refused.value.field == "happened_on"
    assert "12/03/2018" in str(refused.value)


def test_nameless_money_may_be_moved_from_till_to_till(session, make, run):
    fund, bank = make.fund(), make.bank()
    make.transfer(amount=5_000_000)

    run(move_money, from_till=bank, to_till=make.account(), happened_on=DAY, parts=[(fund, 5_000_000)])

    assert balance(session, make.account(), fund) == 5_000_000


@pytest.mark.parametrize(
    ("day", "said"), [(today() + timedelta(days=1), "has not come yet"), (date(1989, 12, 31), "is too long ago")]
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
