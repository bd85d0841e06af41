"""Test which sheets are late, and that what went out was given or came back."""

from datetime import date, timedelta

import pytest
from make_help import DAY

from tracker.ground.rights import allowed
from tracker.models.helping.handouts import OutcomeKind, SheetStepKind
from tracker.operations.helping.settlements import Outcome, settle_sheet
from tracker.queries.helping.handouts import line_states, lines_of, sheet_step, sum_of
from tracker.queries.helping.sheet_returns import reconciled
from tracker.queries.home import tasks_on

pytestmark = pytest.mark.one_engine


@pytest.fixture
def handout(make):
    """Give an approved list of three children at 1.000.000 đ and a parcel."""
    campaign = make.campaign()
    make.donation(campaign=campaign, amount=10_000_000, goods=[("PARCEL", 10, None)])
    return make.approved(campaign=campaign, shares={"VND": 1_000_000, "PARCEL": 1})


def late(session, day):
    tasks = tasks_on(session, day, lambda right: allowed(right, frozenset({"cashier"})))
    return {task.title: (task.count, task.since) for task in tasks}.get("Sheets not returned in time")


def test_a_sheet_is_late_three_days_after_the_hand_out_or_after_it_went_out(session, make, handout):
    sheet = make.sheet(handout, sent_on=DAY + timedelta(days=4))
    due = DAY + timedelta(days=7)

    told = [late(session, due), late(session, due + timedelta(days=1))]
    make.run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=due, outcomes={})

    assert told == [None, (1, due)]
    assert late(session, date(2019, 1, 1)) is None


@pytest.mark.parametrize("party", ["Nguyễn Thị Thu", ""])
def test_what_went_out_was_given_or_came_back_by_numbered_vouchers(session, make, handout, party):
    sheet = make.sheet(handout, party=party)
    absent = {lines_of(session, handout)[0].id: Outcome(OutcomeKind.LATER)}
    planned = sum_of(state.parts for state in line_states(session, handout, sheet))
    make.run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=DAY, outcomes=absent)

    out, settled = (sheet_step(session, sheet, kind) for kind in (SheetStepKind.SENT_OUT, SheetStepKind.SETTLED))
    money, parcels = reconciled(session, out, settled, planned)

    assert (money.out, money.given, money.back) == (3_000_000, 2_000_000, 1_000_000)
    assert (parcels.out, parcels.given, parcels.back, parcels.agrees) == (3, 2, 1, True)
    assert [voucher.series for voucher in money.out_by + money.back_by] == (["PC", "PT"] if party else ["PC"])
    assert [voucher.series for voucher in parcels.out_by + parcels.back_by] == (["XK", "NK"] if party else ["XK"])
