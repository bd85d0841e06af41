"""Help under the wrong child: taken back and given to the right one under one voucher, no till moved."""

from datetime import date

import pytest
from make import DAY
from sqlalchemy import select

from tracker.ground.refusals import Refused
from tracker.models.helping.children import Child
from tracker.models.helping.disbursements import Disbursement, DisbursementPart, TakeBack
from tracker.models.helping.handouts import Handout, HandoutLine, HelpKind, OutcomeKind
from tracker.models.journal import Entry, EntryKind, Line
from tracker.models.proving.vouchers import Voucher
from tracker.operations.helping.disbursements import take_back_help
from tracker.operations.helping.help_corrections import (
    approve_help_correction,
    propose_help_correction,
    reject_help_correction,
)
from tracker.operations.helping.settlements import Outcome, settle_sheet
from tracker.operations.helping.sheets import approve_replacement, replace_line
from tracker.queries.checks import run_checks
from tracker.queries.helping.child_help import help_stories
from tracker.queries.helping.child_lists import WantedChildren, children_listed
from tracker.queries.helping.handouts import line_states, lines_of
from tracker.queries.journal import balance
from tracker.queries.proving.campaigns import position
from tracker.queries.proving.ledger_filters import LedgerFilter
from tracker.queries.proving.ledger_help import help_totals
from tracker.queries.proving.vouchers import lines_on

LATER = date(2018, 5, 2)


def given(make, run, *, party="", shares=None, outcomes=None, count=3):
    """Hand a list of three children out; give the help of the first."""
    campaign = make.campaign()
    make.donation(amount=20_000_000, campaign=campaign, goods=[("PARCEL", 20, 4_000_000)])
    children = [make.child() for _ in range(count)]
    handout = make.approved(campaign=campaign, children=children, shares=shares or {"VND": 1_000_000, "PARCEL": 1})
    sheet = make.sheet(handout, party=party)
    run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=DAY, outcomes=outcomes or {})
    line = lines_of(make.session, handout)[0]
    return make.session.scalars(select(Disbursement).where(Disbursement.line_id == line.id)).one()


def propose(make, run, wrong, child=None, by=None):
    child, by = child or make.child(), by or make.user("accountant")
    return run(propose_help_correction, by=by, disbursement=wrong, right_child=child, reason="Nhầm hai em cùng tên")


def approve(make, run, correction, by=None, day=LATER):
    by = by or make.user("approver")
    return run(approve_help_correction, by=by, correction=correction, approved_on=day)


def breaches(session):
    return {finding.check.code: finding.breaches for finding in run_checks(session) if finding.breaches}


@pytest.mark.parametrize("party", ["", "Lê Văn Út"])
def test_the_right_child_has_the_help_and_no_till_advance_or_commitment_moved(session, make, run, party):
    wrong = given(make, run, party=party)
    child = make.child()
    of = make.session.get_one(Handout, session.get_one(HandoutLine, wrong.line_id).handout_id).campaign
    before = position(session, of)

    step = approve(make, run, propose(make, run, wrong, child))

    right = session.get_one(Disbursement, step.disbursement_id)
    parts = session.scalars(select(DisbursementPart).where(DisbursementPart.disbursement_id == right.id)).all()
    assert (right.child_id, right.given_on, right.kind, right.payee) == (child.id, LATER, wrong.kind, wrong.payee)
    assert sorted((part.item, part.quantity, part.value) for part in parts) == [
        ("PARCEL", 1, 200_000),
        ("VND", 1_000_000, None),
    ]
    assert position(session, of) == before
    assert breaches(session) == {}


def test_two_entries_stand_on_one_voucher_and_mirror_the_wrong_lines(session, make, run):
    wrong = given(make, run)

    step = approve(make, run, propose(make, run, wrong))

    voucher = session.get_one(Voucher, step.voucher_id)
    on_it = [(each.till.code, each.line.item, each.line.quantity) for each in lines_on(session, voucher)]
    back, forth = session.scalars(select(Entry).where(Entry.kind == EntryKind.HELP_CORRECTION).order_by(Entry.seq))
    taken = session.scalars(select(Line).where(Line.entry_id == back.id, Line.takes_back_id.is_not(None))).all()
    assert voucher.code == "DC-2018-0001"
    assert sorted(on_it) == [
        ("assets:cash", "VND", -1_000_000),
        ("assets:cash", "VND", 1_000_000),
        ("assets:goods", "PARCEL", -1),
        ("assets:goods", "PARCEL", 1),
    ]
    assert {line.child_id for line in taken} == {wrong.child_id}
    assert {back.memo, forth.memo} == {"Nhầm hai em cùng tên"}


def test_the_right_line_stands_on_the_list_in_the_wrong_ones_place(session, make, run):
    wrong = given(make, run)
    handout = session.get_one(Handout, session.get_one(HandoutLine, wrong.line_id).handout_id)

    step = approve(make, run, propose(make, run, wrong))

    states = {state.line.id: state for state in line_states(session, handout)}
    right = session.get_one(Disbursement, step.disbursement_id)
    mine, instead = states[wrong.line_id], states[right.line_id]
    assert [outcome.kind for outcome in mine.outcomes] == [OutcomeKind.GIVEN, OutcomeKind.REPLACED]
    assert mine.closed and instead.settled and not instead.in_waiting
    assert instead.line.replaces_id == wrong.line_id
    assert right.sheet_id != wrong.sheet_id


def test_help_to_a_proxy_where_nobody_stood_in_after_all_is_put_right_too(session, make, run):
    campaign = make.campaign()
    make.donation(amount=20_000_000, campaign=campaign)
    handout = make.approved(campaign=campaign)
    sheet = make.sheet(handout)
    line = lines_of(session, handout)[0]
    stand_in = run(replace_line, by=make.user("cashier"), line=line, child=make.child())
    run(approve_replacement, by=make.user("approver"), line=stand_in)
    outcomes = {line.id: Outcome(OutcomeKind.PROXY, "Trần Văn Bảy", "ông ngoại")}
    run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=DAY, outcomes=outcomes)
    wrong = session.scalars(select(Disbursement).where(Disbursement.line_id == line.id)).one()

    step = approve(make, run, propose(make, run, wrong))

    right = session.get_one(Disbursement, step.disbursement_id)
    assert (right.payee, right.payee_name) == ("proxy", "Trần Văn Bảy, ông ngoại")
    assert breaches(session) == {}


def test_the_right_help_can_come_back_and_be_corrected_again(session, make, run):
    first = make.session.get_one(Disbursement, approve(make, run, propose(make, run, given(make, run))).disbursement_id)
    second = session.get_one(Disbursement, approve(make, run, propose(make, run, first)).disbursement_id)
    money = session.scalars(
        select(DisbursementPart).where(DisbursementPart.disbursement_id == second.id, DisbursementPart.item == "VND")
    ).one()

    came = {"place": make.account(), "taken_back_on": LATER, "reason": "Gia đình trả lại"}
    run(take_back_help, by=make.user("cashier"), parts=[money], open_again=True, **came)

    campaign = session.get_one(Handout, session.get_one(HandoutLine, second.line_id).handout_id).campaign
    assert balance(session, make.account("memo:committed"), campaign) == 1_000_000
    assert breaches(session) == {}


def test_a_proposal_posts_nothing_and_may_be_sent_back(session, make, run):
    wrong = given(make, run)
    entries = len(session.scalars(select(Entry)).all())

    correction = propose(make, run, wrong)
    run(reject_help_correction, by=make.user("approver"), correction=correction, remark="Đúng em này")

    assert len(session.scalars(select(Entry)).all()) == entries
    assert session.scalars(select(TakeBack)).all() == []
    with pytest.raises(Refused):
        approve(make, run, correction)
    propose(make, run, wrong)


def test_a_card_of_0_dong_stands_under_the_right_child_wherever_children_are_counted(session, make, run):
    card = {"kind": HelpKind.INSURANCE_CARD, "shares": {}, "provider": "Bảo hiểm xã hội tỉnh"}
    sheet = make.sheet(make.handout(children=[make.child()], **card))
    run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=DAY, outcomes={})
    wrong, right = session.scalars(select(Disbursement)).one(), make.child()

    step = approve(make, run, propose(make, run, wrong, right))

    (story,) = help_stories(session, session.get_one(Child, wrong.child_id))
    (other,) = help_stories(session, right)
    reached = {child.id for child in session.scalars(children_listed(WantedChildren(helped=True)))}
    assert (step.voucher_id, story.stands, other.stands) == (None, False, True)
    assert reached == {right.id}
    assert help_totals(session, LedgerFilter()).rows == 1
    assert breaches(session) == {}
    with pytest.raises(Refused):
        propose(make, run, wrong)


@pytest.mark.one_engine
def test_what_makes_no_sense_is_refused_at_its_field(session, make, run):
    wrong = given(make, run)
    listed = lines_of(session, session.get_one(Handout, session.get_one(HandoutLine, wrong.line_id).handout_id))

    for child in (wrong.child, listed[1].child):
        with pytest.raises(Refused) as refused:
            propose(make, run, wrong, child)
        assert refused.value.field == "child"
    no_reason = {"disbursement": wrong, "right_child": make.child(), "reason": ""}
    with pytest.raises(Refused) as unreasoned:
        run(propose_help_correction, by=make.user("accountant"), **no_reason)
    correction = propose(make, run, wrong)
    with pytest.raises(Refused):
        propose(make, run, wrong)
    with pytest.raises(Refused) as early:
        approve(make, run, correction, day=date(2018, 3, 14))

    assert unreasoned.value.field == "reason"
    assert early.value.field == "approved_on"


@pytest.mark.one_engine
def test_neither_who_proposed_it_nor_who_prepared_the_list_approves_it(make, run):
    wrong = given(make, run)
    proposer = make.granted(make.user("accountant"), "approver")
    correction = propose(make, run, wrong, by=proposer)

    for user in (proposer, make.granted(make.user("clerk"), "approver")):
        with pytest.raises(Refused):
            approve(make, run, correction, by=user)


@pytest.mark.one_engine
def test_help_that_came_back_in_part_or_was_put_right_is_not_put_right_again(session, make, run):
    wrong, other = given(make, run), given(make, run)
    approve(make, run, propose(make, run, wrong))
    part = session.scalars(select(DisbursementPart).where(DisbursementPart.disbursement_id == other.id)).first()
    place = make.account("assets:goods" if part.item != "VND" else "assets:cash")
    came = {"place": place, "taken_back_on": LATER, "reason": "Trả lại quỹ", "open_again": False}
    run(take_back_help, by=make.user("cashier"), parts=[part], **came)

    for each in (wrong, other):
        with pytest.raises(Refused):
            propose(make, run, each)
