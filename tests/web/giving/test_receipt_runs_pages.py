"""Test a run of receipts in one file: said first, recorded once, made beside the pages, the same bytes always."""

import re
import shutil
import time

import pytest
from documents.papers import read
from sqlalchemy import event, select

from tracker.models.giving.receipts import Receipt, ReceiptCopy
from tracker.operations.giving.receipt_runs import record_copies
from tracker.operations.giving.receipts import record_copy, void_receipt
from tracker.web.giving import run_files

pytestmark = pytest.mark.one_engine
RUN = {"series": "BL", "year": "2018", "first": "1", "last": "4"}


@pytest.fixture
def receipts(make, run):
    """Four receipts: the second is void, the third was printed before."""
    made = [make.receipt() for _ in range(4)]
    run(void_receipt, by=make.user("approver"), receipt=made[1], reason="In sai tên")
    run(record_copy, by=make.user("cashier"), receipt=made[2])
    return made


@pytest.fixture
def press(browser):
    """Press print on the page of a run; give the answer and who pressed."""

    def pressed(times=1, **said):
        cashier = browser("cashier")
        fields = {**cashier.hidden("/receipts/run?series=BL&year=2018"), **RUN, **said}
        return [cashier.client.post("/receipts/run", data=fields) for _ in range(times)][-1], cashier

    return pressed


def made(browser, address):
    """Wait until a run's file is there and give it."""
    for _ in range(200):
        if browser.get(f"{address}/progress.json").json["ready"]:
            return browser.get(f"{address}.pdf").data
        time.sleep(0.02)
    raise AssertionError("the file is never made")


def copies(session):
    session.rollback()
    return session.scalars(select(ReceiptCopy).order_by(ReceiptCopy.id)).all()


def test_how_many_is_said_before_anything_is_printed(receipts, browser, session):
    page = browser("cashier").get("/receipts/run", query_string=RUN).text

    for said in ("BL-2018-0001 – BL-2018-0004", ">4</dd>", "BẢN IN LẠI", "ĐÃ HỦY"):
        assert said in page, said
    assert len(copies(session)) == 1


def test_ten_presses_print_each_receipt_once_and_the_file_is_the_same_however_often_it_is_made(
    receipts, press, session, tmp_path
):
    answer, cashier = press(times=10)

    first = made(cashier, answer.location)
    shutil.rmtree(tmp_path / "runs")
    again = made(cashier, answer.location)

    assert [(copy.receipt_id, copy.number) for copy in copies(session)[1:]] == [
        (receipt.id, 2 if receipt is receipts[2] else 1) for receipt in receipts
    ]
    assert again == first
    said = [page.text for page in read(first)]
    assert ["ĐÃ HỦY" in text for text in said] == [False, True, False, False]
    assert ["BẢN IN LẠI LẦN 1" in text for text in said] == [False, False, True, False]
    assert [path.suffix for path in (tmp_path / "runs").iterdir()] == [".pdf"]


def test_a_closed_page_is_found_again_and_a_note_that_stays_still_is_taken_over(receipts, press, tmp_path, monkeypatch):
    monkeypatch.setattr(run_files, "_worker", Nobody())
    answer, cashier = press()
    (note,) = [path for path in (tmp_path / "runs").iterdir()] if cashier.get(answer.location) else []

    waiting = cashier.get(answer.location).text
    monkeypatch.undo()
    monkeypatch.setattr(run_files, "STILL", -1.0)
    cashier.get(answer.location)
    monkeypatch.undo()

    assert note.suffix == ".note" and re.search(r"<progress[^>]* max=\"4\"", waiting)
    assert answer.location in cashier.get("/receipts/run").text
    assert len(read(made(cashier, answer.location))) == 4


class Nobody:
    """A worker that ends before it begins."""

    def submit(self, *_work):
        """Do nothing."""


@pytest.mark.parametrize(
    "said", [{"last": "5"}, {"first": "3", "last": "2"}, {"first": "", "last": "", "since": "01/01/2019"}]
)
def test_a_run_that_the_register_does_not_hold_is_refused_at_its_field(receipts, press, browser, session, said):
    answer, cashier = press(**said)

    shown = cashier.get("/receipts/run", query_string={**RUN, **said})

    assert (answer.status_code, shown.status_code) == (422, 422)
    assert 'id="last-error"' in answer.text and 'id="last-error"' in shown.text
    assert len(copies(session)) == 1


def test_only_what_was_not_printed_yet_is_taken_and_questions_do_not_grow_with_the_run(receipts, make, press, session):
    answer, _cashier = press(first="", last="", unprinted="y")
    assert len(copies(session)) == 1 + 3

    cashier, asked = make.user("cashier"), []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *said: asked.append(said[2]))
    numbers = session.scalars(select(Receipt).where(Receipt.id != receipts[1].id)).all()
    make.run(record_copies, by=cashier, receipts=numbers)

    assert sum("receipt_copies" in text and text.startswith("SELECT") for text in asked) == 1


def test_the_auditor_prints_nothing(browser, receipts):
    assert browser("auditor").get("/receipts/run").status_code == 403
