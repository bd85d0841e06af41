"""The book of disbursements on the screen and as files: codes for children, names only by right and reason."""

import csv
import io
import re

import pytest
from help_office import COMMUNE, NAMES, PROXY, SIGNED, WARD, helping_office
from sqlalchemy import select

from tracker.models.journal import Access
from tracker.operations.helping.settlements import settle_sheet
from tracker.queries.proving.ledger_books import Book
from tracker.queries.proving.ledger_filters import LedgerFilter
from tracker.web.paging import SIZE
from tracker.web.proving.ledger_pages import book_page

pytestmark = pytest.mark.one_engine
PAGE = "/ledger?book=disbursements"
REASON = "Kiểm toán năm 2018"


def body_rows(page):
    return page.text.split("<tbody>")[1].split("</tbody>")[0].split("<tr")[1:] if "<tbody>" in page.text else []


def read(answer):
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def accesses(session):
    session.rollback()
    return [(access.user_id, access.what, access.reason) for access in session.scalars(select(Access))]


def test_the_page_shows_each_child_by_its_code_and_no_name(browser, make):
    office = helping_office(make)

    page = browser("approver").get(PAGE)

    assert len(body_rows(page)) == 11
    assert f'href="/children/{office.children[0].id}">{office.children[0].code}' in page.text
    assert f'href="/handouts/{office.list_of_gifts.id}">DT-2018-0001' in page.text
    assert "−500.000 đ" in re.sub(r"<[^>]+>", "", page.text)
    assert not any(name in page.text for name in (*NAMES, PROXY))


def test_an_empty_book_says_how_help_begins(browser):
    page = browser("clerk").get(PAGE)

    assert page.status_code == 200
    assert 'href="/handouts/new"' in page.text


def test_the_cashier_and_the_administrator_do_not_see_it(browser):
    assert browser("cashier").get(PAGE).status_code == 403
    assert browser("admin").get(PAGE).status_code == 403


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (f"place={COMMUNE}", 9),
        ("place=705-2018", 9),
        (f"place={WARD}&occasion=TET", 2),
        ("kind=insurance_card", 2),
        ("campaign=QUA&since=2018-03-17", 1),
        ("till=assets:goods", 4),
        ("occasion=MID_AUTUMN", 0),
    ],
)
def test_place_occasion_kind_campaign_period_and_till_narrow_the_page(browser, make, query, count):
    helping_office(make)

    page = browser("auditor").get(f"{PAGE}&{query}")

    assert len(body_rows(page)) == count


@pytest.mark.parametrize(
    ("query", "field"), [("place=nowhere", "place"), ("occasion=X", "occasion"), ("kind=X", "kind")]
)
def test_what_is_malformed_filters_nothing_and_says_so_at_its_field(browser, make, query, field):
    helping_office(make)

    page = browser("auditor").get(f"{PAGE}&{query}")

    assert f'id="{field}-error"' in page.text
    assert len(body_rows(page)) == 11


def test_the_pages_hold_every_row_once_both_ways(session, make):
    helping_office(make)
    more = make.handout(shares={}, provider="Bảo hiểm xã hội", children=[make.child() for _ in range(SIZE)])
    make.run(settle_sheet, by=make.user("cashier"), sheet=make.sheet(more), signed_on=SIGNED, outcomes={})

    for upward in (False, True):
        seen, cursor = [], None
        while cursor is not None or not seen:
            page = book_page(session, Book.DISBURSEMENTS, LedgerFilter(), cursor=cursor, upward=upward, names=True)
            seen += [(row.document, row.child, row.item, row.state) for row in page.rows]
            cursor = page.beside.next_cursor

        assert len(seen) == len(set(seen)) == 11 + SIZE


def test_a_row_leads_to_its_campaign_s_receipts_and_a_receipt_to_what_the_campaign_paid(browser, make):
    office = helping_office(make)
    receipt = make.receipt(make.donation(campaign=office.gifts))
    auditor = browser("auditor")

    assert 'href="/ledger?book=receipts&amp;campaign=QUA"' in auditor.get(PAGE).text
    assert 'href="/ledger?book=disbursements&amp;campaign=QUA"' in auditor.get(f"/receipts/{receipt.id}").text
    assert "book=disbursements" not in browser("cashier").get(f"/receipts/{receipt.id}").text


def test_the_file_has_the_rows_of_the_filter_and_no_name(browser, session, make):
    helping_office(make)
    auditor = browser("auditor")

    answer = auditor.get("/ledger/disbursements.csv?place=705-2018&lang=en")

    rows = read(answer)
    assert answer.headers["Content-Disposition"] == "attachment; filename=disbursements.csv"
    assert rows[0][-1] == "state" and len(rows) == 10
    assert not any(name in answer.text for name in (*NAMES, PROXY))
    assert accesses(session) == [(auditor.user.id, "ledger.disbursements.csv", "")]


@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_names_come_with_a_reason_that_is_kept(browser, session, make, format):
    helping_office(make)
    auditor = browser("auditor")

    answer = auditor.post(f"{PAGE}&place=705-2018", reason=REASON, format=format)

    assert answer.headers["Content-Disposition"] == f"attachment; filename=disbursements-names.{format}"
    assert NAMES[0] in answer.text and PROXY in answer.text and NAMES[3] not in answer.text
    assert accesses(session) == [(auditor.user.id, f"ledger.disbursements.names.{format}", REASON)]


def test_without_a_reason_there_is_no_file_and_the_page_says_so_at_the_field(browser, session, make):
    helping_office(make)

    page = browser("auditor").post(f"{PAGE}&place=705-2018", reason="  ", format="csv")

    assert page.status_code == 200
    assert 'id="reason-error"' in page.text
    assert len(body_rows(page)) == 9
    assert not any(name in page.text for name in NAMES)
    assert accesses(session) == []


def test_who_may_not_name_children_has_no_form_and_no_file(browser, make):
    helping_office(make)
    accountant = browser("accountant")

    assert 'name="reason"' not in accountant.get(PAGE).text
    assert accountant.post(PAGE, reason=REASON, format="csv").status_code == 403


@pytest.mark.parametrize(
    ("query", "fields", "status"),
    [
        ("book=journal", {"format": "csv"}, 404),
        ("book=disbursements", {"format": "exe"}, 404),
        ("book=disbursements&place=nowhere", {"format": "csv"}, 400),
    ],
)
def test_names_of_another_book_format_or_filter_there_are_none(browser, session, make, query, fields, status):
    helping_office(make)

    answer = browser("auditor").post(f"/ledger?{query}", page=PAGE, reason=REASON, **fields)

    assert answer.status_code == status
    assert accesses(session) == []


def test_a_reason_without_the_form_s_token_opens_nothing(browser, make):
    helping_office(make)

    answer = browser("auditor").client.post(PAGE, data={"reason": REASON, "format": "csv"})

    assert answer.status_code == 400


def test_the_journal_s_page_leads_to_the_children_helped(browser, make):
    office = helping_office(make)

    page = browser("auditor").get("/ledger?book=journal&account=expenses:help")

    assert f'href="/children/{office.stand_in.id}">{office.stand_in.code}' in page.text
