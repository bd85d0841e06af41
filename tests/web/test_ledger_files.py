"""The books as files from the pages: the same rows, noted, streamed from one moment; on both engines."""

import csv
import io
import json

import pytest
from ledger_office import small_office
from sqlalchemy import select

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
def test_formats_that_do_not_exist_are_not_found(browser):
    assert browser("auditor").get("/ledger/journal.xlsx").status_code == 404
