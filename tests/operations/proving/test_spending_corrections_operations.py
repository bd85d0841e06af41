"""Purchases, costs, interest and advances put right: reversed and entered right on one voucher, by the net."""

from dataclasses import replace
from datetime import date

import pytest
from spending_steps import DAY, DUE, Spending, breaches

from tracker.ground.refusals import Refused
from tracker.models.journal import Entry
from tracker.models.proving.costs import CostKind
from tracker.models.proving.spending_corrections import SpendingCorrection
from tracker.models.proving.vouchers import Voucher
from tracker.operations.helping.settlements import settle_sheet
from tracker.operations.proving.advances import settle_by_cost
from tracker.operations.proving.costs import record_interest
from tracker.operations.proving.purchases import Bought
from tracker.operations.proving.spending_corrections import (
    approve_spending_correction,
    propose_spending_correction,
    reject_spending_correction,
)
from tracker.operations.proving.spending_rights import recorded
from tracker.queries.journal import balance
from tracker.queries.proving.advances import open_part
from tracker.queries.proving.campaigns import position
from tracker.queries.proving.spending_corrections import spending_of
from tracker.queries.proving.vouchers import lines_on

SIGNED = date(2018, 3, 15)
LATER = date(2018, 4, 2)


class Mending(Spending):
    """Propose and approve, with few words."""

    def propose(self, wrong, by=None, nothing=False, reason="Gõ nhầm", **right) -> SpendingCorrection:
        said = None if nothing else replace(recorded(self.session, wrong), **right)
        entry = self.session.get_one(Entry, wrong.entry_id)
        by = by or self.make.user("accountant")
        return self.run(propose_spending_correction, by=by, entry=entry, reason=reason, right=said)

    def approve(self, correction, by=None, on=LATER):
        by = by or self.make.user("approver")
        return self.run(approve_spending_correction, by=by, correction=correction, approved_on=on)

    def mend(self, wrong, **right):
        step = self.approve(self.propose(wrong, **right))
        return step, None if step.entry_id is None else spending_of(
            self.session, self.session.get_one(Entry, step.entry_id)
        )

    def moved(self, step) -> list[tuple[str, str, int]]:
        voucher = self.session.get_one(Voucher, step.voucher_id)
        assert voucher.series == "DC"
        return [(each.till.code, each.line.item, each.line.quantity) for each in lines_on(self.session, voucher)]


@pytest.fixture
def steps(session, make, run):
    return Mending(session, make, run)


@pytest.fixture
def fund(steps, make):
    steps.gift(make.fund(), steps.cash, 10_000_000, on=date(2018, 2, 1))
    return make.fund()


def test_a_cost_of_another_amount_is_reversed_and_paid_right_on_one_voucher(session, steps, fund):
    wrong = steps.cost(fund, 3_000_000)

    step, right = steps.mend(wrong, amount=300_000, purpose="In phông")

    assert (right.amount, right.purpose, right.paid_on, right.kind) == (300_000, "In phông", LATER, wrong.kind)
    assert steps.moved(step) == [("assets:cash", "VND", 3_000_000), ("assets:cash", "VND", -300_000)]
    assert position(session, fund).costs == 300_000
    assert breaches(session) == {}


def test_a_purchase_is_put_right_by_the_net_though_most_of_its_goods_are_given(session, steps, make):
    campaign = make.campaign()
    steps.gift(campaign, steps.cash, 5_000_000, on=date(2018, 2, 1))
    wrong = steps.buy(campaign, lines=[Bought("BICYCLE", 2, 1_600_000)])
    children = [make.child(), make.child()]
    sheet = make.sheet(make.approved(campaign=campaign, shares={"BICYCLE": 1}, children=children))
    steps.run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=SIGNED, outcomes={})

    step, right = steps.mend(wrong, lines=[Bought("BICYCLE", 2, 1_500_000)], party="Cửa hàng Hòa Bình")

    assert (right.amount, right.supplier) == (3_000_000, "Cửa hàng Hòa Bình")
    assert balance(session, steps.cash, campaign) == 2_000_000
    assert balance(session, steps.store, campaign, "BICYCLE") == 0
    assert breaches(session) == {}


def test_interest_goes_to_the_right_campaign_and_nothing_is_paid(session, steps, make, fund):
    kept = make.campaign(keeps_interest=True)
    values = {"campaign": kept, "credited_on": DAY, "till": steps.bank(), "amount": 54_000}
    wrong = steps.run(record_interest, by=make.user("accountant"), **values)

    step, right = steps.mend(wrong, campaign=fund, amount=45_000)

    assert (right.campaign_id, right.amount) == (fund.id, 45_000)
    assert (position(session, kept).interest, position(session, fund).interest) == (0, 45_000)
    assert breaches(session) == {}


def test_an_advance_to_another_party_is_put_right_and_one_with_settled_parts_is_not(session, steps, make, fund):
    wrong, used = steps.advance(fund, 1_000_000), steps.advance(fund, 2_000_000, party="Trần Văn Tám")
    spent = {"kind": CostKind.PROGRAMME, "payee": "Nhà in", "purpose": "In phông", "amount": 500_000}
    part = steps.run(settle_by_cost, advance=used, settled_on=DAY, **spent)

    _, right = steps.mend(wrong, party="Lê Văn Tư")
    with pytest.raises(Refused):
        steps.propose(used, amount=1_000_000)

    assert (right.party, right.due_on, open_part(session, right), open_part(session, wrong)) == (
        "Lê Văn Tư",
        DUE,
        1_000_000,
        0,
    )
    steps.mend(spending_of(session, session.get_one(Entry, part.entry_id)), nothing=True)
    assert open_part(session, used) == 2_000_000
    steps.mend(used, nothing=True)
    assert open_part(session, used) == 0
    assert breaches(session) == {}


def test_what_was_never_bought_is_reversed_whole_and_its_goods_leave_the_store(session, steps, make):
    campaign = make.campaign()
    steps.gift(campaign, steps.cash, 5_000_000, on=date(2018, 2, 1))
    wrong = steps.buy(campaign)

    step, right = steps.mend(wrong, nothing=True)

    assert right is None
    assert len(steps.moved(step)) == 3
    assert balance(session, steps.cash, campaign) == 5_000_000
    assert balance(session, steps.store, campaign, "BICYCLE") == 0
    assert breaches(session) == {}


def test_goods_that_are_given_cannot_be_taken_out_of_the_store_again(session, steps, make):
    campaign = make.campaign()
    steps.gift(campaign, steps.cash, 5_000_000, on=date(2018, 2, 1))
    wrong = steps.buy(campaign, lines=[Bought("BICYCLE", 2, 1_600_000)])
    children = [make.child(), make.child()]
    make.sheet(make.approved(campaign=campaign, shares={"BICYCLE": 1}, children=children), party="Lê Văn Út")

    correction = steps.propose(wrong, nothing=True)
    with pytest.raises(Refused) as refused:
        steps.approve(correction)

    assert refused.value.values["there"] == "0 chiếc"


@pytest.mark.one_engine
def test_what_makes_no_sense_is_refused(session, steps, make, fund):
    wrong = steps.cost(fund)
    closed = make.campaign(costs_allowed=False)

    def refusal(**but):
        with pytest.raises(Refused) as caught:
            steps.propose(wrong, **but)
        return caught.value.field

    gift_entry = session.get_one(Entry, steps.gift(fund, steps.cash, 5_000).entry_id)
    with pytest.raises(Refused):
        steps.run(propose_spending_correction, by=make.user("accountant"), entry=gift_entry, reason="Nhầm")
    fields = [refusal(reason=" "), refusal(), refusal(amount=0), refusal(party=" "), refusal(campaign=closed)]
    correction = steps.propose(wrong, amount=1)
    fields.append(refusal(amount=2))
    with pytest.raises(Refused) as early:
        steps.approve(correction, on=date(2018, 2, 28))

    assert fields == ["reason", None, "amount", "party", "campaign", None]
    assert early.value.field == "approved_on"


@pytest.mark.one_engine
def test_another_person_answers_and_once(steps, make, fund):
    both = make.granted(make.user("accountant"), "approver")
    correction = steps.propose(steps.cost(fund), by=both, amount=1)

    with pytest.raises(Refused):
        steps.approve(correction, by=both)
    steps.run(reject_spending_correction, by=make.user("approver"), correction=correction, remark="Đúng rồi")
    with pytest.raises(Refused):
        steps.approve(correction)
    steps.mend(steps.cost(fund), nothing=True)
