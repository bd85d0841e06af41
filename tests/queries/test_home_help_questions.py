"""What waits of hand-outs on the first page: for the approver, the clerk, the cashier."""

from make_help import DAY

from tracker.ground.rights import allowed
from tracker.operations.helping.approvals import send_back, submit
from tracker.operations.helping.settlements import settle_sheet
from tracker.operations.helping.sheets import approve_replacement, replace_line
from tracker.queries.helping.handouts import lines_of
from tracker.queries.home import tasks_on


def waits(session, role):
    tasks = tasks_on(session, DAY, lambda right: allowed(right, frozenset({role})))
    return {task.title: (task.count, task.amount, task.since) for task in tasks}


def test_a_submitted_list_waits_for_the_approver_and_one_sent_back_for_the_clerk(session, make):
    campaign = make.campaign()
    make.run(submit, handout=make.handout(campaign=campaign))
    other = make.handout(campaign=campaign, shares={"VND": 5_000_000})
    make.run(submit, handout=other)

    both = waits(session, "approver")["Lists waiting for approval"]
    make.run(send_back, by=make.user("approver"), handout=other, remark="Thiếu ngày sinh")

    assert both[:2] == (2, 18_000_000)
    assert waits(session, "approver")["Lists waiting for approval"][:2] == (1, 3_000_000)
    assert waits(session, "clerk")["Lists sent back"][0] == 1
    assert "Lists waiting for approval" not in waits(session, "clerk")


def test_sheets_wait_to_go_out_and_then_to_come_back(session, make):
    campaign = make.campaign()
    make.donation(campaign=campaign, amount=10_000_000)
    make.sheet(make.approved(campaign=campaign), out=False)
    sheet = make.sheet(make.approved(campaign=campaign))

    before = waits(session, "cashier")
    make.run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=DAY, outcomes={})
    after = waits(session, "cashier")

    assert before["Sheets to send out"] == after["Sheets to send out"] == (1, None, DAY)
    assert before["Sheets out, not back yet"] == (1, None, DAY)
    assert "Sheets out, not back yet" not in after


def test_a_replacement_waits_until_it_is_approved(session, make):
    handout = make.approved()
    make.sheet(handout, out=False)
    line = lines_of(session, handout)[0]
    stand_in = make.run(replace_line, by=make.user("cashier"), line=line, child=make.child())

    before = waits(session, "approver")
    make.run(approve_replacement, by=make.user("approver"), line=stand_in)

    assert before["Replacements waiting for approval"][0] == 1
    assert "Replacements waiting for approval" not in waits(session, "approver")
