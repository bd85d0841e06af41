"""Sheets: out with an advance or paid at the table, back with outcomes, settled in one entry."""

from datetime import date

import pytest
from make_help import DAY
from sqlalchemy import func, select

from tracker.ground.refusals import Refused
from tracker.models.helping.disbursements import Disbursement, DisbursementPart, PayeeKind
from tracker.models.helping.handouts import OutcomeKind
from tracker.models.journal import Entry, Line
from tracker.models.proving.vouchers import Voucher
from tracker.operations.helping.disbursements import take_back_help
from tracker.operations.helping.settlements import Outcome, settle_sheet
from tracker.operations.helping.sheets import approve_replacement, replace_line, send_out
from tracker.queries.checks import run_checks
from tracker.queries.helping.handouts import line_states
from tracker.queries.journal import account, balance
from tracker.queries.proving.campaigns import position


@pytest.fixture
def campaign(make):
    """Give a campaign with 10.000.000 đ and 10 parcels."""
    campaign = make.campaign()
    make.donation(campaign=campaign, amount=10_000_000, goods=[("PARCEL", 10, 2_000_000)], received_on=date(2018, 1, 5))
    return campaign


def settle(make, sheet, outcomes=None, *, by="cashier", signed_on=DAY):
    return make.run(settle_sheet, by=make.user(by), sheet=sheet, signed_on=signed_on, outcomes=outcomes or {})


def held(session, code, campaign, item="VND"):
    return balance(session, account(session, code), campaign, item)


def breaches(session):
    return {finding.check.code: finding.breaches for finding in run_checks(session) if finding.breaches}


def test_an_approved_list_is_committed_once(session, make, campaign):
    make.approved(campaign=campaign, shares={"VND": 1_000_000, "PARCEL": 1})

    assert held(session, "memo:committed", campaign) == 3_000_000
    assert held(session, "memo:committed", campaign, "PARCEL") == 3
    assert breaches(session) == {}


def test_a_sheet_paid_at_the_table_is_one_entry_with_each_child(session, make, campaign):
    handout = make.approved(campaign=campaign, shares={"VND": 1_000_000, "PARCEL": 1})
    before = session.scalar(select(func.count(Entry.id)))

    settle(make, make.sheet(handout))

    helped = session.scalars(select(Line).where(Line.child_id.is_not(None))).all()
    assert session.scalar(select(func.count(Entry.id))) == before + 1
    assert sorted((line.item, line.quantity) for line in helped) == [("PARCEL", 1)] * 3 + [("VND", 1_000_000)] * 3
    assert position(session, campaign).paid == 3_000_000
    assert held(session, "memo:committed", campaign) == 0
    assert breaches(session) == {}


def test_an_advance_goes_out_and_its_rest_comes_back_in_the_same_entry(session, make, campaign):
    sheet = make.sheet(make.approved(campaign=campaign), party="Nguyễn Thị Thu")
    first = line_states(session, session.get_one(type(make.handout()), sheet.handout_id), sheet)[0]
    advanced = held(session, "assets:advance:nguyen-thi-thu", campaign)

    settle(make, sheet, {first.line.id: Outcome(OutcomeKind.LATER)})

    assert advanced == 3_000_000
    assert held(session, "assets:advance:nguyen-thi-thu", campaign) == 0
    assert held(session, "assets:cash", campaign) == 8_000_000
    assert held(session, "memo:committed", campaign) == 1_000_000
    assert breaches(session) == {}


@pytest.mark.one_engine
def test_two_people_whose_names_differ_in_marks_only_hold_advances_of_their_own(session, make, campaign):
    handouts = [make.approved(campaign=campaign) for _ in range(3)]

    for handout, party in zip(handouts, ("Lê Thị Tú", "Lê Thị Tư", "lê thị tú"), strict=True):
        make.sheet(handout, party=party)

    told = session.scalars(select(Voucher.party).where(Voucher.series == "PC").order_by(Voucher.id)).all()
    assert told == ["Lê Thị Tú", "Lê Thị Tư", "Lê Thị Tú"]
    assert held(session, "assets:advance:le-thi-tu", campaign) == 6_000_000
    assert held(session, "assets:advance:le-thi-tu-2", campaign) == 3_000_000
    assert breaches(session) == {}


def test_an_absent_child_gets_it_later_on_another_sheet(session, make, campaign):
    handout = make.approved(campaign=campaign)
    sheet = make.sheet(handout)
    absent = line_states(session, handout, sheet)[0].line
    settle(make, sheet, {absent.id: Outcome(OutcomeKind.LATER)})

    settle(make, make.sheet(handout), signed_on=date(2018, 4, 1))

    assert position(session, campaign).paid == 3_000_000
    assert session.scalar(select(func.count(Disbursement.id))) == 3
    assert breaches(session) == {}


def test_a_proxy_signs_with_name_and_relation(session, make, campaign):
    sheet = make.sheet(make.approved(campaign=campaign))
    line = line_states(session, session.get_one(type(make.handout()), sheet.handout_id), sheet)[0].line

    with pytest.raises(Refused, match="say who signed"):
        settle(make, sheet, {line.id: Outcome(OutcomeKind.PROXY)})
    settle(make, sheet, {line.id: Outcome(OutcomeKind.PROXY, "Trần Thị Ba", "bà ngoại")})

    given = session.scalars(select(Disbursement).where(Disbursement.line_id == line.id)).one()
    assert (given.payee, given.payee_name) == (PayeeKind.PROXY, "Trần Thị Ba, bà ngoại")


def test_another_child_of_the_commune_takes_the_place_once_approved(session, make, campaign):
    handout = make.approved(campaign=campaign)
    sheet = make.sheet(handout)
    line = line_states(session, handout, sheet)[0].line
    other = make.child()
    replacement = make.run(replace_line, by=make.user("cashier"), line=line, child=other)
    said = {line.id: Outcome(OutcomeKind.REPLACED)}

    with pytest.raises(Refused, match="not approved yet"):
        settle(make, sheet, said)
    make.run(approve_replacement, by=make.user("approver"), line=replacement)
    settle(make, sheet, said)

    helped = set(session.scalars(select(Disbursement.child_id)))
    assert other.id in helped and line.child_id not in helped
    assert position(session, campaign).paid == 3_000_000
    assert breaches(session) == {}


def test_a_stand_in_who_was_not_needed_gets_nothing(session, make, campaign):
    handout = make.approved(campaign=campaign)
    sheet = make.sheet(handout)
    line = line_states(session, handout, sheet)[0].line
    make.run(replace_line, by=make.user("cashier"), line=line, child=make.child())

    settle(make, sheet)

    assert session.scalar(select(func.count(Disbursement.id))) == 3
    assert held(session, "memo:committed", campaign) == 0
    assert breaches(session) == {}


def test_a_line_given_up_frees_what_was_committed(session, make, campaign):
    handout = make.approved(campaign=campaign)
    sheet = make.sheet(handout)
    line = line_states(session, handout, sheet)[0].line

    settle(make, sheet, {line.id: Outcome(OutcomeKind.GIVEN_UP)})

    assert held(session, "memo:committed", campaign) == 0
    assert position(session, campaign).paid == 2_000_000
    assert breaches(session) == {}


@pytest.mark.parametrize("role", ["clerk", "approver"])
def test_who_prepared_or_approved_does_not_hand_out(make, campaign, role):
    sheet = make.sheet(make.approved(campaign=campaign), out=False)

    with pytest.raises(Refused, match="does not hand it out"):
        make.run(send_out, by=make.user(role), sheet=sheet, sent_on=DAY, till=make.account())


def test_a_sheet_is_settled_once(make, campaign):
    sheet = make.sheet(make.approved(campaign=campaign))
    settle(make, sheet)

    with pytest.raises(Refused, match="settled already"):
        settle(make, sheet)


def test_a_sheet_that_the_money_does_not_cover_stays_out(session, make, campaign):
    sheet = make.sheet(make.approved(campaign=campaign, shares={"VND": 9_000_000}))

    with pytest.raises(Refused, match="asked"):
        settle(make, sheet)

    assert position(session, campaign).paid == 0
    assert breaches(session) == {}


def test_help_of_0_dong_needs_a_provider_and_no_approval(session, make):
    handout = make.handout(shares={}, provider="Bảo hiểm xã hội tỉnh")

    settle(make, make.sheet(handout))

    given = session.scalars(select(Disbursement)).all()
    assert [each.entry_id for each in given] == [None] * 3
    assert session.scalar(select(func.count(DisbursementPart.id))) == 0
    assert breaches(session) == {}


def test_help_that_came_back_is_committed_again_where_it_may_be_given_again(session, make, campaign):
    handout = make.approved(campaign=campaign)
    settle(make, make.sheet(handout))
    part = session.scalars(select(DisbursementPart)).first()

    values = {"place": make.account(), "taken_back_on": date(2018, 3, 20), "reason": "Trả lại quỹ"}
    make.run(take_back_help, by=make.user("cashier"), parts=[part], open_again=True, **values)

    assert position(session, campaign).paid == 2_000_000
    assert held(session, "memo:committed", campaign) == 1_000_000
    with pytest.raises(Refused, match="came back already"):
        make.run(take_back_help, by=make.user("cashier"), parts=[part], open_again=True, **values)
    settle(make, make.sheet(handout, sent_on=date(2018, 3, 21)), signed_on=date(2018, 3, 21))
    assert position(session, campaign).paid == 3_000_000
    assert breaches(session) == {}


def test_the_worth_of_goods_follows_the_gifts(session, make, campaign):
    settle(make, make.sheet(make.approved(campaign=campaign, shares={"PARCEL": 2})))

    assert set(session.scalars(select(DisbursementPart.value))) == {400_000}
