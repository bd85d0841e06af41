"""Print a run of vouchers at the command line: prints are recorded, files to read are marked."""

from datetime import date

import pypdfium2
import pytest
from sqlalchemy import select

from tracker.models.proving.paper_copies import PaperCopy

pytestmark = pytest.mark.one_engine


@pytest.fixture
def call(app, make, monkeypatch, tmp_path):
    """Call `tracker vouchers` in English in an office with two days of cash gifts."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    make.letterhead()
    for day in (1, 2):
        make.donation(amount=day * 1_000_000, received_on=date(2018, 3, day))

    def run(first, last, *words):
        args = ["vouchers", "--series", "PT", "--year", "2018", "--from", str(first), "--to", str(last)]
        return app.test_cli_runner().invoke(args=[*args, "--out", str(tmp_path / "out.pdf"), *words])

    return run


def pages(tmp_path):
    document = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    return [page.get_textpage().get_text_range() for page in document]


def copies(session):
    session.rollback()
    return [(copy.kind, copy.number) for copy in session.scalars(select(PaperCopy).order_by(PaperCopy.id))]


def test_prints_are_recorded_and_a_second_run_says_so(call, session, make, tmp_path):
    make.user("cashier")

    done = call(1, 2, "--as", "the-cashier")
    again = call(1, 1, "--as", "the-cashier")

    assert (done.exit_code, done.stderr) == (0, f"2 vouchers: {tmp_path / 'out.pdf'}\n")
    assert again.exit_code == 0
    assert copies(session) == [("voucher", 1), ("voucher", 1), ("voucher", 2)]
    assert all("BẢN IN LẠI LẦN 1" in page for page in pages(tmp_path))


def test_without_a_person_nothing_is_recorded_and_each_paper_is_for_reading(call, session, tmp_path):
    done = call(1, 2)

    assert done.exit_code == 0
    assert copies(session) == []
    voucher, list_, *_ = pages(tmp_path)
    assert "PT-2018-0001" in voucher and "BẢN XEM" in voucher
    assert "BẢNG KÊ BIÊN LAI" in list_ and "BẢN XEM" in list_


def test_a_run_with_a_missing_number_and_who_may_not_print_are_refused(call, session, make, tmp_path):
    make.user("clerk")

    missing, not_allowed = call(1, 3), call(1, 1, "--as", "the-clerk")

    assert (missing.exit_code, missing.stderr) == (1, "There is no voucher PT-2018-0003.\n")
    assert not_allowed.exit_code == 1
    assert copies(session) == [] and not (tmp_path / "out.pdf").exists()
