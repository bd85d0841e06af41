"""Print a run of receipts at the command line: prints are recorded, files to read are marked."""

import json

import pypdfium2
import pytest
from ledger_office import small_office
from sqlalchemy import select

from tracker.models.giving.receipts import ReceiptCopy

pytestmark = pytest.mark.one_engine


@pytest.fixture
def call(app, monkeypatch, tmp_path):
    """Call `tracker receipts` in English for numbers of BL 2018; the file is out.pdf."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")

    def run(first, last, *words):
        args = ["receipts", "--series", "BL", "--year", "2018", "--from", str(first), "--to", str(last)]
        return app.test_cli_runner().invoke(args=[*args, "--out", str(tmp_path / "out.pdf"), *words])

    return run


def pages(tmp_path):
    document = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    return [page.get_textpage().get_text_range() for page in document]


def copies(session):
    session.rollback()
    asked = select(ReceiptCopy).order_by(ReceiptCopy.id)
    return [(copy.receipt_id, copy.number, json.loads(copy.marks)) for copy in session.scalars(asked)]


def test_a_print_is_recorded_once_for_each_paper_and_marked(call, session, make, tmp_path):
    office = small_office(make)
    before = len(copies(session))

    done = call(1, 3, "--as", "the-cashier")

    assert (done.exit_code, done.stderr) == (0, f"3 receipts: {tmp_path / 'out.pdf'}\n")
    assert copies(session)[before:] == [
        (office.void.id, 1, ["ĐÃ HỦY"]),
        (office.replacing.id, 3, ["BẢN IN LẠI LẦN 2"]),
        (office.refunded.id, 1, ["ĐÃ HOÀN TRẢ 300.000 đ ngày 01/06/2018"]),
    ]
    first, second, third = pages(tmp_path)
    assert "BL-2018-0001" in first and "ĐÃ HỦY" in first
    assert "BL-2018-0002" in second and "BẢN IN LẠI LẦN 2" in second
    assert "BL-2018-0003" in third and "ĐÃ HOÀN TRẢ" in third


def test_without_a_person_nothing_is_recorded_and_each_paper_says_that_it_is_for_reading(call, session, make, tmp_path):
    small_office(make)
    before = copies(session)

    done = call(1, 2)

    assert done.exit_code == 0
    assert copies(session) == before
    assert all("BẢN XEM" in page for page in pages(tmp_path))


def test_a_hole_in_the_run_is_refused_before_anything_is_recorded(call, session, make, tmp_path):
    small_office(make)
    before = copies(session)

    done = call(2, 4, "--as", "the-cashier")

    assert (done.exit_code, done.stderr) == (1, "There is no receipt BL-2018-0004.\n")
    assert copies(session) == before
    assert not (tmp_path / "out.pdf").exists()


def test_where_the_file_cannot_be_written_nothing_is_recorded(call, session, make):
    small_office(make)
    before = copies(session)

    done = call(1, 3, "--as", "the-cashier", "--out", "/nowhere/at/all.pdf")

    assert done.exit_code == 1
    assert copies(session) == before


def test_who_may_not_print_is_refused(call, make):
    small_office(make)

    done = call(1, 3, "--as", "the-approver")

    assert (done.exit_code, done.stderr) == (1, "“the-approver” may not do this.\n")


@pytest.mark.parametrize("numbers", [(3, 1), (0, 1), ("one", 2), (1, 10_000_000)])
def test_wrong_use_exits_with_2(call, numbers):
    assert call(*numbers).exit_code == 2
