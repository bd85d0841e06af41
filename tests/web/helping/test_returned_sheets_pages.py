"""Test a sheet that comes back: the absent are ticked, the scan is given, and the page says what came back."""

import io

import pytest
from make_help import DAY
from scans import PDF_SCAN
from sqlalchemy import func, select
from web.handout_steps import breaches, funded, press, sheet_path

from tracker.models.helping.disbursements import Disbursement
from tracker.models.proving.attachments import Attachment
from tracker.operations.helping.sheets import send_out
from tracker.queries.helping.handouts import lines_of

pytestmark = pytest.mark.one_engine
SCHOOL = "Trường Tiểu học Măng Non"


@pytest.fixture
def handout(make):
    """Give an approved list of three children at 1.000.000 đ and a parcel, with the money there."""
    return make.approved(campaign=funded(make), shares={"VND": 1_000_000, "PARCEL": 1})


def kept(session):
    session.rollback()
    return [session.scalar(select(func.count(table.id))) for table in (Disbursement, Attachment)]


def test_the_absent_are_ticked_and_the_scan_is_kept_with_them_in_one_step(browser, session, make, handout):
    sheet = make.sheet(handout, party="Nguyễn Thị Thu")
    cashier, page = browser("cashier"), f"{sheet_path(sheet)}/settle"
    ticked = {"signed_on": "16/03/2018", "payee": "child", f"a-{lines_of(session, handout)[1].id}": "1"}

    wrong = press(cashier, page, page, **ticked, file=(io.BytesIO(b"hello"), "ky.pdf"))
    before = kept(session)
    right = press(cashier, page, page, **ticked, file=(io.BytesIO(PDF_SCAN), "ky.pdf"))
    result = cashier.get(right.location).text

    assert (wrong.status_code, before) == (422, [0, 0])
    assert f'name="a-{lines_of(session, handout)[1].id}" value="1" checked' in wrong.text
    assert kept(session) == [2, 1]
    assert "ky.pdf" in result and "Khớp" in result
    assert all(series in result for series in ("PC-2018-", "PT-2018-", "XK-2018-", "NK-2018-"))
    assert breaches(session) == {}


def test_a_school_signs_for_all_in_one_press(browser, session, make, handout):
    sheet, cashier = make.sheet(handout, out=False), browser("cashier")
    page = sheet_path(sheet)
    press(cashier, f"{page}/institution", page, institution=SCHOOL)
    named = cashier.get(page).text
    places = {"till": make.account(), "store": make.account("assets:goods")}
    make.run(send_out, by=make.user("cashier"), sheet=sheet, sent_on=DAY, **places)

    fields = {**cashier.hidden(page), "signed_on": "15/03/2018"}
    answers = {cashier.client.post(f"{page}/signed", data=fields).location for _ in range(2)}

    assert SCHOOL in named and answers == {page}
    assert set(session.scalars(select(Disbursement.payee))) == {"school"}
    assert kept(session) == [3, 0]


def test_a_late_sheet_is_marked_with_its_days_and_listed(browser, make, handout):
    sheet = make.sheet(handout)
    cashier = browser("cashier")

    pages = [cashier.get(path).text for path in ("/sheets?state=late", sheet_path(sheet), f"/handouts/{handout.id}")]

    assert all("ngày" in page and "trễ" in page for page in pages)
    assert sheet.token in pages[0]
