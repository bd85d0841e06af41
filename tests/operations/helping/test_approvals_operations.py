"""Agree to lists: three hands, the hash that was seen, what is committed, what is taken back."""

import pytest
from make_help import DAY
from sqlalchemy import func, select

from tracker.ground.refusals import Refused
from tracker.models.helping.handouts import HandoutStepKind, OutcomeKind
from tracker.models.journal import Entry
from tracker.operations.helping.approvals import approve, note_checked, send_back, submit, withdraw_approval
from tracker.operations.helping.children import ChildFacts, correct_child
from tracker.operations.helping.handouts import add_children
from tracker.operations.helping.settlements import Outcome, settle_sheet
from tracker.operations.helping.sheet_parting import part_list
from tracker.operations.helping.sheets import approve_replacement, make_sheets, replace_line, send_out
from tracker.queries.checks import run_checks
from tracker.queries.helping.handout_groups import Way
from tracker.queries.helping.handout_lines import changed_lines
from tracker.queries.helping.handouts import approval_of, lines_of, list_hash, state_of
from tracker.queries.journal import account, balance


def committed(session, campaign, item="VND"):
    return balance(session, account(session, "memo:committed"), campaign, item)


def breaches(session):
    return {finding.check.code: finding.breaches for finding in run_checks(session) if finding.breaches}


def submitted(make, **facts):
    handout = make.handout(**facts)
    make.run(submit, handout=handout)
    return handout


def test_an_empty_list_and_a_free_one_are_not_submitted(make):
    with pytest.raises(Refused, match="The list is empty"):
        make.run(submit, handout=make.handout(children=[]))
    with pytest.raises(Refused, match="needs no approval"):
        make.run(submit, handout=make.handout(shares={}, provider="BHXH tỉnh"))


def test_a_draft_is_neither_approved_nor_put_on_sheets(session, make):
    handout = make.handout()
    ids = [line.id for line in lines_of(session, handout)]

    with pytest.raises(Refused, match="not waiting for approval"):
        make.run(approve, by=make.user("approver"), handout=handout)
    with pytest.raises(Refused, match="is not approved"):
        make.run(make_sheets, by=make.user("cashier"), handout=handout, lines={"Xã thử": ids})

    assert session.scalar(select(func.count(Entry.id))) == 0


def test_who_prepared_or_submitted_does_not_approve(make):
    maker = make.granted(make.user("clerk"), "approver")
    other = make.granted(make.user("clerk", login="second"), "approver")
    handout = make.handout()
    make.run(submit, by=other, handout=handout)

    for hand in (maker, other):
        with pytest.raises(Refused, match="Another person"):
            make.run(approve, by=hand, handout=handout)


def test_a_list_other_than_the_one_seen_is_not_approved(session, make):
    handout = submitted(make)

    with pytest.raises(Refused, match="Look at it again"):
        make.run(approve, by=make.user("approver"), handout=handout, seen_hash="0" * 64)

    assert state_of(session, handout) == HandoutStepKind.SUBMITTED


def test_an_approval_commits_per_item_and_once(session, make):
    campaign = make.campaign()
    handout = submitted(make, campaign=campaign, shares={"VND": 1_000_000, "PARCEL": 1})
    make.run(approve, by=make.user("approver"), handout=handout, seen_hash=list_hash(session, handout))

    with pytest.raises(Refused, match="not waiting for approval"):
        make.run(approve, by=make.user("approver"), handout=handout)

    assert (committed(session, campaign), committed(session, campaign, "PARCEL")) == (3_000_000, 3)
    assert breaches(session) == {}


def test_the_accountant_s_check_is_noted_and_approval_does_not_wait_for_it(session, make):
    handout = submitted(make)

    make.run(note_checked, by=make.user("accountant"), handout=handout, remark="Khớp số tiền")

    assert state_of(session, handout) == HandoutStepKind.SUBMITTED
    make.run(approve, by=make.user("approver"), handout=handout)
    assert approval_of(session, handout) is not None


def test_a_list_sent_back_is_a_draft_again_and_needs_a_reason(session, make):
    handout = submitted(make)
    with pytest.raises(Refused, match="Say why"):
        make.run(send_back, by=make.user("approver"), handout=handout, remark=" ")

    make.run(send_back, by=make.user("approver"), handout=handout, remark="Thiếu ngày sinh")
    make.run(add_children, handout=handout, children=[make.child()])

    assert state_of(session, handout) is None
    assert len(lines_of(session, handout)) == 4


def test_a_withdrawn_approval_frees_what_it_committed(session, make):
    campaign = make.campaign()
    handout = make.approved(campaign=campaign)

    make.run(withdraw_approval, by=make.user("approver"), handout=handout, remark="Sai đợt", withdrawn_on=DAY)

    assert committed(session, campaign) == 0
    assert state_of(session, handout) is None
    assert breaches(session) == {}


def test_an_approval_stays_once_sheets_exist(make):
    handout = make.approved()
    make.sheet(handout, out=False)

    with pytest.raises(Refused, match="Sheets of this list exist"):
        make.run(withdraw_approval, by=make.user("approver"), handout=handout, remark="Sai đợt")


def test_a_name_or_commune_changed_later_leaves_the_approved_list_and_is_shown(session, make):
    child = make.child("Nguyễn Thị Lan")
    handout = make.approved(children=[child, make.child()])
    before = list_hash(session, handout)

    make.run(correct_child, child=child, facts=ChildFacts("Nguyễn Thị Lam", child.place, birth_year=2008))

    assert lines_of(session, handout)[0].full_name == "Nguyễn Thị Lan"
    assert list_hash(session, handout) == before
    assert approval_of(session, handout) is not None
    assert [line.ordinal for line in changed_lines(session, handout)] == [1]


def test_no_hand_does_two_of_the_three(session, make):
    approver = make.granted(make.user("approver"), "cashier")
    clerk = make.granted(make.user("clerk"), "cashier")
    sheet = make.sheet(make.approved(), out=False)

    for hand in (approver, clerk):
        with pytest.raises(Refused, match="does not hand it out"):
            make.run(send_out, by=hand, sheet=sheet, sent_on=DAY, till=make.account())


def test_who_approved_a_replacement_does_not_settle_its_sheet(session, make):
    campaign = make.campaign()
    make.donation(campaign=campaign, amount=5_000_000)
    handout = make.approved(campaign=campaign)
    sheet = make.sheet(handout)
    line = lines_of(session, handout)[0]
    second = make.granted(make.user("approver", login="second"), "cashier")
    stand_in = make.run(replace_line, by=make.user("cashier"), line=line, child=make.child())
    make.run(approve_replacement, by=second, line=stand_in)

    with pytest.raises(Refused, match="does not hand it out"):
        make.run(settle_sheet, by=second, sheet=sheet, signed_on=DAY, outcomes={})

    outcomes = {line.id: Outcome(OutcomeKind.REPLACED)}
    make.run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=DAY, outcomes=outcomes)
    assert breaches(session) == {}


@pytest.mark.parametrize("where", ["elsewhere", "on the list", "no sheet"])
def test_a_stand_in_lives_in_the_commune_is_not_on_the_list_and_goes_on_the_same_sheet(session, make, where):
    handout = make.approved()
    if where != "no sheet":
        make.run(part_list, by=make.user("cashier"), handout=handout, way=Way.ALL)
    line, other = lines_of(session, handout)[:2]
    child = make.child(place=make.place("25492-2018")) if where == "elsewhere" else make.child()
    child = other.child if where == "on the list" else child

    with pytest.raises(Refused):
        make.run(replace_line, by=make.user("cashier"), line=line, child=child)

    assert len(lines_of(session, handout)) == 3
