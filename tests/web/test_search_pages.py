"""The search at the top finds children, lists, sheets, savings books and scholarships, each for who may see them."""

import re

import pytest
from book_steps import given_book
from make import DAY
from scholarship_steps import award

from tracker.models.helping.savings_books import Custody
from tracker.operations.helping.savings_book_losses import reissue_book, report_lost

pytestmark = pytest.mark.one_engine


def found(person, text: str) -> str:
    """Search, and give the page."""
    return person.get("/search", query_string={"q": text}).text


@pytest.mark.parametrize("spelling", [str, str.lower, lambda code: code.replace("-", "")])
def test_a_child_is_found_by_its_code_in_any_spelling(browser, make, spelling):
    child = make.child("Lê Thị Ngọc")

    page = found(browser("auditor"), spelling(child.code))

    assert f'href="/children/{child.id}"' in page and child.code in page
    assert "Lê Thị Ngọc" not in page


def test_a_child_is_found_by_its_name_by_who_may_see_names(browser, make):
    child = make.child("Lê Thị Ngọc")

    clerk, auditor = (found(browser(role), "le ngoc") for role in ("clerk", "auditor"))

    assert f'href="/children/{child.id}"' in clerk and "Lê Thị Ngọc" in clerk and child.place.name in clerk
    assert not re.search(r"/children/\d", auditor) and "Lê Thị Ngọc" not in auditor


def test_more_children_than_are_shown_are_a_click_away(browser, make):
    for number in range(13):
        make.child(f"Lê Thị Ngọc {number}")

    page = found(browser("clerk"), "ngoc")

    assert len(re.findall(r'href="/children/\d', page)) == 12
    assert 'href="/children?q=ngoc"' in page


@pytest.mark.parametrize("text", ["DT-2018-0001", "dt 1", "2018/1", "qua tet", "Mậu Tuất"])
def test_a_hand_out_is_found_by_its_number_or_name(browser, make, text):
    handout = make.approved(campaign=funded(make), name="Quà Tết Mậu Tuất")

    assert f'href="/handouts/{handout.id}"' in found(browser("auditor"), text)


def test_a_draft_is_found_by_its_maker_alone(browser, make):
    handout = make.handout(name="Quà Trung thu")

    mine, others = found(browser("clerk"), "trung thu"), found(browser("approver"), "trung thu")

    assert f'href="/handouts/{handout.id}"' in mine
    assert f'href="/handouts/{handout.id}"' not in others


def test_a_sheet_is_opened_by_the_code_on_its_paper_or_its_number(browser, make):
    sheet = make.sheet(make.approved(campaign=funded(make)))
    grouped = " ".join(sheet.token[start : start + 4] for start in range(0, 16, 4))
    cashier = browser("cashier")

    texts = (sheet.token, grouped.lower(), "DT-2018-0001/1")
    opened = {cashier.get("/search", query_string={"q": text}).location for text in texts}

    assert opened == {f"/sheets/{sheet.token}"}


def test_a_savings_book_is_found_by_its_number_and_by_the_one_that_was_lost(browser, make):
    book = given_book(make, "AA 174025")
    make.run(report_lost, book=book, happened_on=DAY, remark="Bị ướt")
    make.run(reissue_book, book=book, happened_on=DAY, number="AA 200001", custody=Custody.SAFE)

    pages = [found(browser("auditor"), text) for text in ("174025", "aa 200001", "AA")]

    assert [f'href="/savings-books/{book.id}"' in page for page in pages] == [True, True, False]


def test_a_scholarship_is_found_by_the_code_of_its_child(browser, make):
    (mine, other) = award(make, funded(make), count=2)

    page = found(browser("auditor"), mine.child.code)

    assert f'href="/scholarships/{mine.id}"' in page
    assert f'href="/scholarships/{other.id}"' not in page


def funded(make):
    """Give a campaign with money."""
    campaign = make.campaign()
    make.donation(campaign=campaign, amount=10_000_000)
    return campaign
