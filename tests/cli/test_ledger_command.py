"""Take books out at the command line: the file, what stderr proves, exit codes."""

import csv
import hashlib
import io
import json

import pytest
from ledger_office import DAY, TRICKY, small_office
from xlsx_reading import sheets_of

from tracker.ground.rights import RIGHTS
from tracker.queries.proving.proofs import size_and_root

pytestmark = pytest.mark.one_engine
JOURNAL = (
    "seq,happened_on,recorded_at,kind,document,account,campaign,item,quantity,child,donor,via,recorded_by,reverses,memo"
)
RECEIPTS = "number,issued_on,received_on,state,donor,via,campaign,amount,goods,received_by,replaces,void_reason,copies"
DISBURSEMENTS = (
    "seq,happened_on,document,sheet,campaign,kind,occasion,child,place,district,payee,channel,amount,item,quantity,"
    "value,received_on,prepared_by,approved_by,state"
)
TILL = "seq,happened_on,document,campaign,party,memo,in,out,balance"


@pytest.fixture
def call(app, monkeypatch):
    """Call `tracker ledger` in English."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    return lambda *words: app.test_cli_runner().invoke(args=["ledger", *words])


def read(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("words", "columns"),
    [
        ((), JOURNAL),
        (("--book", "receipts"), RECEIPTS),
        (("--book", "till", "--till", "assets:cash"), TILL),
        (("--book", "disbursements"), DISBURSEMENTS),
    ],
)
def test_the_fixed_columns_are_those_that_others_rely_on(call, words, columns):
    done = call(*words, "--lang", "en")

    assert done.exit_code == 0
    assert done.stdout_bytes == b"\xef\xbb\xbf" + columns.encode() + b"\r\n"


def test_vietnamese_headings_are_the_default_and_each_is_another(call):
    done = call()

    (headings,) = csv.reader(io.StringIO(done.stdout_bytes.decode("utf-8-sig")))
    assert len(set(headings)) == len(JOURNAL.split(","))
    assert not set(headings) & set(JOURNAL.split(","))


def test_the_file_is_written_whole_and_stderr_proves_it(call, session, make, tmp_path):
    small_office(make)
    out = tmp_path / "journal.csv"

    done = call("--lang", "en", "--out", str(out))

    rows, (size, root) = read(out.read_bytes()), size_and_root(session)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines()[0] == f"{len(rows)} rows"
    assert "BICYCLE in 90, out 90, left 0" in done.stderr.splitlines()
    assert done.stderr.splitlines()[-2:] == [
        f"{size} acts, root {root}",
        f"SHA-256 {hashlib.sha256(out.read_bytes()).hexdigest()}",
    ]
    assert sorted(path.name for path in tmp_path.glob("*.csv*")) == ["journal.csv"]


def test_names_come_back_from_the_file_as_they_were_typed(call, make):
    small_office(make)

    rows = read(call("--book", "receipts", "--lang", "en").stdout_bytes)

    (goods,) = [row for row in rows if row["goods"]]
    assert (goods["donor"], goods["goods"], goods["amount"]) == (TRICKY, "90 BICYCLE; 2 PARCEL", "0")


def test_a_text_that_a_spreadsheet_would_run_is_a_text(call, make):
    make.donation(purpose='=HYPERLINK("http://x";"y")')

    rows = read(call("--lang", "en").stdout_bytes)

    assert {row["memo"] for row in rows} == {'\'=HYPERLINK("http://x";"y")'}


def test_json_lines_have_the_fixed_names_and_null_for_what_is_missing(call, make):
    make.donation(amount=1_200_000, received_on=DAY)

    first = json.loads(call("--format", "jsonl").stdout.splitlines()[0])

    assert ",".join(first) == JOURNAL
    assert (first["quantity"], first["happened_on"], first["child"], first["reverses"]) == (
        1_200_000,
        "2018-03-15",
        None,
        None,
    )


def test_a_void_receipt_is_counted_and_in_no_sum(call, make):
    small_office(make)

    done = call("--book", "receipts")

    assert done.stderr.splitlines()[:3] == ["4 rows", "1 void, in no sum", "VND 2300000"]


def test_the_till_book_carries_the_balance_forward(call, make):
    small_office(make)

    rows = read(call("--book", "till", "--till", "assets:cash", "--from", "01/06/2018", "--lang", "en").stdout_bytes)

    assert [(row["seq"], row["memo"], row["balance"]) for row in rows[:1]] == [("", "Carried forward", "2300000")]
    assert rows[-1]["balance"] == "1500000"


def test_a_store_s_book_names_the_goods_of_each_row(call, make):
    small_office(make)

    rows = read(call("--book", "till", "--till", "assets:goods", "--lang", "en").stdout_bytes)
    one = read(call("--book", "till", "--till", "assets:goods", "--item", "parcel", "--lang", "en").stdout_bytes)

    assert [(row["memo"].split(":")[0], row["in"], row["balance"]) for row in rows] == [
        ("BICYCLE", "90", "90"),
        ("PARCEL", "2", "2"),
    ]
    assert [(row["in"], "PARCEL" in row["memo"]) for row in one] == [("2", False)]


def test_period_and_campaign_narrow_the_file(call, make):
    small_office(make)

    rows = read(call("--campaign", "xedap", "--from", "2018-03-15", "--to", "15/3/2018", "--lang", "en").stdout_bytes)

    assert {row["campaign"] for row in rows} == {"XEDAP"}


def test_who_may_not_see_a_book_gets_no_file_and_one_sentence(call, make, tmp_path):
    make.user("clerk", login="thu")
    out = tmp_path / "journal.csv"

    done = call("--as", "thu", "--out", str(out))

    assert (done.exit_code, done.stderr) == (1, "“thu” may not do this.\n")
    assert not out.exists()


def test_who_may_not_know_donors_gets_the_book_without_them(call, make, monkeypatch):
    small_office(make)
    make.user("auditor", login="kiem")
    monkeypatch.setitem(RIGHTS, "donors.read", frozenset({"clerk"}))

    journal = call("--as", "kiem").stdout
    register = call("--as", "kiem", "--book", "receipts").stdout
    store = call("--as", "kiem", "--book", "till", "--till", "assets:goods").stdout

    assert TRICKY in call().stdout
    assert not any(name in text for text in (journal, register, store) for name in (TRICKY, "Nguyễn Thị Đào"))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--campaign", "NOPE"), "There is no campaign NOPE.\n"),
        (("--item", "GOLD"), "There is no item GOLD.\n"),
        (
            ("--book", "till", "--till", "income:gifts"),
            "There is no till income:gifts. There are: assets:cash, assets:goods.\n",
        ),
        (
            ("--from", "2018-02-01", "--to", "2018-01-31"),
            "The last day, 31/01/2018, comes before the first, 01/02/2018.\n",
        ),
        (("--out", "/nowhere/at/all.csv"), "/nowhere/at/all.csv cannot be written: No such file or directory.\n"),
    ],
)
def test_a_refusal_is_one_plain_sentence(call, words, sentence):
    done = call(*words)

    assert (done.exit_code, done.stdout, done.stderr) == (1, "", sentence)


@pytest.mark.parametrize(
    "words",
    [
        ("--book", "till"),
        ("--book", "diary"),
        ("--format", "ods"),
        ("--format", "hledger", "--book", "receipts"),
        ("--format", "hledger", "--till", "assets:cash"),
        ("--from", "31/02/2018"),
        ("--lang", "fr"),
        ("more",),
    ],
)
def test_wrong_use_exits_with_2(call, words):
    assert call(*words).exit_code == 2


def test_a_workbook_says_who_took_it_and_what_proves_it(call, session, make, tmp_path):
    small_office(make)
    make.user("auditor", login="kiem")
    out = tmp_path / "journal.xlsx"

    done = call("--format", "xlsx", "--lang", "en", "--as", "kiem", "--out", str(out))

    cover, rows = sheets_of(out.read_bytes())
    size, root = size_and_root(session)
    assert done.exit_code == 0
    assert done.stderr.splitlines()[0] == f"{len(rows.rows) - 1} rows"
    assert done.stderr.splitlines()[-1] == f"SHA-256 {hashlib.sha256(out.read_bytes()).hexdigest()}"
    assert ["Taken out by", "Người kiem"] in cover.rows
    assert ["Acts in the proof", size] in cover.rows and ["Root of the proof", root] in cover.rows


def test_the_journal_for_hledger_counts_its_lines(call, make):
    small_office(make)

    done = call("--format", "hledger", "--campaign", "XEDAP")

    assert done.stdout.startswith("; ")
    assert done.stderr.splitlines()[0] == f"{done.stdout.count('campaign:XEDAP')} rows"


def test_an_older_file_stays_where_the_new_one_fails(call, make, tmp_path, monkeypatch):
    out = tmp_path / "journal.csv"
    out.write_text("old", encoding="utf-8")

    done = call("--campaign", "NOPE", "--out", str(out))

    assert done.exit_code == 1
    assert out.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".journal")] == []


def test_the_help_shows_an_example(call):
    assert "Example: tracker ledger" in call("--help").stdout
