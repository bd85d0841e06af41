"""Take the book of disbursements out at the command line: its rows, its filters, names only by right and reason."""

import csv
import io
import json

import pytest
from help_office import COMMUNE, NAMES, PROXY, WARD, helping_office
from sqlalchemy import select

from tracker.models.journal import Access

pytestmark = pytest.mark.one_engine
REASON = "Kiểm toán năm 2018"


@pytest.fixture
def call(app, monkeypatch):
    """Call `tracker ledger --book disbursements` in English."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    words = ["ledger", "--book", "disbursements", "--lang", "en"]
    return lambda *more: app.test_cli_runner().invoke(args=[*words, *more])


def read(done):
    return list(csv.DictReader(io.StringIO(done.stdout_bytes.decode("utf-8-sig"), newline="")))


def accesses(session):
    session.rollback()
    return [(access.what, access.reason) for access in session.scalars(select(Access))]


def test_a_row_a_child_and_part_with_amounts_as_plain_numbers(call, make):
    office = helping_office(make)

    done = call()

    rows = read(done)
    cash, goods = sorted(rows[:2], key=lambda row: row["item"])
    assert done.exit_code == 0
    assert (cash["amount"], cash["item"], cash["quantity"], cash["value"]) == ("500000", "", "", "")
    assert (goods["amount"], goods["item"], goods["quantity"], goods["value"]) == ("0", "PARCEL", "1", "200000")
    assert (cash["document"], cash["sheet"], cash["child"]) == ("DT-2018-0001", "1", office.children[0].code)
    assert [(row["amount"], row["state"]) for row in rows if row["state"] != "given"] == [("-500000", "taken_back")]
    assert {(row["seq"], row["item"], row["amount"]) for row in rows if row["channel"] == "free"} == {("", "", "0")}


def test_stderr_counts_the_rows_and_adds_up_each_item(call, make):
    helping_office(make)

    said = call().stderr.splitlines()

    assert said[0] == "11 rows"
    assert said[1:3] == [
        "VND given 2000000, taken back 500000, net 1500000",
        "PARCEL given 4, taken back 0, net 4",
    ]


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("--place", COMMUNE), 9),
        (("--place", "phuong 1, tp tay ninh"), 2),
        (("--place", WARD, "--item", "VND"), 1),
        (("--occasion", "tet", "--campaign", "qua"), 9),
        (("--kind", "insurance_card"), 2),
        (("--from", "1/6/2018", "--to", "1/6/2018"), 2),
        (("--till", "assets:goods"), 4),
    ],
)
def test_place_occasion_kind_period_campaign_and_till_narrow_the_file(call, make, words, count):
    helping_office(make)

    assert len(read(call(*words))) == count


def test_no_name_of_a_child_or_a_recipient_is_anywhere_in_the_file(call, make):
    helping_office(make)

    text = call().stdout + call("--format", "jsonl").stdout

    assert not any(name in text for name in (*NAMES, PROXY, "Lê Thị Thay", "child_name"))


def test_names_come_by_right_and_reason_and_that_is_kept(call, session, make):
    helping_office(make)
    make.user("auditor", login="kiem")

    done = call("--with-names", "--reason", REASON, "--as", "kiem", "--format", "jsonl")

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert list(rows[0])[-2:] == ["child_name", "payee_name"]
    assert {row["child_name"] for row in rows} >= {NAMES[0], "Lê Thị Thay"}
    assert {row["payee_name"] for row in rows} == {None, f"{PROXY}, bà ngoại"}
    assert accesses(session) == [("ledger.disbursements.names.jsonl", REASON)]


def test_who_may_not_name_children_gets_no_file(call, session, make, tmp_path):
    helping_office(make)
    out = tmp_path / "help.csv"

    done = call("--with-names", "--reason", REASON, "--as", "the-accountant", "--out", str(out))

    assert (done.exit_code, done.stderr) == (1, "“the-accountant” may not do this.\n")
    assert not out.exists() and accesses(session) == []


@pytest.mark.parametrize(
    "words",
    [
        ("--with-names",),
        ("--with-names", "--reason", REASON),
        ("--with-names", "--as", "the-auditor"),
        ("--with-names", "--as", "the-auditor", "--reason", "  "),
        ("--kind", "gold"),
        ("--book", "journal", "--place", COMMUNE),
        ("--book", "receipts", "--with-names", "--as", "the-auditor", "--reason", REASON),
    ],
)
def test_names_without_a_person_or_a_reason_and_filters_of_another_book_are_wrong_use(call, words):
    assert call(*words).exit_code == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--place", "Xã Nào Đó"), "There is no place “Xã Nào Đó”.\n"),
        (("--occasion", "NOEL"), "There is no occasion NOEL.\n"),
    ],
)
def test_a_refusal_is_one_plain_sentence(call, make, words, sentence):
    done = call(*words)

    assert (done.exit_code, done.stdout, done.stderr) == (1, "", sentence)
