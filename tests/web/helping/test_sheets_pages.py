"""Test the pages of sheets: parted, sent out, settled by their exceptions."""

import time

import pytest
from make_help import DAY
from sqlalchemy import func, select
from web.handout_steps import breaches, funded, press, sheet_path

from tracker.models.helping.disbursements import Disbursement, PayeeKind
from tracker.models.helping.handouts import HandoutLine, LineOutcome
from tracker.models.journal import Entry
from tracker.operations.helping.approvals import approve, submit
from tracker.operations.helping.children import ChildFacts, register_children
from tracker.operations.helping.handouts import add_children
from tracker.operations.helping.sheets import approve_replacement, replace_line
from tracker.queries.helping.handouts import lines_of, sheets_of

pytestmark = pytest.mark.one_engine


def entries(session, kind):
    session.rollback()
    return session.scalar(select(func.count(Entry.id)).where(Entry.kind == kind))


@pytest.fixture
def handout(make):
    """Give an approved list of three children at 1.000.000 đ and a parcel, with the money there."""
    return make.approved(campaign=funded(make), shares={"VND": 1_000_000, "PARCEL": 1})


def out_fields(make, **more):
    fields = {
        "sent_on": "15/03/2018",
        "out": "table",
        "till": make.account().id,
        "store": make.account("assets:goods").id,
    }
    return {**fields, **more}


def test_the_cashier_parts_an_approved_list_and_every_line_is_on_one_sheet(browser, session, handout):
    cashier, page = browser("cashier"), f"/handouts/{handout.id}"

    press(cashier, f"{page}/sheets", page, way="size", size="2")
    press(cashier, f"{page}/sheets", page, way="all")
    press(cashier, f"{page}/sheets", page, way="nonsense")

    session.rollback()
    assert [sheet.name for sheet in sheets_of(session, handout)] == ["Danh sách 1", "Danh sách 2"]


def test_a_sheet_goes_out_with_an_advance_and_is_settled_by_its_exceptions(browser, session, make, handout):
    sheet = make.sheet(handout, out=False)
    cashier, page = browser("cashier"), sheet_path(sheet)
    given, later, proxy = (line.id for line in lines_of(session, handout))
    make.run(replace_line, by=make.user("cashier"), line=lines_of(session, handout)[0], child=make.child())

    press(cashier, f"{page}/send-out", f"{page}/send-out", **out_fields(make, out="advance", party="Nguyễn Thị Thu"))
    marks = {f"o-{later}": "later", f"o-{proxy}": "proxy", f"p-{proxy}": "Trần Thị Ba", f"r-{proxy}": "bà ngoại"}
    answer = press(cashier, f"{page}/settle", f"{page}/settle", signed_on="16/03/2018", payee="guardian", **marks)
    result = cashier.get(page).text

    assert answer.location == page
    assert (entries(session, "advance_out"), entries(session, "settlement")) == (1, 1)
    assert session.scalar(select(LineOutcome.kind).where(LineOutcome.line_id == given)) == "given"
    helped = {each.line_id: each for each in session.scalars(select(Disbursement))}
    assert set(helped) == {given, proxy}
    assert (helped[given].payee, helped[proxy].payee_name) == (PayeeKind.GUARDIAN, "Trần Thị Ba, bà ngoại")
    assert "PC-2018-" in result and "2.000.000 đ" in result
    assert breaches(session) == {}


def test_two_tabs_settle_one_entry_and_the_second_is_shown_the_first_one_s_result(browser, session, make, handout):
    sheet = make.sheet(handout)
    cashier, page = browser("cashier"), f"{sheet_path(sheet)}/settle"
    tabs = [{**cashier.hidden(page), "signed_on": "15/03/2018", "payee": "child"} for _ in range(2)]

    answers = [cashier.client.post(page, data=tab) for tab in (*tabs, tabs[0])]

    assert {answer.location for answer in answers} == {sheet_path(sheet)}
    assert entries(session, "settlement") == 1
    assert cashier.get(page).location == sheet_path(sheet)


def test_two_tabs_send_a_sheet_out_once(browser, session, make, handout):
    sheet = make.sheet(handout, out=False)
    cashier, page = browser("cashier"), f"{sheet_path(sheet)}/send-out"
    fields = out_fields(make, out="advance", party="Nguyễn Thị Thu")
    tabs = [{**cashier.hidden(page), **fields} for _ in range(2)]

    answers = [cashier.client.post(page, data=tab) for tab in tabs]

    assert {answer.location for answer in answers} == {sheet_path(sheet)}
    assert entries(session, "advance_out") == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"out": "advance", "party": " "}, "party"),
        ({"out": "pigeon"}, "out"),
        ({"till": ""}, "till"),
        ({"store": "4711"}, "store"),
        ({"sent_on": "32/03/2018"}, "sent_on"),
    ],
)
def test_what_cannot_go_out_is_refused_at_its_field(browser, session, make, handout, change, field):
    sheet = make.sheet(handout, out=False)
    page = f"{sheet_path(sheet)}/send-out"

    answer = press(browser("cashier"), page, page, **out_fields(make, **change))

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert entries(session, "advance_out") == 0


@pytest.mark.parametrize("mark", [{"kind": "proxy"}, {"kind": "replaced"}, {"kind": "vanished"}])
def test_a_line_that_says_half_is_refused_at_its_line_and_the_marks_are_kept(browser, session, make, handout, mark):
    sheet = make.sheet(handout)
    line, other = lines_of(session, handout)[:2]
    page = f"{sheet_path(sheet)}/settle"
    fields = {f"o-{line.id}": mark["kind"], f"o-{other.id}": "given_up"}

    answer = press(browser("cashier"), page, page, signed_on="15/03/2018", payee="child", **fields)

    assert answer.status_code == 422
    assert 'class="row-stop"' in answer.text and '<option value="given_up" selected>' in answer.text
    assert entries(session, "settlement") == 0


def test_an_unsettled_day_and_too_little_money_are_refused_and_the_sheet_stays_out(browser, session, make):
    poor = make.approved(campaign=funded(make), shares={"VND": 9_000_000})
    sheet = make.sheet(poor)
    cashier, page = browser("cashier"), f"{sheet_path(sheet)}/settle"

    early = press(cashier, page, page, signed_on="01/03/2018", payee="child")
    short = press(cashier, page, page, signed_on="15/03/2018", payee="child")

    assert (early.status_code, short.status_code) == (422, 422)
    assert 'id="signed_on-error"' in early.text
    assert entries(session, "settlement") == 0


def test_another_child_is_proposed_approved_at_the_line_and_helped(browser, session, make, handout):
    sheet, other = make.sheet(handout), make.child("Trần Văn Thế")
    make.child("Trần Văn Xa", place=make.place("25498-2018"))
    line = lines_of(session, handout)[0]
    cashier, approver, page = browser("cashier"), browser("approver"), sheet_path(sheet)
    replace = f"{page}/lines/{line.id}/replace"

    offered = cashier.get(f"{page}/lines/{line.id}/find.json?q=tran+van").json
    press(cashier, replace, replace, child="Trần Văn Thế", **{"child-id": str(other.id)})
    session.rollback()
    stand_in = session.scalars(select(HandoutLine).where(HandoutLine.replaces_id == line.id)).one()
    button = approver.get(page).text
    press(approver, f"{page}/lines/{stand_in.id}/approve", page)
    press(
        cashier,
        f"{page}/settle",
        f"{page}/settle",
        signed_on="15/03/2018",
        payee="child",
        **{f"o-{line.id}": "replaced"},
    )

    session.rollback()
    assert [row["id"] for row in offered] == [other.id]
    assert f"/lines/{stand_in.id}/approve" in button
    assert other.id in set(session.scalars(select(Disbursement.child_id)))
    assert breaches(session) == {}


def test_a_replacement_that_waits_is_told_on_the_list_and_an_approved_one_is_marked_beforehand(
    browser, session, make, handout
):
    sheet = make.sheet(handout)
    line = lines_of(session, handout)[0]
    stand_in = make.run(replace_line, by=make.user("cashier"), line=line, child=make.child())
    before = browser("approver").get(f"/handouts/{handout.id}").text
    make.run(approve_replacement, by=make.user("approver"), line=stand_in)

    settle = browser("cashier").get(f"{sheet_path(sheet)}/settle").text

    assert f"#line-{stand_in.id}" in before
    assert settle.count('<option value="replaced" selected>') == 1


def test_a_sheet_of_1337_lines_is_drawn_and_settled_in_time_and_within_the_limits(browser, session, make):
    campaign = make.campaign()
    make.donation(campaign=campaign, amount=1_337_000, received_on=DAY)
    handout = make.handout(campaign=campaign, children=[], shares={"VND": 1_000})
    make.run(add_children, handout=handout, children=_children(make, 1337))
    make.run(submit, handout=handout)
    make.run(approve, by=make.user("approver"), handout=handout, approved_on=DAY)
    sheet = make.sheet(handout)
    cashier, page = browser("cashier"), f"{sheet_path(sheet)}/settle"
    cashier.get("/handouts")

    begun = time.process_time()
    drawn = cashier.get(page)
    took = time.process_time() - begun
    whole = {f"o-{line.id}": "given" for line in lines_of(session, handout)}
    answer = press(cashier, page, page, signed_on="15/03/2018", payee="school", **whole)

    assert drawn.text.count("data-line=") == 1337
    assert took < 2
    assert answer.location == sheet_path(sheet)
    assert entries(session, "settlement") == 1
    assert session.scalar(select(func.count(Disbursement.id))) == 1337


def _children(make, count):
    place = make.place()
    many = [ChildFacts(f"Trẻ Số {chr(65 + n % 26)}{n}", place, birth_year=2009) for n in range(count)]
    return make.run(register_children, many=many, registered_on=DAY)
