"""Test the statement of a donor's year: every gift once, what went back beside it, and never another receipt."""

from datetime import date
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from sqlalchemy import func, select

from tracker.models.giving.receipts import Receipt, ReceiptCopy
from tracker.models.proving.paper_copies import PaperCopy
from tracker.models.proving.vouchers import Voucher
from tracker.operations.giving.give_backs import give_back
from tracker.operations.merges import merge_donors
from tracker.queries.giving.donations import parts_of
from tracker.queries.giving.donor_statements import statement_key, statement_of

pytestmark = pytest.mark.one_engine
LATER = date(2019, 1, 15)


def text_of(pdf):
    return " ".join(
        " ".join(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(BytesIO(pdf))).split()
    )


@pytest.fixture
def lan(make):
    """A donor with a receipted gift, goods beside it, money passed on from another, and a gift of the next year."""
    lan, other, campaign = make.donor("Nguyễn Thị Lan"), make.donor("Trần Văn Bảy"), make.campaign("SUA")
    make.receipt(make.donation(donor=lan, campaign=campaign, amount=3_000_000))
    make.donation(donor=lan, campaign=campaign, goods=[("BICYCLE", 2, 4_000_000)], received_on=date(2018, 12, 27))
    make.donation(donor=other, via=lan, campaign=campaign, amount=500_000, received_on=date(2018, 12, 28))
    make.donation(donor=lan, campaign=campaign, amount=7_000_000, received_on=LATER)
    return lan


def test_the_year_names_each_gift_and_its_receipt_and_keeps_goods_and_other_peoples_money_apart(lan, browser):
    clerk = browser("clerk")

    page = clerk.get(f"/donors/{lan.id}/statement/2018").text
    printed = clerk.post(f"/donors/{lan.id}/statement/2018/print", page=f"/donors/{lan.id}/statement/2018")
    paper = clerk.get(printed.location)

    assert "7.000.000" not in page
    said = text_of(paper.data)
    assert "Tiền đóng góp 3.000.000 đ" in said and "Tiền chuyển qua 500.000 đ" in said
    assert "Hiện vật đóng góp trị giá 4.000.000 đ" in said and "7.000.000" not in said
    for part in ("BL-2018-0001", "Xe đạp: 2 chiếc", "Của Trần Văn Bảy", "không phải là biên lai"):
        assert part in said, part
    assert clerk.get(printed.location).data == paper.data


def test_a_statement_is_no_receipt_and_makes_none_and_its_reprints_say_so_for_each_year_apart(lan, browser, session):
    clerk, counts = browser("clerk"), (Receipt, ReceiptCopy, Voucher)
    before = [session.scalar(select(func.count()).select_from(table)) for table in counts]

    for year in (2018, 2018, 2019):
        page = f"/donors/{lan.id}/statement/{year}"
        assert clerk.post(f"{page}/print", page=page).status_code == 302

    session.rollback()
    assert [session.scalar(select(func.count()).select_from(table)) for table in counts] == before
    copies = session.execute(select(PaperCopy.record_id, PaperCopy.number).order_by(PaperCopy.id)).all()
    assert copies == [(statement_key(lan, year), number) for year, number in ((2018, 1), (2018, 2), (2019, 1))]
    papers = [
        text_of(clerk.get(f"/donors/{lan.id}/statement/{year}/copies/{n}.pdf").data)
        for year, n in ((2018, 2), (2019, 1))
    ]
    assert ["BẢN IN LẠI LẦN 1" in paper for paper in papers] == [True, False]


def test_a_merged_record_leads_to_the_one_kept_whose_year_has_the_gifts_of_both(lan, make, browser, session):
    twin = make.donor("Nguyễn Lan")
    make.donation(donor=twin, amount=200_000)
    make.run(merge_donors, gone=twin, kept=lan, reason="Cùng số điện thoại")

    answer = browser("clerk").get(f"/donors/{twin.id}/statement/2018")

    assert answer.location == f"/donors/{lan.id}/statement/2018"
    assert statement_of(session, lan, 2018).own.money == 3_200_000


def test_what_goes_back_in_the_next_year_stands_at_its_gift_and_in_that_years_statement(lan, make, session):
    gift = statement_of(session, lan, 2018).own.rows[0].donation
    part = parts_of(session, gift)[0]
    back = [(part, 1_000_000, make.account())]
    approver = make.user("approver")
    make.run(give_back, by=approver, donation=gift, given_back_on=LATER, parts=back, reason="Chuyển nhầm")

    old, new = statement_of(session, lan, 2018).own, statement_of(session, lan, 2019).own

    assert (old.money, old.money_back, [quantity for _back, _part, quantity in old.rows[0].backs]) == (
        3_000_000,
        0,
        [1_000_000],
    )
    assert (new.money, new.money_back) == (7_000_000, 1_000_000)


def test_a_year_without_a_gift_says_so_and_prints_nothing(lan, browser, session):
    clerk, page = browser("clerk"), f"/donors/{lan.id}/statement/2015"

    clerk.post(f"{page}/print", page=f"/donors/{lan.id}/statement/2018")

    assert "2015" in clerk.get(page).text
    assert session.scalars(select(PaperCopy)).all() == []
    assert clerk.get(f"/donors/{lan.id}/statement/99999").status_code == 404
