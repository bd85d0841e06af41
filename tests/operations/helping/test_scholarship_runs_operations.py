"""Runs of scholarships: every month once, paid by the fund or by the bank itself, open again when it comes back."""

from datetime import date

import pytest
from scholarship_steps import agreed, award, came_back, drafted, out, paid, settled
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tracker.ground.refusals import Refused
from tracker.models.helping.disbursements import Channel, DisbursementPart
from tracker.models.helping.handouts import HandoutLine, OutcomeKind
from tracker.models.helping.scholarships import StopReason
from tracker.models.proving.vouchers import Voucher
from tracker.operations.helping.award_steps import stop_award
from tracker.operations.helping.handouts import add_children
from tracker.operations.helping.scholarship_runs import complete_run
from tracker.operations.helping.settlements import Outcome
from tracker.operations.helping.sheets import replace_line, send_out
from tracker.operations.proving.campaigns import close_campaign
from tracker.queries.checks import run_checks
from tracker.queries.helping.handouts import line_states, lines_of, totals
from tracker.queries.helping.scholarship_sums import year_scholarships
from tracker.queries.helping.scholarships import instalments_of
from tracker.queries.journal import account, balance
from tracker.queries.proving.campaigns import position

YEAR = (date(2018, 1, 1), date(2018, 12, 31))
LAST_OF_JANUARY = date(2018, 1, 31)


@pytest.fixture
def clyt(make):
    """Give the campaign with 20.000.000 đ at the bank."""
    campaign = make.campaign("CLYT")
    make.donation(campaign=campaign, amount=20_000_000, till=make.bank(), received_on=date(2018, 1, 5))
    return campaign


def committed(session, campaign):
    return balance(session, account(session, "memo:committed"), campaign)


def breaches(session):
    return {finding.check.code: finding.breaches for finding in run_checks(session) if finding.breaches}


def test_a_run_lists_what_is_due_once_and_commits_nothing_more(session, make, clyt):
    award(make, clyt, count=3)
    before = committed(session, clyt)

    handout = agreed(make, drafted(make, clyt, 2), date(2018, 2, 26))

    assert totals(session, handout) == (6, {"VND": 3_000_000})
    assert committed(session, clyt) == before == 4_500_000
    with pytest.raises(Refused, match="Nothing is due"):
        drafted(make, clyt, 2)
    assert breaches(session) == {}


def test_the_database_keeps_a_month_off_a_second_list(session, make, clyt):
    award(make, clyt, count=1)
    line = lines_of(session, drafted(make, clyt, 1))[0]
    columns = {key: getattr(line, key) for key in ("handout_id", "child_id", "full_name", "birth", "place_key")}
    twin = HandoutLine(**columns, ordinal=9, hamlet="", school="", payee="", instalment_id=line.instalment_id)

    session.add(twin)
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()

    assert session.scalar(select(func.count(HandoutLine.id))) == 1


def test_what_was_paid_is_committed_no_more(session, make, clyt):
    award(make, clyt)

    paid(make, clyt, 1)

    where = position(session, clyt)
    assert (where.paid, where.in_hand, where.committed) == (1_000_000, 19_000_000, 2_000_000)
    assert breaches(session) == {}


def test_a_transfer_that_came_back_is_open_and_committed_again(session, make, clyt):
    one, _ = award(make, clyt)
    handout = paid(make, clyt, 1)

    came_back(make, one, date(2018, 2, 2))
    back = position(session, clyt)
    day = date(2018, 2, 5)
    settled(make, out(make, handout, day), day)

    assert (back.paid, back.committed) == (500_000, 2_500_000)
    assert position(session, clyt).paid == 1_000_000
    assert instalments_of(session, one)[0].disbursement is not None
    assert year_scholarships(session, *YEAR)["still_to_pay"] == committed(session, clyt) == 2_000_000
    assert breaches(session) == {}


def test_what_came_back_after_a_stop_is_not_owed_again(session, make, clyt):
    (one,) = award(make, clyt, count=1)
    paid(make, clyt, 1)
    make.run(stop_award, award=one, why=StopReason.DIED, stopped_on=date(2018, 2, 1))

    with pytest.raises(Refused) as caught:
        came_back(make, one, date(2018, 2, 2))
    came_back(make, one, date(2018, 2, 2), open_again=False)

    assert caught.value.field == "open_again"
    assert (position(session, clyt).paid, committed(session, clyt)) == (0, 0)
    assert breaches(session) == {}


@pytest.mark.one_engine
def test_a_closed_campaign_owes_nothing_again_that_came_back(session, make):
    poor = make.campaign("GIAY")
    make.donation(campaign=poor, amount=500_000, till=make.bank(), received_on=date(2018, 1, 5))
    (one,) = award(make, poor, count=1, months=1)
    paid(make, poor, 1)
    make.run(close_campaign, campaign=poor, closed_on=date(2018, 2, 1))

    with pytest.raises(Refused) as caught:
        came_back(make, one, date(2018, 2, 2))

    assert caught.value.field == "open_again"


def test_what_the_bank_pays_itself_stands_beside_the_fund_s_money(session, make, clyt):
    one, _ = award(make, clyt)
    before = session.scalar(select(func.count(Voucher.id)))

    paid(make, clyt, 1, direct_bank="Ngân hàng Chính sách xã hội")

    where = position(session, clyt)
    assert (where.paid, where.in_hand, where.direct, where.committed) == (0, 20_000_000, 1_000_000, 2_000_000)
    assert set(session.scalars(select(DisbursementPart.channel))) == {Channel.DIRECT}
    assert session.scalar(select(func.count(Voucher.id))) == before
    assert instalments_of(session, one)[0].disbursement is not None
    assert year_scholarships(session, *YEAR)["paid"] == 0
    assert breaches(session) == {}


def test_what_the_bank_paid_itself_can_come_back_to_it(session, make, clyt):
    one, _ = award(make, clyt)
    paid(make, clyt, 1, direct_bank="Ngân hàng Chính sách xã hội")

    came_back(make, one, date(2018, 2, 2), direct=True)

    where = position(session, clyt)
    assert (where.direct, where.in_hand, where.committed) == (500_000, 20_000_000, 2_500_000)
    assert breaches(session) == {}


@pytest.mark.one_engine
def test_the_bank_itself_pays_runs_only_and_nobody_takes_it_along(make, clyt):
    award(make, clyt, count=1)
    run, other = agreed(make, drafted(make, clyt, 1), LAST_OF_JANUARY), make.approved(campaign=clyt)
    said = {"by": make.user("cashier"), "direct_bank": "Ngân hàng"}

    with pytest.raises(Refused) as of_a_list:
        make.run(send_out, sheet=make.sheet(other, out=False), sent_on=date(2018, 3, 16), **said)
    with pytest.raises(Refused) as with_a_party:
        make.run(send_out, sheet=make.sheet(run, out=False), sent_on=LAST_OF_JANUARY, party="Lê Văn Út", **said)

    assert (of_a_list.value.field, with_a_party.value.field) == ("direct_bank", "party")


def test_who_is_to_get_it_later_stays_on_the_run_and_is_paid_once(session, make, clyt):
    one, other = award(make, clyt)
    handout = agreed(make, drafted(make, clyt, 1), LAST_OF_JANUARY)
    first, _ = line_states(session, handout)
    sheet = out(make, handout, LAST_OF_JANUARY, by_bank=True)
    settled(make, sheet, LAST_OF_JANUARY, {first.line.id: Outcome(OutcomeKind.LATER)})
    owed = committed(session, clyt)

    later = date(2018, 2, 9)
    settled(make, out(make, handout, later), later)

    assert (owed, committed(session, clyt)) == (2_500_000, 2_000_000)
    assert all(not instalments_of(session, each)[0].open for each in (one, other))
    assert breaches(session) == {}


@pytest.mark.one_engine
def test_only_awards_say_who_is_on_a_run(session, make, clyt):
    award(make, clyt, count=1)
    handout = drafted(make, clyt, 1)

    with pytest.raises(Refused, match="run of scholarships"):
        make.run(add_children, handout=handout, children=[make.child()])
    with pytest.raises(Refused, match="run of scholarships"):
        make.run(replace_line, by=make.user("cashier"), line=lines_of(session, handout)[0], child=make.child())


@pytest.mark.one_engine
def test_a_draft_run_takes_on_what_was_awarded_since(session, make, clyt):
    award(make, clyt, count=1)
    handout = drafted(make, clyt, 1)
    award(make, clyt, count=2)

    added = make.run(complete_run, handout=handout)

    assert added == 2
    assert totals(session, handout) == (3, {"VND": 1_500_000})
