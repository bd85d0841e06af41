"""The month's run on pages: made in one press, only what changed shown, paid by bank, and what came back mended."""

import re
from datetime import date

import pytest
from scholarship_steps import agreed, award, came_back, drafted, out, paid, settled
from spending_steps import fresh
from sqlalchemy import select
from web.handout_steps import breaches, press
from xlsx_reading import sheets_of as sheets_in

from tracker.ground.dates import today
from tracker.models.helping.disbursements import Disbursement, DisbursementPart, TakeBack
from tracker.models.helping.handouts import Handout, HandoutLine, SheetStep
from tracker.operations.helping.approvals import submit
from tracker.operations.helping.award_steps import stop_award
from tracker.operations.helping.child_records import set_payee
from tracker.queries.helping.handouts import sheets_of
from tracker.queries.helping.scholarship_runs import changes_since
from tracker.queries.helping.scholarships import owed_to_child
from tracker.queries.home import tasks_on

pytestmark = pytest.mark.one_engine


@pytest.fixture
def campaign(make):
    """Give a campaign with money in the bank."""
    campaign = make.campaign()
    make.donation(campaign=campaign, amount=50_000_000, till=make.bank(), received_on=date(2018, 1, 2))
    return campaign


def test_a_run_is_made_in_one_press_and_two_presses_make_one(browser, make, session, campaign):
    award(make, campaign)
    clerk, page = browser("clerk"), "/scholarships/runs"
    shown = clerk.get(page).text
    sent = {**clerk.hidden(page), "campaign": campaign.id, "month": "2018-01-01"}

    answers = [clerk.client.post(page, data=sent) for _ in range(2)]
    again = press(clerk, page, page, campaign=campaign.id, month="2018-01-01")

    (handout,) = fresh(session).query(Handout)
    assert "01/2018: 2" in shown and "1.000.000" in shown
    assert [answer.location for answer in answers] == [f"/handouts/{handout.id}"] * 2
    assert again.location == page
    assert session.query(HandoutLine).count() == 2
    assert handout.code in clerk.get(page).text


def test_the_approver_sees_only_what_changed_and_all_lines_one_click_away(browser, make, session, campaign):
    stays, leaves, mended = award(make, campaign, count=3)
    paid(make, campaign, 1)
    make.run(stop_award, award=leaves, why="left_school", stopped_on=date(2018, 2, 1))
    (joins,) = award(make, campaign, count=1, first_due_on=date(2018, 2, 15))
    facts = {"holder": "Trần Thị Mẹ", "bank": "Ngân hàng Mới", "account_number": "0077665544"}
    make.run(set_payee, child=mended.child, valid_from=date(2018, 2, 1), **facts)
    run = drafted(make, campaign, 2)
    make.run(submit, handout=run)

    approver = browser("approver")
    only, every = approver.get(f"/handouts/{run.id}").text, approver.get(f"/handouts/{run.id}?only=all").text

    lines = only.split('id="lines"')[1]
    assert all(each.child.full_name in only.split('id="changes"')[1] for each in (joins, leaves, mended))
    assert joins.child.full_name in lines and mended.child.full_name in lines
    assert stays.child.full_name not in lines and "0077665544" not in only and "5544" in only
    assert stays.child.full_name in every.split('id="lines"')[1]


def test_a_child_whose_run_makes_up_for_months_is_named_once_with_their_sum(browser, make, session, campaign):
    late, new = award(make, campaign)[0], award(make, campaign, count=1, first_due_on=date(2018, 2, 15))[0]
    paid(make, campaign, 1)
    run = drafted(make, campaign, 3)

    changes = changes_since(session, run)
    page = browser("approver").get(f"/handouts/{make.run(submit, handout=run).id}").text.split('id="lines"')

    lines = {line.child_id: [] for line in session.query(HandoutLine).filter_by(handout_id=run.id)}
    for line in session.query(HandoutLine).filter_by(handout_id=run.id).order_by(HandoutLine.ordinal):
        lines[line.child_id].append(line.id)
    assert changes.joined == {lines[new.child_id][0]: 1_000_000}
    assert changes.amounts[lines[late.child_id][0]] == (500_000, 1_000_000) and len(changes.amounts) == 2
    assert changes.line_ids == {key for keys in lines.values() for key in keys}
    assert page[0].split('id="changes"')[1].count(late.child.full_name) == 1


def test_a_draft_run_loses_what_was_stopped_and_takes_up_what_fell_due_since(browser, make, session, campaign):
    awards = award(make, campaign)
    clerk = browser("clerk")
    press(clerk, "/scholarships/runs", "/scholarships/runs", campaign=campaign.id, month="2018-01-01")
    (run,) = fresh(session).query(Handout)
    award(make, campaign, count=1)

    completed = press(clerk, f"/scholarships/runs/{run.id}/complete", f"/handouts/{run.id}")
    make.run(stop_award, award=awards[0], why="died", stopped_on=date(2018, 1, 20))

    assert completed.location == f"/handouts/{run.id}"
    assert fresh(session).query(HandoutLine).count() == 2
    assert owed_to_child(session, awards[0].child) == 0 and owed_to_child(session, awards[1].child) == 3
    assert press(clerk, f"/scholarships/runs/{run.id}/take-off", f"/handouts/{run.id}").status_code == 302
    assert breaches(session) == {}


def test_a_run_goes_to_the_bank_on_one_sheet_with_the_month_in_each_text(browser, make, session, campaign):
    awards = award(make, campaign)
    facts = {"holder": "Lê Văn Cha", "bank": "Ngân hàng A", "account_number": "0123456789"}
    make.run(set_payee, child=awards[0].child, valid_from=date(2018, 1, 1), **facts)
    run = agreed(make, drafted(make, campaign, 1), date(2018, 1, 31))
    cashier = browser("cashier")

    press(cashier, f"/handouts/{run.id}/sheets", f"/handouts/{run.id}", way="all")
    (sheet,) = sheets_of(fresh(session), run)
    page = f"/sheets/{sheet.token}"
    cashier.post(f"{page}/send-out", sent_on="31/01/2018", out="table", till=make.bank().id)
    taken = press(cashier, f"{page}/accounts.xlsx", page, reason="Gửi ngân hàng")

    texts = [row[-1] for row in sheets_in(taken.data)[0].rows[1:]]
    assert texts == [f"QBTTE {run.code} {each.child.code} hoc bong T1-2018" for each in awards]
    assert awards[1].child.code in browser("clerk").get(f"/handouts/{run.id}").text


def test_whose_scholarship_was_stopped_after_the_approval_is_not_on_the_bank_s_list_and_is_given_up(
    browser, make, session, campaign
):
    dead, lives = award(make, campaign)
    run = agreed(make, drafted(make, campaign, 1), date(2018, 1, 31))
    sheet = out(make, run, date(2018, 1, 31))
    make.run(stop_award, award=dead, why="died", stopped_on=date(2018, 1, 31))
    cashier, page = browser("cashier"), f"/sheets/{sheet.token}"

    taken = press(cashier, f"{page}/accounts.xlsx", page, reason="Gửi ngân hàng")
    form = cashier.get(f"{page}/settle").text

    texts = [row[-1] for row in sheets_in(taken.data)[0].rows[1:]]
    assert texts == [f"QBTTE {run.code} {lives.child.code} hoc bong T1-2018"]
    assert form.count('<option value="given_up" selected>') == 1
    assert all(
        re.search(rf'<p class="warn block">[^<]*{dead.child.code}', cashier.get(page).text)
        for page in (page, f"{page}/settle")
    )


def test_a_month_that_is_not_offered_makes_no_run(browser, make, session, campaign):
    award(make, campaign, months=120)
    clerk, page = browser("clerk"), "/scholarships/runs"

    answers = [
        press(clerk, page, page, campaign=campaign.id, month=month)
        for month in ("9999-12-01", "2099-12-01", "2018", "0001-01-01")
    ]

    assert [answer.location for answer in answers] == [page] * 4
    assert fresh(session).query(Handout).count() == 0


def test_the_bank_pays_a_run_itself_and_what_came_back_of_it_has_no_till(browser, make, session, campaign):
    award(make, campaign)
    run = agreed(make, drafted(make, campaign, 1), date(2018, 1, 31))
    cashier = browser("cashier")
    press(cashier, f"/handouts/{run.id}/sheets", f"/handouts/{run.id}", way="all")
    (sheet,) = sheets_of(fresh(session), run)
    page = f"/sheets/{sheet.token}"

    unnamed = cashier.post(f"{page}/send-out", sent_on="31/01/2018", out="direct", direct_bank="")
    cashier.post(f"{page}/send-out", sent_on="31/01/2018", out="direct", direct_bank="Ngân hàng B")
    press(cashier, f"{page}/settle", f"{page}/settle", signed_on="31/01/2018", payee="child")
    given = fresh(session).scalars(select(DisbursementPart)).first()
    back = f"/disbursements/{given.disbursement_id}/take-back"
    form = cashier.get(back).text
    taken = cashier.post(back, part=given.id, taken_back_on="05/02/2018", reason="Sai tài khoản", open_again="y")

    assert unnamed.status_code == 422 and 'id="direct_bank-error"' in unnamed.text
    assert {step.direct_bank for step in session.query(SheetStep)} == {"Ngân hàng B"}
    assert given.channel == "direct" and 'name="place"' not in form
    assert taken.status_code == 302 and fresh(session).query(TakeBack).count() == 1
    assert breaches(session) == {}


def test_a_transfer_that_came_back_is_a_task_until_the_account_is_mended(browser, make, session, campaign):
    first, _second = award(make, campaign)
    run = paid(make, campaign, 1)
    clerk = browser("clerk")
    given = fresh(session).scalars(select(Disbursement).where(Disbursement.child_id == first.child_id)).one()
    back = f"/disbursements/{given.id}/take-back"
    fields = {"part": session.scalars(select(DisbursementPart.id).filter_by(disbursement_id=given.id)).one()}

    browser("accountant").post(
        back, place=make.bank().id, taken_back_on="02/02/2018", reason="Sai số", open_again="y", **fields
    )
    waits, page = clerk.get("/scholarships/runs").text, clerk.get(f"/scholarships/{first.id}").text
    titles = [task.title for task in tasks_on(fresh(session), today(), lambda right: True)]
    facts = {"holder": "Trần Thị Mẹ", "bank": "Ngân hàng A", "account_number": "0123456789"}
    make.run(set_payee, child=first.child, valid_from=date(2018, 2, 3), **facts)
    after = [task.title for task in tasks_on(fresh(session), today(), lambda right: True)]

    assert f'href="/children/{first.child_id}#payees"' in waits and "Sai số" in waits
    assert f'href="/handouts/{run.id}#sheets"' in waits and "02/02/2018" in page
    assert "Accounts of children to be mended" in titles and "Scholarships not paid by their run" in titles
    assert "Accounts of children to be mended" not in after and "Scholarships not paid by their run" in after
    assert breaches(session) == {}


def test_months_on_a_draft_that_somebody_forgot_are_a_task(make, session, campaign):
    award(make, campaign)
    drafted(make, campaign, 1)

    tasks = {task.title: task for task in tasks_on(fresh(session), today(), lambda right: True)}

    assert tasks["Scholarships not paid by their run"].count == 2


def test_the_task_is_gone_too_once_the_month_was_paid_again(make, session, campaign):
    first, _second = award(make, campaign)
    run = paid(make, campaign, 1)
    came_back(make, first, date(2018, 2, 2))

    settled(make, out(make, run, date(2018, 2, 5)), date(2018, 2, 5))

    titles = {task.title for task in tasks_on(fresh(session), today(), lambda right: True)}
    assert titles & {"Accounts of children to be mended", "Scholarships not paid by their run"} == set()
    assert "Scholarship months due without a run" in titles
