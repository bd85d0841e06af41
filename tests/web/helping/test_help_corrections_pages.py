"""Pages of help under the wrong child: proposed from the help's page, answered by another person."""

import pytest
from make import DAY
from sqlalchemy import select

from tracker.models.helping.disbursements import Disbursement
from tracker.models.helping.help_corrections import HelpCorrection
from tracker.operations.helping.help_corrections import approve_help_correction, propose_help_correction
from tracker.operations.helping.settlements import settle_sheet

pytestmark = pytest.mark.one_engine


@pytest.fixture
def wrong(session, make, run) -> Disbursement:
    """Hand a list of two children out; give the help of the first."""
    campaign = make.campaign()
    make.donation(amount=9_000_000, campaign=campaign)
    children = [make.child("Lê Thị Nhầm"), make.child()]
    sheet = make.sheet(make.approved(campaign=campaign, children=children))
    run(settle_sheet, by=make.user("cashier"), sheet=sheet, signed_on=DAY, outcomes={})
    return session.scalars(select(Disbursement).order_by(Disbursement.id)).first()


@pytest.fixture
def waiting(make, run, wrong) -> HelpCorrection:
    """Propose the right child."""
    right = make.child("Lê Thị Đúng")
    return run(
        propose_help_correction,
        by=make.user("accountant"),
        disbursement=wrong,
        right_child=right,
        reason="Nhầm hai em",
    )


def test_it_begins_on_the_page_of_the_help_and_says_what_follows(browser, session, make, wrong):
    right = make.child("Lê Thị Đúng")
    accountant, form = browser("accountant"), f"/corrections/help/new?help={wrong.id}"

    page = accountant.get(f"/disbursements/{wrong.id}").text
    led = accountant.get(f"/corrections/new?help={wrong.id}")
    answer = accountant.post(form, reason="Nhầm hai em cùng tên", child=right.full_name, **{"child-id": str(right.id)})

    session.rollback()
    correction = session.query(HelpCorrection).one()
    assert f'href="/corrections/new?help={wrong.id}"' in page
    assert led.location == form
    assert "Lê Thị Nhầm" in accountant.get(form).text
    assert (answer.location, correction.right_child_id) == (f"/corrections/help/{correction.id}", right.id)


def test_a_child_that_cannot_be_meant_is_refused_at_its_field_and_the_reason_is_kept(browser, wrong):
    page = browser("accountant").post(
        f"/corrections/help/new?help={wrong.id}",
        reason="Nhầm hai em cùng tên",
        child="Lê Thị Nhầm",
        **{"child-id": str(wrong.child_id)},
    )

    assert page.status_code == 422
    assert 'id="child-error"' in page.text and "Nhầm hai em cùng tên" in page.text


def test_the_approver_finds_it_sees_both_children_and_posts_it(browser, session, wrong, waiting):
    approver, path = browser("approver"), f"/corrections/help/{waiting.id}"

    home, listed = approver.get("/").text, approver.get("/corrections?of=help").text
    before = approver.get(path).text
    answer = approver.post(f"{path}/approve", page=path, remark="Đúng", approved_on="2/5/2018")
    after = approver.get(path).text

    session.rollback()
    right = session.scalars(select(Disbursement).order_by(Disbursement.id.desc())).first()
    assert 'href="/corrections?of=help"' in home
    assert f'href="{path}"' in listed and "Lê Thị Đúng" in listed
    assert "Lê Thị Nhầm" in before and "Lê Thị Đúng" in before
    assert answer.location == path
    assert "DC-2018-0001" in after and f'href="/disbursements/{right.id}"' in after
    assert f'href="/disbursements/{right.id}"' in approver.get(f"/disbursements/{wrong.id}").text
    assert f'href="/disbursements/{wrong.id}"' in approver.get(f"/disbursements/{right.id}").text


def test_a_day_before_the_help_is_refused_at_its_field(browser, waiting):
    path = f"/corrections/help/{waiting.id}"

    page = browser("approver").post(f"{path}/approve", page=path, approved_on="14/3/2018")

    assert page.status_code == 422
    assert 'id="approve-approved_on-error"' in page.text and 'value="14/03/2018"' in page.text


def test_who_may_not_see_names_sees_codes_and_has_no_button(browser, waiting):
    auditor, path = browser("auditor"), f"/corrections/help/{waiting.id}"

    page, listed = auditor.get(path).text, auditor.get("/corrections?of=help").text

    for text in (page, listed):
        assert "Lê Thị" not in text and waiting.right_child.code in text
    assert f"{path}/approve" not in page
    assert browser("clerk").get(path).status_code == 403


def test_the_list_shows_the_replaced_line_and_the_sheet_of_the_correction(browser, session, make, run, waiting):
    step = run(approve_help_correction, by=make.user("approver"), correction=waiting)
    right = session.get_one(Disbursement, step.disbursement_id)
    cashier = browser("cashier")

    handout = cashier.get("/handouts/1").text
    corrected = cashier.get(f"/disbursements/{right.id}").text

    assert "Lê Thị Đúng" in handout
    assert "Sửa sai DC-" in corrected
