"""The journal for hledger: accepted by its own checks, and its balances are ours."""

import csv
import io
import subprocess

import pytest
from help_office import helping_office
from ledger_office import small_office
from spending_steps import spending_office
from sqlalchemy import func, select
from tools import needs_program

from tracker.documents.proving.ledger import write_book
from tracker.documents.proving.ledger_style import Style
from tracker.models.journal import Account, Balance
from tracker.models.proving.campaigns import Campaign
from tracker.queries.proving.ledger_books import Book
from tracker.queries.proving.ledger_filters import LedgerFilter
from tracker.queries.snapshots import snapshot

pytestmark = pytest.mark.one_engine
ALL = LedgerFilter()


@pytest.fixture
def hledger(engine, tmp_path):
    """Write the journal and call hledger on it."""
    program, path = needs_program("hledger", "hledger"), tmp_path / "books.hledger"

    def call(*words, wanted=ALL):
        with snapshot(engine) as moment:
            path.write_bytes(b"".join(write_book(moment, Book.JOURNAL, wanted, Style("hledger"))))
        done = subprocess.run([program, "-f", str(path), *words], capture_output=True, text=True, timeout=60)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    return call


def balances(output):
    """Read hledger's balances: account and commodity → quantity, zeros left out."""
    found = {}
    for row in list(csv.reader(io.StringIO(output)))[1:]:
        for amount in row[1].split(", "):
            quantity, _, commodity = amount.partition(" ")
            if int(quantity):
                found[row[0], commodity] = int(quantity)
    return found


def ours(session, code=""):
    """Sum our balances: account and item → quantity, of one campaign or of all."""
    asked = select(Account.code, Balance.item, func.sum(Balance.quantity)).join(
        Balance, Balance.account_id == Account.id
    )
    asked = asked.join(Campaign, Campaign.id == Balance.campaign_id).group_by(Account.code, Balance.item)
    found = session.execute(asked.where(Campaign.code == code) if code else asked)
    return {(account, item): int(quantity) for account, item, quantity in found if quantity}


BALANCES = ("balance", "--flat", "--no-total", "--output-format", "csv", "--layout", "wide")


def test_hledger_accepts_the_file_and_its_balances_are_ours(session, make, hledger):
    small_office(make)
    helping_office(make)

    hledger("check", "accounts", "commodities")
    total = balances(hledger(*BALANCES))
    gifts = balances(hledger(*BALANCES, "tag:campaign=^QUA$"))

    assert total == ours(session) and len(total) > 10
    assert gifts == ours(session, "QUA") and ("assets:goods", "PARCEL") in gifts


def test_hledger_accepts_what_was_bought_advanced_and_paid(session, make, hledger):
    spending_office(make)

    hledger("check", "accounts", "commodities")

    total = balances(hledger(*BALANCES))
    assert total == ours(session) and {("expenses:admin", "VND"), ("income:interest", "VND")} <= set(total)


def test_a_child_a_document_and_an_entry_are_found_by_their_tags(make, hledger):
    office = helping_office(make)
    child = office.children[1]

    helped = hledger("print", f"tag:child=^{child.code}$")
    day = hledger("register", "tag:document=^PC-2018-0001$", "--output-format", "csv")

    assert f"child:{child.code}" in helped and "kind:settlement" in helped
    assert child.full_name not in helped
    assert "assets:cash" in day


@pytest.mark.parametrize("purpose", ["a; b | c", "(x) * ! = y", "tag:x, y:z", "  two  spaces; campaign:NOPE"])
def test_whatever_a_gift_is_for_stays_a_description(session, make, hledger, purpose):
    make.donation(amount=1_234_567, purpose=purpose)

    assert balances(hledger(*BALANCES)) == ours(session)
    assert hledger("accounts", "tag:campaign=NOPE") == ""


def test_an_empty_book_is_a_file_too(hledger):
    assert balances(hledger(*BALANCES)) == {}


def test_a_campaign_alone_still_balances(session, make, hledger):
    office = small_office(make)
    campaign = office.pledge.campaign

    found = balances(hledger(*BALANCES, wanted=LedgerFilter(campaign_id=campaign.id)))

    assert found == ours(session, campaign.code)


def test_a_filter_that_cuts_entries_apart_is_a_fault_of_the_program(engine):
    with snapshot(engine) as moment, pytest.raises(ValueError, match="whole entries"):
        b"".join(write_book(moment, Book.JOURNAL, LedgerFilter(account="assets"), Style("hledger")))
