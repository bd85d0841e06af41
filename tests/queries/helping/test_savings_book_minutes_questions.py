"""The minutes of handing a savings book over say what was so on that day, whatever happened since."""

from datetime import date

import pytest
from book_steps import given_book, handed_over
from make import DAY

from tracker.documents.papers import papers_pdf
from tracker.ground.papers import Fields, Prose, Table, read_papers
from tracker.ground.refusals import Refused
from tracker.models.helping.savings_books import Custody
from tracker.operations.helping.child_records import add_guardian
from tracker.operations.helping.savings_book_losses import reissue_book, report_lost
from tracker.operations.helping.savings_book_money import record_interest, renew_book
from tracker.operations.proving.paper_copies import print_book_minutes

pytestmark = pytest.mark.one_engine


def printed(make, book):
    copy = make.run(print_book_minutes, by=make.user("cashier"), book=book)
    return read_papers(copy.said)[0]


def said(paper):
    rows = {row.label: row.value for block in paper.blocks if isinstance(block, Fields) for row in block.rows}
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    prose = " ".join(block.text for block in paper.blocks if isinstance(block, Prose))
    return rows, table.rows[0].cells, prose


def test_the_minutes_name_family_child_book_and_the_list_on_which_they_stand(make):
    make.letterhead()
    book = given_book(make, child=make.child("Lê Thị Hoa"))
    make.run(add_guardian, child=book.child, full_name="Trần Thị Mẹ", relation="mẹ", phone="0912345678")
    handed_over(make, book)

    paper = printed(make, book)

    rows, cells, _prose = said(paper)
    assert rows["Bên nhận"] == "Trần Thị Mẹ (mẹ)" and rows["Điện thoại"] == "0912345678"
    assert rows["Trẻ em đứng tên"] == f"Lê Thị Hoa (mã {book.child.code})"
    assert "DT-2018-0001/1" in rows["Căn cứ"] and book.donor.full_name in rows["Căn cứ"]
    assert cells[1:] == ("AA 1", "15/03/2018", "12 tháng", "6,5 %/năm", "15/03/2019")
    assert papers_pdf([paper]).startswith(b"%PDF")


def test_a_later_print_says_what_was_so_on_the_day(make):
    make.letterhead()
    book = given_book(make)
    make.run(record_interest, book=book, happened_on=DAY, amount=1_000)
    handed_over(make, book)
    make.run(record_interest, book=book, happened_on=date(2019, 3, 15), amount=650_000)
    make.run(renew_book, book=book, happened_on=date(2019, 3, 15), term_months=6, rate=600)
    make.run(report_lost, book=book, happened_on=date(2019, 4, 1), remark="Cháy nhà")
    made = {"number": "AB 2", "custody": Custody.FAMILY, "held_by": "Trần Thị Mẹ"}
    make.run(reissue_book, book=book, happened_on=date(2019, 5, 1), **made)

    _rows, cells, prose = said(printed(make, book))

    assert cells[1:] == ("AA 1", "15/03/2018", "", "", "")
    assert "10.001.000 đ" in prose


def test_a_book_that_was_not_handed_over_has_no_minutes(make):
    make.letterhead()

    with pytest.raises(Refused):
        printed(make, given_book(make))
