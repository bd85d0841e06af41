"""The books as files from the pages: the same rows, noted, streamed from one moment; on both engines."""

import csv
import html
import io
import json
import re

import pytest
from ledger_office import small_office
from sqlalchemy import select
from xlsx_reading import sheets_of

from tracker.models.journal import Access
from tracker.models.users import Language
from tracker.operations.users import set_language


def read(answer):
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def test_the_file_has_the_rows_of_the_filter(browser, make):
    small_office(make)

    answer = browser("auditor").get("/ledger/journal.csv?campaign=XEDAP&account=assets")

    rows = read(answer)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "attachment; filename=journal.csv"
    assert [(row[5], row[7], row[8]) for row in rows[1:]] == [
        ("assets:goods", "BICYCLE", "90"),
        ("assets:goods", "PARCEL", "2"),
    ]


def test_the_headings_are_in_the_reader_s_language(browser, make):
    reader = browser("auditor")
    make.run(set_language, by=reader.user, user=reader.user, language=Language.EN)

    english = read(reader.get("/ledger/till.csv"))

    assert english[0] == ["seq", "happened_on", "document", "campaign", "party", "memo", "in", "out", "balance"]


def test_json_lines_are_a_file_too(browser, make):
    small_office(make)

    answer = browser("clerk").get("/ledger/receipts.jsonl")

    rows = [json.loads(line) for line in answer.data.splitlines()]
    assert [row["state"] for row in rows] == ["void", "valid", "valid", "refunded"]


def test_each_file_taken_out_is_noted_and_a_page_is_not(browser, session, make):
    small_office(make)
    auditor = browser("auditor")

    auditor.get("/ledger")
    auditor.get("/ledger/journal.csv")
    auditor.get("/ledger/till.jsonl?till=assets:cash")

    session.rollback()
    noted = [(access.user_id, access.what) for access in session.scalars(select(Access).order_by(Access.id))]
    assert noted == [(auditor.user.id, "ledger.journal.csv"), (auditor.user.id, "ledger.till.jsonl")]


def test_a_file_is_of_the_moment_it_began_and_keeps_nobody_from_working(browser, make):
    campaign = make.campaign()
    for _ in range(30):
        make.donation(amount=10, campaign=campaign)

    answer = browser("auditor").get("/ledger/journal.csv")
    begun = next(answer.response)
    make.donation(amount=7_777_777, campaign=campaign)
    rest = b"".join(answer.response)
    answer.close()

    assert len((begun + rest).splitlines()) == 61
    assert b"7777777" not in rest


@pytest.mark.one_engine
@pytest.mark.parametrize("query", ["since=soon", "campaign=NOPE", "donor=nobody", "since=2018-02-01&until=2018-01-01"])
def test_a_malformed_filter_gives_no_file_instead_of_another(browser, session, query):
    answer = browser("auditor").get(f"/ledger/journal.csv?{query}")

    assert answer.status_code == 400
    assert session.scalars(select(Access)).all() == []


@pytest.mark.one_engine
def test_a_workbook_comes_with_a_cover_that_names_who_took_it(browser, make):
    small_office(make)
    auditor = browser("auditor")

    answer = auditor.get("/ledger/receipts.xlsx?campaign=XEDAP")

    cover, rows = sheets_of(answer.data)
    assert answer.headers["Content-Type"].startswith("application/vnd.openxmlformats-officedocument")
    assert ["Chương trình", "XEDAP – Chương trình XEDAP"] in cover.rows
    assert any(row[-1] == auditor.user.full_name for row in cover.rows)
    assert [row[0] for row in rows.rows[1:]] == ["TN-2018-0001"]


@pytest.mark.one_engine
def test_the_journal_comes_for_hledger_in_whole_entries_only(browser, make):
    small_office(make)
    auditor = browser("auditor")

    whole = auditor.get("/ledger/journal.hledger?campaign=XEDAP")

    assert whole.headers["Content-Disposition"] == "attachment; filename=journal.hledger"
    assert "    assets:goods  90 BICYCLE  ; campaign:XEDAP" in whole.text
    assert auditor.get("/ledger/journal.hledger?account=assets").status_code == 400


@pytest.mark.one_engine
def test_the_buttons_lead_to_files_that_exist_with_the_same_filter(browser, make):
    small_office(make)
    auditor = browser("auditor")

    for book in ("journal", "receipts", "disbursements", "till"):
        page = auditor.get(f"/ledger?book={book}&campaign=XEDAP").text
        links = re.findall(r'href="(/ledger/[^"]*)" download', page)
        assert len(links) == (4 if book == "journal" else 3)
        for link in links:
            assert "campaign=XEDAP" in link and auditor.get(html.unescape(link)).status_code == 200
    assert ".hledger" not in auditor.get("/ledger?account=assets").text


@pytest.mark.one_engine
@pytest.mark.parametrize("name", ["journal.pdf", "receipts.hledger", "nothing.csv"])
def test_formats_that_do_not_exist_are_not_found(browser, name):
    assert browser("auditor").get(f"/ledger/{name}").status_code == 404
