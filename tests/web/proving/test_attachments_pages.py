"""Attach papers on a document's page, and open them again by the right of that page."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from flask import url_for
from scans import JPG_SCAN, PDF_SCAN
from sqlalchemy import select

from tracker.models.helping.children import Child
from tracker.models.journal import Access
from tracker.models.proving.attachments import Attachment
from tracker.operations.proving.attachments import erase_given_up
from tracker.operations.writing import writing
from tracker.queries.proving.attachments import attachment_breaches
from tracker.web.proving.attached import PLACES

pytestmark = pytest.mark.one_engine


@pytest.fixture
def gift(make):
    return make.donation(amount=500_000)


def send(browser, page, data=PDF_SCAN, name="hóa đơn.pdf", kind="invoice", table="donations", key=1):
    """Send the form of a page, and open the page that follows."""
    fields = {"kind": kind, "file": (BytesIO(data), name)} if data is not None else {"kind": kind}
    answer = browser.post(f"/attachments/{table}/{key}", page=page, **fields)
    assert answer.status_code == 303, answer.status_code
    return browser.get(answer.location.split("#")[0]).text


def test_a_clerk_attaches_an_invoice_and_opens_it_again(app, session, browser, gift):
    clerk = browser("clerk")

    page = send(clerk, f"/donations/{gift.id}", key=gift.id)
    opened = clerk.get("/attachments/1")
    taken = clerk.get("/attachments/1?download=1")

    session.rollback()
    kept = session.get_one(Attachment, 1)
    assert "Đã đính kèm." in page and "hóa đơn.pdf" in page and kept.sha256[:12] in page
    assert opened.data == PDF_SCAN and opened.mimetype == "application/pdf"
    assert opened.headers["X-Content-Type-Options"] == "nosniff"
    assert opened.headers["Content-Disposition"].startswith("inline; filename")
    assert taken.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''h%C3%B3a")
    assert (app.config["TRACKER_INSTALLATION"].attachments / kept.sha256).read_bytes() == PDF_SCAN


def test_a_picture_is_shown_in_a_sandbox(browser, gift):
    clerk = browser("clerk")
    send(clerk, f"/donations/{gift.id}", data=JPG_SCAN, name="a.jpg", key=gift.id)

    policy = clerk.get("/attachments/1").headers["Content-Security-Policy"]

    assert "sandbox" in policy and "default-src 'none'" in policy and "script-src" not in policy


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "Hãy chọn tệp."),
        (b"", "Tệp trống."),
        (b"MZ" + bytes(50), "Chỉ đính kèm được PDF, JPG và PNG."),
        (PDF_SCAN + bytes(10 * 2**20), "tối đa 10 MB"),
        (PDF_SCAN + bytes(13 * 2**20), "tối đa 10 MB"),
    ],
)
def test_a_file_that_is_refused_leaves_the_page_with_the_sentence_at_the_field(session, browser, gift, data, said):
    page = send(browser("clerk"), f"/donations/{gift.id}", data=data, kind="minutes", key=gift.id)

    error = re.search(r'<p class="hint error" id="attached-donations-1-file-error"[^>]*>([^<]*)', page)
    assert error and said in error[1]
    assert "<details" in page and 'aria-invalid="true"' in page
    assert session.scalars(select(Attachment)).all() == []


def test_the_sentence_is_said_once_and_on_its_own_page_only(browser, make, gift):
    clerk, other = browser("clerk"), make.donation(amount=200_000)
    answer = clerk.post(f"/attachments/donations/{gift.id}", page=f"/donations/{gift.id}", kind="other")

    first, second = clerk.get(answer.location.split("#")[0]).text, clerk.get(f"/donations/{gift.id}").text
    elsewhere = clerk.get(f"/donations/{other.id}").text

    assert "file-error" in first
    assert "file-error" not in second + elsewhere


def test_ten_presses_attach_one_paper_and_a_second_try_is_told(session, browser, gift):
    clerk, page = browser("clerk"), f"/donations/{gift.id}"
    hidden = clerk.hidden(page)

    for _press in range(3):
        sent = {**hidden, "kind": "invoice", "file": (BytesIO(PDF_SCAN), "a.pdf")}
        clerk.client.post(f"/attachments/donations/{gift.id}", data=sent)
    again = send(clerk, page, key=gift.id)

    session.rollback()
    assert len(session.scalars(select(Attachment)).all()) == 1
    assert "Tệp này đã được đính kèm" in again


def test_a_folder_that_cannot_be_written_says_not_saved_at_the_field(app, session, browser, gift):
    app.config["TRACKER_INSTALLATION"].attachments.write_text("no folder")

    page = send(browser("clerk"), f"/donations/{gift.id}", key=gift.id)

    assert "Chưa lưu: không ghi được tệp" in page
    assert session.scalars(select(Attachment)).all() == []


@pytest.mark.parametrize("damage", ["missing", "changed"])
def test_a_file_that_is_gone_or_changed_is_said_to_be_so(app, session, browser, gift, damage):
    clerk = browser("clerk")
    send(clerk, f"/donations/{gift.id}", key=gift.id)
    session.rollback()
    path = app.config["TRACKER_INSTALLATION"].attachments / session.get_one(Attachment, 1).sha256
    path.unlink() if damage == "missing" else path.write_bytes(PDF_SCAN.lower())

    answer = clerk.get("/attachments/1")

    assert answer.status_code == 410
    assert "Không mở được tệp này" in answer.text


def test_a_paper_is_open_to_who_may_open_its_document(browser, make, gift):
    accountant = browser("accountant")
    voucher_page = "/vouchers/1"
    send(accountant, voucher_page, table="vouchers", key=1)

    assert accountant.get("/attachments/1").status_code == 200
    assert browser("clerk").get("/attachments/1").status_code == 403
    assert browser("admin").get("/attachments/1").status_code == 403
    assert browser("clerk").post("/attachments/vouchers/1", page=f"/donations/{gift.id}").status_code == 403
    assert browser("auditor").post(f"/attachments/donations/{gift.id}", page="/").status_code in (400, 403)
    assert "Thêm tệp đính kèm" not in browser("auditor").get(f"/donations/{gift.id}").text


@pytest.mark.parametrize("address", ["users/1", "lines/1", "nowhere/1", "donations/99", "donations/999999999999999999"])
def test_nothing_is_attached_to_what_has_no_page(session, browser, gift, address):
    answer = browser("clerk").post(f"/attachments/{address}", page=f"/donations/{gift.id}")

    assert answer.status_code == 404


def test_a_childs_paper_is_noted_when_it_is_opened_and_shows_no_name_to_who_may_not_see_names(session, browser, make):
    child = make.child()
    clerk = browser("clerk")
    send(clerk, f"/children/{child.id}", name="Nguyễn Thị Bí Mật.pdf", kind="consent", table="children", key=child.id)

    clerk.get("/attachments/1")
    seen = browser("auditor").get(f"/children/{child.id}").text

    session.rollback()
    noted = session.scalars(select(Access).where(Access.what == "children.attachment")).one()
    assert (noted.record_id, noted.user_id) == (child.id, clerk.user.id)
    assert "Bí Mật" not in seen and "Giấy đồng ý" in seen
    assert session.get_one(Attachment, 1).name == "scan.pdf"


def test_a_draft_that_is_anothers_hides_its_papers(browser, make):
    handout = make.handout()
    maker = browser(user=make.user("clerk"))
    send(maker, f"/handouts/{handout.id}", table="handouts", key=handout.id)

    assert maker.get("/attachments/1").status_code == 200
    assert browser("accountant").get("/attachments/1").status_code == 404


def test_the_papers_of_an_anonymised_child_are_shown_and_given_to_nobody(app, session, browser, make):
    child, clerk = make.child(), browser("clerk")
    send(clerk, f"/children/{child.id}", kind="consent", table="children", key=child.id)
    folder = app.config["TRACKER_INSTALLATION"].attachments
    with writing(session):
        session.get_one(Child, child.id).anonymised_on = date(2026, 1, 1)
    kept_too_long = attachment_breaches(session, folder)

    with writing(session):
        erase_given_up(session, folder)

    assert len(kept_too_long) == 1 and kept_too_long[0].endswith(": of an anonymised child")
    assert list(folder.iterdir()) == [] and attachment_breaches(session, folder) == []
    assert clerk.get("/attachments/1").status_code == 404
    assert "Đã xóa cùng dữ liệu của trẻ." in clerk.get(f"/children/{child.id}").text


def test_nothing_is_attached_to_an_anonymised_child_by_a_page_that_was_open_before(app, session, browser, make):
    child, clerk = make.child(), browser("clerk")
    open_before = clerk.hidden(f"/children/{child.id}")
    with writing(session):
        session.get_one(Child, child.id).anonymised_on = date(2026, 1, 1)

    sent = {"kind": "consent", "file": (BytesIO(PDF_SCAN), "a.pdf"), **open_before}
    answer = clerk.client.post(f"/attachments/children/{child.id}", data=sent)

    session.rollback()
    assert answer.status_code == 303
    assert session.scalars(select(Attachment)).all() == []
    assert attachment_breaches(session, app.config["TRACKER_INSTALLATION"].attachments) == []


def test_every_page_that_takes_attachments_is_there_and_shows_them(app):
    templates = Path(app.root_path, app.template_folder).rglob("*.html")
    drawn = {name for page in templates for name in re.findall(r'attachments\("(\w+)"', page.read_text("utf-8"))}

    with app.test_request_context():
        addresses = [url_for(place.endpoint, **{place.argument: 1}) for place in PLACES.values()]

    assert drawn == set(PLACES)
    assert len(addresses) == len(PLACES)
