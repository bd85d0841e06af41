"""The pages of the books: who sees which, what narrows them, totals of the whole filter, pages by key."""

import re

import pytest
from ledger_office import DAY, TRICKY, small_office

from tracker.ground.money import show_dong
from tracker.queries.proving.ledger_books import Book
from tracker.queries.proving.ledger_filters import LedgerFilter
from tracker.queries.proving.ledger_journal import journal_totals
from tracker.queries.proving.proofs import size_and_root
from tracker.web.paging import SIZE
from tracker.web.proving.ledger_pages import book_page

pytestmark = pytest.mark.one_engine


def chips(page):
    return re.findall(r"book=(journal|receipts|till)", page.text.split('class="filters narrowing"')[0])


def body_rows(page):
    return page.text.split("<tbody>")[1].split("</tbody>")[0].split("<tr")[1:]


@pytest.mark.parametrize(
    ("role", "first", "books"),
    [
        ("auditor", "journal", {"journal", "receipts", "till"}),
        ("accountant", "journal", {"journal", "receipts", "till"}),
        ("cashier", "receipts", {"receipts", "till"}),
        ("clerk", "receipts", {"receipts"}),
    ],
)
def test_each_role_sees_its_books_and_first_the_first(browser, role, first, books):
    page = browser(role).get("/ledger")

    assert page.status_code == 200
    assert set(chips(page)) == books
    assert f'name="book" value="{first}"' in page.text


def test_another_s_book_is_closed(browser):
    clerk = browser("clerk")

    answers = [clerk.get(path).status_code for path in ("/ledger?book=journal", "/ledger/journal.csv")]

    assert answers == [403, 403]
    assert browser("admin").get("/ledger").status_code == 403
    assert browser("auditor").get("/ledger?book=diary").status_code == 404


def test_empty_books_say_how_they_begin(browser):
    page = browser("accountant").get("/ledger")

    assert "/tills/opening" in page.text
    assert "<tbody>" not in page.text


def test_rows_lead_to_their_papers_and_donors(browser, make):
    office = small_office(make)

    journal = browser("auditor").get("/ledger").text
    register = browser("clerk").get("/ledger?book=receipts").text

    assert f'href="/pledges/{office.pledge.id}"' in journal
    assert re.search(r'href="/vouchers/\d+">PT-2018-0001', journal)
    assert f'href="/donors/{office.bicycles.donor_id}"' in journal
    assert f'href="/receipts/{office.goods_receipt.id}">TN-2018-0001' in register


def test_names_are_shown_as_typed_and_never_run(browser, make):
    make.donation(donor=make.donor("Cty <b>A & B</b>", kind="organisation"), purpose="<script>alert(1)</script>")

    page = browser("auditor").get("/ledger").text

    assert "Cty &lt;b&gt;A &amp; B&lt;/b&gt;" in page
    assert "<script>alert" not in page


def test_the_foot_adds_up_all_that_the_filter_finds_not_just_the_page(browser, session, make):
    campaign = make.campaign()
    for amount in range(1, SIZE // 2 + 4):
        make.donation(amount=amount, campaign=campaign)

    page = browser("auditor").get("/ledger")

    totals = journal_totals(session, LedgerFilter())
    assert len(body_rows(page)) == SIZE < totals.rows
    assert show_dong(totals.items[0].into) in page.text.split("<tfoot>")[1]


def test_the_pages_hold_every_row_once_both_ways(session, make):
    campaign = make.campaign()
    for amount in range(1, SIZE + 4):
        make.donation(amount=amount, campaign=campaign)

    for upward in (False, True):
        seen, cursor = [], None
        while cursor is not None or not seen:
            page = book_page(session, Book.JOURNAL, LedgerFilter(), cursor=cursor, upward=upward, names=True)
            seen += [(row.seq, row.account) for row in page.rows]
            cursor = page.beside.next_cursor

        assert len(seen) == len(set(seen)) == 2 * (SIZE + 3)


def test_a_till_s_balances_run_on_over_the_pages_both_ways(session, make):
    campaign = make.campaign()
    for _ in range(SIZE + 5):
        make.donation(amount=10, campaign=campaign)
    wanted = LedgerFilter(till_id=make.account().id, item="VND")

    for upward in (False, True):
        balances, cursor = [], None
        while cursor is not None or not balances:
            page = book_page(session, Book.TILL, wanted, cursor=cursor, upward=upward, names=True)
            balances += [row.balance for row in page.rows]
            cursor = page.beside.next_cursor

        assert sorted(balances, reverse=not upward) == balances
        assert set(balances) == set(range(10, 10 * (SIZE + 5) + 1, 10))


def test_the_lines_of_an_entry_stand_as_they_were_posted_also_newest_first(session, make):
    make.donation()
    make.donation()

    page = book_page(session, Book.JOURNAL, LedgerFilter(), cursor=None, upward=False, names=True)

    assert [(row.seq, row.account) for row in page.rows] == [
        (2, "assets:cash"),
        (2, "income:gifts"),
        (1, "assets:cash"),
        (1, "income:gifts"),
    ]


def test_a_till_s_book_begins_with_the_first_till_and_the_first_item(browser, make):
    small_office(make)
    cashier = browser("cashier")

    cash = cashier.get("/ledger?book=till&since=2018-06-01").text
    store = cashier.get("/ledger?book=till&till=assets:goods&item=VND").text

    assert "assets:bank:nhcsxh" in cash
    assert '<option selected value="BICYCLE">' in store and "90 chiếc" in store


def test_a_period_of_a_till_shows_what_was_brought_forward(browser, make):
    small_office(make)

    page = browser("cashier").get("/ledger?book=till&till=assets:cash&since=01/06/2018").text

    assert 'class="brought"' in page
    assert show_dong(2_300_000) in page.split('class="brought"')[1].split("</tr>")[0]


def test_a_donor_is_found_by_what_was_typed_without_scripts(browser, make):
    small_office(make)
    auditor = browser("auditor")

    one = auditor.get("/ledger?donor=dao")
    many = auditor.get("/ledger?donor=n")

    assert len(body_rows(one)) == 2
    assert 'value="Nguyễn Thị Đào"' in one.text
    assert 'id="donor-error"' in many.text


def test_a_picked_donor_stays_in_the_links_to_the_files(browser, make):
    office = small_office(make)
    donor = office.bicycles.donor_id

    page = browser("auditor").get(f"/ledger?donor=x&donor-id={donor}&campaign=XEDAP").text

    link = re.search(r'href="(/ledger/journal\.csv\?[^"]+)"', page)
    assert link is not None
    assert f"donor-id={donor}" in link[1] and "campaign=XEDAP" in link[1]
    assert TRICKY.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in page


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("since=31/02/2018", "since"),
        ("since=2018-02-01&until=2018-01-31", "until"),
        ("campaign=NOPE", "campaign"),
        ("account=gold", "account"),
        ("entry=-5", "entry"),
        ("donor=Ai%20%C4%91%C3%B3&donor-id=999999999999999999", "donor"),
        ("book=till&till=assets:nowhere", "till"),
    ],
)
def test_what_is_malformed_filters_nothing_and_says_so_at_its_field(browser, make, query, field):
    make.donation(amount=1_000_000, received_on=DAY)

    page = browser("auditor").get(f"/ledger?{query}")

    assert page.status_code == 200
    assert f'id="{field}-error"' in page.text


@pytest.mark.parametrize("query", ["cursor=nonsense", "cursor=" + "A" * 500, "book=till&cursor=WyJuIiwxLDFd"])
def test_a_cursor_that_is_not_ours_leads_nowhere(browser, make, query):
    make.donation()

    assert browser("auditor").get(f"/ledger?{query}").status_code == 404


def test_a_filter_that_finds_nothing_offers_all(browser, make):
    make.donation(received_on=DAY)

    page = browser("auditor").get("/ledger?since=2019-01-01").text

    assert "<tbody>" not in page
    assert 'href="/ledger?book=journal"' in page


def test_one_entry_can_be_opened(browser, make):
    small_office(make)

    page = browser("auditor").get("/ledger?entry=2")

    assert len(body_rows(page)) == 4


def test_the_page_names_size_and_root_of_its_moment(browser, session, make):
    small_office(make)

    page = browser("auditor").get("/ledger").text

    size, root = size_and_root(session)
    assert f"<code>{root}</code>" in page and str(size) in page


def test_the_menu_leads_here(browser):
    assert 'href="/ledger" aria-current="page"' in browser("auditor").get("/ledger").text
